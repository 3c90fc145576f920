using System.Globalization;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Access;

/// <summary>Lets a colleague act in one's place for a time (委托代理). It counts once a third person, a manager, has approved it.</summary>
public sealed class DelegateRole(Database database)
{
    /// <param name="PersonId">Who is to act.</param>
    /// <param name="Role">In which of the asker's own roles.</param>
    /// <param name="From">First instant.</param>
    /// <param name="Until">Instant at which it is over.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(string PersonId, Role Role, DateTimeOffset From, DateTimeOffset Until, string Reason);

    /// <summary>The grant.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        await using var work = await database.BeginAsync(actor, stop);
        var person = await work.FindPersonAsync(request.PersonId);
        if (person is not { Active: 1 }) return AccessProblems.PersonUnknown;
        var grant = new RoleGrant(BorrowKind.Delegation, person.PersonId, request.Role, actor.PersonId, request.From.ToUniversalTime(), request.Until.ToUniversalTime(), null, false);
        return await BorrowRequest.AskAsync(work, grant, request.Reason, stop);
    }
}

/// <summary>
/// Takes a role at once in an emergency (应急授权): for a day, with a reason, on the list of every manager until another person has approved it. What was
/// done under it stays, but no case that holds such a step is closed before.
/// </summary>
public sealed class BreakGlass(Database database)
{
    public sealed record Request(Role Role, string Reason);

    /// <summary>The grant.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        await using var work = await database.BeginAsync(actor, stop);
        var grant = new RoleGrant(BorrowKind.Glass, actor.PersonId, request.Role, null, work.Now, work.Now + BorrowRules.Emergency, null, false);
        return await BorrowRequest.AskAsync(work, grant, request.Reason, stop);
    }
}

/// <summary>Approves a borrowed role, or ends it (审批、终止授权).</summary>
public sealed class DecideGrant(Database database)
{
    /// <param name="GrantId">The grant.</param>
    /// <param name="Approve">True to approve, false to refuse or end it.</param>
    /// <param name="Reason">Why; needed to refuse or end.</param>
    public sealed record Request(string GrantId, bool Approve, string? Reason = null);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!request.Approve && string.IsNullOrWhiteSpace(request.Reason)) return Domain.Cases.CaseFlowProblems.TextMissing("reason");
        await using var work = await database.BeginAsync(actor, stop);
        var row = await work.TakeGrantAsync(request.GrantId);
        if (row is null) return BorrowProblems.Unknown(request.GrantId);
        var owns = await work.OwnsAsync(actor.PersonId, Role.Manager);
        if (request.Approve)
        {
            if (BorrowRules.RefuseApproval(row.Grant, actor.PersonId, owns, work.Now) is { } refused) return refused;
            await work.ApproveGrantAsync(row.GrantId);
        }
        else
        {
            // Both of them may give it back at any time; ending needs less trust than granting.
            if (!owns && actor.PersonId != row.PersonId && actor.PersonId != row.FromPerson) return AccessProblems.RoleMissing(Role.Manager);
            if (row.EndedAt is not null) return BorrowProblems.NotOpen;
            await work.EndGrantAsync(row.GrantId, request.Reason!);
        }

        await work.CommitAsync(request.Approve ? "access.grant-approved" : "access.grant-ended", $"grant/{row.GrantId}", new { row.RoleWord, row.KindWord }, stop: stop);
        return new Done();
    }
}

/// <summary>Borrowed roles: those that wait first (代理与应急授权一览).</summary>
public sealed class BorrowList(Database database)
{
    public async Task<IReadOnlyList<GrantRow>> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.GrantsAsync();
    }
}

/// <summary>What asking for a borrowed role has in common.</summary>
internal static class BorrowRequest
{
    public static async Task<Outcome<string>> AskAsync(Work work, RoleGrant grant, string reason, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason)) return Domain.Cases.CaseFlowProblems.TextMissing("reason");
        var own = await work.RolesAsync(grant.PersonId, CompanyTime.Day(work.Now));
        if (BorrowRules.RefuseAsking(grant, own, await work.OwnsAsync(grant.From, grant.Role)) is { } refused) return refused;
        var number = await work.NextAsync("grant");
        var grantId = string.Create(CultureInfo.InvariantCulture, $"SQ-{CompanyTime.Day(work.Now).Year}-{number:000000}");
        await work.AddGrantAsync(grantId, grant, reason);
        await work.CommitAsync(
            grant.Kind == BorrowKind.Glass ? "access.glass-broken" : "access.delegated", $"grant/{grantId}",
            new { role = grant.Role.ToString(), grant.PersonId, grant.From, validTo = grant.ValidTo }, stop: stop);
        return grantId;
    }
}
