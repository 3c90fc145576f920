using System.Text;

namespace Voltward.Simulation.Detection;

/// <summary>Names of kinds as they stand in <c>truth.json</c>: <c>DirectHook</c> is <c>direct-hook</c>.</summary>
internal static class Kebab
{
    public static string Of<T>(T kind)
        where T : struct, Enum
    {
        var text = new StringBuilder();
        foreach (var letter in kind.ToString())
        {
            if (char.IsUpper(letter) && text.Length > 0) text.Append('-');
            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
