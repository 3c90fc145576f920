using Voltward.App.Evidence;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Records that failed the check of their signature or device (隔离的记录), those that wait first.</summary>
public sealed class QuarantineList(Database database)
{
    public async Task<Outcome<List<QuarantinedRow>>> RunAsync(Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Reviewer, Role.Manager, Role.SystemAdministrator)) return AccessProblems.RoleMissing(Role.Reviewer, Role.Manager);
        await using var look = await database.LookAsync(actor, stop);
        return (await look.QueryAsync<QuarantinedRow>(
            $"{QuarantinedRow.Columns} where @@scope(q.org_path) order by case when q.state = 'waiting' then 0 else 1 end, q.received_at desc, q.content_sha256")).ToList();
    }
}

/// <summary>
/// Decides on a record that was set aside (处理隔离记录): released, it becomes a visit that bears the reason as a flag for ever; rejected, it stays on file and
/// counts nowhere. Never by whoever was on the crew.
/// </summary>
public sealed class DecideQuarantine(Database database, EvidenceFiles files, SubmitVisit submit)
{
    /// <param name="ContentSha256">The record.</param>
    /// <param name="Release">Whether it becomes a visit.</param>
    /// <param name="Note">Why; not empty.</param>
    public sealed record Request(string ContentSha256, bool Release, string Note);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Reviewer, Role.Manager)) return AccessProblems.RoleMissing(Role.Reviewer, Role.Manager);
        if (string.IsNullOrWhiteSpace(request.Note)) return QuarantineProblems.NoteMissing;
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.FindAsideAsync(request.ContentSha256) is not { } aside) return QuarantineProblems.NotFound(request.ContentSha256);
        if ((await work.FindOrderAsync(aside.OrderNo))?.Crew.Contains(actor.PersonId) == true || aside.ReceivedFrom == actor.PersonId) return QualityProblems.NotIndependent(actor.PersonId);
        if (!await work.DecideAsideAsync(request.ContentSha256, request.Release ? "released" : "rejected", request.Note)) return QuarantineProblems.AlreadyDecided;
        if (!request.Release)
        {
            await work.CommitAsync("visit.set-aside-rejected", $"record/{request.ContentSha256}", new { aside.VisitId, request.Note }, stop: stop);
            return new Done();
        }

        if (!(await files.ReadAsync(request.ContentSha256, stop)).Succeeded(out var bytes, out var lost)) return lost;
        var taken = await submit.ReleaseAsync(work, aside, bytes, stop);
        return taken.Succeeded(out _, out var refused) ? new Done() : refused;
    }
}
