using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>Refusals of the steps of a case.</summary>
public static class CaseFlowProblems
{
    /// <summary>A text that must not be empty.</summary>
    public static Problem TextMissing(string where) => new(
        "case.text-missing",
        ProblemKind.Invalid,
        new("缺少必填的文字说明。", "A required text is missing."),
        new("请补充说明。", "Fill it in."),
        where);

    /// <summary>The finding is no theft and no breach, or rests on a visit that does not carry it.</summary>
    public static Problem FindingOpensNoCase(string findingId) => new(
        "case.finding-opens-none",
        ProblemKind.Conflict,
        new($"检查结论 {findingId} 不能立案。", $"Finding {findingId} opens no case."),
        new("只有经审核通过的检查所得的窃电或违约用电结论才能立案。", "Only theft or breach found by an accepted visit opens a case."),
        findingId);

    /// <summary>The finding already has its case.</summary>
    public static Problem AlreadyOpened(string findingId) => new(
        "case.already-opened",
        ProblemKind.Conflict,
        new($"检查结论 {findingId} 已经立案。", $"Finding {findingId} already has a case."),
        new("请打开已有案件。", "Open the case it has."),
        findingId);

    /// <summary>Somebody else took a step meanwhile.</summary>
    public static Problem ChangedMeanwhile(string caseNo) => new(
        "case.changed-meanwhile",
        ProblemKind.Conflict,
        new($"案件 {caseNo} 刚被他人办理。", $"Somebody else just took a step in case {caseNo}."),
        new("请刷新后再办理。", "Reload and look again."),
        caseNo);

    /// <summary>The days of the conduct make no sense.</summary>
    public static Problem ConductSenseless { get; } = new(
        "case.conduct-senseless",
        ProblemKind.Invalid,
        new("行为起止日期不合理：须同时填写或同时为空，止日不早于起日，且不晚于检查日。", "The days of the conduct make no sense: give both or none, in order, not after the visit."),
        new("请核对行为起止日期。", "Check the two days."),
        "conductFrom");

    /// <summary>There is no price for the energy.</summary>
    public static Problem PriceMissing { get; } = new(
        "case.price-missing",
        ProblemKind.Conflict,
        new("行为期间没有账单，也没有填写电价，无法计算。", "There is no bill of that time and no price was stated, so nothing can be worked out."),
        new("请在核查事实中填写当时电价（price）及其来源（priceSource）。", "State the price of the time (price) and its source (priceSource) among the facts."),
        "price");

    /// <summary>There is no settlement to review.</summary>
    public static Problem NoSettlement(string caseNo) => new(
        "case.no-settlement",
        ProblemKind.Conflict,
        new($"案件 {caseNo} 没有待复核的结算。", $"Case {caseNo} has no settlement to review."),
        new("请先初算。", "Calculate first."),
        caseNo);

    /// <summary>An amount that is not positive.</summary>
    public static Problem AmountNotPositive { get; } = new(
        "case.amount-not-positive",
        ProblemKind.Invalid,
        new("收款金额必须大于零，且不超过两位小数。", "The amount must be above zero, with at most two decimals."),
        new("请核对金额。", "Check the amount."),
        "amountYuan");

    /// <summary>More than is owed of one kind of money.</summary>
    public static Problem MoreThanOwed(decimal stillOwed) => new(
        "case.more-than-owed",
        ProblemKind.Conflict,
        new($"该项应收余额为 {stillOwed:0.00} 元，不能多收。", $"Only {stillOwed:0.00} yuan of this kind is still owed."),
        new("请核对金额与款项类别。", "Check the amount and the kind of money."),
        "amountYuan");

    /// <summary>The receipt number stands on another payment.</summary>
    public static Problem ReceiptUsed(string receiptNo) => new(
        "case.receipt-used",
        ProblemKind.Conflict,
        new($"收据号 {receiptNo} 已用于另一笔收款。", $"Receipt {receiptNo} already stands for another payment."),
        new("请核对收据号。", "Check the receipt number."),
        "receiptNo");

    /// <summary>The notice or settlement has no such item, or there is no open dispute.</summary>
    public static Problem NoOpenDispute(string caseNo) => new(
        "case.no-open-dispute",
        ProblemKind.Conflict,
        new($"案件 {caseNo} 没有待答复的异议。", $"Case {caseNo} has no dispute waiting for an answer."),
        new("请刷新后再看。", "Reload and look again."),
        caseNo);

    /// <summary>Money is still owed.</summary>
    public static Problem NotPaid(string caseNo) => new(
        "case.not-paid",
        ProblemKind.Conflict,
        new($"案件 {caseNo} 尚未缴清。", $"Case {caseNo} is not paid in full."),
        new("缴清后才能结案。", "It can be closed once everything is paid."),
        caseNo);

    /// <summary>Steps were taken in an emergency that nobody has approved.</summary>
    public static Problem EmergencyUnapproved(IReadOnlyList<string> steps) => new(
        "case.emergency-unapproved",
        ProblemKind.Conflict,
        new($"有 {steps.Count} 个步骤是在应急授权下办理的，授权尚未经第二人批准。", $"{steps.Count} steps were taken in an emergency that no second person has approved."),
        new("请由另一名管理者在“代理与应急授权”中补批；未获批准的步骤须重新办理。", "Another manager approves it under Borrowed roles; what is not approved is done again."),
        string.Join(',', steps));

    /// <summary>A dispute is answered by somebody outside the case.</summary>
    public static Problem PartTakerAnswers { get; } = new(
        "case.part-taker-answers",
        ProblemKind.Forbidden,
        new("办理过本案的人员不能答复本案的异议。", "Whoever took a duty in a case does not answer a dispute about it."),
        new("请由未参与本案的复核人员答复，可以从相邻单位借调。", "Ask a reviewer who took no part in it; one may be borrowed from a neighbouring unit."));

    /// <summary>A person who took part may not drop the case.</summary>
    public static Problem PartTakerDrops { get; } = new(
        "case.part-taker-drops",
        ProblemKind.Forbidden,
        new("办理过本案的人员不能撤销本案。", "Whoever took a step in a case may not drop it."),
        new("请由未参与本案的管理者办理。", "Ask a manager who took no part in it."));

    /// <summary>A step that only the program takes.</summary>
    public static Problem OfTheProgram { get; } = new(
        "case.step-of-the-program",
        ProblemKind.Forbidden,
        new("该步骤由系统自动办理。", "Only the program takes this step."),
        new("请运行结案降损验证。", "Run the proof of the loss drop."));

    /// <summary>No notice has been issued.</summary>
    public static Problem NoNotice(string caseNo) => new(
        "case.no-notice",
        ProblemKind.Conflict,
        new($"案件 {caseNo} 没有已出具的通知书。", $"Case {caseNo} has no notice to serve."),
        new("请先出具通知书。", "Issue the notice first."),
        caseNo);
}
