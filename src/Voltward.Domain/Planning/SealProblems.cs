using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>Refusals of the integrity of plans (计划保密、抽签、回避、干预分组).</summary>
public static class SealProblems
{
    /// <summary>No open lead can be drawn.</summary>
    public static Problem NothingToDraw { get; } = new(
        "plan.nothing-to-draw",
        ProblemKind.Conflict,
        new("没有可抽签分组的线索。", "There is no open lead that can be drawn."),
        new("请先运行分析，或等现有工作单和观察期结束。", "Run an analysis, or wait until orders and watched periods end."));

    /// <summary>A seed chosen by a person.</summary>
    public static Problem SeedNotDrawn { get; } = new(
        "plan.seed-not-drawn",
        ProblemKind.Forbidden,
        new("抽签种子由程序随机产生，个人不能指定：指定种子就等于指定结果。", "The seed of a lot is drawn, not chosen: whoever chooses the seed chooses the outcome."),
        new("请不要填写种子；每次抽签的种子都会留存备查。", "Leave it out; the seed of every lot is kept."),
        "seed");

    /// <summary>Chances that are not chances.</summary>
    public static Problem ChancesSenseless { get; } = new(
        "plan.chances-senseless",
        ProblemKind.Invalid,
        new("四种措施的概率都必须大于 0，且合计为 1。", "The chances of the four arms must all be over 0 and sum to 1."),
        new("例如 0.4、0.2、0.2、0.2。", "Such as 0.4, 0.2, 0.2, 0.2."),
        "chances");

    /// <summary>A recusal without subject or reason.</summary>
    public static Problem RecusalIncomplete { get; } = new(
        "plan.recusal-incomplete",
        ProblemKind.Invalid,
        new("回避申报须写明客户或台区（二选一）和理由。", "A recusal names a customer or an area, one of the two, and a reason."),
        new("请补全后再申报。", "Complete it and declare it again."));

    /// <summary>No such person.</summary>
    public static Problem PersonUnknown(string personId) => new(
        "plan.person-unknown",
        ProblemKind.NotFound,
        new($"没有人员 {personId}。", $"There is no person {personId}."),
        new("请核对人员编号。", "Check the id."),
        "personId");

    /// <summary>A plan that is not approved cannot be sealed.</summary>
    public static Problem NotApproved(string planId) => new(
        "plan.not-approved",
        ProblemKind.Conflict,
        new($"计划 {planId} 尚未审批，不能封存。", $"Plan {planId} is not approved and cannot be sealed."),
        new("请先审批计划。", "Approve it first."),
        planId);

    /// <summary>The lot is drawn before approval only.</summary>
    public static Problem NotDraft(string planId) => new(
        "plan.not-draft",
        ProblemKind.Conflict,
        new($"计划 {planId} 不是可抽签的草案。", $"Plan {planId} is not a draft that can be drawn for."),
        new("请在审批前、班组登记后抽签。", "Draw before approval, with crews registered."),
        planId);

    /// <summary>Sealed twice.</summary>
    public static Problem AlreadySealed(string planId) => new(
        "plan.already-sealed",
        ProblemKind.Conflict,
        new($"计划 {planId} 已封存，承诺值不能更改。", $"Plan {planId} is sealed already; its commitment cannot be replaced."),
        new("当日出发时启封即可。", "Open each day at departure."),
        planId);

    /// <summary>No sealed day.</summary>
    public static Problem NotSealed(string planId, DateOnly day) => new(
        "plan.not-sealed",
        ProblemKind.NotFound,
        new($"计划 {planId} 的 {day:yyyy-MM-dd} 没有封存。", $"{day:yyyy-MM-dd} of plan {planId} is not sealed."),
        new("请核对计划编号和日期。", "Check plan and day."),
        planId);

    /// <summary>Opened before its day.</summary>
    public static Problem TooEarly(DateOnly day) => new(
        "plan.sealed-until",
        ProblemKind.Conflict,
        new($"{day:yyyy-MM-dd} 的计划当日才能启封。", $"The plan of {day:yyyy-MM-dd} can be opened on that day only."),
        new("请在出发当日启封。", "Open it at departure."));

    /// <summary>No crew is free of everybody who has to stand aside.</summary>
    public static Problem NoLawfulLot(DateOnly day) => new(
        "plan.no-lawful-lot",
        ProblemKind.Conflict,
        new($"{day:yyyy-MM-dd} 没有满足资格与回避要求的抽签结果。", $"No lot of {day:yyyy-MM-dd} meets qualifications and recusals."),
        new("请调整当日工作单，或增加班组。", "Move orders of that day, or add a crew."));
}
