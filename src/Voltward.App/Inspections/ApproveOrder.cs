using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Approves one order before departure (INS-2): by a manager who neither wrote it nor goes on it.</summary>
public sealed class ApproveOrder(Database database, InspectionShelf rules, PolicyShelf policies)
{
    public async Task<Outcome<Done>> RunAsync(string orderNo, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager)) return AccessProblems.RoleMissing(Role.Manager);
        await using var work = await database.BeginAsync(actor, stop);
        var order = await work.FindOrderAsync(orderNo);
        if (order is null) return OrderProblems.NotFound(orderNo);
        if (order.CreatedBy == actor.PersonId) return OrderProblems.WriterApproves;
        if (order.Crew.Contains(actor.PersonId)) return OrderProblems.CrewApproves;
        if (!WorkOrderStates.Next(order.CurrentState, WorkOrderEvent.Approve).Succeeded(out var next, out var refused)) return refused;
        if (order.Day is not { } day || order.Crew.Count < TwoPersonGate.LeastInspectors) return OrderProblems.NotAssigned(orderNo);

        await work.TakeDayAsync(day);
        var check = await AssignmentCheck.LoadAsync(work, rules, policies);
        if (await check.OrderAsync(work, order) is { } problem) return problem;
        if (!await work.MoveOrderAsync(orderNo, order.CurrentState, next)) return OrderProblems.StepOutOfOrder(order.CurrentState);
        await work.CommitAsync("order.approved", $"order/{orderNo}", stop: stop);
        return new Done();
    }
}

/// <summary>Cancels an order on which nobody has left (取消工作单); its lead is open again.</summary>
public sealed class CancelOrder(Database database)
{
    public sealed record Request(string OrderNo, string Reason);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner, Role.Manager)) return AccessProblems.RoleMissing(Role.Planner, Role.Manager);
        if (string.IsNullOrWhiteSpace(request.Reason)) return VisitProblems.ReasonMissing;
        await using var work = await database.BeginAsync(actor, stop);
        var order = await work.FindOrderAsync(request.OrderNo);
        if (order is null) return OrderProblems.NotFound(request.OrderNo);
        if (order.ByLot && !actor.Is(Role.Manager)) return OrderProblems.ByLot(order.OrderNo);
        if (!WorkOrderStates.Next(order.CurrentState, WorkOrderEvent.Cancel).Succeeded(out var next, out var refused)) return refused;
        if (!await work.MoveOrderAsync(order.OrderNo, order.CurrentState, next)) return OrderProblems.StepOutOfOrder(order.CurrentState);
        if (order.LeadId is not null) await work.MoveLeadAsync(order.LeadId, "planned", "open");
        await work.CommitAsync("order.cancelled", $"order/{order.OrderNo}", new { request.Reason }, stop: stop);
        return new Done();
    }
}
