using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Voltward.Analytics.Planning;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>
/// Draws by lot which crew carries out which day's work of a draft plan (班组抽签): whoever has to stand aside is never drawn, and as far as it can be
/// had nobody goes to an area where they were in the last four weeks. The draw is repeatable from its seed, which stays in the trail.
/// </summary>
public sealed class AllotCrews(Database database, InspectionShelf rules)
{
    private const int FreshDays = 28;

    /// <param name="PlanId">A draft plan.</param>
    /// <param name="Seed">Seed of the lot; null: a fresh one.</param>
    public sealed record Request(string PlanId, string? Seed = null);

    /// <param name="Moved">Orders that went to another crew.</param>
    /// <param name="Repeated">Orders whose crew was in the area in the last four weeks, because no other was free.</param>
    /// <param name="Seed">Seed of the lot.</param>
    public sealed record Allotted(int Moved, int Repeated, string Seed);

    public async Task<Outcome<Allotted>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner, Role.Manager, Role.System)) return AccessProblems.RoleMissing(Role.Planner, Role.Manager);
        if (!LotSeed.Of(request.Seed, actor).Succeeded(out var seed, out var chosen)) return chosen;
        await using var work = await database.BeginAsync(actor, stop);
        var plan = await work.FindPlanAsync(request.PlanId);
        if (plan is null) return PlanProblems.NotFound(request.PlanId);
        if (EnumText.Parse<PlanState>(plan.State) != PlanState.Draft || plan.Provisional == 1) return SealProblems.NotDraft(request.PlanId);
        var (moved, repeated) = (0, 0);
        foreach (var day in (await work.OrdersOfPlanAsync(plan.PlanId)).Where(o => o is { Day: not null, CrewId: not null }).GroupBy(o => o.Day!.Value).OrderBy(g => g.Key))
        {
            if (await AllotDayAsync(work, plan.PlanId, day.Key, [.. day], seed) is not { } drawn) return SealProblems.NoLawfulLot(day.Key);
            (moved, repeated) = (moved + drawn.Moved, repeated + drawn.Repeated);
        }

        await work.CommitAsync("plan.allotted", $"plan/{plan.PlanId}", new { seed, moved, repeated }, stop: stop);
        return new Allotted(moved, repeated, seed);
    }

    private async Task<(int Moved, int Repeated)?> AllotDayAsync(Work work, string planId, DateOnly day, IReadOnlyList<OrderRow> orders, string seed)
    {
        await work.TakeDayAsync(day);
        var slots = await work.SlotsAsync(planId, day);
        var loads = orders.GroupBy(o => o.CrewId!).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var held = await work.QualificationsAsync();
        var levels = rules.Qualifications(day).Levels;
        var lately = (await work.VisitedLatelyAsync(day.AddDays(-FreshDays), day)).Select(v => (v.CrewId, v.AreaNo)).ToHashSet();
        var fit = new int[loads.Count, slots.Count];
        for (var w = 0; w < loads.Count; w++)
        {
            var aside = new HashSet<string>();
            foreach (var order in loads[w]) aside.UnionWith(await work.StandAsideAsync(order.OrderNo));
            for (var c = 0; c < slots.Count; c++)
            {
                var slot = slots[c];
                var lawful = !aside.Contains(slot.Inspector1) && !aside.Contains(slot.Inspector2)
                    && loads[w].All(o => levels.Covers(held, slot.Inspector1, day, o.VoltageV) && levels.Covers(held, slot.Inspector2, day, o.VoltageV));
                fit[w, c] = !lawful ? 0 : loads[w].Any(o => lately.Contains((slot.CrewId, o.AreaNo ?? ""))) ? 1 : 2;
            }
        }

        var number = BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}|{day:yyyy-MM-dd}"))));
        if (CrewLot.Draw(fit, number) is not { } drawn) return null;
        var (moved, repeated) = (0, 0);
        for (var w = 0; w < loads.Count; w++)
        {
            var slot = slots[drawn[w]];
            foreach (var order in loads[w])
            {
                if (order.CrewId != slot.CrewId) moved++;
                if (lately.Contains((slot.CrewId, order.AreaNo ?? ""))) repeated++;
                await work.AssignAsync(order.OrderNo, planId, new(day, order.VoltageV, slot.Inspector1, slot.Inspector2, slot.CrewId, 0, new HashSet<string>()), order.TravelMinutes);
            }
        }

        return (moved, repeated);
    }
}

/// <summary>Says that a person has to stand aside from a customer or an area (申报回避): by that person or by a manager.</summary>
public sealed class DeclareRecusal(Database database)
{
    /// <param name="PersonId">Who stands aside.</param>
    /// <param name="CustomerNo">From this customer, or null.</param>
    /// <param name="AreaNo">From this area, or null; exactly one of the two.</param>
    /// <param name="Reason">Why; not empty.</param>
    public sealed record Request(string PersonId, string? CustomerNo, string? AreaNo, string Reason);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (actor.PersonId != request.PersonId && !actor.Is(Role.Manager)) return AccessProblems.RoleMissing(Role.Manager);
        if (request.CustomerNo is null == request.AreaNo is null || string.IsNullOrWhiteSpace(request.Reason)) return SealProblems.RecusalIncomplete;
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.ScalarAsync<long>("select count(*) from person where person_id = @PersonId", new { request.PersonId }) == 0) return SealProblems.PersonUnknown(request.PersonId);
        await work.ExecuteAsync(
            """
            insert into recusal (person_id, subject, subject_no, reason, declared_by, declared_at)
            values (@PersonId, @subject, @no, @Reason, @by, @Now) on conflict (person_id, subject, subject_no) do nothing
            """,
            new { request.PersonId, subject = request.CustomerNo is null ? "area" : "customer", no = request.CustomerNo ?? request.AreaNo, request.Reason, by = actor.PersonId, work.Now });
        await work.CommitAsync("plan.recused", $"person/{request.PersonId}", new { request.CustomerNo, request.AreaNo }, stop: stop);
        return new Done();
    }
}

/// <summary>SQL of the lot.</summary>
internal static class AllotStore
{
    /// <summary>Crews of a plan's day with two people.</summary>
    public static Task<IReadOnlyList<SlotRow>> SlotsAsync(this Session session, string planId, DateOnly day) => session.QueryAsync<SlotRow>(
        """
        select crew_id as CrewId, inspector_1 as Inspector1, inspector_2 as Inspector2 from plan_slot
        where plan_id = @planId and day = @day and inspector_1 is not null and inspector_2 is not null order by crew_id
        """,
        new { planId, day });

    /// <summary>Where each crew was between two days, the last not counted.</summary>
    public static Task<IReadOnlyList<VisitedRow>> VisitedLatelyAsync(this Session session, DateOnly from, DateOnly until) => session.QueryAsync<VisitedRow>(
        """
        select distinct crew_id as CrewId, area_no as AreaNo from work_order
        where day >= @from and day < @until and crew_id is not null and area_no is not null and state not in ('draft', 'void')
        """,
        new { from, until });
}

internal sealed class SlotRow
{
    public string CrewId { get; init; } = "";

    public string Inspector1 { get; init; } = "";

    public string Inspector2 { get; init; } = "";
}

internal sealed class VisitedRow
{
    public string CrewId { get; init; } = "";

    public string AreaNo { get; init; } = "";
}
