using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>Where an interruption of supply stands (停电流程状态).</summary>
public enum InterruptionState
{
    /// <summary>Proposed; proofs are being collected (拟停电).</summary>
    Proposed,

    /// <summary>Every gate proved; the order to interrupt has been given (已下达停电指令).</summary>
    Ordered,

    /// <summary>Supply is interrupted (已停电).</summary>
    Interrupted,

    /// <summary>The cause is gone; the clock of restoration runs (停电原因已消除).</summary>
    CauseRemoved,

    /// <summary>Supply is back (已复电).</summary>
    Restored,

    /// <summary>Given up before the cut (已撤销).</summary>
    Withdrawn,
}

/// <summary>A step of an interruption (停电流程步骤).</summary>
public enum InterruptionStep
{
    /// <summary>提出.</summary>
    Propose,

    /// <summary>确定停电时间.</summary>
    Plan,

    /// <summary>风险核查.</summary>
    CheckRisks,

    /// <summary>无辜原因排查.</summary>
    TestInnocent,

    /// <summary>登记证据.</summary>
    AddEvidence,

    /// <summary>催交.</summary>
    Urge,

    /// <summary>批准.</summary>
    Approve,

    /// <summary>送达停电通知.</summary>
    ServeNotice,

    /// <summary>抄送主管部门.</summary>
    CopyAuthority,

    /// <summary>登记主管部门同意文号.</summary>
    RecordConsent,

    /// <summary>再次通知.</summary>
    NotifyAgain,

    /// <summary>下达停电指令: only when no gate is missing.</summary>
    Order,

    /// <summary>执行停电.</summary>
    Interrupt,

    /// <summary>确认原因消除.</summary>
    RemoveCause,

    /// <summary>复电.</summary>
    Restore,

    /// <summary>撤销.</summary>
    Withdraw,
}

/// <summary>The one transition function of an interruption, and who takes each step.</summary>
public static class InterruptionStates
{
    /// <summary>The state as people name it.</summary>
    public static Words Name(InterruptionState state) => state switch
    {
        InterruptionState.Proposed => new("拟停电", "Proposed"),
        InterruptionState.Ordered => new("已下达停电指令", "Ordered"),
        InterruptionState.Interrupted => new("已停电", "Interrupted"),
        InterruptionState.CauseRemoved => new("待复电", "To be restored"),
        InterruptionState.Restored => new("已复电", "Restored"),
        InterruptionState.Withdrawn => new("已撤销", "Withdrawn"),
    };

    /// <summary>Who may take a step; the two people of one cut are both inspectors.</summary>
    public static Role Taker(InterruptionStep step) => step switch
    {
        InterruptionStep.Approve => Role.Manager,
        InterruptionStep.CheckRisks or InterruptionStep.Interrupt or InterruptionStep.Restore => Role.Inspector,
        InterruptionStep.TestInnocent or InterruptionStep.AddEvidence => Role.Investigator,
        InterruptionStep.Propose or InterruptionStep.Plan or InterruptionStep.Urge or InterruptionStep.ServeNotice or InterruptionStep.CopyAuthority
            or InterruptionStep.RecordConsent or InterruptionStep.NotifyAgain or InterruptionStep.Order or InterruptionStep.RemoveCause
            or InterruptionStep.Withdraw => Role.Executor,
    };

    /// <summary>The state after a step, or the refusal <c>case.step-out-of-order</c>. Proofs are collected while it is proposed.</summary>
    public static Outcome<InterruptionState> Next(InterruptionState state, InterruptionStep step) => (state, step) switch
    {
        (InterruptionState.Proposed, InterruptionStep.Order) => InterruptionState.Ordered,
        (InterruptionState.Proposed or InterruptionState.Ordered, InterruptionStep.Withdraw) => InterruptionState.Withdrawn,
        (InterruptionState.Ordered, InterruptionStep.Interrupt) => InterruptionState.Interrupted,
        (InterruptionState.Interrupted, InterruptionStep.RemoveCause) => InterruptionState.CauseRemoved,
        (InterruptionState.CauseRemoved, InterruptionStep.Restore) => InterruptionState.Restored,
        (InterruptionState.Proposed, not (InterruptionStep.Propose or InterruptionStep.Interrupt or InterruptionStep.RemoveCause or InterruptionStep.Restore)) =>
            InterruptionState.Proposed,
        _ => InterruptionProblems.OutOfOrder(state, step),
    };

    /// <summary>The words of a step.</summary>
    public static Words Name(InterruptionStep step) => step switch
    {
        InterruptionStep.Propose => new("提出停电", "propose the interruption"),
        InterruptionStep.Plan => new("确定停电时间", "set the time"),
        InterruptionStep.CheckRisks => new("风险核查", "check the risks"),
        InterruptionStep.TestInnocent => new("无辜原因排查", "test innocent explanations"),
        InterruptionStep.AddEvidence => new("登记证据", "file evidence"),
        InterruptionStep.Urge => new("书面催交", "urge in writing"),
        InterruptionStep.Approve => new("批准停电", "approve"),
        InterruptionStep.ServeNotice => new("送达停电通知", "serve the notice"),
        InterruptionStep.CopyAuthority => new("抄送主管部门", "copy to the authority"),
        InterruptionStep.RecordConsent => new("登记主管部门同意文号", "record the authority's consent"),
        InterruptionStep.NotifyAgain => new("再次通知", "notify again"),
        InterruptionStep.Order => new("下达停电指令", "order the interruption"),
        InterruptionStep.Interrupt => new("执行停电", "interrupt"),
        InterruptionStep.RemoveCause => new("确认原因消除", "confirm that the cause is gone"),
        InterruptionStep.Restore => new("恢复供电", "restore supply"),
        InterruptionStep.Withdraw => new("撤销", "withdraw"),
    };
}
