using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>Gives an order to a crew, two inspectors and a day, or to others than before (派工、改派).</summary>
public sealed class AssignOrder(Database database, InspectionShelf rules, PolicyShelf policies)
{
    /// <param name="OrderNo">The order; draft or approved, no visit begun.</param>
    /// <param name="CrewId">An active crew.</param>
    /// <param name="Day">Day of the visit, today or later by the company's calendar.</param>
    /// <param name="First">Lead inspector; null: the crew's first two members.</param>
    /// <param name="Second">Second inspector.</param>
    public sealed record Request(string OrderNo, string CrewId, DateOnly Day, string? First = null, string? Second = null);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner, Role.Manager)) return AccessProblems.RoleMissing(Role.Planner);
        if (request.Day == default) return PlanProblems.DayMissing;
        await using var work = await database.BeginAsync(actor, stop);
        if (request.Day < CompanyTime.Day(work.Now)) return PlanProblems.DayOver(request.Day);
        await work.TakeDayAsync(request.Day);
        var order = await work.FindOrderAsync(request.OrderNo);
        if (order is null) return OrderProblems.NotFound(request.OrderNo);
        // The lot decides who goes; a manager may move what a plan holds when a crew falls out. Nobody sends one out beside a plan: that would show what it is.
        if (order.ByLot && (!actor.Is(Role.Manager) || order.PlanId is null)) return OrderProblems.ByLot(order.OrderNo);
        if (!order.ByLot && !actor.Is(Role.Planner)) return AccessProblems.RoleMissing(Role.Planner);
        var members = await work.QueryAsync<string>(
            """
            select m.person_id from crew c join crew_member m on m.crew_id = c.crew_id join person p on p.person_id = m.person_id
            where c.crew_id = @CrewId and c.active = 1 and p.active = 1 and @@scope(c.org_path) order by m.person_id
            """,
            new { request.CrewId });
        if (members.Count == 0) return PlanProblems.CrewNotFound(request.CrewId);
        var (first, second) = (request.First ?? members[0], request.Second ?? members.FirstOrDefault(m => m != (request.First ?? members[0])) ?? "");
        if (!members.Contains(first) || (second.Length > 0 && !members.Contains(second))) return VisitProblems.NotOfCrew(members.Contains(first) ? second : first);

        var asked = new Assignment(request.Day, order.VoltageV, first, second, request.CrewId, 0, new HashSet<string>());
        var check = await AssignmentCheck.LoadAsync(work, rules, policies);
        if (await check.AskedAsync(work, order, asked) is { } problem) return problem;
        if (!await work.AssignAsync(order.OrderNo, order.PlanId, asked, policies.On(request.Day).StopMinutes))
        {
            return OrderProblems.StepOutOfOrder(order.CurrentState);
        }

        await work.CommitAsync("order.assigned", $"order/{order.OrderNo}", new { request.CrewId, request.Day, first, second }, stop: stop);
        return new Done();
    }
}
