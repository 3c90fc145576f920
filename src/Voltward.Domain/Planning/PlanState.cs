using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>Where a plan stands (计划状态).</summary>
public enum PlanState
{
    /// <summary>Made, may still be changed; nobody may leave on it.</summary>
    Draft,

    /// <summary>Approved by a second person; its orders are approved with it.</summary>
    Approved,

    /// <summary>Replaced by a later draft before anybody approved it; its orders are void.</summary>
    Withdrawn,

    /// <summary>The week is over; kept for the estimates.</summary>
    Closed,
}

/// <summary>What can happen to a plan.</summary>
public enum PlanEvent
{
    /// <summary>审批通过.</summary>
    Approve,

    /// <summary>重新编制, 原草案作废.</summary>
    Withdraw,

    /// <summary>归档.</summary>
    Close,
}

/// <summary>The one transition function of a plan.</summary>
public static class PlanStates
{
    /// <summary>The state as people name it.</summary>
    public static Words Name(PlanState state) => state switch
    {
        PlanState.Draft => new("待审批", "Draft"),
        PlanState.Approved => new("已审批", "Approved"),
        PlanState.Closed => new("已归档", "Closed"),
        PlanState.Withdrawn => new("已撤回", "Withdrawn"),
    };

    /// <summary>The state after an event, or <c>plan.step-out-of-order</c>.</summary>
    public static Outcome<PlanState> Next(PlanState state, PlanEvent happened) => (state, happened) switch
    {
        (PlanState.Draft, PlanEvent.Approve) => PlanState.Approved,
        (PlanState.Draft, PlanEvent.Withdraw) => PlanState.Withdrawn,
        (PlanState.Approved, PlanEvent.Close) => PlanState.Closed,
        _ => PlanProblems.StepOutOfOrder(state),
    };
}
