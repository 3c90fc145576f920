using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>Where a handed-over case stands (移送状态).</summary>
public enum HandoverState
{
    /// <summary>Sent, not yet received (已移送).</summary>
    Sent,

    /// <summary>The authority has given its receipt (已接收).</summary>
    Received,

    /// <summary>The authority has sent it back (已退回).</summary>
    Returned,

    /// <summary>The authority has decided (已作出决定).</summary>
    Decided,
}

/// <summary>A step of a hand-over.</summary>
public enum HandoverStep
{
    /// <summary>移送: the company's only one.</summary>
    Send,

    /// <summary>接收.</summary>
    Receive,

    /// <summary>退回.</summary>
    Return,

    /// <summary>作出决定, a fine among others.</summary>
    Decide,
}

/// <summary>To whom a case is handed.</summary>
public enum Addressee
{
    /// <summary>电力管理部门.</summary>
    Administration,

    /// <summary>公安机关.</summary>
    Police,
}

/// <summary>What an authority decides (处理决定).</summary>
public enum DecisionKind
{
    /// <summary>罚款.</summary>
    Fine,

    /// <summary>警告或责令改正.</summary>
    Warning,

    /// <summary>不予处罚.</summary>
    NoPunishment,

    /// <summary>立案侦查.</summary>
    CriminalCase,

    /// <summary>不予立案.</summary>
    NoCriminalCase,
}

/// <summary>The wall between company and authority (企业与执法部门隔离): the company inspects, proves and reports; the authority decides.</summary>
public static class HandoverRules
{
    /// <summary>The state after a step; a case is sent once, received or sent back, and decided after it was received.</summary>
    public static Outcome<HandoverState> Next(HandoverState? state, HandoverStep step) => (state, step) switch
    {
        (null, HandoverStep.Send) => HandoverState.Sent,
        (HandoverState.Sent, HandoverStep.Receive) => HandoverState.Received,
        (HandoverState.Sent or HandoverState.Received, HandoverStep.Return) => HandoverState.Returned,
        (HandoverState.Received, HandoverStep.Decide) => HandoverState.Decided,
        _ => HandoverProblems.OutOfOrder,
    };

    /// <summary>Who takes a step.</summary>
    public static Role Taker(HandoverStep step) => step == HandoverStep.Send ? Role.Executor : Role.Authority;

    /// <summary>Whether somebody may take a step. The authority's steps are taken by who is the authority and nothing else.</summary>
    /// <returns>Null when the person may, else the refusal.</returns>
    [LegalSource("电力法", "第七十一条", "2018")]
    public static Problem? Refuse(HandoverStep step, Actor actor)
    {
        var taker = Taker(step);
        if (!actor.Is(taker)) return AccessProblems.RoleMissing(taker);
        return step == HandoverStep.Send || (actor.Owns(Role.Authority) && actor.Roles.Count == 1) ? null : HandoverProblems.CompanyDecidesNothing;
    }

    /// <summary>Whether a case of this state may be reported: its facts are confirmed, and it was not dropped.</summary>
    public static bool MayBeSent(CaseState state) => state is CaseState.Approved or CaseState.NoticeIssued or CaseState.NoticeServed or CaseState.Disputed or CaseState.Paid or CaseState.Closed;

    /// <summary>Whether an authority of this kind makes such a decision.</summary>
    public static bool Decides(Addressee addressee, DecisionKind kind) => kind is DecisionKind.CriminalCase or DecisionKind.NoCriminalCase == (addressee == Addressee.Police);

    /// <summary>The addressee as people name it.</summary>
    public static Words Name(Addressee addressee) => addressee switch
    {
        Addressee.Administration => new("电力管理部门", "power administration"),
        Addressee.Police => new("公安机关", "police"),
    };

    /// <summary>The state as people name it.</summary>
    public static Words Name(HandoverState state) => state switch
    {
        HandoverState.Sent => new("已移送", "Sent"),
        HandoverState.Received => new("已接收", "Received"),
        HandoverState.Returned => new("已退回", "Sent back"),
        HandoverState.Decided => new("已作出决定", "Decided"),
    };

