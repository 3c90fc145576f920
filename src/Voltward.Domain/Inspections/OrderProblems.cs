using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>Refusals of work orders.</summary>
public static class OrderProblems
{
    /// <summary>Whoever wrote an order may not approve it.</summary>
    public static Problem WriterApproves { get; } = new(
        "order.writer-approves",
        ProblemKind.Forbidden,
        new("开单人不能审批自己开的工作单。", "Whoever wrote an order may not approve it."),
        new("请由另一位管理者审批。", "Ask another manager to approve it."));

    /// <summary>An inspector of the order may not approve it.</summary>
    public static Problem CrewApproves { get; } = new(
        "order.crew-approves",
        ProblemKind.Forbidden,
        new("工作单的检查员不能审批该工作单。", "An inspector of the order may not approve it."),
        new("请由班组以外的管理者审批。", "Ask a manager who is not of the crew."));

    /// <summary>No day or crew yet.</summary>
    public static Problem NotAssigned(string orderNo) => new(
        "order.not-assigned",
        ProblemKind.Conflict,
        new($"工作单 {orderNo} 还没有日期和两名检查员。", $"Order {orderNo} has no day and no two inspectors yet."),
        new("请先派工，再审批。", "Assign it first, then approve it."),
        orderNo);

    /// <summary>No such order, or not visible.</summary>
    public static Problem NotFound(string orderNo) => new(
        "order.not-found",
        ProblemKind.NotFound,
        new($"没有工作单 {orderNo}。", $"There is no work order {orderNo}."),
        new("请核对工作单号。", "Check the number of the order."));

    /// <summary>No such lead, or not visible.</summary>
    public static Problem LeadNotFound(string leadId) => new(
        "order.lead-not-found",
        ProblemKind.NotFound,
        new($"没有线索 {leadId}。", $"There is no lead {leadId}."),
        new("请从线索列表中选择。", "Choose one from the list of leads."));

    /// <summary>No such customer, or not visible.</summary>
    public static Problem CustomerNotFound(string customerNo) => new(
        "order.customer-not-found",
        ProblemKind.NotFound,
        new($"没有客户 {customerNo}。", $"There is no customer {customerNo}."),
        new("请核对户号。", "Check the customer number."),
        "customerNo");

    /// <summary>The lead or customer has an order that is not finished.</summary>
    public static Problem AlreadyOrdered(string orderNo) => new(
        "order.already-ordered",
        ProblemKind.Conflict,
        new($"已有未完成的工作单 {orderNo}。", $"Order {orderNo} is not finished yet."),
        new("请先完成或取消该工作单。", "Finish or cancel that order first."),
        orderNo);

    /// <summary>The reason code is not in the list (INS-6).</summary>
    public static Problem ReasonUnknown(string code) => new(
        "order.reason-unknown",
        ProblemKind.Invalid,
        new($"检查事由代码“{code}”不在清单中。", $"“{code}” is not one of the reason codes."),
        new("扩大检查范围必须选择清单中的事由。", "Choose one from the list; a wider scope needs one of the listed reasons."),
        "reasonCode");

    /// <summary>No checklist of that id.</summary>
    public static Problem ChecklistUnknown(string id) => new(
        "order.checklist-unknown",
        ProblemKind.Invalid,
        new($"没有检查表“{id}”。", $"There is no checklist {id}."),
        new("请核对 rules/inspection/checklists 中的编号。", "Check the ids in rules/inspection/checklists."),
        "checklistId");

    /// <summary>An order by lot goes where the lot put it; who planned it may not move, cancel or print it.</summary>
    public static Problem ByLot(string orderNo) => new(
        "order.by-lot",
        ProblemKind.Forbidden,
        new($"工作单 {orderNo} 由抽签产生，派工员不能改派、取消或打印。", $"Order {orderNo} was drawn by lot; a planner may not move, cancel or print it."),
        new("请由管理者改派或取消，或重新编制草案。", "Ask a manager to move or cancel it, or make the draft anew."),
        orderNo);

    /// <summary>A reason that only the lot gives.</summary>
    public static Problem ReasonOfLot { get; } = new(
        "order.reason-of-lot",
        ProblemKind.Invalid,
        new("“随机抽检”只能由抽签产生，不能手工开单。", "Only the lot makes a random audit; it cannot be written by hand."),
        new("请另选事由。", "Choose another reason."),
        "reasonCode");

    /// <summary>The transition is not allowed.</summary>
    public static Problem StepOutOfOrder(WorkOrderState state) => new(
        "order.step-out-of-order",
        ProblemKind.Conflict,
        new($"工作单现为“{WorkOrderStates.Name(state).Zh}”，不能进行这一步。", $"The order stands at: {WorkOrderStates.Name(state).En}. This step does not follow it."),
        new("请刷新页面后再看。", "Reload and look again."));
}
