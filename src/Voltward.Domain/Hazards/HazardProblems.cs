using Voltward.Domain.Common;

namespace Voltward.Domain.Hazards;

/// <summary>Refusals of hazards.</summary>
public static class HazardProblems
{
    /// <summary>The finder re-checks the own hazard.</summary>
    public static Problem FinderRechecks { get; } = new(
        "hazard.finder-rechecks",
        ProblemKind.Forbidden,
        new("隐患的发现人不能自己复验。", "Whoever found a hazard may not re-check it."),
        new("请由另一名检查员复验。", "Ask another inspector to re-check it."));

    /// <summary>No such hazard, or not visible.</summary>
    public static Problem NotFound(string hazardId) => new(
        "hazard.not-found",
        ProblemKind.NotFound,
        new($"没有隐患 {hazardId}。", $"There is no hazard {hazardId}."),
        new("请核对编号。", "Check the number."));

    /// <summary>A text that must not be empty.</summary>
    public static Problem TextMissing(string where) => new(
        "hazard.text-missing",
        ProblemKind.Invalid,
        new("缺少必填的文字说明。", "A required text is missing."),
        new("请补充说明。", "Fill it in."),
        where);

    /// <summary>The transition is not allowed.</summary>
    public static Problem StepOutOfOrder(HazardState state) => new(
        "hazard.step-out-of-order",
        ProblemKind.Conflict,
        new($"隐患现为“{HazardRules.Name(state).Zh}”，不能进行这一步。", $"The hazard stands at: {HazardRules.Name(state).En}. This step does not follow it."),
        new("请先送达整改通知，再复验。", "Serve the notice first, then re-check."));
}
