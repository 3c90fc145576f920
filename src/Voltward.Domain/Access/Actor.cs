namespace Voltward.Domain.Access;

/// <summary>Who acts: a person with roles inside one part of the organisation (操作人). Every use case is given one.</summary>
/// <param name="PersonId">Stable id of the person; <c>system</c> for the program's own jobs.</param>
/// <param name="Name">Name as people read it.</param>
/// <param name="Roles">What the person may do.</param>
/// <param name="OrgPath">Part of the organisation whose rows the person sees, as a path such as <c>/350/3501/</c>;
/// <c>/</c> is everything. A row is visible when its own path begins with this one.</param>
public sealed record Actor(string PersonId, string Name, IReadOnlySet<Role> Roles, string OrgPath)
{
    /// <summary>The program itself, for imports from the command line, nightly runs and migrations.</summary>
    public static Actor System { get; } = new("system", "Voltward", new HashSet<Role> { Role.System }, "/");

    /// <summary>Roles among <see cref="Roles"/> that are borrowed for a time; none of them is an own one.</summary>
    public IReadOnlyList<BorrowedRole> Borrowed { get; init; } = [];

    /// <summary>The borrowed role in which a step of this role is taken; null when the role is an own one.</summary>
    public BorrowedRole? Borrows(Role role) => Borrowed.FirstOrDefault(b => b.Role == role);

    /// <summary>Whether the person holds the role without borrowing it.</summary>
    public bool Owns(Role role) => Roles.Contains(role) && Borrows(role) is null;

    /// <summary>Whether the person holds one of the roles. The program itself may do what no person is asked to decide.</summary>
    public bool Is(params ReadOnlySpan<Role> roles)
    {
        foreach (var role in roles)
        {
            if (Roles.Contains(role)) return true;
        }

        return false;
    }

    /// <summary>Whether a row of this organisation path lies inside the person's part.</summary>
    public bool Sees(string rowOrgPath) => rowOrgPath.StartsWith(OrgPath, StringComparison.Ordinal);
}

/// <summary>What a person may do (角色). Duties that must not meet in one case are separate roles.</summary>
public enum Role
{
    /// <summary>The program itself.</summary>
    System,

    /// <summary>线损与反窃电分析员: reads losses and leads, hands leads to the planner.</summary>
    Analyst,

    /// <summary>派工员: makes the weekly plan and its work orders.</summary>
    Planner,

    /// <summary>用电检查员: carries out visits.</summary>
    Inspector,

    /// <summary>质量审核员: accepts or returns visits, never of the own crew.</summary>
    Reviewer,

    /// <summary>案件核查员: opens and investigates cases (五分离之一).</summary>
    Investigator,

    /// <summary>初算员: calculates what is owed (五分离之二).</summary>
    Calculator,

    /// <summary>审批员: checks the calculation (五分离之三).</summary>
    Approver,

    /// <summary>执行员: records and issues the documents (五分离之四).</summary>
    Executor,

    /// <summary>收费员: takes the payment (五分离之五).</summary>
    Cashier,

    /// <summary>营销稽查员.</summary>
    Auditor,

    /// <summary>培训师.</summary>
    Trainer,

    /// <summary>普法宣传员.</summary>
    Publicist,

    /// <summary>客户.</summary>
    Customer,

    /// <summary>电力管理部门或公安: the only ones who may fine.</summary>
    Authority,

    /// <summary>管理者: reads indicators, approves work orders and plans.</summary>
    Manager,

    /// <summary>系统管理员: accounts and settings; no case, no money.</summary>
    SystemAdministrator,
}
