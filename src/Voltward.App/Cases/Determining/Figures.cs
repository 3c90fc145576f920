using System.Globalization;

namespace Voltward.App.Cases.Determining;

/// <summary>How figures are written in results and lines: decimal point, no grouping.</summary>
internal static class Figures
{
    /// <summary>How a line says that its value is rounded, in a form a program can read too: step and rule.</summary>
    public const string Fen = "0.01 half-up";

    public const string None = "none";

    /// <summary>With so many decimals, half away from zero.</summary>
    public static string Fixed(decimal value, int decimals) =>
        Rounded(value, decimals).ToString("F" + decimals, CultureInfo.InvariantCulture);

    public static string Money(decimal value) => Fixed(value, 2);

    /// <summary>As it is, without trailing zeros.</summary>
    public static string Plain(decimal value)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    public static decimal Rounded(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);
}
