using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Access;

/// <summary>The people a person may see, for lists and the role switcher.</summary>
public sealed class PersonList(Database database)
{
    private const string Rows =
        """
        select p.person_id as PersonId, p.login as Login, p.name as Name, p.org_path as OrgPath, o.name as OrgName, p.active as Active,
               p.locked_until as LockedUntil,
               (select max(s.at) from sign_in s where s.person_id = p.person_id) as LastSignIn
        from person p left join organisation o on o.org_path = p.org_path
        where @@scope(p.org_path)
        """;

    /// <summary>Everybody inside the actor's part, with today's roles, by account name.</summary>
    public async Task<IReadOnlyList<Row>> AllAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var people = await look.QueryAsync<Row>(Rows + " order by p.login");
        var today = CompanyTime.Day(look.Now);
        var roles = (await look.QueryAsync<Holding>(
            "select person_id as PersonId, role as Role from person_role where valid_from <= @today and valid_to > @today", new { today }))
            .ToLookup(h => h.PersonId, h => Enum.Parse<Role>(h.Role));
        foreach (var person in people) person.Roles = [.. roles[person.PersonId].Distinct().Order()];
        return people;
    }

    /// <summary>Those who may be chosen at the sign-in of a demonstration; none elsewhere.</summary>
    public async Task<IReadOnlyList<Row>> DemoCastAsync(CancellationToken stop)
    {
        await using (var look = await database.LookAsync(Actor.System, stop))
        {
            if (!await look.IsDemoAsync()) return [];
        }

        return [.. (await AllAsync(Actor.System, stop)).Where(p => p.Active == 1 && p.Roles.Count > 0).OrderBy(p => p.Roles[0]).ThenBy(p => p.Login)];
    }

    public sealed class Row
    {
        public string PersonId { get; init; } = "";

        public string Login { get; init; } = "";

        public string Name { get; init; } = "";

        public string OrgPath { get; init; } = "";

        public string? OrgName { get; init; }

        public long Active { get; init; }

        public DateTimeOffset? LockedUntil { get; init; }

        public DateTimeOffset? LastSignIn { get; init; }

        /// <summary>Roles held today.</summary>
        public IReadOnlyList<Role> Roles { get; internal set; } = [];
    }

    private sealed class Holding
    {
        public string PersonId { get; init; } = "";

        public string Role { get; init; } = "";
    }
}
