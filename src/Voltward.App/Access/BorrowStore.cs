using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Access;

/// <summary>SQL of borrowed roles.</summary>
internal static class BorrowStore
{
    private const string Columns =
        """
        b.grant_id as GrantId, b.kind as KindWord, b.person_id as PersonId, p.name as PersonName, b.role as RoleWord, b.from_person as FromPerson, f.name as FromName,
        b.reason as Reason, b.valid_from as ValidFrom, b.valid_to as ValidTo, b.asked_by as AskedBy, b.asked_at as AskedAt, b.approved_by as ApprovedBy,
        b.approved_at as ApprovedAt, b.ended_by as EndedBy, b.ended_at as EndedAt, b.end_reason as EndReason
        """;

    private const string Joined = "from borrowed_role b join person p on p.person_id = b.person_id left join person f on f.person_id = b.from_person";

    /// <summary>The person as one who acts: own roles of the day, and what is borrowed at this instant.</summary>
    public static async Task<Actor> ActorAsync(this Session session, PersonRow person)
    {
        var own = await session.RolesAsync(person.PersonId, CompanyTime.Day(session.Now));
        var borrowed = new List<BorrowedRole>();
        foreach (var grant in await session.QueryAsync<GrantRow>($"select {Columns} {Joined} where b.person_id = @PersonId and b.ended_at is null order by b.valid_from, b.grant_id", new { person.PersonId }))
        {
            if (own.Contains(grant.Role) || borrowed.Any(b => b.Role == grant.Role)) continue;
            if (BorrowRules.Counts(grant.Grant, session.Now, await session.OwnsAsync(grant.FromPerson, grant.Role))) borrowed.Add(new(grant.Role, grant.GrantId, grant.FromPerson));
        }

        return new Actor(person.PersonId, person.Name, own.Concat(borrowed.Select(b => b.Role)).ToHashSet(), person.OrgPath) { Borrowed = borrowed };
    }

    /// <summary>Whether a person, active today, holds a role as an own one.</summary>
    public static async Task<bool> OwnsAsync(this Session session, string? personId, Role role) => personId is not null && await session.ScalarAsync<long>(
        """
        select count(*) from person_role r join person p on p.person_id = r.person_id
        where r.person_id = @personId and r.role = @role and r.valid_from <= @day and r.valid_to > @day and p.active = 1
        """,
        new { personId, role = role.ToString(), day = CompanyTime.Day(session.Now) }) > 0;

    public static async Task<GrantRow?> TakeGrantAsync(this Work work, string grantId)
    {
        await work.ExecuteAsync("update borrowed_role set reason = reason where grant_id = @grantId", new { grantId });
        return await work.FindAsync<GrantRow>($"select {Columns} {Joined} where b.grant_id = @grantId and @@scope(p.org_path)", new { grantId });
    }

    public static Task<IReadOnlyList<GrantRow>> GrantsAsync(this Session session) => session.QueryAsync<GrantRow>(
        $"""
        select {Columns} {Joined} where @@scope(p.org_path)
        order by case when b.approved_by is null and b.ended_at is null then 0 else 1 end, b.asked_at desc limit 500
        """);

    public static Task AddGrantAsync(this Work work, string grantId, RoleGrant grant, string reason) => work.ExecuteAsync(
        """
        insert into borrowed_role (grant_id, kind, person_id, role, from_person, reason, valid_from, valid_to, asked_by, asked_at)
        values (@grantId, @kind, @PersonId, @role, @From, @reason, @ValidFrom, @ValidTo, @actor, @at)
        """,
        new
        {
            grantId,
            kind = GrantRow.Word(grant.Kind),
            grant.PersonId,
            role = grant.Role.ToString(),
            grant.From,
            reason,
            grant.ValidFrom,
            grant.ValidTo,
            actor = work.Actor.PersonId,
            at = work.Now,
        });

    public static Task ApproveGrantAsync(this Work work, string grantId) => work.ExecuteAsync(
        "update borrowed_role set approved_by = @actor, approved_at = @at where grant_id = @grantId and approved_by is null and ended_at is null",
        new { grantId, actor = work.Actor.PersonId, at = work.Now });

    public static Task EndGrantAsync(this Work work, string grantId, string reason) => work.ExecuteAsync(
        "update borrowed_role set ended_by = @actor, ended_at = @at, end_reason = @reason where grant_id = @grantId and ended_at is null",
        new { grantId, reason, actor = work.Actor.PersonId, at = work.Now });
}

/// <summary>A grant of a role for a time, as stored.</summary>
public sealed class GrantRow
{
    public string GrantId { get; init; } = "";

    public string KindWord { get; init; } = "";

    public string PersonId { get; init; } = "";

    public string PersonName { get; init; } = "";

    public string RoleWord { get; init; } = "";

    public string? FromPerson { get; init; }

    public string? FromName { get; init; }

    public string Reason { get; init; } = "";

    public DateTimeOffset ValidFrom { get; init; }

    public DateTimeOffset ValidTo { get; init; }

    public string AskedBy { get; init; } = "";

    public DateTimeOffset AskedAt { get; init; }

    public string? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public string? EndedBy { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string? EndReason { get; init; }

    public BorrowKind Kind => KindWord == Word(BorrowKind.Glass) ? BorrowKind.Glass : BorrowKind.Delegation;

    public Role Role => Enum.Parse<Role>(RoleWord);

    public RoleGrant Grant => new(Kind, PersonId, Role, FromPerson, ValidFrom, ValidTo, ApprovedBy, EndedAt is not null);

    /// <summary>The word for a kind in storage.</summary>
    public static string Word(BorrowKind kind) => kind switch
    {
        BorrowKind.Delegation => "delegation",
        BorrowKind.Glass => "glass",
    };
}
