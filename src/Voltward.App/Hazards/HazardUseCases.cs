using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Hazards;

namespace Voltward.App.Hazards;

/// <summary>Records that the customer got the rectification notice, and how (送达限期整改通知书).</summary>
public sealed class ServeHazardNotice(Database database)
{
    /// <param name="HazardId">The hazard.</param>
    /// <param name="How">How it was served: handed over, left, by post, by notary.</param>
    public sealed record Request(string HazardId, string How);

    /// <summary>The number of the notice.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector, Role.Executor)) return AccessProblems.RoleMissing(Role.Inspector, Role.Executor);
        if (string.IsNullOrWhiteSpace(request.How)) return HazardProblems.TextMissing("how");
        await using var work = await database.BeginAsync(actor, stop);
        var hazard = await work.FindHazardAsync(request.HazardId);
        if (hazard is null) return HazardProblems.NotFound(request.HazardId);
        if (!HazardRules.Next(EnumText.Parse<HazardState>(hazard.State), HazardEvent.ServeNotice).Succeeded(out _, out var refused)) return refused;
        var noticeNo = "ZG" + hazard.HazardId[2..];
        if (!await work.ServeHazardNoticeAsync(hazard.HazardId, noticeNo, request.How)) return HazardProblems.StepOutOfOrder(HazardState.Noticed);
        await work.CommitAsync("hazard.notice-served", $"hazard/{hazard.HazardId}", new { noticeNo, request.How }, stop: stop);
        return noticeNo;
    }
}

/// <summary>Re-checks a hazard on site: passed closes it, failed leaves it (隐患复验). Never by whoever found it.</summary>
public sealed class RecheckHazard(Database database)
{
    /// <param name="HazardId">The hazard.</param>
    /// <param name="Passed">Whether it is gone.</param>
    /// <param name="Note">What was seen; not empty.</param>
    public sealed record Request(string HazardId, bool Passed, string Note);

    public async Task<Outcome<HazardState>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        if (string.IsNullOrWhiteSpace(request.Note)) return HazardProblems.TextMissing("note");
        await using var work = await database.BeginAsync(actor, stop);
        var hazard = await work.FindHazardAsync(request.HazardId);
        if (hazard is null) return HazardProblems.NotFound(request.HazardId);
        if (HazardRules.MayRecheck(actor.PersonId, await work.FindersAsync(hazard)) is { } own) return own;
        var happened = request.Passed ? HazardEvent.PassRecheck : HazardEvent.FailRecheck;
        if (!HazardRules.Next(EnumText.Parse<HazardState>(hazard.State), happened).Succeeded(out var next, out var refused)) return refused;
        await work.AddRecheckAsync(hazard.HazardId, request.Passed, request.Note);
        if (request.Passed && !await work.CloseHazardAsync(hazard.HazardId)) return HazardProblems.StepOutOfOrder(HazardState.Closed);
        await work.CommitAsync(request.Passed ? "hazard.closed" : "hazard.recheck-failed", $"hazard/{hazard.HazardId}", stop: stop);
        return next;
    }
}
