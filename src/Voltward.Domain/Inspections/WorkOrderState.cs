using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>Where a work order stands (用电检查工作单状态).</summary>
public enum WorkOrderState
{
    /// <summary>Written, not approved: nobody may leave on it (INS-2).</summary>
    Draft,

    /// <summary>Approved before departure.</summary>
    Approved,

    /// <summary>A visit has begun.</summary>
    UnderWay,

    /// <summary>The record has arrived and waits for review.</summary>
    Submitted,

    /// <summary>The reviewer sent the visit back; a new record is to be made.</summary>
    Returned,

    /// <summary>Accepted with required items undone: the rest stands in an order of its own, and this one never counts as done.</summary>
    Partial,

    /// <summary>Accepted and complete.</summary>
    Done,

    /// <summary>Cancelled before a visit.</summary>
    Void,
}

/// <summary>What can happen to a work order.</summary>
public enum WorkOrderEvent
{
    /// <summary>出发前审批.</summary>
    Approve,

    /// <summary>现场检查开始.</summary>
    Start,

    /// <summary>检查记录上传.</summary>
    Submit,

    /// <summary>不足两人, 本次检查作废, 工作单待重新执行.</summary>
    VoidVisit,

    /// <summary>审核退回.</summary>
    ReturnVisit,

    /// <summary>审核通过, 必检项齐全.</summary>
    AcceptComplete,

    /// <summary>审核通过, 必检项未完.</summary>
    AcceptPartial,

    /// <summary>取消.</summary>
    Cancel,
}

/// <summary>The one transition function of a work order.</summary>
public static class WorkOrderStates
{
    /// <summary>The state as people name it.</summary>
    public static Words Name(WorkOrderState state) => state switch
    {
        WorkOrderState.Draft => new("待审批", "Draft"),
        WorkOrderState.Approved => new("已审批", "Approved"),
        WorkOrderState.UnderWay => new("检查中", "Under way"),
        WorkOrderState.Submitted => new("待审核", "To review"),
        WorkOrderState.Returned => new("已退回", "Returned"),
        WorkOrderState.Partial => new("部分完成", "Partly done"),
        WorkOrderState.Done => new("已完成", "Done"),
        WorkOrderState.Void => new("已作废", "Void"),
    };

    /// <summary>The state after an event, or <c>order.step-out-of-order</c>.</summary>
    public static Outcome<WorkOrderState> Next(WorkOrderState state, WorkOrderEvent happened) => (state, happened) switch
    {
        (WorkOrderState.Draft, WorkOrderEvent.Approve) => WorkOrderState.Approved,
        (WorkOrderState.Approved or WorkOrderState.Returned, WorkOrderEvent.Start) => WorkOrderState.UnderWay,
        (WorkOrderState.Approved or WorkOrderState.Returned or WorkOrderState.UnderWay, WorkOrderEvent.Submit) => WorkOrderState.Submitted,
        (WorkOrderState.Approved or WorkOrderState.Returned or WorkOrderState.UnderWay, WorkOrderEvent.VoidVisit) => WorkOrderState.Approved,
        (WorkOrderState.Submitted, WorkOrderEvent.ReturnVisit) => WorkOrderState.Returned,
        (WorkOrderState.Submitted, WorkOrderEvent.AcceptComplete) => WorkOrderState.Done,
        (WorkOrderState.Submitted, WorkOrderEvent.AcceptPartial) => WorkOrderState.Partial,
        (WorkOrderState.Draft or WorkOrderState.Approved, WorkOrderEvent.Cancel) => WorkOrderState.Void,
        _ => OrderProblems.StepOutOfOrder(state),
    };
}
