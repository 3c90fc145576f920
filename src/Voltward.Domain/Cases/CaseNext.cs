using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>A lawful next step of a case (下一步).</summary>
/// <param name="Step">The step.</param>
/// <param name="Role">Who takes it.</param>
/// <param name="Duty">The duty it counts as; null when it is none of the five.</param>
/// <param name="Name">The step as people name it.</param>
public sealed record NextStep(CaseEvent Step, Role Role, Duty? Duty, Words Name);

/// <summary>What can come next in a case, first what usually does.</summary>
public static class CaseNext
{
    /// <summary>The lawful steps from a state, the usual one first; empty when the case has ended.</summary>
    public static IReadOnlyList<NextStep> From(CaseState state) => [.. Steps.Where(s => CaseStates.Next(state, s.Step).Problem is null)];

    /// <summary>Every step with its role, duty and name, in the order of a usual case.</summary>
    public static IReadOnlyList<NextStep> Steps { get; } =
    [
        new(CaseEvent.Investigate, Role.Investigator, Duty.Investigate, new("核查完成", "Complete the facts")),
        new(CaseEvent.Calculate, Role.Calculator, Duty.Calculate, new("初算", "Calculate")),
        new(CaseEvent.Approve, Role.Approver, Duty.Review, new("复核通过", "Approve the calculation")),
        new(CaseEvent.Return, Role.Approver, Duty.Review, new("复核退回", "Send the calculation back")),
        new(CaseEvent.IssueNotice, Role.Executor, Duty.Record, new("上机并出具通知书", "Issue the notice")),
        new(CaseEvent.ServeNotice, Role.Executor, Duty.Record, new("送达通知书", "Serve the notice")),
        new(CaseEvent.PayInFull, Role.Cashier, Duty.Collect, new("收费", "Take the payment")),
        new(CaseEvent.Dispute, Role.Executor, null, new("登记异议", "Record a dispute")),
        new(CaseEvent.Uphold, Role.Approver, Duty.Review, new("答复异议：维持", "Answer the dispute: it stands")),
        new(CaseEvent.Recalculate, Role.Approver, Duty.Review, new("答复异议：重新计算", "Answer the dispute: calculate again")),
        new(CaseEvent.Close, Role.Manager, null, new("结案", "Close the case")),
        new(CaseEvent.Drop, Role.Manager, null, new("撤销", "Drop the case")),
    ];
}
