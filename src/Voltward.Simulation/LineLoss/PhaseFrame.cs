using System.Numerics;

namespace Voltward.Simulation.LineLoss;

/// <summary>The angle of a phase against phase A: B lags by a third of a turn, C by two thirds.</summary>
internal readonly record struct PhaseFrame(float Cos, float Sin)
{
    public static readonly PhaseFrame[] All = [Of(0), Of(1), Of(2)];

    /// <summary>Adds a current of this phase, turned into the common frame.</summary>
    public void ToCommon(Span<Vector<float>> re, Span<Vector<float>> im, Span<Vector<float>> sumRe, Span<Vector<float>> sumIm)
    {
        for (var t = 0; t < re.Length; t++)
        {
            sumRe[t] += (Cos * re[t]) - (Sin * im[t]);
            sumIm[t] += (Cos * im[t]) + (Sin * re[t]);
        }
    }

    private static PhaseFrame Of(int phase) => new((float)Math.Cos(-Math.Tau * phase / 3), (float)Math.Sin(-Math.Tau * phase / 3));
}
