using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Access;

/// <summary>A person changes the own password (修改密码). Every other sign-in of the person ends.</summary>
public sealed class ChangePassword(Database database)
{
    public sealed record Request(string Old, string New);

    /// <summary>A new sign-in, since all earlier ones end; or a refusal.</summary>
    public async Task<Outcome<SignedIn>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        PersonRow? person;
        await using (var look = await database.LookAsync(Actor.System, stop))
        {
            person = await look.FindPersonAsync(actor.PersonId);
        }

        if (person is null) return AccessProblems.PersonUnknown;
        var oldIsRight = PasswordHash.Matches(person.PasswordHash, request.Old);
        if (!oldIsRight)
        {
            await CountFailureAsync(person.PersonId, actor, stop);
            return AccessProblems.OldPasswordWrong;
        }

        if (SignInRules.Refuse(request.New, person.Login, isOld: request.New == request.Old) is { } weak) return weak;
        var hash = PasswordHash.Of(request.New);

        await using var work = await database.BeginAsync(actor, stop);
        await work.SetPasswordAsync(person.PersonId, hash, mustChange: false);
        await work.EndSignInsAsync(person.PersonId);
        var fresh = (await work.FindPersonAsync(person.PersonId))!;
        return await SignIn.OpenAsync(work, fresh, stop);
    }

    // A stolen sign-in must not become a way to guess the password without limit.
    private async Task CountFailureAsync(string personId, Actor actor, CancellationToken stop)
    {
        await using var work = await database.BeginAsync(actor, stop);
        var person = (await work.FindPersonAsync(personId))!;
        var failures = person.FailedSignIns + 1;
        var rest = SignInRules.Rest(failures);
        await work.SetFailuresAsync(personId, failures, rest == TimeSpan.Zero ? null : work.Now + rest);
        if (rest > TimeSpan.Zero) await work.EndSignInsAsync(personId);
        await work.CommitAsync("access.password-refused", $"person/{personId}", stop: stop);
    }
}

/// <summary>An administrator gives a person a new first password (重置密码), to be changed at the next sign-in.</summary>
public sealed class SetPassword(Database database)
{
    public sealed record Request(string PersonId, string Password);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.SystemAdministrator, Role.System)) return AccessProblems.RoleMissing(Role.SystemAdministrator);
        await using var look = await database.LookAsync(actor, stop);
        var person = await look.FindPersonAsync(request.PersonId);
        if (person is null) return AccessProblems.PersonUnknown;
        if (SignInRules.Refuse(request.Password, person.Login, isOld: false) is { } weak) return weak;
        var hash = PasswordHash.Of(request.Password);

        await using var work = await database.BeginAsync(actor, stop);
        await work.SetPasswordAsync(person.PersonId, hash, mustChange: true);
        await work.EndSignInsAsync(person.PersonId);
        await work.CommitAsync("access.password-set", $"person/{person.PersonId}", stop: stop);
        return new Done();
    }
}
