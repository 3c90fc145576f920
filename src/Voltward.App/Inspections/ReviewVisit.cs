using System.Text.Json;
using Voltward.App.Hazards;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Hazards;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>
/// Accepts a visit or sends it back (检查记录审核): by somebody outside its crew. Acceptance opens what failed items ask for and, where
/// required items are undone, an order for the rest; nothing else may rest on a visit before it.
/// </summary>
public sealed class ReviewVisit(Database database, InspectionShelf rules)
{
    /// <param name="VisitId">The visit.</param>
    /// <param name="Accept">True to accept, false to send back.</param>
    /// <param name="Reasons">Item code → reason; for a return at least one. <c>*</c> is the visit as a whole.</param>
    /// <param name="Note">Remark; null when none.</param>
    public sealed record Request(string VisitId, bool Accept, IReadOnlyDictionary<string, string>? Reasons = null, string? Note = null);

    /// <param name="OrderState">Where the order stands now.</param>
    /// <param name="CarryOver">Number of the order for the rest; null when nothing is left.</param>
    /// <param name="Hazards">Hazards opened by failed items.</param>
    public sealed record Reviewed(WorkOrderState OrderState, string? CarryOver, IReadOnlyList<string> Hazards);

    public async Task<Outcome<Reviewed>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Reviewer)) return AccessProblems.RoleMissing(Role.Reviewer);
        var reasons = request.Reasons ?? new Dictionary<string, string>();
        if (!request.Accept && !reasons.Values.Any(r => !string.IsNullOrWhiteSpace(r))) return VisitProblems.ReasonMissing;
        await using var work = await database.BeginAsync(actor, stop);
        var visit = await work.FindVisitAsync(request.VisitId);
        if (visit is null) return VisitProblems.NotFound(request.VisitId);
        var order = (await work.FindOrderAsync(visit.OrderNo))!;
        var signedIn = await work.SignInsAsync(visit.VisitId);
        if (order.Crew.Contains(actor.PersonId) || signedIn.Any(s => s.PersonId == actor.PersonId)) return VisitProblems.ReviewerOfCrew;
        if (!VisitStates.Next(visit.CurrentState, request.Accept ? VisitEvent.Accept : VisitEvent.Return).Succeeded(out var next, out var refused)) return refused;
        if (!await work.ReviewAsync(visit.VisitId, next, request.Note)) return VisitProblems.StepOutOfOrder(visit.CurrentState);
        return request.Accept ? await AcceptAsync(work, order, visit, stop) : await ReturnAsync(work, order, visit, reasons, stop);
    }

    private static async Task<Outcome<Reviewed>> ReturnAsync(
        Work work, OrderRow order, VisitRow visit, IReadOnlyDictionary<string, string> reasons, CancellationToken stop)
    {
        await work.ExecuteManyAsync(
            "insert into visit_return_reason (visit_id, item_code, reason) values (@VisitId, @Key, @Value)",
            reasons.Where(r => !string.IsNullOrWhiteSpace(r.Value)).Select(r => new { visit.VisitId, r.Key, r.Value }));
        if (await MoveAsync(work, order, WorkOrderEvent.ReturnVisit) is { } refused) return refused;
        await work.CommitAsync("visit.returned", $"visit/{visit.VisitId}", new { order.OrderNo, items = reasons.Keys }, stop: stop);
        return new Reviewed(WorkOrderState.Returned, null, []);
    }

    private async Task<Outcome<Reviewed>> AcceptAsync(Work work, OrderRow order, VisitRow visit, CancellationToken stop)
    {
        var undone = JsonSerializer.Deserialize<List<string>>(visit.Undone ?? "[]")!;
        var happened = undone.Count == 0 ? WorkOrderEvent.AcceptComplete : WorkOrderEvent.AcceptPartial;
        if (await MoveAsync(work, order, happened) is { } refused) return refused;
        var carryOver = undone.Count == 0 ? null : await CarryOverAsync(work, order, undone);
        if (carryOver is null) await work.SettleAsksAsync(order.OrderNo, visit.Day);
        else await work.CarryAsksAsync(order.OrderNo, carryOver);
        var hazards = await OpenHazardsAsync(work, order, visit);
        if (order.LeadId is not null) await work.MoveLeadAsync(order.LeadId, "planned", "visited");
        await work.CommitAsync("visit.accepted", $"visit/{visit.VisitId}", new { order.OrderNo, undone, carryOver, hazards }, stop: stop);
        return new Reviewed(undone.Count == 0 ? WorkOrderState.Done : WorkOrderState.Partial, carryOver, hazards);
    }

    private static async Task<Problem?> MoveAsync(Work work, OrderRow order, WorkOrderEvent happened)
    {
        if (!WorkOrderStates.Next(order.CurrentState, happened).Succeeded(out var next, out var refused)) return refused;
        return await work.MoveOrderAsync(order.OrderNo, order.CurrentState, next) ? null : OrderProblems.StepOutOfOrder(order.CurrentState);
    }

    /// <summary>The rest keeps the due date of the whole; it waits for the next plan to give it people and a day.</summary>
    private static async Task<string> CarryOverAsync(Work work, OrderRow order, List<string> undone)
    {
        var rest = order with
        {
            OrderNo = await work.NextOrderNoAsync(),
            PlanId = null,
            CandidateId = null,
            LeadId = null,
            CarryOverOf = order.OrderNo,
            DueOn = order.DueOn ?? order.Day,
            Day = null,
            CrewId = null,
            Inspector1 = null,
            Inspector2 = null,
            OnlyItems = JsonSerializer.Serialize(undone),
            State = WorkOrderState.Draft.Code(),
            CreatedBy = work.Actor.PersonId,
            CreatedAt = work.Now,
        };
        await work.AddOrderAsync(rest);
        return rest.OrderNo;
    }

    private async Task<IReadOnlyList<string>> OpenHazardsAsync(Work work, OrderRow order, VisitRow visit)
    {
        var items = rules.Checklists[visit.ChecklistId].Items.ToDictionary(i => i.Code);
        var failed = await work.QueryAsync<FailedRow>(
            "select item_code as Code, note as Note from visit_item where visit_id = @VisitId and failed = 1 order by item_code", new { visit.VisitId });
        var opened = new List<string>();
        foreach (var row in failed.Where(f => items.GetValueOrDefault(f.Code)?.OnFail?.StartsWith("hazard-", StringComparison.Ordinal) == true))
        {
            var item = items[row.Code];
            var level = EnumText.Parse<HazardLevel>(item.OnFail!["hazard-".Length..]);
            var text = row.Note is null ? item.Text.Zh : $"{item.Text.Zh}：{row.Note}";
            opened.Add(await work.JoinHazardAsync(order, visit, row.Code, row.Note) ?? await work.AddHazardAsync(order, visit, new(level, text, row.Code), rules.Hazards(visit.Day)));
        }

        return opened;
    }

    private sealed class FailedRow
    {
        public string Code { get; init; } = "";

        public string? Note { get; init; }
    }
}
