using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>
/// A named person answers for data that was taken back behind what is signed (确认数据回退). The broken log is put aside whole, its last checkpoint is
/// written into the trail with the reason, and a new log with a new name begins; the witness has to be told of it, so the gap cannot be
/// hidden from either side.
/// </summary>
public sealed class AcknowledgeRollback(Database database, LogFolder log, SealLog seal)
{
    private static readonly string[] Stops = ["trail.rolled-back", "trail.forked", "trail.inconsistent", "trail.changed", "trail.other-size"];

    public async Task<Outcome<SealLog.Sealed>> RunAsync(string reason, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager, Role.Auditor)) return AccessProblems.RoleMissing(Role.Manager, Role.Auditor);
        if (string.IsNullOrWhiteSpace(reason)) return TrailProblems.ReasonMissing;
        var now = await seal.RunAsync(stop);
        if (now.Problem is not { } problem || !Stops.Contains(problem.Code)) return now.Problem ?? TrailProblems.NothingToAcknowledge;

        var settings = log.Settings();
        var last = log.Checkpoint() is { } stored && SignedNote.Parse(stored).Succeeded(out var note, out _) && Checkpoint.Parse(note.Text).Succeeded(out var read, out _) ? read : null;
        var next = Next(settings.Origin);
        await using (var work = await database.BeginAsync(actor, stop))
        {
            await work.CommitAsync(
                "trail.rollback-acknowledged",
                "log/" + settings.Origin,
                new { reason, problem.Code, endedAt = last?.Size, root = last is null ? null : Convert.ToHexStringLower(last.Root), next },
                stop: stop);
        }

        await using (var held = log.TryLock())
        {
            if (held is null) return TrailProblems.Busy;
            log.End(last?.Size ?? 0);
            log.Save(settings with { Origin = next });
        }

        return await seal.RunAsync(stop);
    }

    /// <summary>The name of the log that follows: <c>name</c>, <c>name/2</c>, <c>name/3</c>.</summary>
    private static string Next(string origin)
    {
        var at = origin.LastIndexOf('/');
        return at > 0 && int.TryParse(origin[(at + 1)..], out var n) && n is > 1 and < 10_000 ? $"{origin[..at]}/{n + 1}" : $"{origin}/2";
    }
}
