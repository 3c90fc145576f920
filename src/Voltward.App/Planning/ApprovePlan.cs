using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>Approves a plan and, with it, every order in it (计划审批): by a manager who did not make it, before anybody leaves (INS-2).</summary>
public sealed class ApprovePlan(Database database, InspectionShelf rules, PolicyShelf policies)
{
    public sealed record Request(string PlanId);

    /// <param name="PlanId">The plan.</param>
    /// <param name="Orders">How many orders are approved now.</param>
    public sealed record Approved(string PlanId, int Orders);

    public async Task<Outcome<Approved>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager)) return AccessProblems.RoleMissing(Role.Manager);
        await using var work = await database.BeginAsync(actor, stop);
        var plan = await work.FindPlanAsync(request.PlanId);
        if (plan is null) return PlanProblems.NotFound(request.PlanId);
        if (plan.MadeBy == actor.PersonId) return PlanProblems.MakerApproves;
        if (!PlanStates.Next(EnumText.Parse<PlanState>(plan.State), PlanEvent.Approve).Succeeded(out var next, out var refused)) return refused;
        if (plan.Provisional == 1) return PlanProblems.Provisional;

        var orders = (await work.OrdersOfPlanAsync(plan.PlanId)).Where(o => o.CurrentState == WorkOrderState.Draft).ToList();
        foreach (var day in orders.Select(o => o.Day).OfType<DateOnly>().Distinct().Order()) await work.TakeDayAsync(day);
        var check = await AssignmentCheck.LoadAsync(work, rules, policies);
        foreach (var order in orders)
        {
            if (await check.OrderAsync(work, order) is { } problem) return problem;
        }

        if (!await work.MovePlanAsync(plan.PlanId, PlanState.Draft, next)) return PlanProblems.StepOutOfOrder(PlanState.Draft);
        foreach (var order in orders)
        {
            if (!await work.MoveOrderAsync(order.OrderNo, WorkOrderState.Draft, WorkOrderState.Approved))
            {
                return OrderProblems.StepOutOfOrder(WorkOrderState.Draft);
            }
        }

        await work.CommitAsync("plan.approved", $"plan/{plan.PlanId}", new { orders = orders.Count }, stop: stop);
        return new Approved(plan.PlanId, orders.Count);
    }
}
