using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>Refusals of the rules: no such rule, not in force, an input that is missing or makes no sense, a legal decision wanted.</summary>
public static class RuleProblems
{
    /// <summary>There is no such rule in any edition.</summary>
    public static Problem Unknown(string ruleId) => new(
        "case.rule-unknown",
        ProblemKind.Invalid,
        new($"没有规则“{ruleId}”。", $"There is no rule {ruleId}."),
        new("请核对规则编号，全部规则见 docs/rule-book.md。", "Check the rule; all rules are listed in docs/rule-book.md."),
        "rule");

    /// <summary>There is no such edition.</summary>
    public static Problem SetUnknown(string ruleSet) => new(
        "case.rule-set-unknown",
        ProblemKind.Invalid,
        new($"没有规则版本“{ruleSet}”。", $"There is no edition {ruleSet}."),
        new("请核对版本，例如 CN-1996 或 CN-2024。", "Check the edition, such as CN-1996 or CN-2024."),
        "ruleSet");

    /// <summary>The rule exists, but not in this edition.</summary>
    public static Problem NotInSet(string ruleId, string ruleSet, IEnumerable<string> editions) => new(
        "case.rule-not-in-set",
        ProblemKind.Invalid,
        new($"规则 {ruleId} 不在 {ruleSet} 中。", $"Rule {ruleId} is not part of {ruleSet}."),
        new($"有此规则的版本：{Join(editions)}。", $"Editions that have it: {Join(editions)}."),
        "ruleSet");

    /// <summary>The rule was repealed before the day of the conduct.</summary>
    public static Problem Repealed(string ruleId, string lastSet, DateOnly lastDay) => new(
        "case.rule-repealed",
        ProblemKind.Conflict,
        new(
            $"规则 {ruleId} 已废止：最后版本 {lastSet}，有效至 {lastDay:yyyy-MM-dd}。",
            $"Rule {ruleId} was repealed: last edition {lastSet}, in force until {lastDay:yyyy-MM-dd}."),
        new("请核对行为日期；此后的行为不得适用该条。", "Check the date of the conduct; later conduct may not rest on this article."),
        "ruleSet");

    /// <summary>No record of the rule is in force on a day.</summary>
    public static Problem NotInForce(string ruleId, DateOnly day) => new(
        "case.rule-not-in-force",
        ProblemKind.Conflict,
        new($"{day:yyyy-MM-dd} 没有生效的 {ruleId} 规则记录。", $"No record of rule {ruleId} is in force on {day:yyyy-MM-dd}."),
        new("请核对行为日期与版本；跨版本的行为请不填 ruleSet，由日期分段。",
            "Check date and edition; for conduct across editions leave ruleSet empty, the dates then split it."),
        "ruleSet");

    /// <summary>The rule is local law of other places.</summary>
    public static Problem NotHere(string ruleId, IEnumerable<string> places) => new(
        "case.rule-not-here",
        ProblemKind.Invalid,
        new($"规则 {ruleId} 只适用于 {Join(places)}。", $"Rule {ruleId} applies only at {Join(places)}."),
        new("请在 inputs.jurisdiction 中写明行为地。", "Give the place of the conduct in inputs.jurisdiction."),
        "inputs.jurisdiction");

    /// <summary>Several editions have the rule on that day.</summary>
    public static Problem Ambiguous(string ruleId, IEnumerable<string> editions) => new(
        "case.rule-ambiguous",
        ProblemKind.Invalid,
        new($"规则 {ruleId} 同时见于 {Join(editions)}。", $"Rule {ruleId} stands in {Join(editions)} at the same time."),
        new("请在 ruleSet 中写明版本。", "Name the edition in ruleSet."),
        "ruleSet");

    /// <summary>Neither an edition nor a date was given.</summary>
    public static Problem EditionOpen(string ruleId, IEnumerable<string> editions) => new(
        "case.edition-open",
        ProblemKind.Invalid,
        new($"规则 {ruleId} 未写明版本，也没有行为日期。", $"Rule {ruleId} needs an edition or the dates of the conduct."),
        new($"请填 ruleSet（{Join(editions)}），或填 from 与 to。", $"Give ruleSet ({Join(editions)}), or from and to."),
        "ruleSet");

    /// <summary>A rule record lacks a figure or carries a wrong one: the rule files need repair.</summary>
    public static Problem RecordIncomplete(string ruleSet, string ruleId, string key) => new(
        "case.rule-record-incomplete",
        ProblemKind.Conflict,
        new($"规则记录 {ruleSet}/{ruleId} 缺少可用的“{key}”。", $"The rule record {ruleSet}/{ruleId} has no usable {key}."),
        new("请在规则文件中补正，或在 inputs 中给出。", "Repair the rule file, or give the figure in inputs."),
        key);

    /// <summary>A fact is missing.</summary>
    public static Problem InputMissing(string member) => new(
        "case.input-missing",
        ProblemKind.Invalid,
        new($"缺少输入“{member}”。", $"The input {member} is missing."),
        new("请补充该项。", "Give it."),
        member);

    /// <summary>A fact cannot be read.</summary>
    /// <param name="member">Its place in the input.</param>
    /// <param name="wanted">What it should be.</param>
    public static Problem InputUnreadable(string member, Words wanted) => new(
        "case.input-unreadable",
        ProblemKind.Invalid,
        new($"输入“{member}”不是{wanted.Zh}。", $"The input {member} is not {wanted.En}."),
        new("请改正该项。", "Correct it."),
        member);

    /// <summary>A fact makes no sense.</summary>
    /// <param name="member">Its place in the input.</param>
    /// <param name="why">Why it makes no sense, as a whole sentence.</param>
    public static Problem InputSenseless(string member, Words why) => new(
        "case.input-senseless",
        ProblemKind.Invalid,
        why,
        new("请核对该项。", "Check it."),
        member);

    /// <summary>The result may be shown but not served before the legal department has decided.</summary>
    /// <param name="reasons">Stable names of the reasons, such as <c>ContractSilent</c>.</param>
    /// <param name="why">The reasons in words.</param>
    public static Problem LegalReview(IReadOnlyList<string> reasons, Words why) => new(
        "case.legal-review",
        ProblemKind.Conflict,
        new($"须先经法律审核：{why.Zh}", $"Legal review first: {why.En}"),
        new("请由管理者记录法律审核结论（部门、日期、文号），再重新计算；命令行输入写入 legalReview（by、on、reference）。", "Let the manager record the decision (who, when, number of the paper), then calculate again; on the command line it stands in legalReview (by, on, reference)."),
        string.Join(",", reasons));

    private static string Join(IEnumerable<string> names) => string.Join(", ", names.Distinct());
}
