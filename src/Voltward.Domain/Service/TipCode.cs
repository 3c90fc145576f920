namespace Voltward.Domain.Service;

/// <summary>
/// The code under which a reporter asks what became of a tip (举报查询码): 19 signs of chance and one that checks them, read aloud and
/// typed without signs that look alike. 31 signs to choose from give 94 bits; 31 is prime, so that the last sign finds every single wrong
/// sign and every two that changed places.
/// </summary>
public static class TipCode
{
    /// <summary>Signs of the code: digits and capitals without 0, 1, I, L and O.</summary>
    public const string Signs = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    /// <summary>Signs drawn by chance.</summary>
    public const int Drawn = 19;

    private const int Group = 4;

    /// <summary>Writes a code.</summary>
    /// <param name="drawn">19 numbers from 0 to 30, each drawn by chance.</param>
    /// <returns>20 signs in five groups, such as <c>7KQM-…</c>.</returns>
    public static string Write(IReadOnlyList<int> drawn)
    {
        if (drawn.Count != Drawn || drawn.Any(d => d < 0 || d >= Signs.Length)) throw new ArgumentException("19 numbers from 0 to 30", nameof(drawn));
        var sum = drawn.Select((d, i) => (i + 1) * d).Sum() % Signs.Length;
        var check = Enumerable.Range(0, Signs.Length).First(c => (sum + ((Drawn + 1) * c)) % Signs.Length == 0);
        var all = drawn.Append(check).Select(d => Signs[d]).ToArray();
        return string.Join('-', all.Chunk(Group).Select(g => new string(g)));
    }

    /// <summary>Reads what somebody typed: small letters, blanks and hyphens do not matter.</summary>
    /// <returns>The 20 signs without hyphens; null when it cannot be a code.</returns>
    public static string? Read(string typed)
    {
        var signs = new string([.. typed.Where(c => c is not ('-' or '－' or '—' or '–') && !char.IsWhiteSpace(c)).Select(Plain)]);
        if (signs.Length != Drawn + 1 || signs.Any(c => !Signs.Contains(c))) return null;
        return signs.Select((c, i) => (i + 1) * Signs.IndexOf(c)).Sum() % Signs.Length == 0 ? signs : null;
    }

    /// <summary>Full-width signs of a Chinese keyboard count as the plain ones.</summary>
    private static char Plain(char c) => char.ToUpperInvariant(c is >= '！' and <= '～' ? (char)(c - '！' + '!') : c);
}
