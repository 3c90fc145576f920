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
        new(
            $"此操作需要以下角色之一：{string.Join('、', needed.Select(r => Roles.Name(r).Zh))}。",
            $"This step needs one of the roles: {string.Join(", ", needed.Select(r => Roles.Name(r).En))}."),
        new("请由具备该角色的人员办理。", "Ask a colleague who holds the role."));

    /// <summary>Wrong name, wrong password or a resting account; never says which.</summary>
    public static Problem SignInFailed { get; } = new(
        "access.sign-in-failed",
        ProblemKind.Forbidden,
        new("账号或密码不正确。", "Account or password is not right."),
        new("请检查后重试；连续失败会暂时锁定账号。", "Check both and try again; repeated failures lock the account for a while."));

    /// <summary>Signing in without a password exists on demonstration data alone.</summary>
    public static Problem NotADemo { get; } = new(
        "access.not-a-demo",
        ProblemKind.Forbidden,
        new("只有演示数据可以免密切换角色。", "Only demonstration data lets you choose a role without a password."),
        new("请用账号和密码登录。", "Sign in with account and password."));

    /// <summary>A person without any role could do nothing.</summary>
    public static Problem NoRole { get; } = new(
        "access.no-role",
        ProblemKind.Invalid,
        new("至少要选择一个角色。", "At least one role is needed."),
        new("请选择角色；要停用账号请使用“停用”。", "Choose a role; to end an account, deactivate it."));

    /// <summary>The role of the program's own jobs is no person's.</summary>
    public static Problem RoleOfTheProgram { get; } = new(
        "access.role-of-the-program",
        ProblemKind.Invalid,
        new("“系统”角色不能授予人员。", "The role System is not given to people."),
        new("请选择其他角色。", "Choose another role."));

    /// <summary>Some roles may not meet any other in one person.</summary>
    public static Problem RoleStandsAlone(Role alone) => new(
        "access.role-stands-alone",
        ProblemKind.Conflict,
        new($"“{Roles.Name(alone).Zh}”不能与其他角色由同一人兼任。", $"{Roles.Name(alone).En} may not be combined with another role in one person."),
        new("请为该角色另设账号。", "Use an account of its own for this role."));

    /// <summary>Nobody grants himself anything.</summary>
    public static Problem OwnRoles { get; } = new(
        "access.own-roles",
        ProblemKind.Forbidden,
        new("不能修改自己的角色。", "Nobody changes their own roles."),
        new("请由另一位系统管理员修改。", "Ask another system administrator."));

    /// <summary>No such person inside the asker's part of the organisation.</summary>
    public static Problem PersonUnknown { get; } = new(
        "access.person-unknown",
        ProblemKind.NotFound,
        new("没有此人员。", "There is no such person."),
        new("请从人员列表中选择。", "Choose from the list of people."));

    /// <summary>The login is in use.</summary>
    public static Problem LoginTaken(string login) => new(
        "access.login-taken",
        ProblemKind.Conflict,
        new($"账号“{login}”已被使用。", $"The account name {login} is in use."),
        new("请换一个账号名。", "Choose another account name."),
        "login");

    /// <summary>The login is not made of the characters allowed.</summary>
    public static Problem LoginUnfit { get; } = new(
        "access.login-unfit",
        ProblemKind.Invalid,
        new("账号由 2 至 32 个小写字母、数字、点、短横线组成。", "An account name has 2 to 32 lower-case letters, digits, dots and hyphens."),
        new("请修改账号名。", "Change the account name."),
        "login");

    /// <summary>The name is empty.</summary>
    public static Problem NameMissing { get; } = new(
        "access.name-missing",
        ProblemKind.Invalid,
        new("姓名不能为空。", "The name is missing."),
        new("请填写姓名。", "Enter the name."),
        "name");

    /// <summary>The organisation path is not one, or lies outside the asker's part.</summary>
    public static Problem OrganisationUnfit { get; } = new(
        "access.organisation-unfit",
        ProblemKind.Invalid,
        new("单位不存在或不在您的管辖范围内。", "The organisation does not exist or is outside your part."),
        new("请从单位列表中选择。", "Choose from the list of organisations."),
        "org");

    /// <summary>The new password is the old one.</summary>
    public static Problem PasswordUnchanged { get; } = new(
        "access.password-unchanged",
        ProblemKind.Invalid,
        new("新密码不能与当前密码相同。", "The new password is the one in use."),
        new("请换一个密码。", "Choose another one."),
        "password");

    /// <summary>The new password is too short.</summary>
    public static Problem PasswordTooShort { get; } = new(
        "access.password-too-short",
        ProblemKind.Invalid,
        new($"密码至少 {SignInRules.ShortestPassword} 个字符。", $"A password has at least {SignInRules.ShortestPassword} characters."),
        new("请加长密码。", "Make it longer."),
        "password");

    /// <summary>The new password contains the login.</summary>
    public static Problem PasswordHoldsLogin { get; } = new(
        "access.password-holds-login",
        ProblemKind.Invalid,
        new("密码不能包含账号名。", "A password may not contain the account name."),
        new("请换一个密码。", "Choose another one."),
        "password");

    /// <summary>The new password is easy to guess.</summary>
    public static Problem PasswordTooCommon { get; } = new(
        "access.password-too-common",
        ProblemKind.Invalid,
        new("密码太容易猜到。", "The password is easy to guess."),
        new("请混用大写、小写、数字、符号中的三类，或用 20 字以上的句子。", "Mix three of upper case, lower case, digits and signs, or use a sentence of 20 characters or more."),
        "password");

    /// <summary>The password in use was entered wrongly.</summary>
    public static Problem OldPasswordWrong { get; } = new(
        "access.old-password-wrong",
        ProblemKind.Forbidden,
        new("当前密码不正确。", "The current password is not right."),
        new("请重新输入当前密码。", "Enter the current password again."),
        "old");
}
