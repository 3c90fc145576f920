using Voltward.Domain.Common;

namespace Voltward.Domain.Inspections;

/// <summary>Refusals of the quality of visits (检查质量).</summary>
public static class QualityProblems
{
    /// <summary>No visit of the period can be drawn.</summary>
    public static Problem NothingToDraw { get; } = new(
        "quality.nothing-to-draw",
        ProblemKind.Conflict,
        new("该期间没有可抽取复检的已审核检查。", "There is no accepted visit of this period that can be drawn."),
        new("请换一个期间，或等检查记录审核通过后再抽取。", "Choose another period, or wait until visits are accepted."));

    /// <summary>A period that ends before it begins.</summary>
    public static Problem PeriodSenseless { get; } = new(
        "quality.period-senseless",
        ProblemKind.Invalid,
        new("期间的终止日期早于起始日期。", "The period ends before it begins."),
        new("请核对起止日期。", "Check both days."),
        "until");

    /// <summary>A share outside 0 to 1.</summary>
    public static Problem ShareSenseless { get; } = new(
        "quality.share-senseless",
        ProblemKind.Invalid,
        new("比例必须大于 0 且不超过 1。", "The share must be over 0 and at most 1."),
        new("例如 0.1 表示十分之一。", "0.1 is one tenth, for example."),
        "share");

    /// <summary>A fault at an item that no checklist of the customer asks for.</summary>
    public static Problem ItemUnknown(string item) => new(
        "quality.item-unknown",
        ProblemKind.Invalid,
        new($"该客户的检查表没有项目“{item}”。", $"The customer's checklist has no item “{item}”."),
        new("请选择检查表中的项目代码。", "Choose the code of an item on the list."),
        "itemCode");

    /// <summary>A person who may not go: of the first crew, its reviewer, or recused.</summary>
    public static Problem NotIndependent(string person) => new(
        "quality.not-independent",
        ProblemKind.Forbidden,
        new($"{person} 不能执行这张工作单：须回避。", $"{person} may not do this order and has to stand aside."),
        new("请改派其他检查员。", "Send somebody else."),
        person);
}
