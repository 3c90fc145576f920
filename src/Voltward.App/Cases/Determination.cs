using System.Text.Json;
using System.Text.Json.Nodes;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>One question to the rules, exactly as in the input of <c>settle</c>.</summary>
/// <param name="Id">Name the asker gives the question; comes back with the answer.</param>
/// <param name="Rule">Rule, such as <c>THF-Q4b</c> or <c>VIO-2</c>.</param>
/// <param name="RuleSet">Edition, such as <c>CN-2024</c>.</param>
/// <param name="Inputs">The facts, named as the rule names them.</param>
public sealed record DeterminationInput(string Id, string Rule, string RuleSet, JsonElement Inputs);

/// <summary>One line of a determination: everything needed to compute it again by hand.</summary>
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
    string Value);

/// <summary>The answer of the rules to one question.</summary>
/// <param name="Id">The question's name.</param>
/// <param name="Result">Members named as the rule names them; numbers as decimals.</param>
/// <param name="Lines">The trace, in the order of calculation.</param>
/// <param name="Blocked">Why the result may not be served on a customer yet; null when it may.</param>
public sealed record Determination(
    string Id, JsonObject Result, IReadOnlyList<DeterminationLine> Lines, Problem? Blocked);
