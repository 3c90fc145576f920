using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.LineLoss;

/// <summary>Draws radial low-voltage networks: outgoing lines with poles, branches, and meter boxes of six to twelve customers.</summary>
internal static class NetworkBuilder
{
    private const float PlannedV = 2.3e2f;

    private static readonly (float Kva, float NoLoad, float Load)[] Standard =
    [
        (30, 0.1f, 0.6f), (50, 0.13f, 0.91f), (80, 0.18f, 1.3f), (100, 0.2f, 1.6f), (1.6e2f, 0.28f, 2.3f), (2e2f, 0.34f, 2.7f), (2.5e2f, 0.4f, 3.2f),
        (3.15e2f, 0.48f, 3.8f), (4e2f, 0.57f, 4.5f), (5e2f, 0.68f, 5.4f), (6.3e2f, 0.81f, 6.2f), (8e2f, 0.98f, 7.5f), (1e3f, 1.2f, 10.3f), (1.25e3f, 1.4f, 12f),
    ];

    /// <summary>Ohm per metre of trunk lines, branches and box cables, thick to thin.</summary>
    private static readonly Impedance[] Conductors =
    [
        new(0.25e-3f, 0.3e-3f, 0.25e-3f, 0.3e-3f), new(0.32e-3f, 0.3e-3f, 0.44e-3f, 0.3e-3f), new(0.44e-3f, 0.32e-3f, 0.64e-3f, 0.32e-3f),
        new(0.64e-3f, 0.33e-3f, 0.64e-3f, 0.33e-3f), new(0.87e-3f, 0.1e-3f, 0.87e-3f, 0.1e-3f),
    ];

    /// <summary>The smallest standard transformer for a peak, kVA.</summary>
    public static Transformer Size(float peakKva)
    {
        foreach (var (kva, noLoad, load) in Standard)
        {
            if (kva >= peakKva) return new Transformer(kva, noLoad, load, kva > 5e2f ? 4.5e-2f : 0.04f);
        }

        var (most, idle, full) = Standard[^1];
        var times = peakKva / most;
        return new Transformer(most * times, idle * times, full * times, 0.06f);
    }

    /// <summary>Impedance of a transformer seen from 400 V, per phase.</summary>
    public static Impedance Seen(Transformer t)
    {
        var rated = 0.4f * 0.4f * 1e3f / t.Kva;
        var r = t.LoadKw / t.Kva * rated;
        var z = t.ShortCircuit * rated;
        return new Impedance(r, MathF.Sqrt(MathF.Max(0f, (z * z) - (r * r))), 0f, 0f);
    }

    /// <summary>Lays lines and boxes for so many customers; returns the node of each box.</summary>
    /// <param name="network">With nothing but its busbar.</param>
    /// <param name="boxes">How many boxes are needed.</param>
    /// <param name="spread">Typical length of line from one box to the next, metres.</param>
    /// <param name="chance">The stream of the area's network.</param>
    public static int[] Lay(LvNetwork network, int boxes, float spread, Chance chance)
    {
        var lines = Math.Clamp((boxes + 3) / 4, 1, chance.Whole(2, 4));
        var nodes = new int[boxes];
        var ends = new int[lines];
        Array.Fill(ends, 1);
        var wire = new int[lines];
        for (var l = 0; l < lines; l++) wire[l] = chance.Whole(0, 2);
        for (var b = 0; b < boxes; b++)
        {
            var line = b % lines;
            var pole = network.Add(ends[line], Conductors[wire[line]] * (spread * chance.Between(0.5f, 1.6f)));
            // Now and then the line forks, and a thinner branch goes on from here.
            var at = pole;
            if (chance.Happens(0.25f)) at = network.Add(pole, Conductors[Math.Min(3, wire[line] + 1)] * (spread * chance.Between(0.6f, 1.8f)));
            nodes[b] = network.Add(at, Conductors[chance.Happens(0.6f) ? 4 : 3] * chance.Between(3f, 18f));
            if (chance.Happens(0.85f)) ends[line] = pole;
        }

        return nodes;
    }

    /// <summary>
    /// Lines are laid for the load they were planned for: where the planned evening peak would pull the voltage down too far, all lines
    /// are as much thicker.
    /// </summary>
    /// <param name="network">With all its taps.</param>
    /// <param name="peakKw">Planned peak of each tap, kW.</param>
    /// <param name="allowed">Largest planned fall of the voltage, share.</param>
    public static void Reinforce(LvNetwork network, float[] peakKw, float allowed)
    {
        var flow = new FeederFlow(network);
        Array.Fill(flow.SourceV, PlannedV);
        for (var i = 0; i < flow.Kw.Length; i++) (flow.Kw[i], flow.Kvar[i]) = (peakKw[i / FeederFlow.Slots], 0.3f * peakKw[i / FeederFlow.Slots]);
        flow.Solve();
        var (volt, ampere) = (new float[FeederFlow.Slots], new float[FeederFlow.Slots]);
        var (lowest, weighted, all) = (PlannedV, 0f, 0f);
        for (var tap = 0; tap < network.Taps.Count; tap++)
        {
            flow.ReadTap(tap, volt, ampere);
            lowest = MathF.Min(lowest, volt[0]);
            weighted += peakKw[tap] * (1f - (volt[0] / PlannedV));
            all += peakKw[tap];
        }

        // Planners look at the middle of a line, and never let its end fall by a quarter.
        var fall = MathF.Max(2f * weighted / all, (1f - (lowest / PlannedV)) * allowed / 0.25f);
        if (fall > allowed) network.Scale(allowed / fall);
    }

    /// <summary>Ohm per metre of one conductor of a service drop.</summary>
    public static float DropOhm(Chance chance, bool large) => (large ? chance.Pick(LargeDrops) : chance.Pick(SmallDrops)) * 1e-3f;

    private static readonly float[] SmallDrops = [1.2f, 1.8f, 1.8f, 2.9f];

    private static readonly float[] LargeDrops = [0.32f, 0.64f, 0.87f];
}
