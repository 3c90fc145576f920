using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Voltward.Host.Shared;

/// <summary>Fields of a form, from what a browser sends and back.</summary>
internal static class Fields
{
    public static string[] Many(StringValues values) => [.. values.OfType<string>().Distinct()];

    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A number; null when none was readable.</summary>
    public static double? Figure(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var figure) && double.IsFinite(figure) ? figure : null;

    /// <summary>A number; null when nothing was given, NaN when what was given is no number.</summary>
    public static double? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : Figure(text) ?? double.NaN;

    /// <summary>An exact number; null when none was readable.</summary>
    public static decimal? Exact(string? text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var figure) ? figure : null;

    public static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Number(double? figure) => figure is { } f && double.IsFinite(f) ? f.ToString("0.############", CultureInfo.InvariantCulture) : null;

    public static string? Number(decimal? figure) => figure?.ToString("0.############", CultureInfo.InvariantCulture);
}
