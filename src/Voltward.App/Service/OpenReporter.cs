using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Service;

namespace Voltward.App.Service;

/// <summary>Asks to open the name of a reporter (申请启封), by a marketing auditor.</summary>
public sealed class AskOpening(Database database)
{
    private const int WhyMost = 300;

    /// <summary>The number of the opening within the tip.</summary>
    public async Task<Outcome<Opening>> RunAsync(string tipNo, string why, Actor actor, CancellationToken stop)
    {
        if (actor.Is(Role.Inspector)) return TipProblems.NotForCrews;
        if (!actor.Is(Role.Auditor)) return AccessProblems.RoleMissing(Role.Auditor);
        if (string.IsNullOrWhiteSpace(why) || why.Length > WhyMost) return TipProblems.TextUnfit("why", WhyMost);
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.TakeTipAsync(tipNo) is not { } tip) return TipProblems.NotFound(tipNo);
        if (tip.ContactSealed is null) return TipProblems.Anonymous;
        var n = await work.ScalarAsync<long>("select coalesce(max(n), 0) + 1 from tip_opening where tip_no = @tipNo", new { tipNo });
        await work.ExecuteAsync(
            "insert into tip_opening (tip_no, n, state, why, asked_by, asked_at) values (@tipNo, @n, 'asked', @why, @actor, @at)",
            new { tipNo, n, why = why.Trim(), actor = actor.PersonId, at = work.Now });
        await work.CommitAsync("tip.opening-asked", $"tip/{tipNo}", new { n }, stop: stop);
        return new Opening(n);
    }

    /// <param name="N">Number of the opening within the tip.</param>
    public sealed record Opening(long N);
}

/// <summary>Approves or refuses an opening (批准启封), by a manager who did not ask.</summary>
public sealed class AnswerOpening(Database database)
{
    public sealed record Request(string TipNo, long N, bool Approve);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (actor.Is(Role.Inspector)) return TipProblems.NotForCrews;
        if (!actor.Is(Role.Manager)) return AccessProblems.RoleMissing(Role.Manager);
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.TakeTipAsync(request.TipNo) is not { } tip) return TipProblems.NotFound(request.TipNo);
        var askedBy = await work.FindAsync<string>("select asked_by from tip_opening where tip_no = @TipNo and n = @N and state = 'asked'", request);
        if (askedBy is null) return TipProblems.NotApproved;
        if (askedBy == actor.PersonId) return TipProblems.SamePerson;
        await work.ExecuteAsync(
            "update tip_opening set state = @state, answered_by = @actor, answered_at = @at where tip_no = @TipNo and n = @N and state = 'asked'",
            new { state = (request.Approve ? OpeningState.Approved : OpeningState.Refused).Code(), actor = actor.PersonId, at = work.Now, request.TipNo, request.N });
        await work.CommitAsync(request.Approve ? "tip.opening-approved" : "tip.opening-refused", $"tip/{tip.TipNo}", new { request.N }, stop: stop);
        return new Done();
    }
}

/// <summary>Reads name and contact once (启封), by the one who asked, after another has approved and within the time. What was read stands in the trail and on the tip.</summary>
public sealed class OpenReporter(Database database, TipShelf shelf, TipSecrets secrets)
{
    public async Task<Outcome<ReporterContact>> RunAsync(string tipNo, long n, Actor actor, CancellationToken stop)
    {
        if (actor.Is(Role.Inspector)) return TipProblems.NotForCrews;
        if (!actor.Is(Role.Auditor)) return AccessProblems.RoleMissing(Role.Auditor);
        await using var work = await database.BeginAsync(actor, stop);
        if (await work.TakeTipAsync(tipNo) is not { } tip) return TipProblems.NotFound(tipNo);
        if (tip.ContactSealed is null) return TipProblems.Anonymous;
        var since = work.Now.AddHours(-shelf.On(CompanyTime.Day(work.Now)).OpeningHours);
        var opened = await work.ExecuteAsync(
            """
            update tip_opening set state = 'opened', opened_at = @at
            where tip_no = @tipNo and n = @n and state = 'approved' and asked_by = @actor and answered_by <> @actor and answered_at >= @since
            """,
            new { tipNo, n, at = work.Now, actor = actor.PersonId, since });
        if (opened != 1) return TipProblems.NotApproved;
        if (!secrets.Open(tipNo, tip.ContactSealed).Succeeded(out var contact, out var unreadable)) return unreadable;
        await work.CommitAsync("tip.reporter-opened", $"tip/{tipNo}", new { n }, stop: stop);
        return contact;
    }
}
