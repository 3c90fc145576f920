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
        new($"停电流程当前状态（{state}）不允许“{InterruptionStates.Name(step).Zh}”。", $"The interruption stands at {state}, which does not allow to {InterruptionStates.Name(step).En}."),
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

    /// <summary>An item that a checklist does not know.</summary>
    public static Problem ItemUnknown(string item) => new(
        "case.cut-item-unknown",
        ProblemKind.Invalid,
        new($"清单中没有“{item}”。", $"The list has no item {item}."),
        new("请使用规则库中的项目名。", "Use the names of the rules."),
        item);
}
