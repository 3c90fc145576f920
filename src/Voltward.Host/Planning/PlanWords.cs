using Voltward.Domain.Common;

namespace Voltward.Host.Planning;

/// <summary>The words for plans and their candidates.</summary>
internal static class PlanWords
{
    public static Words State(string code) => code switch
    {
        "draft" => new("待审批", "Draft"),
        "approved" => new("已审批", "Approved"),
        "closed" => new("已归档", "Closed"),
        "withdrawn" => new("已撤回", "Withdrawn"),
        _ => new(code, code),
    };

    public static IReadOnlyList<string> Sources { get; } = ["lead", "cycle", "hazard", "carry-over", "random"];

    public static Words Source(string code) => code switch
    {
        "lead" => new("线索", "Lead"),
        "cycle" => new("到期检查", "Due inspection"),
        "hazard" => new("隐患复验", "Hazard re-check"),
        "carry-over" => new("结转", "Carry-over"),
        "random" => new("随机抽检", "Random audit"),
        _ => new(code, code),
    };

    public static Words Slice(string? code) => code switch
    {
        "greedy" => new("按价值", "By value"),
        "novelty" => new("新异", "Novelty"),
        "random" => new("随机", "Random"),
        "cycle" => new("周期", "Cycle"),
        _ => new(code ?? "–", code ?? "–"),
    };
}
