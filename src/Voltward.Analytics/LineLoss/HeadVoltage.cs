using Voltward.Analytics.Detection;

namespace Voltward.Analytics.LineLoss;

/// <summary>
/// Voltages and currents at the head of an area, by phase and quarter hour. Currents are split against the voltage of their own phase:
/// an active part P/U, and a reactive part Q/U that lags. The neutral current is turned into the frame of each phase, for there its drop counts.
/// </summary>
internal sealed class HeadVoltage
{
    private static readonly double Sine = Math.Sqrt(0.75);

    private HeadVoltage(float[][] voltageV, double[][] active, double[][] reactive)
    {
        (VoltageV, Active, Reactive) = (voltageV, active, reactive);
        for (var phase = 0; phase < 3; phase++) (NeutralActive[phase], NeutralReactive[phase]) = Neutral(phase);
    }

    /// <summary>Phase to neutral, V, <c>float[3][T]</c>, NaN = missing.</summary>
    public float[][] VoltageV { get; }

    /// <summary>A, <c>double[3][T]</c>, above zero into the area; NaN = missing.</summary>
    public double[][] Active { get; }

    /// <summary>A, <c>double[3][T]</c>, above zero where the current lags.</summary>
    public double[][] Reactive { get; }

    /// <summary>Active part of the neutral's current in the frame of each phase, A.</summary>
    public double[][] NeutralActive { get; } = new double[3][];

    /// <summary>Its reactive part.</summary>
    public double[][] NeutralReactive { get; } = new double[3][];

    public int Times => VoltageV[0].Length;

    /// <summary>From the curves of the supply meter; null when it does not give voltage and power of three phases to neutral.</summary>
    public static HeadVoltage? Of(PointCurves? supply)
    {
        if (supply is not { Phases.Count: 3 }) return null;
        var curves = supply.Phases.Select(p => p.Curve).ToArray();
        return new HeadVoltage(
            [.. curves.Select(c => c.VoltageV)], [.. curves.Select(c => c.VoltageV.Select((u, t) => VoltageDrop.Active(c, t)).ToArray())],
            [.. curves.Select(c => c.VoltageV.Select((u, t) => VoltageDrop.Reactive(c, t)).ToArray())]);
    }

    /// <summary>Power into the area, kW; NaN when a phase is missing.</summary>
    public double PowerKw(int t)
    {
        var sum = 0.0;
        for (var phase = 0; phase < 3; phase++) sum += VoltageV[phase][t] * Active[phase][t] / 1000;
        return sum;
    }

    /// <summary>Sum of the squared phase currents, A²; NaN when a phase is missing.</summary>
    public double SquareA(int t)
    {
        var sum = 0.0;
        for (var phase = 0; phase < 3; phase++) sum += (Active[phase][t] * Active[phase][t]) + (Reactive[phase][t] * Reactive[phase][t]);
        return sum;
    }

    private (double[] Active, double[] Reactive) Neutral(int phase)
    {
        var (active, reactive) = (new double[Times], new double[Times]);
        for (var from = 0; from < 3; from++)
        {
            // B lags A by a third of a turn, C by two.
            var turn = (phase - from + 3) % 3;
            var (cos, sin) = turn switch { 0 => (1.0, 0.0), 1 => (-0.5, Sine), _ => (-0.5, -Sine) };
            for (var t = 0; t < active.Length; t++)
            {
                active[t] += (Active[from][t] * cos) + (Reactive[from][t] * sin);
                reactive[t] += (Reactive[from][t] * cos) - (Active[from][t] * sin);
            }
        }

        return (active, reactive);
    }
}
