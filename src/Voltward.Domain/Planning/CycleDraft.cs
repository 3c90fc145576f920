using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>An edition of the inspection cycles as an administrator fills it in (检查周期草案).</summary>
/// <param name="From">First day in force; null when none was readable.</param>
/// <param name="Origin">Where the edition comes from.</param>
/// <param name="EarlyPercent">A visit counts this many per cent of its cycle before the due day, 0 to 100; null when none was readable.</param>
/// <param name="PromiseLateMonths">Nobody stays unseen for longer than this after the due day, months, from 0; null when none was readable.</param>
/// <param name="Rows">One for each class of customers.</param>
public sealed record CycleDraft(DateOnly? From, Origin Origin, decimal? EarlyPercent, decimal? PromiseLateMonths, IReadOnlyList<CycleRow> Rows);

/// <summary>The cycle of one class in a draft.</summary>
/// <param name="Key">Class, as the cycles in force name it.</param>
/// <param name="Zh">The class in Chinese.</param>
/// <param name="En">The class in English.</param>
/// <param name="Rhythm">One of <see cref="CycleDraftRules.Rhythms"/>.</param>
/// <param name="Figure">Months of a cycle, or per cent of the class drawn each year; null for a class that is inspected per event.</param>
public sealed record CycleRow(string Key, string Zh, string En, string Rhythm, decimal? Figure);

/// <summary>What an edition of the cycles needs before it can be published: the same for a form and for a file.</summary>
public static class CycleDraftRules
{
    private const int LongestName = 60, LongestOrigin = 300, LongestCycle = 240;

    /// <summary>By months, by a share drawn each year, or per event.</summary>
    public static IReadOnlyList<string> Rhythms { get; } = ["months", "share", "event"];

    /// <summary>Every field that is wrong, in the order of the form; empty when none is. Rows count from 1.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="classes">Classes in force: each needs its cycle, for a customer in none would never be inspected.</param>
    /// <param name="today">Day of publication.</param>
    public static IReadOnlyList<Problem> Wrong(CycleDraft draft, IReadOnlyCollection<string> classes, DateOnly today)
    {
        var wrong = new List<Problem>();
        void Say(bool isWrong, string field, Words text, Words remedy)
        {
            if (isWrong) wrong.Add(RuleEditionProblems.Field(field, text, remedy));
        }

        if (draft.From is not { } from) Say(true, "effectiveFrom", new("没有生效日期", "the first day is missing"), new("请填写明天或以后的日期。", "Give tomorrow or a later day."));
        else if (from <= today) wrong.Add(RuleEditionProblems.NotInFuture(from));
        Say(draft.Origin.Source.Length > LongestOrigin || draft.Origin.Certainty.Length > LongestOrigin, "source", new($"依据和可信程度各不超过 {LongestOrigin} 个字", $"source and certainty have at most {LongestOrigin} characters each"), new("请缩短。", "Shorten it."));
        Say(classes.Except(draft.Rows.Select(r => r.Key)).Any(), "rows", new($"缺少类别 {string.Join('、', classes.Except(draft.Rows.Select(r => r.Key)))}", $"no cycle for {string.Join(", ", classes.Except(draft.Rows.Select(r => r.Key)))}"), new("每一类客户都要有周期，否则永远不会检查。", "Every class needs its cycle, or it is never inspected."));
        var earlier = new HashSet<string>();
        foreach (var (row, n) in draft.Rows.Select((r, n) => (r, n + 1)))
        {
            if (!classes.Contains(row.Key) || !earlier.Add(row.Key)) wrong.Add(Of(n, "zh", new($"类别 {row.Key} 不存在或重复", $"the class {row.Key} does not exist or stands twice"), new("请以现行版本为底稿。", "Start from the edition in force.")));
            wrong.AddRange(OfRow(row, n));
        }

        Say(draft.EarlyPercent is not (>= 0 and <= 100), "early", new("提前比例应为 0 至 100", "the share before the due day has to be 0 to 100"), new("请填写百分数，如 20。", "Give per cent, such as 20."));
        Say(draft.PromiseLateMonths is not (>= 0 and <= LongestCycle) || draft.PromiseLateMonths % 1 != 0, "late", new($"承诺期限应为 0 至 {LongestCycle} 的整月数", $"the promise has to be whole months, 0 to {LongestCycle}"), new("请填写整月数，如 12。", "Give whole months, such as 12."));
        return wrong;
    }

    private static IEnumerable<Problem> OfRow(CycleRow row, int n)
    {
        if (row.Zh.Trim().Length is 0 or > LongestName) yield return Of(n, "zh", new($"中文名称应为 1 至 {LongestName} 个字", $"the Chinese name has to have 1 to {LongestName} characters"), new("请填写。", "Fill it in."));
        if (row.En.Trim().Length is 0 or > LongestName) yield return Of(n, "en", new($"英文名称应为 1 至 {LongestName} 个字", $"the English name has to have 1 to {LongestName} characters"), new("请填写。", "Fill it in."));
        if (!Rhythms.Contains(row.Rhythm)) yield return Of(n, "rhythm", new("请选择检查方式", "choose how it is inspected"), new("请从列表中选择。", "Choose one of the list."));
        if (row.Rhythm == "months" && (row.Figure is not (>= 1 and <= LongestCycle) || row.Figure % 1 != 0)) yield return Of(n, "figure", new($"周期应为 1 至 {LongestCycle} 的整月数", $"a cycle has whole months, 1 to {LongestCycle}"), new("请填写整月数，如 12。", "Give whole months, such as 12."));
        if (row.Rhythm == "share" && row.Figure is not (> 0 and <= 100)) yield return Of(n, "figure", new("抽查比例应大于 0、不超过 100", "the share has to be above 0 and at most 100"), new("请填写百分数，如 10。", "Give per cent, such as 10."));
    }

    private static Problem Of(int row, string field, Words text, Words remedy) =>
        RuleEditionProblems.Field($"rows-{row}-{field}", new($"第 {row} 行：{text.Zh}", $"row {row}: {text.En}"), remedy);
}
