using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>The evidence pack of a case against the rules of its day, and the innocent explanations that were tested (证据包与排查).</summary>
/// <param name="Due">Items by the stage at which they are due; none when the case is not one of theft.</param>
/// <param name="OnFile">Items on file, by records or filed.</param>
/// <param name="Filed">What was filed by hand, in order.</param>
/// <param name="Explanations">Innocent explanations to be tested; none when the case is not one of theft.</param>
/// <param name="Tested">What came of each test, in order.</param>
public sealed record CasePack(
    IReadOnlyDictionary<PackStage, IReadOnlyList<string>> Due,
    IReadOnlySet<string> OnFile,
    IReadOnlyList<FiledRow> Filed,
    IReadOnlyList<string> Explanations,
    IReadOnlyList<TestedRow> Tested)
{
    /// <summary>Every item that is ever due, in the order of the pack.</summary>
    public IReadOnlyList<string> All => [.. Due.OrderBy(d => d.Key).SelectMany(d => d.Value)];

    /// <summary>What is missing when a stage is to be passed; earlier stages are asked again.</summary>
    public IReadOnlyList<string> Missing(PackStage stage)
    {
        // The review puts the sheet on file by approving it; until then a calculated one stands for it.
        var due = Due.Where(d => d.Key <= stage).OrderBy(d => d.Key).SelectMany(d => d.Value);
        return EvidencePack.Missing(stage == PackStage.Confirmed ? due.Where(i => i != EvidencePack.QuantitySheet) : due, OnFile);
    }

    /// <summary>Null when the stage may be passed, else the refusal that names everything missing.</summary>
    public Problem? Refuse(PackStage stage)
    {
        if (Missing(stage) is { Count: > 0 } missing) return CasePackProblems.Incomplete(missing);
        IReadOnlyList<InnocentTest> tests = [.. Tested.Select(t => t.Test)];
        if (InnocentTests.Untested(Explanations, tests) is { Count: > 0 } untested) return CasePackProblems.Untested(untested);
        return InnocentTests.Holding(tests) is { Count: > 0 } holding ? CasePackProblems.Holds(holding) : null;
    }
}

/// <summary>An item of the pack that was filed by hand.</summary>
public sealed class FiledRow
{
    public string Item { get; init; } = "";

    public string Reference { get; init; } = "";

    public string? Detail { get; init; }

    public string? Sha256 { get; init; }

    public long? Bytes { get; init; }

    public string? MediaType { get; init; }

    public DateTimeOffset FiledAt { get; init; }

    public string FiledBy { get; init; } = "";
}

/// <summary>A test of an innocent explanation.</summary>
public sealed class TestedRow
{
    public string Explanation { get; init; } = "";

    public long Excluded { get; init; }

    public string Grounds { get; init; } = "";

    public string Reference { get; init; } = "";

    public DateTimeOffset TestedAt { get; init; }

    public string TestedBy { get; init; } = "";

    internal InnocentTest Test => new(Explanation, Excluded == 1, Grounds);
}
