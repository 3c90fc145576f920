using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>
/// Registers a known fault at one of the company's own sites or test boards (预置缺陷) and writes an ordinary-looking order for the site. Inspectors
/// never see the register.
/// </summary>
public sealed class SeedDefects(Database database, InspectionShelf rules, PolicyShelf policies)
{
    /// <param name="CustomerNo">The site.</param>
    /// <param name="ItemCode">The item of its checklist that has to fail.</param>
    /// <param name="DefectType">What kind of fault, such as <c>neutral-bypass</c>.</param>
    /// <param name="From">First day the fault is there.</param>
    /// <param name="Until">Last day, counted.</param>
    public sealed record Request(string CustomerNo, string ItemCode, string DefectType, DateOnly From, DateOnly Until);

    /// <param name="SeedId">The registered fault.</param>
    /// <param name="OrderNo">The order written, or the unfinished one of the site.</param>
    public sealed record Seeded(string SeedId, string OrderNo);

    public async Task<Outcome<Seeded>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Trainer, Role.Reviewer, Role.Manager)) return AccessProblems.RoleMissing(Role.Trainer, Role.Reviewer, Role.Manager);
        // Whoever inspects would know the site.
        if (actor.Is(Role.Inspector)) return QualityProblems.NotIndependent(actor.PersonId);
        if (request.Until < request.From) return QualityProblems.PeriodSenseless;
        await using var work = await database.BeginAsync(actor, stop);
        var today = CompanyTime.Day(work.Now);
        if (await work.FindCustomerAsync(request.CustomerNo, today) is not { } customer) return OrderProblems.CustomerNotFound(request.CustomerNo);
        var subject = Subject.Of(customer);
        var checklist = rules.ChecklistOf("customer-visit", subject.Facts, today);
        if (checklist.Items.All(i => i.Code != request.ItemCode)) return QualityProblems.ItemUnknown(request.ItemCode);

        var seedId = await work.NextQualityIdAsync("YZ");
        await work.ExecuteAsync(
            """
            insert into seeded_defect (seed_id, customer_no, org_path, item_code, defect_type, planted_from, planted_until, planted_by, planted_at)
            values (@seedId, @CustomerNo, @OrgPath, @ItemCode, @DefectType, @From, @Until, @PersonId, @Now)
            """,
            new { seedId, request.CustomerNo, subject.OrgPath, request.ItemCode, request.DefectType, request.From, request.Until, actor.PersonId, work.Now });
        var orderNo = await work.UnfinishedOrderAsync(request.CustomerNo, null) ?? await OrderAsync(work, subject, checklist.ChecklistId);
        await work.CommitAsync("quality.defect-seeded", $"seed/{seedId}", new { request.ItemCode, request.DefectType }, stop: stop);
        return new Seeded(seedId, orderNo);
    }

    private async Task<string> OrderAsync(Work work, Subject subject, string checklistId)
    {
        var order = new OrderRow
        {
            OrderNo = await work.NextOrderNoAsync(),
            CustomerNo = subject.CustomerNo,
            UsagePointNo = subject.UsagePointNo,
            AreaNo = subject.AreaNo,
            OrgPath = subject.OrgPath,
            Kind = "customer-visit",
            ReasonCode = "random-audit",
            ChecklistId = checklistId,
            VoltageV = subject.Facts.VoltageV,
            Phases = subject.Phases,
            Ct = subject.Ct ? 1 : 0,
            Minutes = policies.On(CompanyTime.Day(work.Now)).MinutesOf("customer-visit", subject.Facts.VoltageV),
            CreatedBy = Actor.System.PersonId,
            CreatedAt = work.Now,
        };
        await work.AddOrderAsync(order);
        return order.OrderNo;
    }
}
