using System.Text.Json;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>
/// Makes the plan of a week (编制周计划): from open leads, inspections due, hazards due, orders that wait, the random audit and the novelty share, the
/// set of visits that is worth most within the crews' time. A draft of the same week that nobody approved is withdrawn by it.
/// </summary>
public sealed class MakePlan(Database database, InspectionShelf rules, PolicyShelf policies)
{
    /// <param name="Week">The week, such as <c>2026-W48</c>.</param>
    /// <param name="Crews">At most this many crews; null: all that are registered.</param>
    /// <param name="CrewDays">At most this many crew-days; null: every day of every crew.</param>
    /// <param name="Seed">Seed of the draws; null: a fresh one, kept with the plan.</param>
    /// <param name="Effort">Limit of the search, deterministic seconds.</param>
    public sealed record Request(string Week, int? Crews = null, int? CrewDays = null, string? Seed = null, double Effort = 3);

    public async Task<Outcome<MadePlan>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner, Role.System)) return AccessProblems.RoleMissing(Role.Planner);
        if (!PlanWeek.Parse(request.Week).Succeeded(out var week, out var unreadable)) return unreadable;
        if (request.Crews is < 1) return PlanProblems.BudgetSenseless("crews");
        if (request.CrewDays is < 1) return PlanProblems.BudgetSenseless("crewDays");

        if (!LotSeed.Of(request.Seed, actor).Succeeded(out var seed, out var chosen)) return chosen;

        PlanInputs inputs;
        await using (var look = await database.LookAsync(actor, stop)) inputs = await look.LoadInputsAsync(week);
        if (inputs.From > week.WorkingDays[^1]) return PlanProblems.WeekOver(week);

        // The search takes seconds, so it runs outside any transaction; what changed meanwhile is found when saving.
        var budget = new PlanBudget(request.Crews, request.CrewDays, seed, request.Effort);
        var draft = new PlanMaker(rules, policies).Make(inputs, week, budget);
        return draft is null ? PlanProblems.NothingToPlan : await SaveAsync(draft, inputs.RunId, actor, stop);
    }

    private async Task<Outcome<MadePlan>> SaveAsync(PlanDraft draft, string? runId, Actor actor, CancellationToken stop)
    {
        await using var work = await database.BeginAsync(actor, stop);
        await work.WithdrawDraftsAsync(draft.Week);
        var planId = await work.NextPlanIdAsync(draft.Week);
        await work.AddPlanAsync(planId, runId, draft);
        var orders = new List<PlannedOrder>();
        foreach (var planned in draft.Candidates.Where(c => c.Slot is not null).OrderBy(c => (c.Slot!.Day, c.Slot.CrewId, c.Candidate.Stop, c.Candidate.Id)))
        {
            var orderNo = await AddOrderAsync(work, planId, draft, planned);
            if (orderNo is null) return PlanProblems.ChangedMeanwhile;
            orders.Add(PlannedOrder.Of(orderNo, planned));
        }

        await work.CommitAsync(
            "plan.made",
            $"plan/{planId}",
            new { orders = orders.Count, candidates = draft.Candidates.Count, draft.Figures.Objective, draft.Figures.Bound, eligible = draft.Audit.Strata.Count },
            stop: stop);
        return MadePlan.Of(planId, draft, orders).SeenBy(actor);
    }

    /// <summary>The order's number, or null when its customer, lead or undone rest is no longer free.</summary>
    private static async Task<string?> AddOrderAsync(Work work, string planId, PlanDraft draft, PlannedCandidate planned)
    {
        var (c, slot) = (planned.Candidate, planned.Slot!);
        if (c.OrderNo is { } waiting)
        {
            if (!await work.WaitsAsync(waiting)) return null;
            if (c.Audit)
            {
                if (await AddAsync(work, planId, planned, draft.Provisional) is not { } written) return null;
                await work.ReplaceWaitingAsync(waiting, written);
                return written;
            }

            if (draft.Provisional) return waiting;
            var given = new Assignment(slot.Day, c.Subject.Facts.VoltageV, slot.First!, slot.Second!, slot.CrewId, 0, new HashSet<string>());
            return await work.AssignAsync(waiting, planId, given, planned.TravelMinutes) ? waiting : null;
        }

        if (await work.UnfinishedOrderAsync(c.Subject.CustomerNo, c.Subject.AreaNo) is not null) return null;
        if (c.Source == "lead" && !await work.MoveLeadAsync(c.SourceId!, "open", "planned")) return null;
        return await AddAsync(work, planId, planned, draft.Provisional);
    }

    private static async Task<string?> AddAsync(Work work, string planId, PlannedCandidate planned, bool provisional)
    {
        var order = OrderOf(planned, provisional) with { OrderNo = await work.NextOrderNoAsync(), PlanId = planId, CreatedBy = work.Actor.PersonId, CreatedAt = work.Now };
        await work.AddOrderAsync(order);
        return await work.AskAsync(order.OrderNo, planned.Candidate.Asks) ? order.OrderNo : null;
    }

    private static OrderRow OrderOf(PlannedCandidate planned, bool provisional)
    {
        var (c, slot) = (planned.Candidate, planned.Slot!);
        return new()
        {
            CandidateId = c.Id,
            LeadId = c.Source == "lead" ? c.SourceId : null,
            HazardId = c.Source == "hazard" ? c.SourceId : null,
            CustomerNo = c.Subject.CustomerNo,
            UsagePointNo = c.Subject.UsagePointNo,
            AreaNo = c.Subject.AreaNo,
            OrgPath = c.Subject.OrgPath,
            Kind = c.Kind,
            ReasonCode = c.ReasonCode,
            Day = provisional ? null : slot.Day,
            DueOn = c.DueOn,
            CrewId = provisional ? null : slot.CrewId,
            Inspector1 = slot.First,
            Inspector2 = slot.Second,
            ChecklistId = c.ChecklistId,
            OnlyItems = c.Items is null ? null : JsonSerializer.Serialize(c.Items),
            VoltageV = c.Subject.Facts.VoltageV,
            Phases = c.Subject.Phases,
            Ct = c.Subject.Ct ? 1 : 0,
            Minutes = c.Minutes,
            TravelMinutes = planned.TravelMinutes,
            State = WorkOrderState.Draft.Code(),
            Note = c.Note,
        };
    }
}
