using System.Text.RegularExpressions;
using Voltward.Domain.Common;

namespace Voltward.Domain.Evidence;

/// <summary>
/// Keeps tips out of everything that proves something or leaves the house (举报保密): a tip opens a visit; what counts is what the visit sees. Whoever names a tip in a
/// finding, in evidence or in a document makes hearsay a ground and tells the customer that somebody spoke.
/// </summary>
public static partial class SourceProtection
{
    /// <summary>Something names a tip.</summary>
    public static Problem NamesATip { get; } = new(
        "evidence.names-a-tip",
        ProblemKind.Invalid,
        new("举报不是证据，检查结论、证据和文书都不得提到举报。", "A tip is no evidence; no finding, evidence or document may mention one."),
        new("请只写现场所见和核实到的事实，删去举报编号以及“举报”等字样。", "Write what was seen and verified; leave out the number of the tip and the word for it."));

    /// <summary>A file that came with a tip.</summary>
    public static Problem FileOfATip { get; } = new(
        "evidence.file-of-a-tip",
        ProblemKind.Invalid,
        new("这个文件来自举报，不能作为证据。", "This file came with a tip and cannot be evidence."),
        new("请到现场按规定取证。", "Collect evidence on site as the rules ask."));

    /// <summary>Whether a text holds the number of a tip (JB-2026-000001).</summary>
    public static bool HoldsNumber(string? text) => text is not null && TipNumber().IsMatch(text);

    /// <summary>Whether a text holds the number of a tip or says that somebody reported.</summary>
    public static bool Mentions(string? text) => text is not null && (HoldsNumber(text) || Word().IsMatch(text));

    [GeneratedRegex(@"JB-\d{4}-\d{6}", RegexOptions.IgnoreCase)]
    private static partial Regex TipNumber();

    [GeneratedRegex(@"举报|检举|线人|tip-?offs?\b|\binformant|\bwhistle-?blow", RegexOptions.IgnoreCase)]
    private static partial Regex Word();
}
