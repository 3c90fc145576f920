using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>A special round as an administrator fills it in (专项检查草案). What is left empty limits nothing.</summary>
/// <param name="Zh">Name in Chinese.</param>
/// <param name="En">Name in English.</param>
/// <param name="From">First day; null when none was readable.</param>
/// <param name="Until">Last day, counted; null when none was readable.</param>
/// <param name="Yearly">Whether it comes back every year.</param>
/// <param name="Who">Whom it concerns.</param>
/// <param name="Items">Items to look at; empty: the whole list of each customer.</param>
/// <param name="Weight">How much of the plan it may take, and what a visit weighs.</param>
/// <param name="Reason">Why it is held.</param>
public sealed record RoundDraft(
    string Zh, string En, DateOnly? From, DateOnly? Until, bool Yearly, RoundWho Who, IReadOnlyList<string> Items, RoundWeight Weight, string Reason);

/// <summary>Whom a special round concerns; an empty list limits nothing.</summary>
/// <param name="Classes">Classes of cycles.</param>
/// <param name="Voltages">Bands of supply voltage, as in <see cref="VoltageBands"/>.</param>
/// <param name="CustomerClasses">Kinds of customers.</param>
/// <param name="Areas">Transformer areas.</param>
public sealed record RoundWho(IReadOnlyList<string> Classes, IReadOnlyList<string> Voltages, IReadOnlyList<string> CustomerClasses, IReadOnlyList<string> Areas);

/// <summary>The weight of a special round.</summary>
/// <param name="SharePercent">Most per cent of a plan's orders, above 0 to 100; null when none was readable.</param>
/// <param name="SafetyPoints">What one visit weighs in the plan, above 0 to 100; null when none was readable.</param>
public sealed record RoundWeight(double? SharePercent, double? SafetyPoints);

/// <summary>What codes a draft may name.</summary>
/// <param name="Classes">Classes of cycles in force.</param>
/// <param name="Items">Items of every checklist.</param>
/// <param name="Areas">Transformer areas that exist.</param>
/// <param name="Bands">Bands of supply voltage in force.</param>
public sealed record RoundCodes(IReadOnlySet<string> Classes, IReadOnlySet<string> Items, IReadOnlySet<string> Areas, IReadOnlySet<string> Bands);

/// <summary>What a special round needs before it can be published.</summary>
public static class RoundRules
{
    private const int LongestName = 60, LongestReason = 500;
    private const double MostPoints = 100;

    /// <summary>Every field that is wrong, in the order of the form; empty when none is.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="codes">What it may name.</param>
    /// <param name="today">Day of publication.</param>
    public static IReadOnlyList<Problem> Wrong(RoundDraft draft, RoundCodes codes, DateOnly today)
    {
        var wrong = new List<Problem>();
        foreach (var (field, name) in (IEnumerable<(string, string)>)[("zh", draft.Zh), ("en", draft.En)])
        {
            if (name.Trim().Length is 0 or > LongestName) wrong.Add(RuleEditionProblems.RoundField(field, new($"{(field == "zh" ? "中文" : "英文")}名称应为 1 至 {LongestName} 个字", $"a name in {(field == "zh" ? "Chinese" : "English")} of 1 to {LongestName} characters is needed")));
        }

        wrong.AddRange(Days(draft, today));
        wrong.AddRange(Unknown(draft, codes));
        if (draft.Weight.SharePercent is not (> 0 and <= 100)) wrong.Add(RuleEditionProblems.RoundField("share", new("比例应大于 0、不超过 100", "the share has to be above 0 and at most 100")));
        if (draft.Weight.SafetyPoints is not (> 0 and <= MostPoints)) wrong.Add(RuleEditionProblems.RoundField("points", new($"安全分应大于 0、不超过 {MostPoints}", $"the points have to be above 0 and at most {MostPoints}")));
        if (draft.Reason.Trim().Length is 0 or > LongestReason) wrong.Add(RuleEditionProblems.RoundField("reason", new($"原因应为 1 至 {LongestReason} 个字", $"a reason of 1 to {LongestReason} characters is needed")));
        return wrong;
    }

    private static IEnumerable<Problem> Days(RoundDraft draft, DateOnly today)
    {
        if (draft.From is not { } from) yield return RuleEditionProblems.RoundField("from", new("请填写开始日期", "the first day is missing"));
        else if (from <= today) yield return RuleEditionProblems.RoundField("from", new("开始日期应在今天之后", "the first day has to be after today"));
        if (draft.Until is not { } until) yield return RuleEditionProblems.RoundField("until", new("请填写结束日期", "the last day is missing"));
        else if (draft.From > until) yield return RuleEditionProblems.RoundField("until", new("结束日期早于开始日期", "the last day is before the first"));
        else if (draft.Yearly && draft.From is { } first && until >= first.AddYears(1)) yield return RuleEditionProblems.RoundField("until", new("每年重复的专项不能长于一年", "a round of every year is shorter than a year"));
    }

    private static IEnumerable<Problem> Unknown(RoundDraft draft, RoundCodes codes)
    {
        if (draft.Who.Classes.FirstOrDefault(c => !codes.Classes.Contains(c)) is { } cycle) yield return NotKnown("classes", cycle);
        if (draft.Who.Voltages.FirstOrDefault(v => !codes.Bands.Contains(v)) is { } band) yield return NotKnown("voltages", band);
        if (draft.Who.Areas.FirstOrDefault(a => !codes.Areas.Contains(a)) is { } area) yield return NotKnown("areas", area);
        if (draft.Items.FirstOrDefault(i => !codes.Items.Contains(i)) is { } item) yield return NotKnown("items", item);
    }

    private static Problem NotKnown(string field, string code) => RuleEditionProblems.RoundField(field, new($"没有 {code}", $"there is no {code}"));
}
