using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>SQL that writes and finds visits.</summary>
internal static class VisitStore
{
    private const string Columns =
        """
        v.visit_id as VisitId, v.order_no as OrderNo, v.org_path as OrgPath, v.checklist_id as ChecklistId, v.state as State,
        v.started_at as StartedAt, v.finished_at as FinishedAt, v.identity_shown_at as IdentityShownAt, v.purpose_stated as PurposeStated,
        v.safety_confirmed_at as SafetyConfirmedAt, v.content_sha256 as ContentSha256, v.receipt as Receipt, v.undone as Undone,
        v.submitted_by as SubmittedBy
        """;

    public static Task<VisitRow?> FindVisitAsync(this Session session, string visitId) => session.FindAsync<VisitRow>(
        $"select {Columns} from visit v where v.visit_id = @visitId and @@scope(v.org_path) and @@blind(v.visit_id)", new { visitId });

    /// <summary>The visit with its row held until this unit of work ends: the same record twice at once is taken one after the other.</summary>
    public static async Task<VisitRow?> TakeVisitAsync(this Work work, string visitId)
    {
        await work.ExecuteAsync("update visit set state = state where visit_id = @visitId", new { visitId });
        return await work.FindVisitAsync(visitId);
    }

    /// <summary>Writes a visit that began on line; false when the id is taken.</summary>
    public static async Task<bool> StartVisitAsync(this Work work, string visitId, OrderRow order, string? deviceId) => 1 == await work.ExecuteAsync(
        """
        insert into visit (visit_id, order_no, org_path, checklist_id, state, started_at, device_id)
        values (@visitId, @OrderNo, @OrgPath, @ChecklistId, 'started', @at, @deviceId) on conflict (visit_id) do nothing
        """,
        new { visitId, order.OrderNo, order.OrgPath, order.ChecklistId, at = work.Now, deviceId });

    /// <summary>Adds a sign-in; the first one of a person counts.</summary>
    public static Task SignInAsync(this Work work, string visitId, SignedIn signedIn, string proof) => work.ExecuteAsync(
        """
        insert into visit_inspector (visit_id, person_id, signed_in_at, proof) values (@visitId, @PersonId, @At, @proof)
        on conflict (visit_id, person_id) do nothing
        """,
        new { visitId, signedIn.PersonId, signedIn.At, proof });

    public static async Task<IReadOnlyList<SignInRow>> SignInsAsync(this Session session, string visitId) => await session.QueryAsync<SignInRow>(
        "select person_id as PersonId, signed_in_at as At, proof as Proof, counted as Counted from visit_inspector where visit_id = @visitId order by signed_in_at, person_id",
        new { visitId });

    /// <summary>Notes a step taken on line; false when the visit is no longer open. The column name comes from the caller's code.</summary>
    public static async Task<bool> NoteStepAsync(this Work work, string visitId, VisitStep step) => 1 == await work.ExecuteAsync(
        step switch
        {
            VisitStep.ShowIdentity => "update visit set identity_shown_at = coalesce(identity_shown_at, @at), purpose_stated = 1 where visit_id = @visitId and state = 'started'",
            VisitStep.ConfirmSafety => "update visit set safety_confirmed_at = coalesce(safety_confirmed_at, @at) where visit_id = @visitId and state = 'started'",
        },
        new { visitId, at = work.Now });

    public static Task<string?> SignCodeAsync(this Session session, string orderNo, string personId) => session.ScalarAsync<string>(
        "select code_sha256 from visit_sign_code where order_no = @orderNo and person_id = @personId", new { orderNo, personId });

    public static Task SetSignCodeAsync(this Work work, string orderNo, string codeSha256) => work.ExecuteAsync(
        """
        insert into visit_sign_code (order_no, person_id, code_sha256, drawn_at) values (@orderNo, @person, @codeSha256, @at)
        on conflict (order_no, person_id) do update set code_sha256 = @codeSha256, drawn_at = @at
        """,
        new { orderNo, person = work.Actor.PersonId, codeSha256, at = work.Now });

