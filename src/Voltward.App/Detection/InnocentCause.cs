using Voltward.Analytics.Detection;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>Something ordinary that would look the same (无辜原因).</summary>
/// <param name="Cause">What.</param>
/// <param name="Answer">What a test of it said; null when it was not tested.</param>
/// <param name="Open">Whether nothing rules it out yet.</param>
public sealed record InnocentCause(CauseCode Cause, ArchiveAnswer? Answer, bool Open)
{
    private static readonly Dictionary<string, CauseCode> Causes = Enum.GetValues<CauseCode>().ToDictionary(CauseTexts.Code, StringComparer.Ordinal);

    public string Code => CauseTexts.Code(Cause);

    public Words Text => CauseTexts.Tested(Cause, Answer);

    /// <summary>Causes as a lead's row holds them: codes with a blank between, each with a mark for the answer and one for being ruled out.</summary>
    public static string Stored(IReadOnlyList<InnocentCause> causes) => string.Join(' ', causes.Select(c => c.Code + Mark(c.Answer) + (c.Open ? "" : "-")));

    /// <summary>The same back again.</summary>
    /// <exception cref="KeyNotFoundException">A code that this program does not know: the row is another program's.</exception>
    public static IReadOnlyList<InnocentCause> Of(string stored)
    {
        return [.. stored.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Read)];

        static InnocentCause Read(string word)
        {
            var tested = word.TrimEnd('-');
            ArchiveAnswer? answer = tested[^1] switch
            {
                '+' => ArchiveAnswer.Explains,
                '?' => ArchiveAnswer.Unknown,
                '!' => ArchiveAnswer.DoesNotExplain,
                _ => null,
            };
            return new(Causes[answer is null ? tested : tested[..^1]], answer, tested.Length == word.Length);
        }
    }

    private static string Mark(ArchiveAnswer? answer) => answer switch
    {
        ArchiveAnswer.Explains => "+",
        ArchiveAnswer.Unknown => "?",
        ArchiveAnswer.DoesNotExplain => "!",
        _ => "",
    };
}
