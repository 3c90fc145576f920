using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>Refusals of a case and its documents. Refusals of the rules are in <see cref="RuleProblems"/>.</summary>
public static class CaseProblems
{
    /// <summary>There is no such case, or it lies outside the person's part of the organisation.</summary>
    public static Problem NotFound(string caseNo) => new(
        "case.not-found",
        ProblemKind.NotFound,
        new($"没有案件 {caseNo}。", $"There is no case {caseNo}."),
        new("请核对案件编号；不在本人管辖范围内的案件不可见。", "Check the number; cases outside your own part of the organisation are not shown."),
        caseNo);

    /// <summary>The person already performed another of the five duties in this case.</summary>
    public static Problem DutyTaken(Duty earlier, Duty wanted) => new(
        "case.duty-taken",
        ProblemKind.Forbidden,
        new(
            $"本案中您已承担“{DutyRules.Name(earlier).Zh}”，不能再承担“{DutyRules.Name(wanted).Zh}”（五分离）。",
            $"In this case you already did the {DutyRules.Name(earlier).En} and cannot also do the {DutyRules.Name(wanted).En}."),
        new("请由本案中未承担其他职责的人员办理。", "Ask a colleague who has no other duty in this case."));

    /// <summary>The settlement of the case may not be served yet.</summary>
    public static Problem SettlementBlocked(Problem why) => new(
        "case.settlement-blocked",
        ProblemKind.Conflict,
        new($"结算尚不能送达客户：{why.Text.Zh}", $"The settlement may not be served yet: {why.Text.En}"),
        why.Remedy,
        why.Code);

    /// <summary>There is no approved settlement to put on a notice.</summary>
    public static Problem NoApprovedSettlement(string caseNo) => new(
        "case.no-approved-settlement",
        ProblemKind.Conflict,
        new($"案件 {caseNo} 没有经复核的结算。", $"Case {caseNo} has no approved settlement."),
        new("请先完成初算和复核。", "Calculate and have it reviewed first."),
        caseNo);
}
