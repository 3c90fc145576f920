using Voltward.Domain.Common;

namespace Voltward.Domain.Access;

/// <summary>How somebody comes to act in a role not one's own.</summary>
public enum BorrowKind
{
    /// <summary>In place of a colleague who holds it, approved by a third person beforehand (代理).</summary>
    Delegation,

    /// <summary>In an emergency, at once, approved by a second person afterwards (应急授权).</summary>
    Glass,
}

/// <summary>A role acted in now.</summary>
/// <param name="Role">The role.</param>
/// <param name="GrantId">The grant.</param>
/// <param name="From">Whose place is taken; null in an emergency.</param>
public sealed record BorrowedRole(Role Role, string GrantId, string? From);

/// <summary>A grant of a role for a time.</summary>
/// <param name="Kind">How it was come by.</param>
/// <param name="PersonId">Who acts.</param>
/// <param name="Role">In which role.</param>
/// <param name="From">Whose place is taken; null in an emergency.</param>
/// <param name="ValidFrom">First instant.</param>
/// <param name="ValidTo">Instant at which it is over.</param>
/// <param name="ApprovedBy">Who approved it; null: nobody yet.</param>
/// <param name="Ended">Whether it was refused or ended early.</param>
public sealed record RoleGrant(
    BorrowKind Kind, string PersonId, Role Role, string? From, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, string? ApprovedBy, bool Ended);

/// <summary>
/// When a borrowed role counts, who may ask for one and who may approve it. Separation of duties stays as it is: who stands in for
/// somebody counts as both, and an emergency lends a role but frees nobody from a duty already taken.
/// </summary>
public static class BorrowRules
{
    /// <summary>Longest time for which a role may be delegated.</summary>
    public static TimeSpan LongestDelegation { get; } = TimeSpan.FromDays(31);

    /// <summary>How long an emergency lasts, and by when it must have been approved.</summary>
    public static TimeSpan Emergency { get; } = TimeSpan.FromHours(24);

    /// <summary>Roles that can be borrowed: those inside the company that hold no key to the accounts and no office outside it.</summary>
    public static bool MayBeBorrowed(BorrowKind kind, Role role) => role switch
    {
        Role.System or Role.SystemAdministrator or Role.Authority or Role.Customer => false,
        Role.Manager or Role.Auditor => kind == BorrowKind.Delegation,
        _ => true,
    };

    /// <summary>Whether a grant lends its role at an instant.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="now">The instant.</param>
    /// <param name="fromHolds">Whether the person stood in for holds the role as an own one at that instant.</param>
    public static bool Counts(RoleGrant grant, DateTimeOffset now, bool fromHolds)
    {
        if (grant.Ended || now < grant.ValidFrom || now >= grant.ValidTo || !MayBeBorrowed(grant.Kind, grant.Role)) return false;
        return grant.Kind == BorrowKind.Glass || (grant.ApprovedBy is not null && fromHolds);
    }

    /// <summary>Whether a grant may be asked for.</summary>
    /// <param name="grant">As asked for, not approved.</param>
    /// <param name="own">Own roles of the person who is to act.</param>
    /// <param name="fromHolds">Whether the person stood in for holds the role as an own one.</param>
    /// <returns>Null when it may, else the refusal.</returns>
    public static Problem? RefuseAsking(RoleGrant grant, IReadOnlySet<Role> own, bool fromHolds)
    {
        if (!MayBeBorrowed(grant.Kind, grant.Role)) return BorrowProblems.NotLent(grant.Role);
        if (own.Contains(grant.Role)) return BorrowProblems.HeldAlready(grant.Role);
        if (Roles.Together(own.Append(grant.Role).ToHashSet()) is { } apart) return apart;
        if (grant.Kind == BorrowKind.Glass) return grant.ValidTo - grant.ValidFrom == Emergency ? null : BorrowProblems.TimeUnfit;
        if (grant.From is null || grant.From == grant.PersonId) return BorrowProblems.OneSelf;
        if (!fromHolds) return BorrowProblems.NotHeld(grant.Role);
        return grant.ValidTo > grant.ValidFrom && grant.ValidTo - grant.ValidFrom <= LongestDelegation ? null : BorrowProblems.TimeUnfit;
    }

