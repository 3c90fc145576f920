using System.Globalization;
using Voltward.App.Storage;
using Voltward.Domain.MarketingAudit;

namespace Voltward.App.MarketingAudit;

/// <summary>SQL of findings of the audit.</summary>
internal static class AuditFindingStore
{
    /// <summary>An order for the finding that is not finished.</summary>
    internal const string PlannedOrder =
        "select o.order_no from order_ask k join work_order o on o.order_no = k.order_no where k.source = 'audit-finding' and k.source_id = f.finding_no and o.state in ('draft', 'approved', 'under-way', 'submitted', 'returned')";

    /// <summary>Where a customer or an area lies; null when there is none inside the person's part.</summary>
    public static Task<string?> OrgPathAsync(this Session session, NewAuditFinding finding) => session.FindAsync<string>(
        finding.CustomerNo is not null
            ? "select c.org_path from customer c where c.customer_no = @CustomerNo and c.known_to > @now and c.valid_from <= @today and c.valid_to > @today and @@scope(c.org_path)"
            : "select a.org_path from transformer_area a where a.area_no = @AreaNo and a.known_to > @now and a.valid_from <= @today and a.valid_to > @today and @@scope(a.org_path)",
        new { finding.CustomerNo, finding.AreaNo, now = session.Now, today = CompanyTime.Day(session.Now) });

    public static async Task<string> AddFindingAsync(this Work work, NewAuditFinding finding, string orgPath)
    {
        var year = CompanyTime.Day(work.Now).Year;
        var n = await work.NextAsync(string.Create(CultureInfo.InvariantCulture, $"audit-finding-{year}"));
        var findingNo = string.Create(CultureInfo.InvariantCulture, $"JC-{year}-{n:000000}");
        await work.ExecuteAsync(
            """
            insert into audit_finding (finding_no, org_path, topic, customer_no, area_no, facts, period_from, period_to, wanted, due_on, state, recorded_by, recorded_at)
            values (@findingNo, @orgPath, @Topic, @CustomerNo, @AreaNo, @Facts, @From, @To, @Wanted, @DueOn, 'open', @actor, @at)
            """,
            new { findingNo, orgPath, finding.Topic, finding.CustomerNo, finding.AreaNo, finding.Facts, finding.From, finding.To, finding.Wanted, finding.DueOn, actor = work.Actor.PersonId, at = work.Now });
        return findingNo;
    }

    /// <summary>The finding with its row held.</summary>
    public static async Task<AuditFindingRow?> TakeFindingAsync(this Work work, string findingNo)
    {
        await work.ExecuteAsync("update audit_finding set topic = topic where finding_no = @findingNo", new { findingNo });
        return await work.FindAsync<AuditFindingRow>(
            $"""
            select f.finding_no as FindingNo, f.state as State, ({PlannedOrder} order by o.order_no limit 1) as PlannedOrder
            from audit_finding f where f.finding_no = @findingNo and @@scope(f.org_path)
            """,
            new { findingNo });
    }

    /// <summary>Everybody who was sent for it or was on its visits.</summary>
    public static Task<IReadOnlyList<string>> CrewAsync(this Session session, string findingNo) => session.QueryAsync<string>(
        """
        select i.person_id from order_ask k join visit v on v.order_no = k.order_no join visit_inspector i on i.visit_id = v.visit_id where k.source = 'audit-finding' and k.source_id = @findingNo
        union select o.inspector_1 from order_ask k join work_order o on o.order_no = k.order_no where k.source = 'audit-finding' and k.source_id = @findingNo and o.inspector_1 is not null
        union select o.inspector_2 from order_ask k join work_order o on o.order_no = k.order_no where k.source = 'audit-finding' and k.source_id = @findingNo and o.inspector_2 is not null
        """,
        new { findingNo });

    public static Task EndAsync(this Work work, string findingNo, AuditResult result, string cause) => work.ExecuteAsync(
        "update audit_finding set state = 'closed', result = @result, cause = @cause, closed_by = @actor, closed_at = @at where finding_no = @findingNo",
        new { findingNo, result = result.Code(), cause, actor = work.Actor.PersonId, at = work.Now });
}

/// <summary>A finding as stored.</summary>
internal sealed class AuditFindingRow
{
    public string FindingNo { get; init; } = "";

    public string State { get; init; } = "";

    public string? PlannedOrder { get; init; }

    public AuditFindingState CurrentState => EnumText.Parse<AuditFindingState>(State);
}
