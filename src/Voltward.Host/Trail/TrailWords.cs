using Voltward.Domain.Common;

namespace Voltward.Host.Trail;

/// <summary>The words for what was done, and where a subject is shown.</summary>
internal static class TrailWords
{
    public static Words Action(string code) => code switch
    {
        "access.signed-in" => new("登录", "Signed in"),
        "access.signed-out" => new("退出登录", "Signed out"),
        "access.sign-in-refused" => new("登录被拒", "Sign-in refused"),
        "access.password-refused" => new("原密码错误", "Old password wrong"),
        "access.person-added" => new("新增人员", "Person added"),
        "access.roles-set" => new("调整角色", "Roles set"),
        "access.active-set" => new("启用或停用账号", "Account switched"),
        "access.password-set" => new("重置密码", "Password set"),
        "access.demo-people-made" => new("建立演示人员", "Demonstration people made"),
        "list.exported" => new("导出列表", "List exported"),
        _ => new(code, code),
    };

    /// <summary>Address of the page of a subject such as <c>case/AJ-2026-000012</c>; null when it has none.</summary>
    public static string? Href(string subject)
    {
        var slash = subject.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return null;
        var id = Uri.EscapeDataString(subject[(slash + 1)..]);
        return subject[..slash] switch
        {
            "person" => $"/people/{id}",
            "customer" => $"/customers/{id}",
            "area" => $"/areas/{id}",
            "lead" => $"/leads/{id}",
            "order" or "work-order" => $"/orders/{id}",
            "visit" => $"/visits/{id}",
            "finding" => $"/findings/{id}",
            "case" => $"/cases/{id}",
            "plan" => $"/plan/{id}",
            _ => null,
        };
    }
}
