using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>Refusals of new editions of cycles and special rounds.</summary>
public static class RuleEditionProblems
{
    /// <summary>The text is no edition.</summary>
    public static Problem Unreadable(string why) => new(
        "plan.rule-unreadable",
        ProblemKind.Invalid,
        new($"规则内容有误：{why}", $"The rules are wrong: {why}"),
        new("请以现行版本为底稿修改后再发布。", "Start from the edition in force and publish it again."),
        "text");

    /// <summary>One field of an edition of the cycles is wrong.</summary>
    public static Problem Field(string field, Words why, Words remedy) => new("plan.rule-field", ProblemKind.Invalid, why, remedy, field);

    /// <summary>It is not clear who belongs to a class.</summary>
    public static Problem ClassUnclear(string key, Words why) => new(
        "plan.rule-class",
        ProblemKind.Invalid,
        new($"类别 {key}：{why.Zh}。", $"Class {key}: {why.En}."),
        new("请改正该类的 who；或者把所有类别的 who 都去掉，沿用现行的归类。", "Put its \"who\" right; or leave every \"who\" out to keep the classes in force."),
        "text");

    /// <summary>One field of a special round is wrong.</summary>
    public static Problem RoundField(string field, Words why) => new(
        "plan.round-field",
        ProblemKind.Invalid,
        why,
        new("请改正标出的字段后再发布。", "Put the marked field right and publish again."),
        field);

    /// <summary>The name of the edition is taken.</summary>
    public static Problem Exists(string id) => new(
        "plan.rule-exists",
        ProblemKind.Conflict,
        new($"版本 {id} 已存在，已发布的版本不能修改。", $"Edition {id} exists; a published one cannot be changed."),
        new("请使用新的版本号。", "Use a new name."),
        "version");

    /// <summary>It would hold before anybody could know it.</summary>
    public static Problem NotInFuture(DateOnly from) => new(
        "plan.rule-not-in-future",
        ProblemKind.Invalid,
        new($"生效日期 {from:yyyy-MM-dd} 不晚于今天。", $"It would hold from {from:yyyy-MM-dd}, which is not after today."),
        new("请把生效日期定在明天或以后。", "Let it hold from tomorrow or later."),
        "effectiveFrom");

    /// <summary>No edition of that name.</summary>
    public static Problem Unknown(string id) => new(
        "plan.rule-unknown",
        ProblemKind.NotFound,
        new($"没有版本 {id}。", $"There is no edition {id}."),
        new("请从清单中选择。", "Choose one from the list."),
        "version");
}
