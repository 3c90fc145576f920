using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>What can be wrong with the rule files.</summary>
internal static class RuleShelfProblems
{
    private static readonly Words Repair = new("请改正规则文件后重试。", "Repair the rule file and try again.");

    public static Problem FolderMissing(string folder) => Broken(
        "case.rules-missing", new($"没有规则目录 {folder}。", $"There is no rules folder {folder}."), folder);

    public static Problem NotJson(string file, long? line) => Broken(
        "case.rules-not-json",
        new($"规则文件 {file} 不是有效的 JSON。", $"The rule file {file} is not valid JSON."),
        line is null ? file : $"{file}:{line + 1}");

    public static Problem NotAList(string file) => Broken(
        "case.rules-not-json", new($"规则文件 {file} 应为记录数组。", $"The rule file {file} must be an array of records."), file);

    public static Problem Member(string where, string member) => Broken(
        "case.rules-member",
        new($"规则记录 {where} 的“{member}”缺少或无效。", $"The member {member} of rule record {where} is missing or not valid."),
        $"{where}.{member}");

    public static Problem Overlap(RuleRecord record) => Broken(
        "case.rules-overlap",
        new($"规则 {record.RuleSetId}/{record.RuleId} 的两条记录生效期重叠。", $"Two records of {record.RuleSetId}/{record.RuleId} are in force on the same day."),
        $"{record.RuleSetId}/{record.RuleId} {record.EffectiveFrom:yyyy-MM-dd}");

    public static Problem NotTunable(RuleRecord record, string key) => Broken(
        "case.rules-not-tunable",
        new($"公司记录 {record.RuleSetId}/{record.RuleId} 不得设定“{key}”。", $"A company record may not set {key} of {record.RuleId}."),
        $"{record.RuleSetId}/{record.RuleId}.{key}");

    private static Problem Broken(string code, Words text, string where) => new(code, ProblemKind.Conflict, text, Repair, where);
}
