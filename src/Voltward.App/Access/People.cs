using System.Globalization;
using System.Text.RegularExpressions;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Access;

/// <summary>Makes an account (新增人员). Its first password has to be changed at the first sign-in.</summary>
public sealed partial class AddPerson(Database database)
{
    public sealed record Request(string Login, string Name, string OrgPath, IReadOnlySet<Role> Roles, string Password);

    /// <summary>The person's id; or a refusal of the access capability.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.SystemAdministrator, Role.System)) return AccessProblems.RoleMissing(Role.SystemAdministrator);
        if (!Fit().IsMatch(request.Login)) return AccessProblems.LoginUnfit;
        if (string.IsNullOrWhiteSpace(request.Name)) return AccessProblems.NameMissing;
        if (Roles.Together(request.Roles) is { } apart) return apart;
        if (SignInRules.Refuse(request.Password, request.Login, isOld: false) is { } weak) return weak;
        var hash = PasswordHash.Of(request.Password);

        await using var work = await database.BeginAsync(actor, stop);
        if (!actor.Sees(request.OrgPath) || (request.OrgPath != "/" && !await work.OrganisationExistsAsync(request.OrgPath)))
        {
            return AccessProblems.OrganisationUnfit;
        }

        var number = await work.NextAsync("person");
        var person = new PersonRow
        {
            PersonId = string.Create(CultureInfo.InvariantCulture, $"P{number:0000}"),
            Login = request.Login,
            Name = request.Name.Trim(),
            OrgPath = request.OrgPath,
            PasswordHash = hash,
            MustChangePassword = 1,
        };
        if (await work.AddPersonAsync(person) != 1) return AccessProblems.LoginTaken(request.Login);
        await work.SetRolesAsync(person.PersonId, request.Roles, CompanyTime.Day(work.Now));
        await work.CommitAsync("access.person-added", $"person/{person.PersonId}", new { roles = request.Roles.Order().Select(r => r.ToString()), request.OrgPath }, stop: stop);
        return person.PersonId;
    }

    [GeneratedRegex("^[a-z0-9.-]{2,32}$")]
    private static partial Regex Fit();
}

/// <summary>Grants and takes away roles (授权). Works at the person's next click.</summary>
public sealed class SetRoles(Database database)
{
    public sealed record Request(string PersonId, IReadOnlySet<Role> Roles);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.SystemAdministrator, Role.System)) return AccessProblems.RoleMissing(Role.SystemAdministrator);
        if (actor.PersonId == request.PersonId) return AccessProblems.OwnRoles;
        if (Roles.Together(request.Roles) is { } apart) return apart;

        await using var work = await database.BeginAsync(actor, stop);
        if (await work.FindPersonAsync(request.PersonId) is null) return AccessProblems.PersonUnknown;
        await work.SetRolesAsync(request.PersonId, request.Roles, CompanyTime.Day(work.Now));
        await work.CommitAsync("access.roles-set", $"person/{request.PersonId}", new { roles = request.Roles.Order().Select(r => r.ToString()) }, stop: stop);
        return new Done();
    }
}

/// <summary>Ends or reopens an account (停用、启用). Ending it ends its sign-ins.</summary>
public sealed class SetActive(Database database)
{
    public sealed record Request(string PersonId, bool Active);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.SystemAdministrator, Role.System)) return AccessProblems.RoleMissing(Role.SystemAdministrator);
        if (actor.PersonId == request.PersonId) return AccessProblems.OwnRoles;

        await using var work = await database.BeginAsync(actor, stop);
        if (await work.FindPersonAsync(request.PersonId) is null) return AccessProblems.PersonUnknown;
        await work.SetActiveAsync(request.PersonId, request.Active);
        if (!request.Active) await work.EndSignInsAsync(request.PersonId);
        await work.CommitAsync("access.active-set", $"person/{request.PersonId}", new { request.Active }, stop: stop);
        return new Done();
    }
}
