using Voltward.App.Storage;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>SQL of devices, their codes and their signatures.</summary>
internal static class FieldStore
{
    public static Task<DeviceRow?> FindDeviceAsync(this Session session, string deviceId) => session.FindAsync<DeviceRow>(
        "select device_id as DeviceId, public_key as PublicKey, person_id as PersonId, revoked_at as RevokedAt from field_device where device_id = @deviceId",
        new { deviceId });

    /// <summary>Enrols a device; the id with its first key stays.</summary>
    public static Task AddDeviceAsync(this Work work, string deviceId, string publicKey, string? label) => work.ExecuteAsync(
        """
        insert into field_device (device_id, public_key, person_id, label, enrolled_at) values (@deviceId, @publicKey, @person, @label, @at)
        on conflict (device_id) do nothing
        """,
        new { deviceId, publicKey, label, person = work.Actor.PersonId, at = work.Now });

    public static Task SetDeviceCodeAsync(this Work work, string deviceId, string orderNo, string codeSha256) => work.ExecuteAsync(
        """
        insert into field_sign_code (device_id, order_no, person_id, code_sha256, drawn_at) values (@deviceId, @orderNo, @person, @codeSha256, @at)
        on conflict (device_id, order_no, person_id) do update set code_sha256 = @codeSha256, drawn_at = @at
        """,
        new { deviceId, orderNo, codeSha256, person = work.Actor.PersonId, at = work.Now });

    public static Task<string?> DeviceCodeAsync(this Session session, string? deviceId, string orderNo, string personId) => session.ScalarAsync<string>(
        "select code_sha256 from field_sign_code where device_id = @deviceId and order_no = @orderNo and person_id = @personId", new { deviceId, orderNo, personId });

    public static Task ReportAsync(this Work work, ReportDevice.Request report) => work.ExecuteAsync(
        """
        update field_device set seen_at = @at, waiting_visits = @Visits, waiting_photos = @Photos, oldest_at = @OldestAt
        where device_id = @DeviceId
        """,
        new { report.DeviceId, report.Visits, report.Photos, report.OldestAt, at = work.Now });

    public static async Task<bool> RevokeDeviceAsync(this Work work, string deviceId) => 1 == await work.ExecuteAsync(
        "update field_device set revoked_at = @at, revoked_by = @actor where device_id = @deviceId and revoked_at is null",
        new { deviceId, actor = work.Actor.PersonId, at = work.Now });

    public static Task AddCaptureAsync(this Work work, VisitRecord record, CheckedSignature found) => work.ExecuteAsync(
        """
        insert into visit_capture (visit_id, device_id, signature, verdict, seq, prev_sha256, clock_offset_ms)
        values (@VisitId, @DeviceId, @Signature, @Verdict, @seq, @prev, @offset)
        """,
        new
        {
            record.VisitId,
            record.DeviceId,
            found.Signature,
            found.Verdict,
            seq = record.Capture?.Seq,
            prev = record.Capture?.PrevSha256,
            offset = record.Capture?.ServerOffsetMs,
        });
}

internal sealed class DeviceRow
{
    public string DeviceId { get; init; } = "";

    public string PublicKey { get; init; } = "";

    public string PersonId { get; init; } = "";

    public DateTimeOffset? RevokedAt { get; init; }
}
