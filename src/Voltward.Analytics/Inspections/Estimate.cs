namespace Voltward.Analytics.Inspections;

/// <summary>A figure with its 95 % interval and what it rests on. No rate leaves these engines without the three.</summary>
/// <param name="Value">Estimate; NaN when there is nothing to estimate from.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Count">What the estimate counts, such as missed defects; unweighted.</param>
/// <param name="Of">What it counts among: the denominator; unweighted.</param>
/// <param name="Effective">Effective sample size behind the interval; equals <paramref name="Of"/> when nothing is weighted.</param>
public readonly record struct Estimate(double Value, double Low, double High, double Count, double Of, double Effective)
{
    /// <summary>Nothing is known: the whole range stays open.</summary>
    public static Estimate Unknown { get; } = new(double.NaN, 0, 1, 0, 0, 0);

    /// <summary>Whether a value lies in the interval, ends included.</summary>
    public bool Covers(double value) => value >= Low - 1e-12 && value <= High + 1e-12;
}
