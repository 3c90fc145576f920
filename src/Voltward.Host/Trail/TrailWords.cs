using System.Text.Json;
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
        "readings.imported" => new("导入数据", "Data imported"),
        "analysis.started" => new("开始分析", "Analysis started"),
        "analysis.losses-saved" => new("线损算出", "Losses worked out"),
        "analysis.feeders-saved" => new("馈线线损算出", "Losses of feeders worked out"),
        "analysis.scores-saved" => new("评分算出", "Scores worked out"),
        "analysis.finished" => new("分析完成", "Analysis finished"),
        "model.trained" => new("训练模型", "Model trained"),
        "crew.saved" => new("维护班组", "Crew saved"),
        "plan.made" => new("编制计划", "Plan made"),
        "plan.approved" => new("审批计划", "Plan approved"),
        "order.opened" => new("开工作单", "Order opened"),
        "order.assigned" => new("派工", "Order assigned"),
        "order.approved" => new("审批工作单", "Order approved"),
        "order.cancelled" => new("取消工作单", "Order cancelled"),
        _ => Step(code),
    };

    private static Words Step(string code) => code switch
    {
        "visit.started" => new("开始检查", "Visit started"),
        "visit.signed-in" => new("检查员签到", "Inspector signed in"),
        "visit.sign-code-drawn" => new("领取签到码", "Sign-in code drawn"),
        "visit.identity-shown" => new("出示证件", "Card shown"),
        "visit.safety-confirmed" => new("确认安全措施", "Safety confirmed"),
        "visit.submitted" => new("提交检查记录", "Visit received"),
        "visit.void" => new("检查记录作废", "Visit void"),
        "visit.other-content" => new("收到内容不同的同号记录", "Same visit, other content"),
        "visit.returned" => new("退回检查记录", "Visit sent back"),
        "visit.accepted" => new("检查记录审核通过", "Visit accepted"),
        "finding.recorded" => new("登记检查结论", "Finding recorded"),
        "hazard.notice-served" => new("送达整改通知", "Order to rectify served"),
        "hazard.closed" => new("隐患销号", "Hazard closed"),
        "hazard.recheck-failed" => new("复验未通过", "Re-check failed"),
        "case.opened" => new("立案", "Case opened"),
        "case.investigated" => new("核查完成", "Facts complete"),
        "case.legal-review" => new("法律审核", "Legal decision"),
        "case.calculated" => new("初算", "Calculated"),
        "case.approved" => new("复核通过", "Calculation approved"),
        "case.sent-back" => new("复核退回", "Calculation sent back"),
        "case.notice-issued" => new("出具通知书", "Notice issued"),
        "case.notice-served" => new("送达通知书", "Notice served"),
        "case.paid" => new("收费", "Payment taken"),
        "case.disputed" => new("登记异议", "Dispute recorded"),
        "case.dispute-answered" => new("答复异议", "Dispute answered"),
        "case.closed" => new("结案", "Case closed"),
        "case.dropped" => new("撤销案件", "Case dropped"),
        "evidence.exhibit-sealed" => new("封存物证", "Exhibit sealed"),
        "evidence.exhibit-handed-over" => new("交接物证", "Exhibit handed over"),
        "evidence.exhibit-opened" => new("物证开封", "Exhibit opened"),
        "evidence.bundle-written" => new("出具证据包", "Bundle written"),
        "trail.rollback-acknowledged" => new("确认数据回退", "Rollback acknowledged"),
        _ => Source(code),
    };

    private static Words Source(string code) => code switch
    {
        "tip.received" => new("收到举报", "Tip received"),
        "tip.taken-up" => new("开始核实举报", "Tip taken up"),
        "tip.decided" => new("举报处理决定", "Tip decided"),
        "tip.opening-asked" => new("申请查看举报人姓名", "Reporter's name asked for"),
        "tip.opening-approved" => new("批准查看举报人姓名", "Reading of the name approved"),
        "tip.opening-refused" => new("不批准查看举报人姓名", "Reading of the name refused"),
        "tip.reporter-opened" => new("查看举报人姓名", "Reporter's name read"),
        "tip.reward-proposed" => new("提出举报奖励", "Reward proposed"),
        "tip.reward-approved" => new("批准举报奖励", "Reward approved"),
        "tip.reward-refused" => new("不批准举报奖励", "Reward refused"),
        "tip.reward-paid" => new("兑付举报奖励", "Reward paid"),
        "tip.labels-printed" => new("打印举报标签", "Labels printed"),
        "audit.findings-recorded" => new("登记稽查问题", "Audit findings recorded"),
        "audit.finding-closed" => new("关闭稽查问题", "Audit finding closed"),
        _ => new(code, code),
    };

    /// <summary>The detail of an entry as name and value, its escapes undone; null stays null.</summary>
    public static string? Readable(string? detail)
    {
        if (string.IsNullOrEmpty(detail)) return detail;
        using var json = JsonDocument.Parse(detail);
        return json.RootElement.ValueKind == JsonValueKind.Object
            ? string.Join("; ", json.RootElement.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null).Select(p => $"{p.Name}: {p.Value}"))
            : json.RootElement.ToString();
    }

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
            "tip" => $"/tips/{id}",
            "audit-finding" => $"/audit-findings/{id}",
            "hazard" => $"/hazards/{id}",
            "case" => $"/cases/{id}",
            "plan" => $"/plan/{id}/candidates",
            _ => null,
        };
    }
}
