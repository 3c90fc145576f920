using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Access;

/// <summary>SQL of accounts, roles and sign-ins.</summary>
internal static class AccessStore
{
    private const string Columns =
        """
        p.person_id as PersonId, p.login as Login, p.name as Name, p.org_path as OrgPath, p.password_hash as PasswordHash,
        p.must_change_password as MustChangePassword, p.active as Active, p.failed_sign_ins as FailedSignIns,
        p.locked_until as LockedUntil
        """;

    public static Task<PersonRow?> FindByLoginAsync(this Session session, string login) =>
        session.FindAsync<PersonRow>($"select {Columns} from person p where p.login = @login", new { login });

    public static Task<PersonRow?> FindPersonAsync(this Session session, string personId) => session.FindAsync<PersonRow>(
        $"select {Columns} from person p where p.person_id = @personId and @@scope(p.org_path)", new { personId });

    /// <summary>The person of a sign-in that has neither ended nor outlived its time, whose account is active.</summary>
    public static Task<PersonRow?> FindSignedInAsync(this Session session, string signInId, DateTimeOffset notBefore) =>
        session.FindAsync<PersonRow>(
            $"""
            select {Columns} from sign_in s join person p on p.person_id = s.person_id
            where s.sign_in_id = @signInId and s.ended_at is null and s.at >= @notBefore and p.active = 1
            """,
            new { signInId, notBefore });

    public static async Task<IReadOnlySet<Role>> RolesAsync(this Session session, string personId, DateOnly day)
    {
        var names = await session.QueryAsync<string>(
            "select role from person_role where person_id = @personId and valid_from <= @day and valid_to > @day",
            new { personId, day });
        return names.Select(Enum.Parse<Role>).ToHashSet();
    }

    public static Task<int> AddPersonAsync(this Work work, PersonRow person) => work.ExecuteAsync(
        """
        insert into person (person_id, login, name, org_path, password_hash, must_change_password)
        values (@PersonId, @Login, @Name, @OrgPath, @PasswordHash, @MustChangePassword) on conflict do nothing
        """,
        person);

    /// <summary>Ends the roles that are no longer wanted as of today and grants those that are new.</summary>
    public static async Task SetRolesAsync(this Work work, string personId, IReadOnlySet<Role> wanted, DateOnly day)
    {
        var held = await work.RolesAsync(personId, day);
        foreach (var role in held.Except(wanted))
        {
            await work.ExecuteAsync(
                "update person_role set valid_to = @day where person_id = @personId and role = @role and valid_to > @day",
                new { personId, day, role = role.ToString() });
        }

        foreach (var role in wanted.Except(held))
        {
            await work.ExecuteAsync(
                """
                insert into person_role (person_id, role, valid_from) values (@personId, @role, @day)
                on conflict (person_id, role, valid_from) do update set valid_to = '9999-12-31'
                """,
                new { personId, day, role = role.ToString() });
        }
    }

    public static Task<int> SetPasswordAsync(this Work work, string personId, string hash, bool mustChange) => work.ExecuteAsync(
        """
        update person set password_hash = @hash, must_change_password = @mustChange, failed_sign_ins = 0, locked_until = null
        where person_id = @personId
        """,
        new { personId, hash, mustChange = mustChange ? 1L : 0L });

    public static Task<int> SetActiveAsync(this Work work, string personId, bool active) =>
        work.ExecuteAsync("update person set active = @active where person_id = @personId", new { personId, active = active ? 1L : 0L });

    public static Task<int> SetFailuresAsync(this Work work, string personId, long failures, DateTimeOffset? lockedUntil) =>
        work.ExecuteAsync(
            "update person set failed_sign_ins = @failures, locked_until = @lockedUntil where person_id = @personId",
            new { personId, failures, lockedUntil });

    public static Task<int> AddSignInAsync(this Work work, string signInId, string personId) => work.ExecuteAsync(
        "insert into sign_in (sign_in_id, person_id, at) values (@signInId, @personId, @at)",
        new { signInId, personId, at = work.Now });

    public static Task<int> EndSignInsAsync(this Work work, string personId, string? onlyId = null) => work.ExecuteAsync(
        """
        update sign_in set ended_at = @at
        where person_id = @personId and ended_at is null and (@onlyId is null or sign_in_id = @onlyId)
        """,
        new { personId, onlyId, at = work.Now });

    public static async Task<bool> IsDemoAsync(this Session session) =>
        await session.ScalarAsync<string>("select value from setting where name = 'demo'") == "1";

    public static Task<int> MarkDemoAsync(this Work work) =>
        work.ExecuteAsync("insert into setting (name, value) values ('demo', '1') on conflict do nothing");

    /// <summary>A qualification of three years that began a year ago, unless the person holds that level.</summary>
    public static Task<int> QualifyAsync(this Work work, string personId, long level, DateOnly today) => work.ExecuteAsync(
        """
        insert into qualification (person_id, level, valid_from, valid_to, certificate_no)
        select @personId, @level, @from, @to, @no
        where not exists (select 1 from qualification where person_id = @personId and level = @level)
        """,
        new { personId, level, from = today.AddYears(-1), to = today.AddYears(2), no = $"{personId}-{level}" });

    public static async Task AddCrewAsync(this Work work, string id, string name, IEnumerable<string> members)
    {
        await work.ExecuteAsync("insert into crew (crew_id, name, org_path) values (@id, @name, '/') on conflict do nothing", new { id, name });
        foreach (var member in members)
        {
            await work.ExecuteAsync("insert into crew_member (crew_id, person_id) values (@id, @member) on conflict do nothing", new { id, member });
        }
    }

    /// <summary>Name of an organisation; for the whole, the name of the topmost one.</summary>
    public static Task<string?> OrganisationNameAsync(this Session session, string orgPath) => session.ScalarAsync<string>(
        "select name from organisation where org_path = @orgPath or @orgPath = '/' order by length(org_path), org_path limit 1", new { orgPath });

    public static Task<IReadOnlyList<OrganisationRow>> OrganisationsAsync(this Session session) => session.QueryAsync<OrganisationRow>(
        "select o.org_path as OrgPath, o.name as Name from organisation o where @@scope(o.org_path) order by o.org_path");

    public static Task<bool> OrganisationExistsAsync(this Session session, string orgPath) =>
        session.ScalarAsync<bool>("select count(*) > 0 from organisation where org_path = @orgPath", new { orgPath });
}

/// <summary>One account as stored.</summary>
internal sealed class PersonRow
{
    public string PersonId { get; init; } = "";

    public string Login { get; init; } = "";

    public string Name { get; init; } = "";

    public string OrgPath { get; init; } = "";

    public string? PasswordHash { get; init; }

    public long MustChangePassword { get; init; }

    public long Active { get; init; }

    public long FailedSignIns { get; init; }

    public DateTimeOffset? LockedUntil { get; init; }
}

/// <summary>One organisation, with its place as a path.</summary>
public sealed class OrganisationRow
{
    public string OrgPath { get; init; } = "";

    public string Name { get; init; } = "";
}