    /// <summary>Seals that must be at a usage point on a day, as believed now.</summary>
    public static async Task<IReadOnlyList<RegisteredSeal>> RegisteredSealsAsync(this Session session, string usagePointNo, DateOnly day) =>
        [.. (await session.QueryAsync<SealRow>(
            """
            select position as Position, seal_no as SealNo from seal
            where usage_point_no = @usagePointNo and valid_from <= @day and valid_to > @day and known_to > @now and removed_by is null
            order by position, seal_no
            """,
            new { usagePointNo, day, now = session.Now })).Select(s => new RegisteredSeal(s.Position, s.SealNo))];

    /// <summary>Keeps the second content of a visit beside the first; the same content again changes nothing.</summary>
    public static Task AddConflictAsync(this Work work, string visitId, string contentSha256) => work.ExecuteAsync(
        """
        insert into visit_conflict (visit_id, content_sha256, received_at, received_from) values (@visitId, @contentSha256, @at, @actor)
        on conflict (visit_id, content_sha256) do nothing
        """,
        new { visitId, contentSha256, at = work.Now, actor = work.Actor.PersonId });

    /// <summary>Fills a started visit with the content of its record; false when it already has one.</summary>
    public static async Task<bool> FillVisitAsync(this Work work, VisitContent content)
    {
        var r = content.Record;
        var filled = await work.ExecuteAsync(
            """
            update visit set state = @state, started_at = @StartedAt, finished_at = @FinishedAt, device_id = coalesce(@DeviceId, device_id),
                supersedes = @Supersedes, checklist_id = @ChecklistId, identity_shown_at = @IdentityShownAt, purpose_stated = @purpose,
                safety_confirmed_at = @SafetyConfirmedAt, customer_present = @CustomerPresent, signature = @signature, refusal_reason = @RefusalReason,
                undone = @undone, void_reasons = @voidReasons, flags = @flags, content_sha256 = @sha, received_at = @at, submitted_by = @actor,
                receipt = @receipt
            where visit_id = @VisitId and state = 'started'
            """,
            new
            {
                state = content.State.Code(),
                r.StartedAt,
                r.FinishedAt,
                r.DeviceId,
                r.Supersedes,
                r.ChecklistId,
                r.IdentityShownAt,
                purpose = r.PurposeStated ? 1L : 0L,
                r.SafetyConfirmedAt,
                r.CustomerPresent,
                signature = r.Signature?.Code(),
                r.RefusalReason,
                undone = JsonSerializer.Serialize(content.Checklist.Undone),
                voidReasons = JsonSerializer.Serialize(content.VoidReasons),
                flags = JsonSerializer.Serialize(content.Flags),
                sha = content.ContentSha256,
                at = work.Now,
                actor = content.SubmittedBy ?? work.Actor.PersonId,
                receipt = content.Receipt,
                r.VisitId,
            });
        if (filled != 1) return false;
        await AddDetailsAsync(work, content);
        return true;
    }

