using Voltward.Domain.Common;

namespace Voltward.Domain.Service;

/// <summary>What is reported (举报类别).</summary>
public enum TipKind
{
    /// <summary>窃电或违约用电.</summary>
    Theft,

    /// <summary>用电安全: danger to people or property.</summary>
    Danger,

    /// <summary>其他.</summary>
    Other,
}

/// <summary>Where a tip stands (举报状态).</summary>
public enum TipState
{
    /// <summary>已收到.</summary>
    Received,

    /// <summary>核实中: somebody of the desk looks into it.</summary>
    Checking,

    /// <summary>已受理: a reason to visit; the next plan weighs it.</summary>
    Accepted,

    /// <summary>不予受理.</summary>
    Refused,

    /// <summary>重复举报: it goes on with an earlier one.</summary>
    Duplicate,

    /// <summary>已转交 the authority or another department.</summary>
    PassedOn,

    /// <summary>已核查: the visit it asked for is complete.</summary>
    Visited,
}

/// <summary>What can happen to a tip.</summary>
public enum TipEvent
{
    /// <summary>Somebody takes it up.</summary>
    TakeUp,

    /// <summary>受理.</summary>
    Accept,

    /// <summary>不予受理, with the reason.</summary>
    Refuse,

    /// <summary>并入较早的举报.</summary>
    Join,

    /// <summary>转交.</summary>
    PassOn,

    /// <summary>A complete visit was accepted.</summary>
    Visit,
}

/// <summary>The steps of a tip.</summary>
public static class TipStates
{
    /// <summary>The state after an event, or <c>tip.step-out-of-order</c>. An accepted tip may still be decided otherwise until a visit is planned for it.</summary>
    public static Outcome<TipState> Next(TipState state, TipEvent happened) => (state, happened) switch
    {
        (TipState.Received, TipEvent.TakeUp) => TipState.Checking,
        (TipState.Received or TipState.Checking, TipEvent.Accept) => TipState.Accepted,
        (TipState.Received or TipState.Checking or TipState.Accepted, TipEvent.Refuse) => TipState.Refused,
        (TipState.Received or TipState.Checking or TipState.Accepted, TipEvent.Join) => TipState.Duplicate,
        (TipState.Received or TipState.Checking or TipState.Accepted, TipEvent.PassOn) => TipState.PassedOn,
        (TipState.Accepted, TipEvent.Visit) => TipState.Visited,
        _ => TipProblems.StepOutOfOrder(state, happened),
    };

    /// <summary>Whether it waits for its decision.</summary>
    public static bool IsOpen(TipState state) => state is TipState.Received or TipState.Checking;
}

/// <summary>What the visit of a tip came to, as far as the reporter may know (核查结果).</summary>
public enum TipResult
{
    /// <summary>No result is recorded yet.</summary>
    Unknown,

    /// <summary>属实: the visit found something.</summary>
    Confirmed,

    /// <summary>未发现: the visit found nothing.</summary>
    NotConfirmed,
}
