using Voltward.Domain.Common;

namespace Voltward.Domain.MarketingAudit;

/// <summary>Refusals of findings of the marketing audit.</summary>
public static class AuditProblems
{
    /// <summary>Customer and area both or neither.</summary>
    public static Problem OneSubject { get; } = new(
        "audit.one-subject", ProblemKind.Invalid,
        new("户号和台区应当填写其中一个。", "Give either a customer or an area."), new("只保留一个。", "Keep one of the two."), "customer");

    /// <summary>No such customer or area.</summary>
    public static Problem SubjectUnknown { get; } = new(
        "audit.subject-unknown", ProblemKind.Invalid,
        new("没有这个户号或台区。", "There is no such customer or area."), new("请核对编号。", "Check the number."), "customer");

    /// <summary>The period ends before it begins.</summary>
    public static Problem PeriodTurned { get; } = new(
        "audit.period-turned", ProblemKind.Invalid,
        new("期间的止日早于起日。", "The period ends before it begins."), new("请更正起止日期。", "Correct the two days."), "to");

    /// <summary>Due before today.</summary>
    public static Problem DueInThePast { get; } = new(
        "audit.due-past", ProblemKind.Invalid,
        new("核查期限已经过去。", "The day by which it is to be looked at has passed."), new("请填写今天或以后的日期。", "Give today or a later day."), "due");

    /// <summary>Closed by somebody of the visit.</summary>
    public static Problem OwnVisit { get; } = new(
        "audit.own-visit", ProblemKind.Forbidden,
        new("参加现场检查的人不能关闭这个问题。", "Whoever made the visit may not close the finding."), new("请由另一名稽查员关闭。", "Ask another auditor to close it."));

    /// <summary>A visit is planned.</summary>
    public static Problem VisitPlanned { get; } = new(
        "audit.visit-planned", ProblemKind.Conflict,
        new("现场检查已排入计划，不能撤销。", "A visit is planned for it; it cannot be withdrawn."), new("请等待检查结果。", "Wait for the visit."));

    /// <summary>No such finding, or not visible.</summary>
    public static Problem NotFound(string findingNo) => new(
        "audit.not-found", ProblemKind.NotFound, new($"没有稽查问题 {findingNo}。", $"There is no finding {findingNo}."), new("请核对编号。", "Check the number."));

    /// <summary>A text that must be there, or is too long.</summary>
    public static Problem TextUnfit(string where, int most) => new(
        "audit.text-unfit", ProblemKind.Invalid,
        new($"必填内容没有填写，或超过 {most} 字。", $"A required text is missing or longer than {most} signs."), new("请填写或缩短。", "Fill it in or shorten it."), where);

    /// <summary>The transition is not allowed.</summary>
    public static Problem StepOutOfOrder(AuditFindingState state, AuditFindingEvent happened) => new(
        "audit.step-out-of-order", ProblemKind.Conflict,
        new($"当前状态（{state}）不允许这一步（{happened}）。", $"It stands at {state}, which does not allow {happened}."), new("请刷新后查看当前状态。", "Look at where it stands now."));

    /// <summary>A file of findings is unfit as a whole.</summary>
    /// <param name="column">The column that is missing; null when the file is empty or unreadable.</param>
    public static Problem FileUnfit(string? column) => new(
        "audit.file-unfit", ProblemKind.Invalid,
        column is null ? new("文件没有可读的行。", "The file has no row that can be read.") : new($"文件缺少“{column}”列。", $"The file lacks the column “{column}”."),
        new("第一行应为 topic,customer,area,facts,from,to,wanted,due。", "The first line has to be topic,customer,area,facts,from,to,wanted,due."), column);

    /// <summary>A cell that is no day.</summary>
    public static Problem DayUnreadable(string where) => new(
        "audit.day-unreadable", ProblemKind.Invalid, new("日期无法读取。", "The day cannot be read."), new("请写成 2026-11-30 的样子。", "Write it as 2026-11-30."), where);
}
