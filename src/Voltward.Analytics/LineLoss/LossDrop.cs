namespace Voltward.Analytics.LineLoss;

/// <summary>What the loss of an area says about a closed case (结案降损验证).</summary>
public enum DropVerdict
{
    /// <summary>The loss fell: zero lies below the interval.</summary>
    Confirmed,

    /// <summary>It did not fall by what was claimed: the claim lies above the interval, zero inside or above it.</summary>
    Absent,

    /// <summary>Zero and the claim both lie in the interval: the area is too restless, or the case too small.</summary>
    Undecidable,

    /// <summary>Not enough usable days or control areas yet.</summary>
    TooEarly,
}

/// <summary>The drop of an area's abnormal loss after a day, against what other areas did.</summary>
/// <param name="KwhPerDay">Estimate; positive: the loss fell.</param>
/// <param name="Low">Lower end of the 95 % interval, kWh per day.</param>
/// <param name="High">Upper end.</param>
/// <param name="Controls">Control areas used.</param>
/// <param name="Verdict">What follows.</param>
public readonly record struct DropEstimate(double KwhPerDay, double Low, double High, int Controls, DropVerdict Verdict);

/// <summary>One area's days: abnormal loss and supply.</summary>
/// <param name="Abnormal">Loss less technical loss, kWh per day, NaN when unusable.</param>
/// <param name="Supply">Energy supplied, kWh per day, NaN when unusable.</param>
public sealed record DropSeries(double[] Abnormal, double[] Supply);

/// <summary>
/// Difference in differences with placebos: the change of the area's abnormal loss over an event, less the usual change of control
/// areas scaled to its supply. How much controls change without any event is the noise; it holds weather, meters and life alike.
/// </summary>
public static class LossDrop
{
    /// <summary>Least usable days on either side.</summary>
    public const int LeastDays = 14;

    /// <summary>Least control areas.</summary>
    public const int LeastControls = 8;

    private const double TwoSided = 1.96;

    /// <summary>Estimates the drop.</summary>
    /// <param name="area">The area of the case.</param>
    /// <param name="controls">Areas without a case, over the same days.</param>
    /// <param name="change">Index of the first day after the theft was ended.</param>
    /// <param name="claimed">Energy claimed, kWh per day, above zero.</param>
    public static DropEstimate Estimate(DropSeries area, IReadOnlyList<DropSeries> controls, int change, double claimed)
    {
        var own = Change(area, change);
        var placebos = controls.Select(c => Change(c, change)).Where(c => c is not null).Select(c => c!.Value.Rate).ToArray();
        if (own is not { } mine || placebos.Length < LeastControls) return new(double.NaN, double.NaN, double.NaN, placebos.Length, DropVerdict.TooEarly);

        var usual = Robust.Median(placebos);
        var noise = Math.Max(Robust.Spread(placebos, usual), 0) * mine.Supply;
        var sd = Math.Sqrt((noise * noise * (1 + (1.57 / placebos.Length))) + (mine.Sd * mine.Sd));
        var drop = -(mine.Kwh - (usual * mine.Supply));
        var width = TwoSided * Student(placebos.Length) * sd;
        var (low, high) = (drop - width, drop + width);
        return new(drop, low, high, placebos.Length, low > 0 ? DropVerdict.Confirmed : high < claimed ? DropVerdict.Absent : DropVerdict.Undecidable);
    }

    /// <summary>Mean after less mean before, with the own noise of the days; null with too few.</summary>
    private static (double Kwh, double Rate, double Supply, double Sd)? Change(DropSeries series, int change)
    {
        var (before, after) = (Usable(series, 0, change), Usable(series, change, series.Abnormal.Length));
        if (before.Length < LeastDays || after.Length < LeastDays) return null;
        var supply = series.Supply.Where(s => !double.IsNaN(s)).Average();
        if (supply <= 0) return null;
        var kwh = after.Average() - before.Average();
        return (kwh, kwh / supply, supply, Math.Sqrt(MeanVariance(before) + MeanVariance(after)));
    }

    private static double[] Usable(DropSeries series, int from, int to) => [.. series.Abnormal[from..to].Where(v => !double.IsNaN(v))];

    /// <summary>Variance of a mean of days that resemble their neighbours.</summary>
    private static double MeanVariance(double[] days)
    {
        var mean = days.Average();
        var variance = days.Sum(d => (d - mean) * (d - mean)) / (days.Length - 1);
        var alike = Math.Clamp(Robust.LagOne(days), 0, 0.9);
        return variance / days.Length * (1 + alike) / (1 - alike);
    }

    /// <summary>Widens a normal interval for a spread learned from few placebos (Student's t against the normal, 95 %).</summary>
    private static double Student(int n) => 1 + (1.2 / (n - 2));
}
