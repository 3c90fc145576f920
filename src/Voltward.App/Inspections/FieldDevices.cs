using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Enrols the key of an inspector's device (设备登记). The same id with the same key changes nothing.</summary>
public sealed partial class EnrolDevice(Database database)
{
    /// <param name="DeviceId">Made on the device.</param>
    /// <param name="PublicKey">P-256, SubjectPublicKeyInfo, base64.</param>
    /// <param name="Label">What the browser calls itself.</param>
    public sealed record Request(string DeviceId, string PublicKey, string? Label);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        if (!DeviceId().IsMatch(request.DeviceId)) return FieldProblems.DeviceUnknown(request.DeviceId);
        if (!CaptureCheck.IsKey(request.PublicKey)) return FieldProblems.KeyUnreadable;
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.FindDeviceAsync(request.DeviceId) is { } known)
        {
            if (known.PublicKey != request.PublicKey) return FieldProblems.DeviceOfOtherKey(request.DeviceId);
            return known.RevokedAt is null ? new Done() : FieldProblems.DeviceRevoked(request.DeviceId);
        }

        await work.AddDeviceAsync(request.DeviceId, request.PublicKey, request.Label);
        await work.CommitAsync("device.enrolled", $"device/{request.DeviceId}", stop: stop);
        return new Done();
    }

    [GeneratedRegex("^[A-Za-z0-9-]{8,64}$")]
    private static partial Regex DeviceId();
}

/// <summary>
/// Draws a person's codes for orders on one device, all at once before departure (领取签到码). The device keeps them locked under that
/// person's own pattern; only hashes are kept here.
/// </summary>
public sealed class DrawDeviceCodes(Database database)
{
    public sealed record Request(string DeviceId, IReadOnlyList<string> Orders);

    public async Task<Outcome<Dictionary<string, string>>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        await using var work = await database.BeginAsync(actor, stop);
        if (!(await KnownDevice.FindAsync(work, request.DeviceId)).Succeeded(out _, out var refused)) return refused;
        var codes = new Dictionary<string, string>();
        foreach (var orderNo in request.Orders.Distinct())
        {
            var order = await work.FindOrderAsync(orderNo);
            if (order is null) return OrderProblems.NotFound(orderNo);
            if (!order.Crew.Contains(actor.PersonId)) return VisitProblems.NotOfCrew(actor.PersonId);
            var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            await work.SetDeviceCodeAsync(request.DeviceId, orderNo, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code))));
            codes[orderNo] = code;
        }

        await work.CommitAsync("visit.sign-codes-drawn", $"device/{request.DeviceId}", new { codes.Count }, stop: stop);
        return codes;
    }
}

/// <summary>Takes a device's own report of what has not been acknowledged yet (待传上报).</summary>
public sealed class ReportDevice(Database database)
{
    /// <param name="DeviceId">The device.</param>
    /// <param name="Visits">Records that wait.</param>
    /// <param name="Photos">Photos that wait.</param>
    /// <param name="OldestAt">When the oldest of them was finished; null when none waits.</param>
    public sealed record Request(string DeviceId, long Visits, long Photos, DateTimeOffset? OldestAt);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        await using var work = await database.BeginAsync(actor, stop);
        if (!(await KnownDevice.FindAsync(work, request.DeviceId)).Succeeded(out _, out var refused)) return refused;
        await work.ReportAsync(request);
        await work.CommitAsync("device.reported", $"device/{request.DeviceId}", new { request.Visits, request.Photos }, stop: stop);
        return new Done();
    }
}

/// <summary>Locks a lost device out (设备注销): it gets no tasks from now on and clears what it holds at the next contact.</summary>
public sealed class RevokeDevice(Database database)
{
    public async Task<Outcome<Done>> RunAsync(string deviceId, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager) && !actor.Is(Role.SystemAdministrator)) return AccessProblems.RoleMissing(Role.Manager, Role.SystemAdministrator);
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.FindDeviceAsync(deviceId) is null) return FieldProblems.DeviceUnknown(deviceId);
        if (await work.RevokeDeviceAsync(deviceId)) await work.CommitAsync("device.revoked", $"device/{deviceId}", stop: stop);
        return new Done();
    }
}

/// <summary>A device that may still ask for tasks.</summary>
internal static class KnownDevice
{
    public static async Task<Outcome<DeviceRow>> FindAsync(Session session, string deviceId) => await session.FindDeviceAsync(deviceId) switch
    {
        null => FieldProblems.DeviceUnknown(deviceId),
        { RevokedAt: not null } => FieldProblems.DeviceRevoked(deviceId),
        var device => device,
    };
}
