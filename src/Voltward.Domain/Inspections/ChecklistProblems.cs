using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>Refusals of new checklist versions.</summary>
public static class ChecklistProblems
{
    /// <summary>A list without safety steps.</summary>
    public static Problem NoSafety { get; } = new(
        "visit.checklist-without-safety",
        ProblemKind.Invalid,
        new("检查表没有必填的安全项目。", "The checklist has no required safety item."),
        new("请保留安全确认项目，它们必须先于测量完成。", "Keep the safety items; they come before the first measurement."),
        "items");

    /// <summary>The text is no checklist.</summary>
    public static Problem Unreadable(string why) => new(
        "visit.checklist-unreadable",
        ProblemKind.Invalid,
        new($"检查表内容有误：{why}", $"The checklist is wrong: {why}"),
        new("请对照现行版本修改后再发布。", "Compare it with the version in force and publish it again."),
        "text");

    /// <summary>One field of a new version is wrong.</summary>
    public static Problem Field(string field, Words why, Words remedy) => new("visit.checklist-field", ProblemKind.Invalid, why, remedy, field);

    /// <summary>The id is taken.</summary>
    public static Problem Exists(string checklistId) => new(
        "visit.checklist-exists",
        ProblemKind.Conflict,
        new($"版本 {checklistId} 已存在，已发布的版本不能修改。", $"Version {checklistId} exists; a published version cannot be changed."),
        new("请使用新的版本号。", "Use a new id."),
        "checklistId");

    /// <summary>The version would hold before anybody could know it.</summary>
    public static Problem NotInFuture(DateOnly from) => new(
        "visit.checklist-not-in-future",
        ProblemKind.Invalid,
        new($"生效日期 {from:yyyy-MM-dd} 不晚于今天。", $"The version would hold from {from:yyyy-MM-dd}, which is not after today."),
        new("请把生效日期定在明天或以后。", "Let it hold from tomorrow or later."),
        "effectiveFrom");
}
