using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>Where a case of theft or contract breach stands (案件状态).</summary>
public enum CaseState
{
    /// <summary>Opened from a finding; facts are being collected.</summary>
    Opened,

    /// <summary>Facts and evidence are complete (核查完成).</summary>
    Investigated,

    /// <summary>What is owed has been worked out (初算完成).</summary>
    Calculated,

    /// <summary>A second person has approved the calculation (复核通过).</summary>
    Approved,

    /// <summary>The notice has been made and recorded (已出通知书).</summary>
    NoticeIssued,

    /// <summary>The customer has the notice, with proof of service (已送达).</summary>
    NoticeServed,

    /// <summary>The customer contests an item; collection rests until it is answered (异议中).</summary>
    Disputed,

    /// <summary>Everything owed has been paid (已缴清).</summary>
    Paid,

    /// <summary>Closed after payment (结案).</summary>
    Closed,

    /// <summary>Dropped: facts do not carry it (撤销).</summary>
    Dropped,
}

/// <summary>What can happen to a case.</summary>
public enum CaseEvent
{
    /// <summary>核查: facts and evidence are declared complete.</summary>
    Investigate,

    /// <summary>初算.</summary>
    Calculate,

    /// <summary>复核通过.</summary>
    Approve,

    /// <summary>复核退回: the calculation is to be done again.</summary>
    Return,

    /// <summary>上机并出具通知书.</summary>
    IssueNotice,

    /// <summary>送达.</summary>
    ServeNotice,

    /// <summary>异议.</summary>
    Dispute,

    /// <summary>答复异议，维持.</summary>
    Uphold,

    /// <summary>答复异议，重新计算.</summary>
    Recalculate,

    /// <summary>缴清.</summary>
    PayInFull,

    /// <summary>结案.</summary>
    Close,

    /// <summary>撤销.</summary>
    Drop,

    /// <summary>降损未见，重新核查: the program's own step, when the loss of the area did not fall.</summary>
    Reopen,
}

/// <summary>The one transition function of a case.</summary>
public static class CaseStates
{
    /// <summary>The state as people name it.</summary>
    public static Words Name(CaseState state) => state switch
    {
        CaseState.Opened => new("已立案", "Opened"),
        CaseState.Investigated => new("核查完成", "Facts complete"),
        CaseState.Calculated => new("初算完成", "Calculated"),
        CaseState.Approved => new("复核通过", "Approved"),
        CaseState.NoticeIssued => new("已出通知书", "Notice issued"),
        CaseState.NoticeServed => new("已送达", "Notice served"),
        CaseState.Disputed => new("异议中", "Disputed"),
        CaseState.Paid => new("已缴清", "Paid"),
        CaseState.Closed => new("已结案", "Closed"),
        CaseState.Dropped => new("已撤销", "Dropped"),
    };

    /// <summary>The state after an event, or the refusal <c>case.step-out-of-order</c>.</summary>
    public static Outcome<CaseState> Next(CaseState state, CaseEvent happened) => (state, happened) switch
    {
        (CaseState.Opened or CaseState.Investigated, CaseEvent.Investigate) => CaseState.Investigated,
        (CaseState.Investigated, CaseEvent.Calculate) => CaseState.Calculated,
        (CaseState.Calculated, CaseEvent.Approve) => CaseState.Approved,
        (CaseState.Calculated, CaseEvent.Return) => CaseState.Investigated,
        (CaseState.Approved, CaseEvent.IssueNotice) => CaseState.NoticeIssued,
        (CaseState.NoticeIssued, CaseEvent.ServeNotice) => CaseState.NoticeServed,
        (CaseState.NoticeServed, CaseEvent.Dispute) => CaseState.Disputed,
        (CaseState.Disputed, CaseEvent.Uphold) => CaseState.NoticeServed,
        (CaseState.Disputed, CaseEvent.Recalculate) => CaseState.Investigated,
        (CaseState.NoticeServed, CaseEvent.PayInFull) => CaseState.Paid,
        (CaseState.Paid, CaseEvent.Close) => CaseState.Closed,
        (CaseState.Closed, CaseEvent.Reopen) => CaseState.Opened,
        (CaseState.Opened or CaseState.Investigated or CaseState.Calculated or CaseState.Disputed, CaseEvent.Drop) => CaseState.Dropped,
        _ => new Problem(
            "case.step-out-of-order",
            ProblemKind.Conflict,
            new($"案件现为“{Name(state).Zh}”，不能进行这一步。", $"The case stands at: {Name(state).En}. This step does not follow it."),
            new("请按案件页面提示的下一步办理。", "Take the next step shown on the page of the case.")),
    };
}
