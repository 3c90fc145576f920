using System.Text;

namespace Voltward.App.Evidence.Print;

/// <summary>
/// Breaks Chinese and mixed text into lines: between any two characters, but never before closing punctuation, never after opening
/// punctuation, and not inside a number or a Latin word that fits on a line.
/// </summary>
internal static class LineBreaker
{
    private const string NotFirst = "，。、；：！？）》」』】〉”’％‰℃…—～·)]},.;:!?%";
    private const string NotLast = "（《「『【〈“‘([{¥￥#№";

    /// <param name="text">Text; a line feed ends a line.</param>
    /// <param name="width">Room, in the unit of <paramref name="widthOf"/>.</param>
    /// <param name="widthOf">Width of a character.</param>
    /// <param name="firstIndent">Room taken at the start of each paragraph.</param>
    public static IReadOnlyList<string> Break(string text, float width, Func<Rune, float> widthOf, float firstIndent = 0)
    {
        var lines = new List<string>();
        foreach (var paragraph in text.Split('\n'))
        {
            var line = new StringBuilder();
            var (used, wrapped) = (firstIndent, false);
            foreach (var piece in Pieces(paragraph))
            {
                var size = piece.EnumerateRunes().Sum(widthOf);
                if (used + size > width && line.Length > 0)
                {
                    lines.Add(line.ToString().TrimEnd(' '));
                    line.Clear();
                    (used, wrapped) = (0, true);
                }

                foreach (var character in size > width ? piece.EnumerateRunes().Select(r => r.ToString()) : [piece])
                {
                    var part = character.EnumerateRunes().Sum(widthOf);
                    if (used + part > width && line.Length > 0)
                    {
                        lines.Add(line.ToString());
                        line.Clear();
                        (used, wrapped) = (0, true);
                    }

                    if (line.Length == 0 && wrapped && character == " ") continue;
                    line.Append(character);
                    used += part;
                }
            }

            lines.Add(line.ToString());
        }

        return lines;
    }

    /// <summary>The smallest pieces that stay together.</summary>
    private static IEnumerable<string> Pieces(string paragraph)
    {
        var piece = new StringBuilder();
        var last = default(Rune);
        foreach (var character in paragraph.EnumerateRunes())
        {
            if (piece.Length > 0 && MayBreak(last, character))
            {
                yield return piece.ToString();
                piece.Clear();
            }

            piece.Append(character);
            last = character;
        }

        if (piece.Length > 0) yield return piece.ToString();
    }

    private static bool MayBreak(Rune before, Rune after)
    {
        if (In(NotFirst, after) || In(NotLast, before)) return false;
        if (before.Value == ' ' || after.Value == ' ') return true;
        return !(IsWord(before) && IsWord(after));
    }

    private static bool In(string set, Rune character) => character.IsBmp && set.Contains((char)character.Value, StringComparison.Ordinal);

    private static bool IsWord(Rune character) => character.Value is > 32 and < 0x250;
}
