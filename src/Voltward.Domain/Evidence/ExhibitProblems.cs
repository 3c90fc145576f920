using Voltward.Domain.Common;

namespace Voltward.Domain.Evidence;

/// <summary>Refusals of exhibits.</summary>
public static class ExhibitProblems
{
    /// <summary>The crew may remove only the company's own equipment.</summary>
    public static Problem NotOurs { get; } = new(
        "evidence.exhibit-not-ours",
        ProblemKind.Forbidden,
        new("检查人员只能拆回本企业的设备；客户的物品只能由其自愿交出，或由公安机关提取。", "A crew removes the company's own equipment only; other things are handed over by their owner or taken by the police."),
        new("请改为“自愿交出”并写明交出人，或请公安机关提取。", "Record it as handed over, with the name of who gave it, or ask the police to take it."));

    /// <summary>Two different people sign each move.</summary>
    public static Problem OnePerson { get; } = new(
        "evidence.exhibit-one-person",
        ProblemKind.Invalid,
        new("交出人与接收人不能是同一人。", "Giver and taker are never the same person."),
        new("请由两个人分别签字。", "Two people sign."));

    /// <summary>A text is missing.</summary>
    public static Problem TextMissing(string where) => new(
        "evidence.exhibit-text-missing",
        ProblemKind.Invalid,
        new($"缺少：{where}。", $"Missing: {where}."),
        new("请补全后再登记。", "Fill it in and record again."),
        where);

    /// <summary>The number of the seal is taken.</summary>
    public static Problem SealTaken(string sealNo) => new(
        "evidence.exhibit-seal-taken",
        ProblemKind.Conflict,
        new($"封号 {sealNo} 已用于另一件物证。", $"The seal {sealNo} is on another exhibit."),
        new("请核对封号；每个封号只用一次。", "Check the number; a seal is used once."),
        sealNo);

    /// <summary>No such exhibit, or not visible.</summary>
    public static Problem NotFound(string exhibitNo) => new(
        "evidence.exhibit-not-found",
        ProblemKind.NotFound,
        new($"没有物证 {exhibitNo}。", $"There is no exhibit {exhibitNo}."),
        new("请核对物证编号。", "Check its number."),
        exhibitNo);
}
