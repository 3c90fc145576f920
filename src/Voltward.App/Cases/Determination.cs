using System.Text.Json;
using System.Text.Json.Nodes;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.App.Cases;

/// <summary>One question to the rules, exactly as in the input of <c>settle</c>.</summary>
/// <param name="Id">Name the asker gives the question; comes back with the answer.</param>
/// <param name="Rule">Rule, such as <c>THF-Q4b</c> or <c>VIO-2</c>.</param>
/// <param name="RuleSet">Edition, such as <c>CN-2024</c>.</param>
/// <param name="Inputs">The facts, named as the rule names them.</param>
public sealed record DeterminationInput(string Id, string Rule, string RuleSet, JsonElement Inputs);

/// <summary>One line of a determination: everything needed to compute it again by hand.</summary>
/// <param name="Kind">energy, charge, penalty, capacity, days, factor, time or note.</param>
/// <param name="Text">What the figure is.</param>
/// <param name="Article">Article of the edition; empty when none was ever seen. Print it only when the record is verified.</param>
/// <param name="Edition">Text and edition the rule stands in.</param>
/// <param name="Certainty">Weakest grade of what went into the line (<c>SAW-LAW</c> … <c>MEM-L</c>, <c>INPUT</c>).</param>
/// <param name="Inputs">The figures of the formula by name.</param>
/// <param name="Unit">Unit of the value.</param>
/// <param name="Formula">Arithmetic over the names of <paramref name="Inputs"/>.</param>
/// <param name="Rounding">Step and rule such as <c>0.01 half-up</c>, or <c>none</c>.</param>
/// <param name="Value">The figure.</param>
public sealed record DeterminationLine(
    string Kind,
    Words Text,
    string Article,
    string Edition,
    string Certainty,
    JsonObject Inputs,
    string Unit,
    string Formula,
    string Rounding,
    string Value)
{
    /// <summary>Whether the legal department has compared the record with the official text; only then is its article printed.</summary>
    public bool Verified { get; init; }
}

/// <summary>The answer of the rules to one question.</summary>
/// <param name="Id">The question's name.</param>
/// <param name="Result">Members named as the rule names them; numbers as decimals.</param>
/// <param name="Lines">The trace, in the order of calculation.</param>
/// <param name="Blocked">Why the result may not be served on a customer yet; null when it may.</param>
public sealed record Determination(
    string Id, JsonObject Result, IReadOnlyList<DeterminationLine> Lines, Problem? Blocked)
{
    /// <summary>Back-billed energy, where the rule yields one.</summary>
    public KilowattHours? Energy { get; init; }

    /// <summary>Back-billed charge and penalty charge, where the rule yields any; the penalty is null while it is open.</summary>
    public AmountsDue? Due { get; init; }
}
