using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>Refusals of planning.</summary>
public static class PlanProblems
{
    /// <summary>There are no leads to plan from.</summary>
    public static Problem NothingToPlan { get; } = new(
        "plan.nothing-to-plan",
        ProblemKind.Conflict,
        new("没有可供计划的线索、到期检查或客户档案。", "There is nothing to plan from: no leads, no inspections due, no customers."),
        new("请先导入档案和读数并运行 voltward analyse。", "Import the archive and readings and run voltward analyse first."));

    /// <summary>The maker may not approve the own plan.</summary>
    public static Problem MakerApproves { get; } = new(
        "plan.maker-approves",
        ProblemKind.Forbidden,
        new("计划编制人不能审批自己编制的计划。", "Whoever made a plan may not approve it."),
        new("请由另一位管理者审批。", "Ask another manager to approve it."));

    /// <summary>An order has no crew yet.</summary>
    public static Problem CrewMissing(string orderNo) => new(
        "plan.crew-missing",
        ProblemKind.Conflict,
        new($"工作单 {orderNo} 还没有安排两名合格的检查员。", $"Order {orderNo} has no two qualified inspectors yet."),
        new("请先为每张工作单安排班组和日期，再审批计划。", "Assign crew and day to every order, then approve the plan."),
        orderNo);

    /// <summary>Orders or leads changed between planning and saving.</summary>
    public static Problem ChangedMeanwhile { get; } = new(
        "plan.changed-meanwhile",
        ProblemKind.Conflict,
        new("编制期间有线索或工作单发生了变化。", "Leads or orders changed while the plan was being made."),
        new("请重新编制计划。", "Make the plan again."));

    /// <summary>A plan made without registered crews.</summary>
    public static Problem Provisional { get; } = new(
        "plan.crew-missing",
        ProblemKind.Conflict,
        new("本计划按假定班组编制，不能审批。", "This plan was made for assumed crews and cannot be approved."),
        new("请先登记班组和检查员资格，再重新编制计划。", "Register crews and qualifications, then make the plan again."));

    /// <summary>One person cannot be both inspectors.</summary>
    public static Problem CrewOfOne { get; } = new(
        "plan.crew-of-one",
        ProblemKind.Invalid,
        new("每次检查至少需要两名不同的检查员。", "Every visit needs at least two different inspectors."),
        new("请选择两名不同的人员。", "Choose two different people."));

    /// <summary>The plan does not exist, or the person may not see it.</summary>
    public static Problem NotFound(string planId) => new(
        "plan.not-found",
        ProblemKind.NotFound,
        new($"没有计划 {planId}。", $"There is no plan {planId}."),
        new("请核对计划编号。", "Check the plan's number."));

    /// <summary>No crew of that id.</summary>
    public static Problem CrewNotFound(string crewId) => new(
        "plan.crew-not-found",
        ProblemKind.NotFound,
        new($"没有班组 {crewId}，或班组已停用。", $"There is no active crew {crewId}."),
        new("请从班组列表中选择。", "Choose one from the list of crews."));

    /// <summary>The week is not written as expected.</summary>
    public static Problem WeekUnreadable(string text) => new(
        "plan.week-unreadable",
        ProblemKind.Invalid,
        new($"看不懂周“{text}”。", $"The week “{text}” cannot be read."),
        new("请按 2026-W48 的格式填写。", "Write it like 2026-W48."),
        "week");

    /// <summary>The working days of this week have passed.</summary>
    public static Problem WeekOver(PlanWeek week) => new(
        "plan.week-over",
        ProblemKind.Conflict,
        new($"{week} 的工作日已经过完。", $"The working days of {week} are over."),
        new("请编制下一周的计划。", "Plan the next week."),
        "week");

    /// <summary>A number of crews or crew-days outside its range.</summary>
    public static Problem BudgetSenseless(string where) => new(
        "plan.budget-senseless",
        ProblemKind.Invalid,
        new("班组数或班组日数必须是正数。", "Crews and crew-days must be positive."),
        new("请填写 1 以上的整数。", "Give a whole number from 1 up."),
        where);

    /// <summary>The transition is not allowed.</summary>
    public static Problem StepOutOfOrder(PlanState state) => new(
        "plan.step-out-of-order",
        ProblemKind.Conflict,
        new($"计划现为“{PlanStates.Name(state).Zh}”，不能进行这一步。", $"The plan stands at: {PlanStates.Name(state).En}. This step does not follow it."),
        new("请刷新页面后再看。", "Reload and look again."));

    /// <summary>An inspector's certificate does not cover the order on that day (INS-7).</summary>
    public static Problem NotQualified(string personId, DateOnly day, long voltageV) => new(
        "plan.not-qualified",
        ProblemKind.Conflict,
        new($"检查员 {personId} 在 {day:yyyy-MM-dd} 没有覆盖 {voltageV} V 的有效资格。", $"On {day:yyyy-MM-dd} inspector {personId} holds no valid qualification for {voltageV} V."),
        new("请选择资格有效且等级足够的检查员，或先办理复审。", "Choose somebody whose certificate is valid and high enough, or renew it first."),
        personId);

    /// <summary>The day lies outside the plan's week.</summary>
    public static Problem DayOutsideWeek(DateOnly day, PlanWeek week) => new(
        "plan.day-outside-week",
        ProblemKind.Invalid,
        new($"{day:yyyy-MM-dd} 不在计划周 {week} 内。", $"{day:yyyy-MM-dd} is not a working day of {week}."),
        new("请选择计划周内的工作日。", "Choose a working day of the plan's week."),
        "day");

    /// <summary>No day is given, or none that can be read.</summary>
    public static Problem DayMissing { get; } = new(
        "plan.day-missing",
        ProblemKind.Invalid,
        new("没有填写日期，或日期看不懂。", "No day is given, or it cannot be read."),
        new("请按 2026-11-30 的格式填写。", "Write it like 2026-11-30."),
        "day");

    /// <summary>Nobody can be sent out on a day that has passed.</summary>
    public static Problem DayOver(DateOnly day) => new(
        "plan.day-over",
        ProblemKind.Conflict,
        new($"{day:yyyy-MM-dd} 已经过去，不能再派工。", $"{day:yyyy-MM-dd} has passed: nobody can be sent out on it."),
        new("请选择今天或以后的日期。", "Choose today or a later day."),
        "day");

    /// <summary>The crew's day is full.</summary>
    public static Problem DayFull(long minutes, long limit) => new(
        "plan.day-full",
        ProblemKind.Conflict,
        new($"该班组当天将排 {minutes} 分钟，超过 {limit} 分钟。", $"That crew would have {minutes} minutes that day, above {limit}."),
        new("请换一天或换一个班组。", "Choose another day or another crew."));

    /// <summary>An inspector already works with another crew on that day.</summary>
    public static Problem PersonElsewhere(string personId, DateOnly day) => new(
        "plan.person-elsewhere",
        ProblemKind.Conflict,
        new($"检查员 {personId} 在 {day:yyyy-MM-dd} 已排在另一个班组。", $"Inspector {personId} is with another crew on {day:yyyy-MM-dd}."),
        new("请换一天或换人。", "Choose another day or another person."),
        personId);
}
