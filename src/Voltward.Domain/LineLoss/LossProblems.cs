using Voltward.Domain.Common;

namespace Voltward.Domain.LineLoss;

/// <summary>Refusals of the line loss capability.</summary>
public static class LossProblems
{
    /// <summary>A booking needs the document that says so.</summary>
    public static Problem SourceMissing { get; } = new(
        "loss.source-missing",
        ProblemKind.Invalid,
        new("记账须有来源单据。", "A booking needs the document that it rests on."),
        new("请写明来源种类与单号，例如 case/AJ-2026-000001。", "Name kind and number of the document, such as case/AJ-2026-000001."));

    /// <summary>An order without a suspicion has nothing to work through.</summary>
    public static Problem NotAnalysed { get; } = new(
        "loss.not-analysed",
        ProblemKind.Conflict,
        new("该台区没有线损分析结果。", "The area has no loss in the latest analysis."),
        new("请先运行 analyse 命令。", "Run the analyse command first."));

    /// <summary>No such area in this person's part.</summary>
    public static Problem AreaUnknown(string areaNo) => new(
        "loss.area-unknown",
        ProblemKind.NotFound,
        new($"找不到台区 {areaNo}。", $"There is no area {areaNo}."),
        new("请核对台区编号。", "Check the number of the area."));

    /// <summary>The document does not exist, or is of no kind that a booking may rest on.</summary>
    public static Problem SourceUnknown(string source) => new(
        "loss.source-unknown",
        ProblemKind.NotFound,
        new($"找不到来源单据 {source}。", $"There is no document {source}."),
        new("可用的来源：案件 case、工单 work-order、线损检查工单 loss-order。", "A booking may rest on a case, a work-order or a loss-order."));

    /// <summary>The same document has been booked to the same cause in the same month.</summary>
    public static Problem BookedAlready(string bookingId) => new(
        "loss.booked-already",
        ProblemKind.Conflict,
        new($"该单据已记账（{bookingId}），同一电量不得重复记账。", $"This document is booked already ({bookingId}); the same energy is never booked twice."),
        new("如有误，请先冲销原记账。", "If it is wrong, take the earlier booking back first."));

    /// <summary>Nothing is no energy.</summary>
    public static Problem NothingBooked { get; } = new(
        "loss.nothing-booked",
        ProblemKind.Invalid,
        new("记账电量不能为零；只有档案错误可以为负。", "The energy may not be zero, and only an error of the file may be below zero."),
        new("请填写电量。", "Give the energy."));

    /// <summary>No such booking, or it has been taken back.</summary>
    public static Problem NotReversible(string bookingId) => new(
        "loss.not-reversible",
        ProblemKind.Conflict,
        new($"记账 {bookingId} 不存在或已冲销。", $"Booking {bookingId} does not exist or has been taken back."),
        new("请核对记账编号。", "Check the number of the booking."));

    /// <summary>No such order, or it is closed.</summary>
    public static Problem OrderNotOpen(string orderNo) => new(
        "loss.order-not-open",
        ProblemKind.Conflict,
        new($"线损检查工单 {orderNo} 不存在或已办结。", $"Loss order {orderNo} does not exist or is closed."),
        new("请核对工单编号。", "Check the number of the order."));

    /// <summary>The area has an order that is not closed.</summary>
    public static Problem OrderOpen(string orderNo) => new(
        "loss.order-open",
        ProblemKind.Conflict,
        new($"该台区已有未办结的线损检查工单 {orderNo}。", $"The area has an open loss order, {orderNo}."),
        new("请先办结该工单。", "Finish that order first."));

    /// <summary>Steps without a finding keep the order open.</summary>
    public static Problem StepsOpen(string steps) => new(
        "loss.steps-open",
        ProblemKind.Conflict,
        new($"步骤 {steps} 尚无结论，工单不能办结。", $"Steps {steps} have no finding yet; the order cannot close."),
        new("请逐项填写结论与依据。", "Record a finding with its evidence for each."));

    /// <summary>A finding needs its evidence, and a confirmed cause its energy.</summary>
    public static Problem FindingIncomplete { get; } = new(
        "loss.finding-incomplete",
        ProblemKind.Invalid,
        new("结论须附依据；确认原因时须填写电量和月份。", "A finding needs its evidence, and a confirmed cause its energy and month."),
        new("请补充依据、电量和月份。", "Add evidence, energy and month."));

    /// <summary>No step with this number.</summary>
    public static Problem StepUnknown(long step) => new(
        "loss.step-unknown",
        ProblemKind.NotFound,
        new($"工单没有第 {step} 步。", $"The order has no step {step}."),
        new("请核对步骤编号。", "Check the number of the step."));
}
