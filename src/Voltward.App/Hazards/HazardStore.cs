using System.Globalization;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Hazards;

namespace Voltward.App.Hazards;

/// <summary>A hazard to be opened.</summary>
/// <param name="Level">Its grade.</param>
/// <param name="Description">What was seen.</param>
/// <param name="ItemCode">The failed item; null when found besides the list.</param>
/// <param name="FindingId">The finding; null when a failed item opened it.</param>
internal sealed record NewHazard(HazardLevel Level, string Description, string? ItemCode, string? FindingId = null);

/// <summary>SQL of hazards.</summary>
internal static class HazardStore
{
    /// <summary>Opens a hazard; the finder is the lead inspector of the order, who may not re-check it later.</summary>
    public static async Task<string> AddHazardAsync(this Work work, OrderRow order, VisitRow visit, NewHazard hazard, HazardTerms terms)
    {
        var year = visit.Day.Year;
        var n = await work.NextAsync(string.Create(CultureInfo.InvariantCulture, $"hazard-{year}"));
        var hazardId = string.Create(CultureInfo.InvariantCulture, $"YH-{year}-{n:000000}");
        await work.ExecuteAsync(
            """
            insert into hazard (hazard_id, finding_id, visit_id, item_code, customer_no, area_no, org_path, level, description, state, found_on, found_by, due_on)
            values (@hazardId, @FindingId, @VisitId, @ItemCode, @CustomerNo, @AreaNo, @OrgPath, @level, @Description, 'found', @day, @finder, @due)
            """,
            new
            {
                hazardId,
                hazard.FindingId,
                visit.VisitId,
                hazard.ItemCode,
                order.CustomerNo,
                order.AreaNo,
                order.OrgPath,
                level = hazard.Level.Code(),
                hazard.Description,
                day = visit.Day,
                finder = order.Inspector1 ?? visit.SubmittedBy,
                due = HazardRules.DueOn(visit.Day, hazard.Level, terms),
            });
        return hazardId;
    }

    /// <summary>
    /// Joins what a visit saw to the unclosed hazard of the same customer or area and the same item, so that a second look does not double it. Null when there
    /// is none.
    /// </summary>
    public static async Task<string?> JoinHazardAsync(this Work work, OrderRow order, VisitRow visit, string itemCode, string? note)
    {
        var hazardId = await work.FindAsync<string>(
            """
            select h.hazard_id from hazard h where h.state <> 'closed' and h.item_code = @itemCode and h.visit_id <> @VisitId
              and ((h.customer_no is not null and h.customer_no = @CustomerNo) or (h.customer_no is null and @CustomerNo is null and h.area_no = @AreaNo))
            order by h.found_on, h.hazard_id limit 1
            """,
            new { itemCode, visit.VisitId, order.CustomerNo, order.AreaNo });
        if (hazardId is null) return null;
        await work.ExecuteAsync(
            """
            insert into hazard_sighting (hazard_id, visit_id, seen_on, seen_by, note) values (@hazardId, @VisitId, @day, @seer, @note)
            on conflict (hazard_id, visit_id) do nothing
            """,
            new { hazardId, visit.VisitId, day = visit.Day, seer = order.Inspector1 ?? visit.SubmittedBy, note });
        return hazardId;
    }

    public static Task<HazardRow?> FindHazardAsync(this Session session, string hazardId) => session.FindAsync<HazardRow>(
        """
        select h.hazard_id as HazardId, h.state as State, h.found_by as FoundBy, h.level as Level, h.customer_no as CustomerNo, h.visit_id as VisitId
        from hazard h where h.hazard_id = @hazardId and @@scope(h.org_path)
        """,
        new { hazardId });

    /// <summary>Everybody who was on the visit that found it.</summary>
    public static async Task<IReadOnlyList<string>> FindersAsync(this Session session, HazardRow hazard) =>
        [hazard.FoundBy, .. await session.QueryAsync<string>("select person_id from visit_inspector where visit_id = @VisitId", new { hazard.VisitId })];

    public static async Task<bool> ServeHazardNoticeAsync(this Work work, string hazardId, string noticeNo, string how) => 1 == await work.ExecuteAsync(
        """
        update hazard set state = 'noticed', notice_no = @noticeNo, served_how = @how, served_at = @at, served_by = @actor
        where hazard_id = @hazardId and state = 'found'
        """,
        new { hazardId, noticeNo, how, at = work.Now, actor = work.Actor.PersonId });

    public static async Task AddRecheckAsync(this Work work, string hazardId, bool passed, string note)
    {
        var n = await work.NextAsync($"recheck-{hazardId}");
        await work.ExecuteAsync(
            "insert into hazard_recheck (hazard_id, n, passed, note, checked_by, checked_at) values (@hazardId, @n, @passed, @note, @actor, @at)",
            new { hazardId, n, passed = passed ? 1L : 0L, note, actor = work.Actor.PersonId, at = work.Now });
    }

    public static async Task<bool> CloseHazardAsync(this Work work, string hazardId) => 1 == await work.ExecuteAsync(
        "update hazard set state = 'closed', closed_at = @at, closed_by = @actor where hazard_id = @hazardId and state = 'noticed'",
        new { hazardId, at = work.Now, actor = work.Actor.PersonId });
}

/// <summary>A hazard as stored.</summary>
internal sealed class HazardRow
{
    public string HazardId { get; init; } = "";

    public string State { get; init; } = "";

    public string FoundBy { get; init; } = "";

    public string Level { get; init; } = "";

    public string? CustomerNo { get; init; }

    public string VisitId { get; init; } = "";
}
