using Voltward.App.Storage;

namespace Voltward.App.Cases;

/// <summary>SQL that reads what a notice says: the visit, its inspectors, seals and photos, and the approved settlement with its trace.</summary>
internal static class NoticeStore
{
    public static async Task<NoticeVisitRow> NoticeVisitAsync(this Session session, string findingId) => (await session.FindAsync<NoticeVisitRow>(
        """
        select v.visit_id as VisitId, v.order_no as OrderNo, v.started_at as StartedAt, v.content_sha256 as ContentSha256, v.received_at as ReceivedAt,
               f.description as Description, f.method as Method
        from finding f join visit v on v.visit_id = f.visit_id where f.finding_id = @findingId and @@scope(f.org_path)
        """,
        new { findingId }))!;

    /// <summary>Inspectors whose presence counted, in order of sign-in.</summary>
    public static Task<IReadOnlyList<string>> NoticeInspectorsAsync(this Session session, string visitId) => session.QueryAsync<string>(
        "select person_id from visit_inspector where visit_id = @visitId and counted = 1 order by signed_in_at, person_id", new { visitId });

    /// <summary>Seals that were not as registered.</summary>
    public static Task<IReadOnlyList<NoticeSealRow>> NoticeSealsAsync(this Session session, string visitId) => session.QueryAsync<NoticeSealRow>(
        """
        select position as Position, expected_no as ExpectedNo, found_no as FoundNo, condition as Condition
        from visit_seal where visit_id = @visitId and condition <> 'intact' order by position
        """,
        new { visitId });

    public static Task<IReadOnlyList<NoticePhotoRow>> NoticePhotosAsync(this Session session, string visitId) => session.QueryAsync<NoticePhotoRow>(
        """
        select shot as Shot, item_code as ItemCode, taken_at as TakenAt, received_at as ReceivedAt, sha256 as Sha256
        from visit_photo where visit_id = @visitId order by n
        """,
        new { visitId });

    /// <summary>The approved settlement with names of calculator and reviewer; null when there is none.</summary>
    public static Task<NoticeSettlementRow?> NoticeSettlementAsync(this Session session, string caseNo) => session.FindAsync<NoticeSettlementRow>(
        """
        select s.settlement_id as SettlementId, s.version as Version, s.rule_id as RuleId, s.result as Result, s.lines as Lines, s.blocked as Blocked,
               s.energy_wh as EnergyWh, s.charge_fen as ChargeFen, s.penalty_fen as PenaltyFen, s.calculated_at as CalculatedAt,
               s.reviewed_at as ReviewedAt, coalesce(c.name, s.calculated_by) as CalculatedBy, coalesce(r.name, s.reviewed_by) as ReviewedBy
        from settlement s left join person c on c.person_id = s.calculated_by left join person r on r.person_id = s.reviewed_by
        where s.case_no = @caseNo and s.state = 'approved' order by s.version desc limit 1
        """,
        new { caseNo });
}

internal sealed class NoticeVisitRow
{
    public string VisitId { get; init; } = "";

    public string OrderNo { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public string? ContentSha256 { get; init; }

    public DateTimeOffset? ReceivedAt { get; init; }

    public string Description { get; init; } = "";

    public string? Method { get; init; }
}

internal sealed class NoticeSealRow
{
    public string Position { get; init; } = "";

    public string? ExpectedNo { get; init; }

    public string? FoundNo { get; init; }

    public string Condition { get; init; } = "";
}

internal sealed class NoticePhotoRow
{
    public string Shot { get; init; } = "";

    public string? ItemCode { get; init; }

    public DateTimeOffset? TakenAt { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public string Sha256 { get; init; } = "";
}

internal sealed class NoticeSettlementRow
{
    public string SettlementId { get; init; } = "";

    public long Version { get; init; }

    public string RuleId { get; init; } = "";

    public string Result { get; init; } = "{}";

    public string Lines { get; init; } = "[]";

    public string? Blocked { get; init; }

    public long? EnergyWh { get; init; }

    public long? ChargeFen { get; init; }

    public long? PenaltyFen { get; init; }

    public string CalculatedBy { get; init; } = "";

    public DateTimeOffset CalculatedAt { get; init; }

    public string? ReviewedBy { get; init; }

    public DateTimeOffset? ReviewedAt { get; init; }
}
