using System.Globalization;
using Voltward.App.Storage;

namespace Voltward.Host.Shared;

/// <summary>How figures are written on every page: units stand in the header, thousands are grouped, nothing known is a dash.</summary>
public static class Figures
{
    public const string Nothing = "–";

    /// <summary>Energy in kWh, from watt-hours.</summary>
    public static string Kwh(long? wattHours, int decimals = 0) => Number(wattHours / 1000.0, decimals);

    /// <summary>Money in yuan with two decimals, from fen.</summary>
    public static string Yuan(long? fen) => fen is null ? Nothing : (fen.Value / 100m).ToString("#,##0.00;−#,##0.00", CultureInfo.InvariantCulture);

    public static string Number(double? value, int decimals = 0)
    {
        if (value is null || !double.IsFinite(value.Value)) return Nothing;
        var text = value.Value.ToString((decimals > 0 ? "#,##0." : "#,##0") + new string('0', decimals), CultureInfo.InvariantCulture);
        return text.StartsWith('-') ? (text.Any(c => c is > '0' and <= '9') ? "−" + text[1..] : text[1..]) : text;
    }

    /// <summary>A measured value as precise as it was entered, three decimals at most, without trailing zeros.</summary>
    public static string Measured(double value) => Math.Round(value, 3).ToString("#,##0.###;−#,##0.###", CultureInfo.InvariantCulture);

    public static string Percent(double? value, int decimals = 2) => Number(value, decimals);

    /// <summary>A probability 0..1 as whole per cent.</summary>
    public static string Probability(double? value) => Number(value * 100, 0);

    public static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>An instant in the company's time, to the minute.</summary>
    public static string Instant(DateTimeOffset? instant) =>
        instant?.ToOffset(CompanyTime.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? Nothing;

    /// <summary>The time of day to the second, at the place of work.</summary>
    public static string Clock(DateTimeOffset instant) => instant.ToOffset(CompanyTime.Offset).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>The share of a part in a whole, per cent; null when there is no whole.</summary>
    public static double? Share(long? part, long? whole) => part is null || whole is null or 0 ? null : 100.0 * part / whole;
}
