using System.Security.Cryptography;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Access;

/// <summary>Who is signed in, under which sign-in.</summary>
/// <param name="SignInId">Goes into the cookie; 256 random bits.</param>
/// <param name="Actor">The person with today's roles.</param>
/// <param name="MustChangePassword">Nothing else may be done before the password is changed.</param>
public sealed record SignedIn(string SignInId, Actor Actor, bool MustChangePassword);

/// <summary>Signs a person in by account and password (登录).</summary>
public sealed class SignIn(Database database)
{
    public sealed record Request(string Login, string Password);

    /// <summary>The sign-in; or <c>access.sign-in-failed</c>, the same for every reason and after the same time.</summary>
    public async Task<Outcome<SignedIn>> RunAsync(Request request, CancellationToken stop)
    {
        PersonRow? person;
        await using (var look = await database.LookAsync(Actor.System, stop))
        {
            person = await look.FindByLoginAsync(request.Login);
        }

        // Outside any unit of work: the hash takes a tenth of a second, and writers take turns.
        var matches = PasswordHash.Matches(person?.PasswordHash, request.Password);

        await using var work = await database.BeginAsync(Actor.System, stop);
        if (person is null)
        {
            await work.CommitAsync("access.sign-in-refused", "person/unknown", stop: stop);
            return AccessProblems.SignInFailed;
        }

        person = (await work.FindByLoginAsync(request.Login))!;
        if (person.Active == 0 || person.LockedUntil > work.Now || !matches)
        {
            await RefuseAsync(work, person, stop);
            return AccessProblems.SignInFailed;
        }

        await work.SetFailuresAsync(person.PersonId, 0, null);
        return await OpenAsync(work, person, stop);
    }

    /// <summary>Writes the sign-in and its trail entry.</summary>
    internal static async Task<SignedIn> OpenAsync(Work work, PersonRow person, CancellationToken stop)
    {
        var actor = await work.ActorAsync(person);
        var signInId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await work.AddSignInAsync(signInId, person.PersonId);
        await work.CommitAsync("access.signed-in", $"person/{person.PersonId}", stop: stop);
        return new SignedIn(signInId, actor, person.MustChangePassword == 1);
    }

    private static async Task RefuseAsync(Work work, PersonRow person, CancellationToken stop)
    {
        // Attempts on a resting account do not lengthen the rest, else a stranger could keep its owner out for ever.
        if (!(person.LockedUntil > work.Now))
        {
            var failures = person.FailedSignIns + 1;
            var rest = SignInRules.Rest(failures);
            await work.SetFailuresAsync(person.PersonId, failures, rest == TimeSpan.Zero ? null : work.Now + rest);
        }

        await work.CommitAsync("access.sign-in-refused", $"person/{person.PersonId}", stop: stop);
    }
}

/// <summary>Signs in without a password, on demonstration data only (演示登录).</summary>
public sealed class SignInToDemo(Database database)
{
    public sealed record Request(string PersonId);

    /// <summary>The sign-in; or <c>access.not-a-demo</c>, <c>access.person-unknown</c>.</summary>
    public async Task<Outcome<SignedIn>> RunAsync(Request request, CancellationToken stop)
    {
        await using var work = await database.BeginAsync(Actor.System, stop);
        if (!await work.IsDemoAsync()) return AccessProblems.NotADemo;
        var person = await work.FindPersonAsync(request.PersonId);
        if (person is not { Active: 1 }) return AccessProblems.PersonUnknown;
        return await SignIn.OpenAsync(work, person, stop);
    }
}

/// <summary>Ends a sign-in, or all of a person's (退出登录).</summary>
public sealed class SignOut(Database database)
{
    public sealed record Request(string SignInId, bool Everywhere);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        await using var work = await database.BeginAsync(actor, stop);
        await work.EndSignInsAsync(actor.PersonId, request.Everywhere ? null : request.SignInId);
        await work.CommitAsync("access.signed-out", $"person/{actor.PersonId}", new { request.Everywhere }, stop: stop);
        return new Done();
    }
}

/// <summary>Finds who stands behind a sign-in, with the roles of this very moment.</summary>
public sealed class FindSignedIn(Database database)
{
    /// <summary>Null when the sign-in has ended, is too old, or the account is no longer active.</summary>
    public async Task<SignedIn?> RunAsync(string signInId, CancellationToken stop)
    {
        await using var look = await database.LookAsync(Actor.System, stop);
        var person = await look.FindSignedInAsync(signInId, look.Now - SignInRules.Longest);
        if (person is null) return null;
        return new SignedIn(signInId, await look.ActorAsync(person), person.MustChangePassword == 1);
    }
}
