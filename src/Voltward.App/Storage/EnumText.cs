using System.Globalization;
using System.Text;

namespace Voltward.App.Storage;

/// <summary>How a state stands in a column: lower case with hyphens, <c>UnderWay</c> as <c>under-way</c>.</summary>
internal static class EnumText
{
    public static string Code<T>(this T value)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var c in value.ToString())
        {
            if (char.IsUpper(c) && text.Length > 0) text.Append('-');
            text.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    public static T Parse<T>(string code)
        where T : struct, Enum => TryParse<T>(code, out var value) ? value : throw new FormatException($"{code} is no {typeof(T).Name}");

    public static bool TryParse<T>(string code, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (candidate.Code() == code)
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }
}
