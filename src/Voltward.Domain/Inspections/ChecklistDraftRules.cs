using System.Text.RegularExpressions;
using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>What a new version of a checklist needs before it can be published: the same for a form and for a file.</summary>
public static partial class ChecklistDraftRules
{
    /// <summary>Most items of a list; more are not answered on a step in the rain.</summary>
    public const int MostItems = 60;

    private const int LongestName = 60, LongestText = 120, LongestUnit = 12, LongestOrigin = 300;
    private static readonly HashSet<string> Answers = [.. Enum.GetValues<ItemAnswer>().Select(ChecklistRules.Name)];

    /// <summary>Groups of items, in the order of a visit.</summary>
    public static IReadOnlyList<string> Groups { get; } = ["safety", "contract", "metering", "clues"];

    /// <summary>Photos that an item can ask for.</summary>
    public static IReadOnlyList<string> Shots { get; } = ["overview", "meter-number", "seal", "wiring", "nameplate", "other"];

    /// <summary>What a failed item can open.</summary>
    public static IReadOnlyList<string> Consequences { get; } = ["lead", "hazard-general", "hazard-larger", "hazard-major"];

    /// <summary>Facts of an order that an item can depend on, each with the value it is compared with.</summary>
    public static IReadOnlyList<Condition> Facts { get; } =
    [
        new("fact:phases", "1"), new("fact:phases", "3"), new("fact:ct", "1"), new("fact:sources", "2"), new("fact:own-source", "1"),
        new("fact:sealed-equipment", "1"), new("fact:two-part", "1"),
    ];

    /// <summary>Every field that is wrong, in the order of the form; empty when none is. Rows count from 1.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="kinds">Kinds of lists there are.</param>
    /// <param name="today">Day of publication.</param>
    public static IReadOnlyList<Problem> Wrong(ChecklistDraft draft, IReadOnlySet<string> kinds, DateOnly today)
    {
        var wrong = new List<Problem>();
        void Say(bool isWrong, string field, Words text, Words remedy)
        {
            if (isWrong) wrong.Add(ChecklistProblems.Field(field, text, remedy));
        }

        Say(!kinds.Contains(draft.Kind), "kind", new($"没有 {draft.Kind} 这一类检查表", $"there is no list of kind {draft.Kind}"), new("请从现有的检查表开始。", "Start from a list that exists."));
        Say(BadLength(draft.Zh, LongestName), "zh", new($"中文名称应为 1 至 {LongestName} 个字", $"the Chinese name has to have 1 to {LongestName} characters"), Fill);
        Say(BadLength(draft.En, LongestName), "en", new($"英文名称应为 1 至 {LongestName} 个字", $"the English name has to have 1 to {LongestName} characters"), Fill);
        if (draft.From is not { } from) Say(true, "effectiveFrom", new("没有生效日期", "the first day is missing"), new("请填写明天或以后的日期。", "Give tomorrow or a later day."));
        else if (from <= today) wrong.Add(ChecklistProblems.NotInFuture(from));
        Say(draft.Origin.Source.Length > LongestOrigin || draft.Origin.Certainty.Length > LongestOrigin, "source", new($"依据和可信程度各不超过 {LongestOrigin} 个字", $"source and certainty have at most {LongestOrigin} characters each"), new("请缩短。", "Shorten it."));
        Say(draft.Items.Count is 0 or > MostItems, "items", new($"检查表应有 1 至 {MostItems} 个项目，现有 {draft.Items.Count} 个", $"a list has 1 to {MostItems} items, not {draft.Items.Count}"), new("请增加或删除项目。", "Add or remove items."));
        var earlier = new Dictionary<string, int>();
        foreach (var (item, row) in draft.Items.Select((i, n) => (i, n + 1)))
        {
            wrong.AddRange(OfItem(item, row, earlier));
            earlier.TryAdd(item.Code, row);
        }

        if (draft.Kind != "file" && draft.Items.Count > 0 && !draft.Items.Any(i => i is { Group: "safety", Required: true })) wrong.Add(ChecklistProblems.NoSafety);
        return wrong;
    }

    private static Words Fill { get; } = new("请填写。", "Fill it in.");

