using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>Refusals of findings.</summary>
public static class FindingProblems
{
    /// <summary>No words.</summary>
    public static Problem DescriptionMissing { get; } = new(
        "finding.description-missing",
        ProblemKind.Invalid,
        new("检查结论没有写明现场情况。", "The finding does not say what was seen."),
        new("请用一句话写明现场所见。", "Say in one sentence what was seen on site."),
        "description");

    /// <summary>“Nothing found” beside another finding, or twice.</summary>
    public static Problem NothingIsAlone { get; } = new(
        "finding.nothing-is-alone",
        ProblemKind.Conflict,
        new("“未见异常”不能与其他结论并存。", "“Nothing found” cannot stand beside another finding."),
        new("请核对这次检查已有的结论。", "Look at the findings this visit already has."));

    /// <summary>The visit may not carry findings.</summary>
    public static Problem VisitNotAccepted(string visitId) => new(
        "finding.visit-not-accepted",
        ProblemKind.Conflict,
        new($"检查记录 {visitId} 未经审核通过，不能据此作出结论。", $"Visit {visitId} has not been accepted, so nothing may rest on it."),
        new("请等待班组以外的审核员审核。", "Wait for a reviewer from outside the crew."),
        visitId);

    /// <summary>Way of theft not in the list.</summary>
    public static Problem MethodUnknown(string? method) => new(
        "finding.method-unknown",
        ProblemKind.Invalid,
        new($"窃电方式“{method}”不在条例第三十一条所列之中。", $"“{method}” is not one of the ways of theft the regulation lists."),
        new($"请选择：{string.Join('、', FindingRules.TheftMethods.Keys)}。", $"Choose one of: {string.Join(", ", FindingRules.TheftMethods.Keys)}."),
        "method");

    /// <summary>Rule that does not fit the kind of finding.</summary>
    public static Problem RuleUnknown(string? rule) => new(
        "finding.rule-unknown",
        ProblemKind.Invalid,
        new($"规则“{rule}”与结论类别不符。", $"Rule “{rule}” does not fit this kind of finding."),
        new("违约用电请选 VIO-1 至 VIO-6，窃电请填 THF，其他结论不填。", "A breach takes VIO-1 to VIO-6, theft takes THF, anything else takes none."),
        "ruleId");

    /// <summary>No such finding, or not visible.</summary>
    public static Problem NotFound(string findingId) => new(
        "finding.not-found",
        ProblemKind.NotFound,
        new($"没有检查结论 {findingId}。", $"There is no finding {findingId}."),
        new("请核对编号。", "Check the number."));
}
