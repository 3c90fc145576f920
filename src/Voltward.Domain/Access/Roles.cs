using Voltward.Domain.Common;

namespace Voltward.Domain.Access;

/// <summary>The words for roles, and which roles one person may hold together.</summary>
public static class Roles
{
    /// <summary>The role as people read it (角色名称).</summary>
    public static Words Name(Role role) => role switch
    {
        Role.System => new("系统", "System"),
        Role.Analyst => new("分析员", "Analyst"),
        Role.Planner => new("派工员", "Planner"),
        Role.Inspector => new("检查员", "Inspector"),
        Role.Reviewer => new("质量审核员", "Quality reviewer"),
        Role.Investigator => new("案件核查员", "Case investigator"),
        Role.Calculator => new("案件初算员", "Case calculator"),
        Role.Approver => new("案件审批员", "Case approver"),
        Role.Executor => new("案件执行员", "Case executor"),
        Role.Cashier => new("收费员", "Cashier"),
        Role.Auditor => new("营销稽查员", "Marketing auditor"),
        Role.Trainer => new("培训师", "Trainer"),
        Role.Publicist => new("普法宣传员", "Publicity officer"),
        Role.Customer => new("客户", "Customer"),
        Role.Authority => new("电力管理部门", "Authority"),
        Role.Manager => new("管理者", "Manager"),
        Role.SystemAdministrator => new("系统管理员", "System administrator"),
    };

    /// <summary>
    /// Whether one person may hold these roles at all (角色互斥). Who administers accounts, who stands outside the company and
    /// who works in it are three kinds of people. The five duties of a case are kept apart per case, not here.
    /// </summary>
    /// <returns>Null when they go together, else the refusal.</returns>
    public static Problem? Together(IReadOnlySet<Role> roles)
    {
        if (roles.Count == 0) return AccessProblems.NoRole;
        if (roles.Contains(Role.System)) return AccessProblems.RoleOfTheProgram;
        foreach (var alone in (Role[])[Role.SystemAdministrator, Role.Authority, Role.Customer])
        {
            if (roles.Contains(alone) && roles.Count > 1) return AccessProblems.RoleStandsAlone(alone);
        }

        return null;
    }
}
