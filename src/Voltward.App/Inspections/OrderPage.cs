using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Everything about one work order (工作单详情): what to check, the seals that must be there, its visits and findings.</summary>
public sealed class OrderPage(Database database, InspectionShelf rules)
{
    /// <summary>Null when there is no such order inside the person's part.</summary>
    public async Task<OrderView?> RunAsync(string orderNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var row = await look.FindAsync<OrderList.Row>(
            $"{OrderList.Columns} {OrderList.Joined} where o.order_no = @orderNo and @@scope(o.org_path) and @@opened(o)",
            new { orderNo, now = look.Now, today = CompanyTime.Day(look.Now) });
        if (row is null) return null;
        var order = (await look.FindOrderAsync(orderNo))!;
        var day = order.Day ?? CompanyTime.Day(look.Now);
        var hidden = order.HidesFrom(actor);
        return new(
            row,
            rules.Reasons(day).GetValueOrDefault(order.ReasonCode, new(order.ReasonCode, order.ReasonCode)),
            rules.Checklists[order.ChecklistId],
            order.Only,
            hidden || order.UsagePointNo is null ? [] : await look.RegisteredSealsAsync(order.UsagePointNo, day),
            hidden ? [] : await look.QueryAsync<VisitSummary>($"{VisitSummary.Columns} where v.order_no = @orderNo and @@blind(v.visit_id) order by v.started_at desc, v.visit_id", new { orderNo }),
            hidden ? [] : await look.QueryAsync<FindingSummary>(
                """
                select f.finding_id as FindingId, f.kind as Kind, f.rule_id as RuleId, f.method as Method, f.description as Description, f.state as State,
                       i.case_no as CaseNo
                from finding f left join inspection_case i on i.finding_id = f.finding_id where f.order_no = @orderNo and @@blind(f.visit_id) order by f.found_at
                """,
                new { orderNo }),
            order.Note, order.ApprovedBy, order.ApprovedAt, order.CreatedBy)
        {
            Facts = order.Facts,
        };
    }
}

/// <summary>An order as its page shows it.</summary>
/// <param name="Row">Its head.</param>
/// <param name="Reason">Reason of the scope in words.</param>
/// <param name="Checklist">The version it names.</param>
/// <param name="Only">Items left over from an earlier visit; null: the whole list.</param>
/// <param name="Seals">Seals that must be there.</param>
/// <param name="Visits">Latest first.</param>
/// <param name="Findings">In order of recording.</param>
/// <param name="Note">Remark for the crew.</param>
/// <param name="ApprovedBy">Who approved it.</param>
/// <param name="ApprovedAt">When.</param>
/// <param name="CreatedBy">Who wrote it.</param>
public sealed record OrderView(
    OrderList.Row Row,
    Words Reason,
    Checklist Checklist,
    IReadOnlySet<string>? Only,
    IReadOnlyList<RegisteredSeal> Seals,
    IReadOnlyList<VisitSummary> Visits,
    IReadOnlyList<FindingSummary> Findings,
    string? Note,
    string? ApprovedBy,
    DateTimeOffset? ApprovedAt,
    string CreatedBy)
{
    /// <summary>What the archive knows of the facts that checklists ask about.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }
}
