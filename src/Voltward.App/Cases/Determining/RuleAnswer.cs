using Voltward.Domain.Common;

namespace Voltward.App.Cases.Determining;

/// <summary>How one rule is answered.</summary>
/// <param name="Answer">Reads the facts, computes, writes lines and result; a refusal when it cannot.</param>
/// <param name="Title">What the rule is about.</param>
internal sealed record RuleAnswer(Func<Sheet, Problem?> Answer, Words Title)
{
    /// <summary>Whether a conduct over a change of rules is split; else the first day decides.</summary>
    public bool Splits { get; init; }

    /// <summary>Member of the input that holds the deciding day or instant, where it is not the conduct's.</summary>
    public string? DayMember { get; init; }

    /// <summary>Whether a question without edition and date means the edition still in force: prices and fees, never a breach or theft.</summary>
    public bool PresentWhenUndated { get; init; }

    /// <summary>Other rules used with it, whose changes split too.</summary>
    public IReadOnlyList<string> WithRules { get; init; } = [];
}
