using Voltward.Domain.Common;

namespace Voltward.Domain.Cases;

/// <summary>Refusals about the evidence pack and the innocent explanations of a case.</summary>
public static class CasePackProblems
{
    /// <summary>Items of the pack are not on file; each is named.</summary>
    public static Problem Incomplete(IReadOnlyList<string> items) => new(
        "case.evidence-incomplete",
        ProblemKind.Conflict,
        new($"证据包不齐，缺 {items.Count} 项：{Join(items, EvidencePack.Name, false)}。", $"The evidence pack lacks {items.Count}: {Join(items, EvidencePack.Name, true)}."),
        new("请在案件页“证据清单”中补齐；没有十一项证据不得按窃电办结。", "File what is missing under Evidence pack; no case ends as theft without all eleven."),
        string.Join(',', items));

    /// <summary>Innocent explanations were not tested; each is named.</summary>
    public static Problem Untested(IReadOnlyList<string> explanations) => new(
        "case.innocent-untested",
        ProblemKind.Conflict,
        new($"尚未排查：{Join(explanations, InnocentTests.Name, false)}。", $"Not tested yet: {Join(explanations, InnocentTests.Name, true)}."),
        new("请逐项排查并登记结果；结果同时告知客户。", "Test each and record what came of it; the customer reads it too."),
        string.Join(',', explanations));

    /// <summary>An innocent explanation holds, so this is no theft.</summary>
    public static Problem Holds(IReadOnlyList<string> explanations) => new(
        "case.innocent-holds",
        ProblemKind.Conflict,
        new($"以下无辜原因成立：{Join(explanations, InnocentTests.Name, false)}，不得按窃电办理。", $"An innocent explanation holds: {Join(explanations, InnocentTests.Name, true)}; this is no theft."),
        new("请撤销案件，或在有新证据时重新排查。", "Drop the case, or test again when there is new evidence."),
        string.Join(',', explanations));

    /// <summary>The rules know no such item.</summary>
    public static Problem ItemUnknown(string item) => new(
        "case.evidence-item-unknown",
        ProblemKind.Invalid,
        new($"没有证据项或排查项 {item}。", $"There is no item {item}."),
        new("请从清单中选择。", "Choose one of the list."),
        item);

    /// <summary>Only the records themselves prove this item.</summary>
    public static Problem FromRecords(string item) => new(
        "case.evidence-from-records",
        ProblemKind.Conflict,
        new($"{EvidencePack.Name(item).Zh}只能由检查记录或案件记录证明，不能手工登记。", $"{EvidencePack.Name(item).En} is proved by the records alone, not by hand."),
        new("请完成相应的检查或案件步骤。", "Take the step that makes the record."),
        item);

    /// <summary>The original file is needed.</summary>
    public static Problem FileMissing(string item) => new(
        "case.evidence-file-missing",
        ProblemKind.Invalid,
        new($"{EvidencePack.Name(item).Zh}须提交原始文件。", $"{EvidencePack.Name(item).En} needs the original file."),
        new("请选择原始文件；收到时计算并登记摘要。", "Choose the original; its hash is made on receipt."),
        "file");

    private static string Join(IEnumerable<string> codes, Func<string, Words> name, bool english) =>
        string.Join(english ? "; " : "；", codes.Select(c => name(c).In(english)));
}
