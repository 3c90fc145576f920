using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>Where a visit stands (现场检查状态).</summary>
public enum VisitState
{
    /// <summary>The crew is on site.</summary>
    Started,

    /// <summary>The record has arrived; its content no longer changes.</summary>
    Submitted,

    /// <summary>A reviewer outside the crew accepted it: only now may anything be built on it.</summary>
    Accepted,

    /// <summary>The reviewer sent it back; a corrected record is a new visit record that names this one.</summary>
    Returned,

    /// <summary>Fewer than two qualified inspectors signed in: kept, but nothing may be built on it.</summary>
    Void,
}

/// <summary>What can happen to a visit.</summary>
public enum VisitEvent
{
    /// <summary>The record arrives and the two-person gate is passed.</summary>
    Submit,

    /// <summary>The record arrives without two qualified people.</summary>
    FailTwoPersonGate,

    /// <summary>审核通过.</summary>
    Accept,

    /// <summary>审核退回.</summary>
    Return,
}

/// <summary>The one transition function of a visit.</summary>
public static class VisitStates
{
    /// <summary>The state as people name it.</summary>
    public static Words Name(VisitState state) => state switch
    {
        VisitState.Started => new("进行中", "Under way"),
        VisitState.Submitted => new("待审核", "To review"),
        VisitState.Accepted => new("审核通过", "Accepted"),
        VisitState.Returned => new("已退回", "Returned"),
        VisitState.Void => new("已作废", "Void"),
    };

    /// <summary>The state after an event, or <c>visit.step-out-of-order</c>.</summary>
    public static Outcome<VisitState> Next(VisitState state, VisitEvent happened) => (state, happened) switch
    {
        (VisitState.Started, VisitEvent.Submit) => VisitState.Submitted,
        (VisitState.Started, VisitEvent.FailTwoPersonGate) => VisitState.Void,
        (VisitState.Submitted, VisitEvent.Accept) => VisitState.Accepted,
        (VisitState.Submitted, VisitEvent.Return) => VisitState.Returned,
        _ => VisitProblems.StepOutOfOrder(state),
    };

    /// <summary>Whether findings, cases, notices and indicators may rest on a visit in this state.</summary>
    public static bool CarriesFindings(VisitState state) => state == VisitState.Accepted;
}
