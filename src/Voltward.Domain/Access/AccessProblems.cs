using Voltward.Domain.Common;

namespace Voltward.Domain.Access;

/// <summary>Refusals of the access capability.</summary>
public static class AccessProblems
{
    /// <summary>The person lacks the role for this step.</summary>
    /// <param name="needed">The roles of which one would do.</param>
    public static Problem RoleMissing(params Role[] needed) => new(
        "access.role-missing",
        ProblemKind.Forbidden,
        new($"此操作需要以下角色之一：{string.Join('、', needed)}。", $"This step needs one of the roles: {string.Join(", ", needed)}."),
        new("请由具备该角色的人员办理。", "Ask a colleague who holds the role."));

    /// <summary>Wrong name or wrong password; never says which.</summary>
    public static Problem SignInFailed { get; } = new(
        "access.sign-in-failed",
        ProblemKind.Forbidden,
        new("账号或密码不正确。", "Account or password is not right."),
        new("请检查后重试；连续失败会暂时锁定账号。", "Check both and try again; repeated failures lock the account for a while."));
}
