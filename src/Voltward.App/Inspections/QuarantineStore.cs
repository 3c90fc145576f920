using Voltward.App.Storage;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>SQL of records set aside and of the chains of devices.</summary>
internal static class QuarantineStore
{
    /// <summary>Sets a record aside; the same content again changes nothing.</summary>
    public static async Task<bool> SetAsideAsync(this Work work, VisitRecord record, string orgPath, string contentSha256, (string? Signature, string Reason) found) => 1 == await work.ExecuteAsync(
        """
        insert into visit_quarantine (content_sha256, visit_id, order_no, org_path, device_id, seq, prev_sha256, signature, reason_code, received_at, received_from, state)
        values (@contentSha256, @VisitId, @OrderNo, @orgPath, @DeviceId, @seq, @prev, @Signature, @Reason, @at, @from, 'waiting') on conflict (content_sha256) do nothing
        """,
        new
        {
            contentSha256,
            record.VisitId,
            record.OrderNo,
            orgPath,
            record.DeviceId,
            seq = record.Capture?.Seq,
            prev = record.Capture?.PrevSha256,
            found.Signature,
            found.Reason,
            at = work.Now,
            from = work.Actor.PersonId,
        });

    public static Task<QuarantinedRow?> FindAsideAsync(this Session session, string contentSha256) => session.FindAsync<QuarantinedRow>(
        $"{QuarantinedRow.Columns} where q.content_sha256 = @contentSha256 and @@scope(q.org_path)", new { contentSha256 });

    /// <summary>Notes what was decided; false when it no longer waits.</summary>
    public static async Task<bool> DecideAsideAsync(this Work work, string contentSha256, string state, string? note) => 1 == await work.ExecuteAsync(
        """
        update visit_quarantine set state = @state, decided_by = @actor, decided_at = @at, decision_note = @note
        where content_sha256 = @contentSha256 and state = 'waiting'
        """,
        new { contentSha256, state, note, actor = work.Actor.PersonId, at = work.Now });

    /// <summary>Links of one device's chain, or of all within the reader's part.</summary>
    public static Task<IReadOnlyList<LinkRow>> LinksAsync(this Session session, string? deviceId = null) => session.QueryAsync<LinkRow>(
        """
        select k.device_id as DeviceId, k.seq as Seq, k.prev_sha256 as PrevSha256, v.content_sha256 as ContentSha256
        from visit_capture k join visit v on v.visit_id = k.visit_id
        where k.seq is not null and v.content_sha256 is not null and (@all = 1 or k.device_id = @deviceId)
        union
        select q.device_id, q.seq, q.prev_sha256, q.content_sha256 from visit_quarantine q where q.seq is not null and (@all = 1 or q.device_id = @deviceId)
        """,
        new { all = deviceId is null ? 1L : 0L, deviceId = deviceId ?? "" });

    public static async Task<IReadOnlySet<string>> KeptVersionsAsync(this Session session) =>
        (await session.QueryAsync<string>("select content_sha256 from visit_conflict")).ToHashSet();

    internal sealed class LinkRow
    {
        public string DeviceId { get; init; } = "";

        public long Seq { get; init; }

        public string? PrevSha256 { get; init; }

        public string ContentSha256 { get; init; } = "";

        public ChainLink Link => new(Seq, PrevSha256, ContentSha256);
    }
}

/// <summary>A record that was set aside.</summary>
public sealed class QuarantinedRow
{
    internal const string Columns =
        """
        select q.content_sha256 as ContentSha256, q.visit_id as VisitId, q.order_no as OrderNo, q.device_id as DeviceId, q.seq as Seq, q.signature as Signature,
               q.reason_code as ReasonCode, q.received_at as ReceivedAt, q.received_from as ReceivedFrom, p.name as ReceivedFromName, q.state as State,
               q.decided_by as DecidedBy, q.decided_at as DecidedAt, q.decision_note as DecisionNote
        from visit_quarantine q left join person p on p.person_id = q.received_from
        """;

    public string ContentSha256 { get; init; } = "";

    public string VisitId { get; init; } = "";

    public string OrderNo { get; init; } = "";

    public string DeviceId { get; init; } = "";

    public long? Seq { get; init; }

    public string? Signature { get; init; }

    /// <summary>visit.signature-wrong or visit.device-revoked.</summary>
    public string ReasonCode { get; init; } = "";

    public DateTimeOffset ReceivedAt { get; init; }

    public string ReceivedFrom { get; init; } = "";

    public string? ReceivedFromName { get; init; }

    /// <summary>waiting, released, rejected, arrived.</summary>
    public string State { get; init; } = "";

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public string? DecisionNote { get; init; }
}
