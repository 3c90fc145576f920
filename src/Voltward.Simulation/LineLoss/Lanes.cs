using System.Numerics;
using System.Runtime.InteropServices;

namespace Voltward.Simulation.LineLoss;

/// <summary>Rows of 96 quarter hours inside one array, seen as vectors.</summary>
internal static class Lanes
{
    private const int Slots = FeederFlow.Slots;

    public static Span<Vector<float>> Lane(float[] lanes, int index) => Vectors(lanes.AsSpan(index * Slots, Slots));

    /// <summary>Real (0) or imaginary (1) part of one phase at one node.</summary>
    public static Span<Vector<float>> NodeLane(float[] lanes, int node, int phase, int part) => Lane(lanes, (node * 6) + (phase * 2) + part);

    public static Span<Vector<float>> Vectors(Span<float> lane) => MemoryMarshal.Cast<float, Vector<float>>(lane);

    /// <summary>Adds some rows to as many others.</summary>
    public static void Sum(float[] lanes, int from, int to, int count)
    {
        var source = Vectors(lanes.AsSpan(from * Slots, count * Slots));
        var target = Vectors(lanes.AsSpan(to * Slots, count * Slots));
        for (var t = 0; t < source.Length; t++) target[t] += source[t];
    }

    public static void Magnitude(Span<Vector<float>> re, Span<Vector<float>> im, Span<float> into)
    {
        var target = Vectors(into);
        for (var t = 0; t < target.Length; t++) target[t] = Vector.SquareRoot((re[t] * re[t]) + (im[t] * im[t]));
    }
}