    /// <summary>Whether a person may approve a grant: a manager by own office, neither who acts nor whose place is taken.</summary>
    /// <param name="grant">The grant.</param>
    /// <param name="approver">Who wants to approve it.</param>
    /// <param name="ownsManager">Whether that person is a manager without borrowing it.</param>
    /// <param name="now">The instant.</param>
    public static Problem? RefuseApproval(RoleGrant grant, string approver, bool ownsManager, DateTimeOffset now)
    {
        if (!ownsManager) return AccessProblems.RoleMissing(Role.Manager);
        if (approver == grant.PersonId || approver == grant.From) return BorrowProblems.OwnGrant;
        return grant.Ended || grant.ApprovedBy is not null || now >= grant.ValidTo ? BorrowProblems.NotOpen : null;
    }
}

/// <summary>Refusals around borrowed roles.</summary>
public static class BorrowProblems
{
    /// <summary>The role is not lent.</summary>
    public static Problem NotLent(Role role) => new(
        "access.role-not-lent",
        ProblemKind.Forbidden,
        new($"“{Roles.Name(role).Zh}”不能代理，也不能应急授权。", $"The role {Roles.Name(role).En} cannot be borrowed this way."),
        new("请由本来具备该角色的人员办理。", "Ask somebody who holds it."));

    /// <summary>The person holds the role already.</summary>
    public static Problem HeldAlready(Role role) => new(
        "access.role-held",
        ProblemKind.Conflict,
        new($"该人员已具备“{Roles.Name(role).Zh}”角色。", $"The person already holds the role {Roles.Name(role).En}."),
        new("无须授权。", "Nothing needs to be lent."));

    /// <summary>The person stood in for does not hold the role, or only borrows it.</summary>
    public static Problem NotHeld(Role role) => new(
        "access.role-not-held",
        ProblemKind.Conflict,
        new($"委托人本人不具备“{Roles.Name(role).Zh}”角色；代理不能再转委托。", $"Who delegates does not hold the role {Roles.Name(role).En}; what is borrowed is not lent on."),
        new("请由具备该角色的人员委托。", "Let somebody who holds it delegate it."));

    /// <summary>Nobody stands in for oneself.</summary>
    public static Problem OneSelf { get; } = new(
        "access.delegate-self",
        ProblemKind.Invalid,
        new("不能委托给自己。", "Nobody stands in for oneself."),
        new("请选择另一名人员。", "Choose another person."));

    /// <summary>No end, or one too far away.</summary>
    public static Problem TimeUnfit { get; } = new(
        "access.borrow-time-unfit",
        ProblemKind.Invalid,
        new($"授权必须有期限：代理不超过 {BorrowRules.LongestDelegation.Days} 天。", $"A borrowed role has an end: at most {BorrowRules.LongestDelegation.Days} days for a delegation."),
        new("请修改起止时间。", "Change the two times."),
        "until");

    /// <summary>Who acts or whose place is taken does not approve.</summary>
    public static Problem OwnGrant { get; } = new(
        "access.own-grant",
        ProblemKind.Forbidden,
        new("授权人、被授权人不能审批本人的授权。", "Neither who acts nor whose place is taken approves it."),
        new("请由另一名管理者审批。", "Ask another manager."));

    /// <summary>Approved, refused or over.</summary>
    public static Problem NotOpen { get; } = new(
        "access.grant-not-open",
        ProblemKind.Conflict,
        new("该授权已审批、已终止或已过期。", "It was approved, ended or is over."),
        new("请刷新后再看。", "Reload and look again."));

    /// <summary>There is no such grant inside the asker's part.</summary>
    public static Problem Unknown(string grantId) => new(
        "access.grant-unknown",
        ProblemKind.NotFound,
        new($"没有授权 {grantId}。", $"There is no grant {grantId}."),
        new("请从列表中选择。", "Choose one of the list."),
        grantId);
}
