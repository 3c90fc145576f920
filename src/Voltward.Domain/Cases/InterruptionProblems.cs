using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>Refusals around an interruption of supply.</summary>
public static class InterruptionProblems
{
    /// <summary>There is none of that number, or this person may not know of it.</summary>
    public static Problem NotFound(string number) => new(
        "case.interruption-not-found",
        ProblemKind.NotFound,
        new($"没有停电流程 {number}。", $"There is no interruption {number}."),
        new("请核对编号。", "Check the number."),
        number);

    /// <summary>A step that the state does not allow.</summary>
    public static Problem OutOfOrder(InterruptionState state, InterruptionStep step) => new(
        "case.interruption-out-of-order",
        ProblemKind.Conflict,
        new(
            $"停电流程现为“{InterruptionStates.Name(state).Zh}”，不允许“{InterruptionStates.Name(step).Zh}”。",
            $"The interruption stands at: {InterruptionStates.Name(state).En}. It does not allow to {InterruptionStates.Name(step).En}."),
        new("请按页面提示的下一步办理。", "Take the next step shown."));

    /// <summary>A gate is not proved.</summary>
    public static Problem GatesMissing(IReadOnlyList<CutGate> gates) => new(
        "case.cut-gates-missing",
        ProblemKind.Conflict,
        new("不得停电：" + string.Join("；", gates.Select(g => CutGateWords.Text(g).Zh)) + "。", "No cut: " + string.Join("; ", gates.Select(g => CutGateWords.Text(g).En)) + "."),
        new(CutGateWords.Remedy(gates[0]).Zh, CutGateWords.Remedy(gates[0]).En),
        string.Join(",", gates));

    /// <summary>Two different inspectors carry out a cut.</summary>
    public static Problem TwoAtTheSwitch { get; } = new(
        "case.cut-needs-two",
        ProblemKind.Conflict,
        new("执行停电须由两名检查员共同到场。", "Two inspectors carry out a cut together."),
        new("请填写另一名检查员。", "Name the second inspector."),
        "second");

    /// <summary>The cut did not happen in its lawful time.</summary>
    public static Problem WrongTime { get; } = new(
        "case.cut-wrong-time",
        ProblemKind.Conflict,
        new("停电时间早于计划时间，或已超过允许的时间窗。", "The time lies before the planned one, or after the lawful window."),
        new("按计划时间执行；超过时间窗须重新送达通知。", "Keep to the planned time; after the window a new notice is needed."),
        "at");

    /// <summary>The archive has no such customer.</summary>
    public static Problem CustomerUnknown(string customerNo) => new(
        "case.cut-customer-unknown",
        ProblemKind.NotFound,
        new($"档案中没有客户 {customerNo}。", $"The archive has no customer {customerNo}."),
        new("请核对户号。", "Check the number."),
        customerNo);

    /// <summary>A ground of conduct without the case that established it.</summary>
    public static Problem CaseMissing { get; } = new(
        "case.cut-case-missing",
        ProblemKind.Conflict,
        new("该停电事由须以案件为依据。", "This ground needs the case that established it."),
        new("请填写案件编号。", "Give the number of the case."),
        "caseNo");

    /// <summary>A step that is not a proof.</summary>
    public static Problem NoProof(InterruptionStep step) => new(
        "case.cut-step-no-proof",
        ProblemKind.Invalid,
        new($"“{InterruptionStates.Name(step).Zh}”不是前置材料。", $"To {InterruptionStates.Name(step).En} is not a proof."),
        new("请使用该步骤自己的办理入口。", "Use the command of that step."),
        "step");

    /// <summary>A proof of the future.</summary>
    public static Problem InTheFuture { get; } = new(
        "case.cut-proof-in-future",
        ProblemKind.Invalid,
        new("材料的时间不能晚于现在。", "What proves a step cannot lie in the future."),
        new("请核对时间。", "Check the time."),
        "at");

    /// <summary>An item that no checklist of the rules has.</summary>
    public static Problem ItemUnknown(string item) => new(
        "case.cut-item-unknown",
        ProblemKind.Invalid,
        new($"规则清单中没有项目“{item}”。", $"The lists of the rules have no item “{item}”."),
        new("请使用规则库中的项目名。", "Use a name of the rules."),
        "item");

    /// <summary>A detail that does not say what it has to.</summary>
    /// <param name="form">How it is written.</param>
    public static Problem DetailUnreadable(string form) => new(
        "case.cut-detail-unreadable",
        ProblemKind.Invalid,
        new($"说明项无法识别，应为 {form}。", $"The detail cannot be read; it is written {form}."),
        new("请按格式填写。", "Write it in that form."),
        "detail");
}