    /// <summary>The decision as people name it.</summary>
    public static Words Name(DecisionKind kind) => kind switch
    {
        DecisionKind.Fine => new("罚款", "fine"),
        DecisionKind.Warning => new("警告或责令改正", "warning or order to correct"),
        DecisionKind.NoPunishment => new("不予处罚", "no punishment"),
        DecisionKind.CriminalCase => new("立案侦查", "criminal investigation"),
        DecisionKind.NoCriminalCase => new("不予立案", "no criminal case"),
    };
}

/// <summary>Refusals of hand-overs.</summary>
public static class HandoverProblems
{
    /// <summary>There is none of that number, or this person may not know of it.</summary>
    public static Problem NotFound(string number) => new(
        "case.handover-not-found",
        ProblemKind.NotFound,
        new($"没有移送 {number}。", $"There is no hand-over {number}."),
        new("请核对编号。", "Check the number."),
        number);

    /// <summary>A step that the state does not allow.</summary>
    public static Problem OutOfOrder { get; } = new(
        "case.handover-out-of-order",
        ProblemKind.Conflict,
        new("移送的当前状态不允许这一步。", "The hand-over does not allow this step now."),
        new("请刷新后再看。", "Reload and look again."));

    /// <summary>Somebody of the company wants to do what is the authority's.</summary>
    public static Problem CompanyDecidesNothing { get; } = new(
        "case.company-decides-nothing",
        ProblemKind.Forbidden,
        new("接收、退回和处理决定只能由行政机关的人员作出；供电企业人员只能移送。", "Receipt and decision are the authority's; the company can only report."),
        new("请由电力管理部门或公安机关的账号办理。", "Use an account of the authority."));

    /// <summary>The case is not far enough, or dropped.</summary>
    public static Problem NotConfirmed(string caseNo) => new(
        "case.handover-not-confirmed",
        ProblemKind.Conflict,
        new($"案件 {caseNo} 尚未复核认定，或已撤销，不能移送。", $"Case {caseNo} is not confirmed yet, or was dropped."),
        new("复核通过后再移送。", "Hand it over once the calculation is approved."),
        caseNo);

    /// <summary>One hand-over of the case to this addressee is open.</summary>
    public static Problem OpenAlready(string number) => new(
        "case.handover-open",
        ProblemKind.Conflict,
        new($"该案件已移送（{number}），尚未办结。", $"The case was handed over already ({number})."),
        new("请等待对方处理；退回后可再次移送。", "Wait for the answer; it may be sent again once it came back."),
        number);

    /// <summary>Defects of form, or no witness: not fit for the police.</summary>
    public static Problem NotFit(IReadOnlyList<Words> defects) => new(
        "case.handover-not-fit",
        ProblemKind.Conflict,
        new("证据材料不具备移送公安的条件：" + string.Join("；", defects.Select(d => d.Zh)) + "。", "Not fit for the police: " + string.Join("; ", defects.Select(d => d.En)) + "."),
        new("请补正或说明后再移送。", "Cure or explain them first."));

    /// <summary>A decision that this authority does not make.</summary>
    public static Problem NotTheirs(DecisionKind kind) => new(
        "case.decision-not-theirs",
        ProblemKind.Invalid,
        new($"该机关不作出“{HandoverRules.Name(kind).Zh}”的决定。", $"This authority does not decide on: {HandoverRules.Name(kind).En}."),
        new("请选择其他决定。", "Choose another decision."),
        "kind");

    /// <summary>A fine without an amount, or an amount without a fine.</summary>
    public static Problem FineUnfit { get; } = new(
        "case.decision-fine-unfit",
        ProblemKind.Invalid,
        new("罚款决定须填写大于零的金额；其他决定不得填写金额。", "A fine has an amount above zero; no other decision has one."),
        new("请核对金额。", "Check the amount."),
        "fineYuan");
}
