using Voltward.Analytics.Inspections;
using Voltward.App.Inspections;
using Voltward.Domain.Common;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary>Tables of the quality page: every rate with its interval and what it was counted among.</summary>
internal static class QualityWords
{
    /// <summary>Why a visit should be looked at again, in words.</summary>
    public static Words Reason(string code) => code switch
    {
        "reading" => new("现场示数与当时远程示数不符", "reading on site differs from the remote one of that minute"),
        "power" => new("现场负荷与当时远程负荷不符", "load on site differs from the remote one of that quarter hour"),
        "travel" => new("两次检查之间来不及到达", "no time for the way from the visit before"),
        "photo" => new("照片与另一户的照片几乎相同", "a photo nearly equals one of another customer"),
        "copied" => new("测量值与同班组另一次检查相同", "values equal those of another visit of the same people"),
        "digits" => new("该班组数值的末位分布不均", "last digits of these people's values are uneven"),
        "haste" => new("用时远短于同类检查", "far shorter than comparable visits"),
        _ => new(code, code),
    };

    public static string Percent(Estimate e) => double.IsNaN(e.Value) ? Figures.Nothing : Figures.Percent(100 * e.Value, 1);

    public static string Interval(Estimate e) => double.IsNaN(e.Value) ? Figures.Nothing : $"{Figures.Percent(100 * e.Low, 1)} – {Figures.Percent(100 * e.High, 1)}";

    public static string Counted(Estimate e) => $"{Figures.Number(e.Count)} / {Figures.Number(e.Of)}";

    public static IReadOnlyList<Column<ItemLine>> Items(Texts t, QualityNames.View names) =>
    [
        new("item", "检查项", i => Item(i.Table.Item, t, names)) { Leads = true },
        new("rate", "漏检率", i => i.Omission.Value) { Text = i => Percent(i.Omission), Unit = "%", Figure = true },
        new("interval", "95 % 区间", i => Interval(i.Omission)) { Figure = true },
        new("counted", "漏检 / 缺陷", i => Counted(i.Omission)) { Figure = true },
        new("both", "两次均不合格", i => i.Table.BothFailed) { Figure = true, Wide = true },
        new("first", "仅首检不合格", i => i.Table.OnlyFirst) { Figure = true, Wide = true },
        new("passed", "两次均合格", i => i.Table.BothPassed) { Figure = true, Wide = true },
    ];

    public static IReadOnlyList<Column<GroupRate>> Groups(string header, IReadOnlyDictionary<string, string> names) =>
    [
        new("group", header, g => names.GetValueOrDefault(g.Group, g.Group)) { Leads = true },
        new("rate", "漏检率（收缩估计）", g => g.Shrunk.Value) { Text = g => Percent(g.Shrunk), Unit = "%", Figure = true },
        new("interval", "95 % 区间", g => Interval(g.Shrunk)) { Figure = true },
        new("raw", "未收缩", g => g.Raw.Value) { Text = g => Percent(g.Raw), Unit = "%", Figure = true, Wide = true },
        new("counted", "漏检 / 缺陷", g => Counted(g.Raw)) { Figure = true },
    ];

    public static IReadOnlyList<Column<ItemTable>> Changeable(Texts t, QualityNames.View names) =>
    [
        new("item", "检查项", i => Item(i.Item, t, names)) { Leads = true },
        new("both", "两次均不合格", i => i.BothFailed) { Figure = true },
        new("missed", "仅复检不合格", i => i.Missed) { Figure = true },
        new("first", "仅首检不合格", i => i.OnlyFirst) { Figure = true },
        new("passed", "两次均合格", i => i.BothPassed) { Figure = true },
    ];

    public static IReadOnlyList<Column<Skill>> Skills(Texts t, QualityNames.View names) =>
    [
        new("person", "人员", s => names.People.GetValueOrDefault(s.Inspector, s.Inspector)) { Leads = true },
        new("type", "缺陷类型", s => s.DefectType),
        new("rate", "检出率", s => s.Sensitivity.Value) { Text = s => Percent(s.Sensitivity), Unit = "%", Figure = true },
        new("interval", "95 % 区间", s => Interval(s.Sensitivity)) { Figure = true },
        new("counted", "检出 / 遇到", s => Counted(s.Sensitivity)) { Figure = true },
        new("train", "提示", s => s.Weak ? t["建议培训"] : Figures.Nothing),
    ];

    private static string Item(string code, Texts t, QualityNames.View names) => names.Items.TryGetValue(code, out var text) ? $"{code} {t[text]}" : code;

    public static IReadOnlyList<Column<VisitScore>> Scores(Texts t, IReadOnlyDictionary<string, (string Place, DateTimeOffset StartedAt)> seen) =>
    [
        new("visit", "检查记录", s => s.VisitId) { Leads = true, Text = s => $"{seen[s.VisitId].Place} · {Figures.Instant(seen[s.VisitId].StartedAt)}" },
        new("score", "复核评分", s => s.Score) { Text = s => Figures.Number(s.Score, 1), Figure = true },
        new("reasons", "依据", s => string.Join(t[new Words("；", "; ")], s.Reasons.Select(r => t[Reason(r.Code)]))) { Say = true },
    ];
}