    private static async Task AddDetailsAsync(Work work, VisitContent content)
    {
        var (r, id) = (content.Record, content.Record.VisitId);
        await work.ExecuteManyAsync("update visit_inspector set counted = 1 where visit_id = @id and person_id = @p", content.Present.Select(p => new { id, p }));
        var failed = content.Checklist.Failed.Select(f => f.Code).ToHashSet();
        await work.ExecuteManyAsync(
            """
            insert into visit_item (visit_id, item_code, answer, value, unit, note, implausible, failed, answered_at)
            values (@id, @Code, @answer, @Value, @Unit, @Note, @implausible, @failed, @At)
            """,
            r.Items.Select(i => new
            {
                id,
                i.Code,
                answer = ChecklistRules.Name(i.Answer),
                i.Value,
                i.Unit,
                i.Note,
                implausible = content.Checklist.Implausible.Contains(i.Code) ? 1L : 0L,
                failed = failed.Contains(i.Code) ? 1L : 0L,
                i.At,
            }));
        await work.ExecuteManyAsync(
            """
            insert into visit_measurement (visit_id, n, quantity, phase, value, unit, implausible, instrument, taken_at)
            values (@id, @n, @Quantity, @Phase, @Value, @Unit, @implausible, @Instrument, @At)
            """,
            r.Measurements.Select((m, n) => new { id, n = (long)n, m.Quantity, m.Phase, m.Value, m.Unit, implausible = content.IsImplausible(m) ? 1L : 0L, m.Instrument, m.At }));
        await work.ExecuteManyAsync(
            "insert into visit_seal (visit_id, position, expected_no, found_no, condition) values (@id, @Position, @ExpectedNo, @FoundNo, @condition)",
            content.Seals.Select(s => new { id, s.Position, s.ExpectedNo, s.FoundNo, condition = s.Condition.Code() }));
        await work.ExecuteManyAsync(
            """
            insert into visit_photo (visit_id, n, sha256, bytes, item_code, shot, file_name, media_type, taken_at, received_at)
            values (@id, @n, @Sha256, @Bytes, @ItemCode, @Shot, @FileName, @MediaType, @TakenAt, @at)
            """,
            r.Photos.Select((p, n) => new { id, n = (long)n, p.Sha256, p.Bytes, p.ItemCode, p.Shot, p.FileName, p.MediaType, p.TakenAt, at = work.Now }));
    }

    /// <summary>Records the review; false when the visit was reviewed meanwhile.</summary>
    public static async Task<bool> ReviewAsync(this Work work, string visitId, VisitState to, string? note) => 1 == await work.ExecuteAsync(
        """
        update visit set state = @to, reviewed_by = @actor, reviewed_at = @at, review_note = @note
        where visit_id = @visitId and state = 'submitted'
        """,
        new { visitId, to = to.Code(), actor = work.Actor.PersonId, at = work.Now, note });

    private sealed class SealRow
    {
        public string Position { get; init; } = "";

        public string SealNo { get; init; } = "";
    }
}

/// <summary>Steps on site that can be noted on line.</summary>
public enum VisitStep
{
    /// <summary>出示证件、说明来意.</summary>
    ShowIdentity,

    /// <summary>确认安全措施.</summary>
    ConfirmSafety,
}

/// <summary>A record with everything the server worked out about it.</summary>
internal sealed record VisitContent(
    VisitRecord Record,
    VisitState State,
    string ContentSha256,
    IReadOnlyList<string> Present,
    IReadOnlyList<string> VoidReasons,
    IReadOnlyList<string> Flags,
    ChecklistResult Checklist,
    IReadOnlyList<SealResult> Seals,
    IReadOnlyDictionary<string, Quantity> Quantities,
    string Receipt)
{
    /// <summary>Who signed it; null for a record made at a desk.</summary>
    public CheckedSignature? Signature { get; init; }

    /// <summary>Who sent it, when somebody else put it in; null: whoever puts it in.</summary>
    public string? SubmittedBy { get; init; }

    public bool IsImplausible(MeasurementRecord m) => Quantities.TryGetValue(m.Quantity, out var q) && (m.Value < q.Low || m.Value > q.High);
}

/// <summary>A visit as stored.</summary>
internal sealed class VisitRow
{
    public string VisitId { get; init; } = "";

    public string OrderNo { get; init; } = "";

    public string OrgPath { get; init; } = "";

    public string ChecklistId { get; init; } = "";

    public string State { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public DateTimeOffset? IdentityShownAt { get; init; }

    public long PurposeStated { get; init; }

    public DateTimeOffset? SafetyConfirmedAt { get; init; }

    public string? ContentSha256 { get; init; }

    public string? Receipt { get; init; }

    public string? Undone { get; init; }

    public string? SubmittedBy { get; init; }

    public VisitState CurrentState => EnumText.Parse<VisitState>(State);

    /// <summary>Business day of the visit.</summary>
    public DateOnly Day => CompanyTime.Day(StartedAt);
}

internal sealed class SignInRow
{
    public string PersonId { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public string Proof { get; init; } = "";

    public long Counted { get; init; }
}
