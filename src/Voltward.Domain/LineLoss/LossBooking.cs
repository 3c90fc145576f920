namespace Voltward.Domain.LineLoss;

/// <summary>What abnormal energy of an area turned out to be (异常电量去向).</summary>
public enum LossCause
{
    /// <summary>Theft (窃电).</summary>
    Theft,

    /// <summary>A faulty or wrongly wired meter (计量故障).</summary>
    Meter,

    /// <summary>A customer booked in the wrong area, or a wrong ratio in the file (户变、倍率等档案错误); either sign.</summary>
    Topology,

    /// <summary>Supply without a meter beyond its agreed use (无表用电).</summary>
    Unmetered,

    /// <summary>Technical loss beyond the calibrated one, such as a bad joint (技术线损偏高).</summary>
    Technical,
}

/// <summary>A calendar month.</summary>
/// <param name="Year">Year, 1 to 9999.</param>
/// <param name="Month">Month, 1 to 12.</param>
public readonly record struct LossMonth(int Year, int Month)
{
    /// <summary>First day of the month.</summary>
    public DateOnly First => new(Year, Month, 1);

    /// <summary>Month of a day.</summary>
    public static LossMonth Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>Reads <c>yyyy-MM</c>; null when it is not a month.</summary>
    public static LossMonth? Parse(string text) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)
            ? Of(day)
            : null;

    /// <summary>As <c>yyyy-MM</c>.</summary>
    public override string ToString() => First.ToString("yyyy-MM", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Energy booked to a cause with the document that says so.</summary>
/// <param name="Cause">What it was.</param>
/// <param name="Wh">Energy, Wh; below zero where it explains a gain, never zero.</param>
public readonly record struct LossBooking(LossCause Cause, long Wh);
