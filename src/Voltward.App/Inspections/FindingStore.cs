using Voltward.App.Storage;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>SQL that writes and finds findings.</summary>
internal static class FindingStore
{
    public static async Task<string> AddFindingAsync(this Work work, OrderRow order, VisitRow visit, NewFinding finding)
    {
        var findingId = Guid.CreateVersion7(work.Now).ToString("n");
        await work.ExecuteAsync(
            """
            insert into finding (finding_id, visit_id, order_no, customer_no, area_no, org_path, kind, rule_id, method, description, state, found_at, found_by)
            values (@findingId, @VisitId, @OrderNo, @CustomerNo, @AreaNo, @OrgPath, @kind, @RuleId, @Method, @Description, 'open', @at, @actor)
            """,
            new
            {
                findingId,
                visit.VisitId,
                order.OrderNo,
                order.CustomerNo,
                order.AreaNo,
                order.OrgPath,
                kind = finding.Kind.Code(),
                finding.RuleId,
                finding.Method,
                finding.Description,
                at = work.Now,
                actor = work.Actor.PersonId,
            });
        return findingId;
    }

    public static Task<FindingRow?> FindFindingAsync(this Session session, string findingId) => session.FindAsync<FindingRow>(
        """
        select f.finding_id as FindingId, f.visit_id as VisitId, f.order_no as OrderNo, f.customer_no as CustomerNo, f.area_no as AreaNo,
               f.org_path as OrgPath, f.kind as Kind, f.rule_id as RuleId, f.method as Method, f.state as State, f.found_by as FoundBy,
               v.state as VisitState, v.started_at as VisitedAt
        from finding f join visit v on v.visit_id = f.visit_id where f.finding_id = @findingId and @@scope(f.org_path)
        """,
        new { findingId });

    /// <summary>Moves a finding on; false when somebody else moved it meanwhile.</summary>
    public static async Task<bool> MoveFindingAsync(this Work work, string findingId, string from, string to) =>
        1 == await work.ExecuteAsync("update finding set state = @to where finding_id = @findingId and state = @from", new { findingId, from, to });
}

/// <summary>A finding as stored, with the state of the visit it rests on.</summary>
internal sealed class FindingRow
{
    public string FindingId { get; init; } = "";

    public string VisitId { get; init; } = "";

    public string OrderNo { get; init; } = "";

    public string? CustomerNo { get; init; }

    public string? AreaNo { get; init; }

    public string OrgPath { get; init; } = "";

    public string Kind { get; init; } = "";

    public string? RuleId { get; init; }

    public string? Method { get; init; }

    public string State { get; init; } = "";

    public string FoundBy { get; init; } = "";

    public string VisitState { get; init; } = "";

    public DateTimeOffset VisitedAt { get; init; }
}