    private static IEnumerable<Problem> OfItem(ItemDraft item, int row, Dictionary<string, int> earlier)
    {
        Problem Of(string field, Words text, Words remedy) => ChecklistProblems.Field(
            $"items-{row}-{field}", new($"第 {row} 项：{text.Zh}", $"item {row}: {text.En}"), remedy);

        if (!Code().IsMatch(item.Code)) yield return Of("code", new("编号应为 1 至 12 个字母或数字", "the code has 1 to 12 letters or digits"), new("请填写，如 M8。", "Give one, such as M8."));
        else if (earlier.TryGetValue(item.Code, out var first)) yield return Of("code", new($"编号 {item.Code} 与第 {first} 项重复", $"item {first} has the code {item.Code} already"), new("请换一个编号。", "Give it another code."));
        if (!Groups.Contains(item.Group)) yield return Of("group", new($"没有 {item.Group} 这一类项目", $"there is no group {item.Group}"), new("请从列表中选择。", "Choose one of the list."));
        if (BadLength(item.Zh, LongestText)) yield return Of("zh", new($"中文应为 1 至 {LongestText} 个字", $"the Chinese text has to have 1 to {LongestText} characters"), Fill);
        if (BadLength(item.En, LongestText)) yield return Of("en", new($"英文应为 1 至 {LongestText} 个字", $"the English text has to have 1 to {LongestText} characters"), Fill);
        if (item.Value is { } value && OfNumber(value) is { } number) yield return Of(number.Field, number.Text, number.Remedy);
        if (item.Shots.FirstOrDefault(s => !Shots.Contains(s)) is { } shot) yield return Of("shots", new($"没有 {shot} 这种照片", $"there is no photo {shot}"), new("请从列表中选择。", "Choose one of the list."));
        if (item.AskWhen.FirstOrDefault(c => !Known(c, earlier)) is { } condition) yield return Of("when", OfCondition(condition), new("请选择排在前面的项目，或把本项下移。", "Choose an item that stands before, or move this one down."));
        if (item.OnFail is { } opens && !Consequences.Contains(opens)) yield return Of("fail", new($"没有 {opens} 这种后果", $"nothing is called {opens}"), new("请从列表中选择。", "Choose one of the list."));
    }

    private static (string Field, Words Text, Words Remedy)? OfNumber(NumberDraft value) => value switch
    {
        { Unit.Length: > LongestUnit } => ("unit", new($"单位不超过 {LongestUnit} 个字", $"the unit has at most {LongestUnit} characters"), new("请缩短。", "Shorten it.")),
        { Low: null } => ("low", new("缺少合理范围的下限", "the lowest plausible value is missing"), Fill),
        { High: null } => ("high", new("缺少合理范围的上限", "the highest plausible value is missing"), Fill),
        { Low: { } low } when !double.IsFinite(low) => ("low", new("下限不是数字", "the lowest value is no number"), Fill),
        { High: { } high } when !double.IsFinite(high) => ("high", new("上限不是数字", "the highest value is no number"), Fill),
        { Low: { } low, High: { } high } when low >= high => ("high", new("上限应大于下限", "the highest value has to be above the lowest"), new("请更正范围。", "Put the range right.")),
        { FailAbove: { } top } when !(top >= value.Low && top <= value.High) => ("top", new("不合格界限应在合理范围之内", "the limit has to lie within the plausible range"), new("请更正界限或范围，或留空由检查员判断。", "Put limit or range right, or leave it empty for the inspector to judge.")),
        _ => null,
    };

    private static Words OfCondition(Condition c) => new($"“{c.Subject} = {c.Is}”不是工作单的事实，也不是前面的项目", $"\"{c.Subject} = {c.Is}\" is no fact of an order and no earlier item");

    private static bool Known(Condition c, Dictionary<string, int> earlier) =>
        c.Subject.StartsWith("fact:", StringComparison.Ordinal) ? Facts.Contains(c) : earlier.ContainsKey(c.Subject) && Answers.Contains(c.Is);

    private static bool BadLength(string text, int longest) => text.Trim().Length == 0 || text.Length > longest;

    [GeneratedRegex(@"^[\p{L}\p{N}._-]{1,12}$")]
    private static partial Regex Code();
}
