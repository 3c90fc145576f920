using System.Text;

namespace Voltward.Domain.Common;

/// <summary>Hides other people in a text that somebody is shown (第三人信息遮蔽).</summary>
public static class Masking
{
    private const int LongNumber = 6;

    /// <summary>
    /// The text without numbers that could be somebody else's (six digits or more in a row: customer, meter, telephone and identity
    /// numbers) and without the names given. Days, amounts and the reader's own numbers stay.
    /// </summary>
    /// <param name="text">Text.</param>
    /// <param name="own">The reader's own numbers, which stay.</param>
    /// <param name="others">Names to be hidden, each of two characters or more.</param>
    public static string Others(string text, IReadOnlyCollection<string> own, IEnumerable<string> others)
    {
        foreach (var name in others.Where(n => n.Length >= 2).OrderByDescending(n => n.Length)) text = text.Replace(name, Name(name), StringComparison.Ordinal);
        var masked = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || (end > i && text[end] is 'X' or 'x'))) end++;
            var run = text[i..Math.Max(end, i + 1)];
            var hidden = end - i >= LongNumber && !own.Contains(run);
            masked.Append(hidden ? run[..2] + new string('*', run.Length - 2) : run);
            i += run.Length;
        }

        return masked.ToString();
    }

    /// <summary>A name of which the first character is left.</summary>
    public static string Name(string name) => name.Length == 0 ? name : name[..1] + new string('*', name.Length - 1);
}
