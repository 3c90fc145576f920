using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Inspections;

/// <summary>Writes a work order by hand, from a lead or for a customer (开用电检查工作单). It still needs its people, its day and its approval.</summary>
public sealed class OpenWorkOrder(Database database, InspectionShelf rules, PolicyShelf policies)
{
    /// <param name="LeadId">The lead; null when opened for a customer.</param>
    /// <param name="CustomerNo">The customer when there is no lead.</param>
    /// <param name="ReasonCode">Why, and how far the inspection may go (INS-6).</param>
    /// <param name="Note">Remark for the crew; null when none.</param>
    public sealed record Request(string? LeadId, string? CustomerNo, string ReasonCode, string? Note = null);

    /// <summary>The number of the new order.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner)) return AccessProblems.RoleMissing(Role.Planner);
        await using var work = await database.BeginAsync(actor, stop);
        var day = CompanyTime.Day(work.Now);
        if (request.ReasonCode == "random-audit") return OrderProblems.ReasonOfLot;
        if (!rules.Reasons(day).ContainsKey(request.ReasonCode)) return OrderProblems.ReasonUnknown(request.ReasonCode);
        if (!(await SubjectAsync(work, request, day)).Succeeded(out var target, out var unknown)) return unknown;
        if (await work.UnfinishedOrderAsync(target.Subject.CustomerNo, target.Subject.AreaNo, unseenToo: false) is { } unfinished) return OrderProblems.AlreadyOrdered(unfinished);
        if (target.LeadId is not null && !await work.MoveLeadAsync(target.LeadId, "open", "planned")) return OrderProblems.LeadNotFound(target.LeadId);

        var s = target.Subject;
        // What waits for a look there is settled by it: a danger need not wait for the next plan.
        var asks = request.ReasonCode == AskedVisits.ReasonCode ? await AskedVisits.OfAsync(work, s, PlanWeek.Of(day)) : null;
        var order = new OrderRow
        {
            OrderNo = await work.NextOrderNoAsync(),
            LeadId = target.LeadId,
            CustomerNo = s.CustomerNo,
            UsagePointNo = s.UsagePointNo,
            AreaNo = s.AreaNo,
            OrgPath = s.OrgPath,
            Kind = target.Kind,
            ReasonCode = request.ReasonCode,
            ChecklistId = rules.ChecklistOf(target.Kind, s.Facts, day).ChecklistId,
            VoltageV = s.Facts.VoltageV,
            Phases = s.Phases,
            Ct = s.Ct ? 1 : 0,
            Minutes = policies.On(day).MinutesOf(target.Kind, s.Facts.VoltageV),
            Note = request.Note ?? asks?.Note,
            DueOn = asks?.DueOn,
            CreatedBy = actor.PersonId,
            CreatedAt = work.Now,
        };
        await work.AddOrderAsync(order);
        if (asks is not null && !await work.AskAsync(order.OrderNo, asks.Bound)) return PlanProblems.ChangedMeanwhile;
        await work.CommitAsync("order.opened", $"order/{order.OrderNo}", new { order.LeadId, order.Kind, order.ReasonCode }, stop: stop);
        return order.OrderNo;
    }

    private static async Task<Outcome<Target>> SubjectAsync(Work work, Request request, DateOnly day)
    {
        var lead = request.LeadId is null ? null : await work.FindAsync<LeadRow>(
            "select l.lead_id as LeadId, l.customer_no as CustomerNo, l.area_no as AreaNo, l.org_path as OrgPath, l.kind as Kind from lead l where l.lead_id = @LeadId and @@scope(l.org_path)",
            new { request.LeadId });
        if (request.LeadId is not null && lead is null) return OrderProblems.LeadNotFound(request.LeadId);
        var customerNo = lead is null ? request.CustomerNo : lead.CustomerNo;
        if (customerNo is null)
        {
            return lead is null ? OrderProblems.CustomerNotFound("") : new Target(lead.LeadId, Subject.Area(lead.AreaNo, lead.OrgPath), "area-visit");
        }

        return await work.FindCustomerAsync(customerNo, day) is { } customer
            ? new Target(lead?.LeadId, Subject.Of(customer), lead?.Kind == "file-correction" ? "file-correction" : "customer-visit")
            : OrderProblems.CustomerNotFound(customerNo);
    }

    private sealed record Target(string? LeadId, Subject Subject, string Kind);

    private sealed class LeadRow
    {
        public string LeadId { get; init; } = "";

        public string? CustomerNo { get; init; }

        public string? AreaNo { get; init; }

        public string OrgPath { get; init; } = "";

        public string Kind { get; init; } = "";
    }
}
