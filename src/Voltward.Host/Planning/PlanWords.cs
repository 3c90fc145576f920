using System.Text.Json;
using System.Text.Json.Serialization;
using Voltward.Domain.Common;
using Voltward.Domain.Planning;
using Voltward.Host.Shared;

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

    public static IReadOnlyList<string> Sources { get; } = ["lead", "cycle", "campaign", "hazard", "tip", "audit-finding", "carry-over", "order", "random"];

    public static Words Source(string code) => code switch
    {
        "lead" => new("线索", "Lead"),
        "cycle" => new("到期检查", "Due inspection"),
        "campaign" => new("专项检查", "Special round"),
        "hazard" => new("隐患复验", "Hazard re-check"),
        "tip" => new("举报", "Tip"),
        "audit-finding" => new("稽查问题", "Audit finding"),
        "specific-check" => new("专项核查", "Specific check"),
        "carry-over" => new("结转", "Carry-over"),
        "order" => new("待排工作单", "Waiting order"),
        "random" => new("随机抽检", "Random audit"),
        _ => new(code, code),
    };

    /// <summary>What one unit more of each binding limit would bring, from a plan's own record; the dearest first.</summary>
    public static IReadOnlyList<(Words Limit, long Fen)> Prices(string policy) =>
        JsonSerializer.Deserialize<Kept>(policy)?.Prices?.OrderByDescending(p => p.Fen).Select(p => (Limit(p.Limit), p.Fen)).ToList() ?? [];

    /// <summary>Must-orders without a place that one more crew-day would make room for, from a plan's own record; 0 when it does not say.</summary>
    public static int LetIn(string policy) => JsonSerializer.Deserialize<Kept>(policy)?.LetIn ?? 0;

    private static Words Limit(string code) => code.Split(' ') switch
    {
        ["crew-day"] => new("班组日总数", "crew-days in all"),
        ["minute"] => new("班组每分钟", "a minute of a crew"),
        ["minute", "above", var v, "V"] => new($"{v} V 以上资格的班组每分钟", $"a minute of a crew qualified above {v} V"),
        ["trip", "above", var v, "V"] => new($"{v} V 以上每日可到点数", $"a stop above {v} V"),
        ["orders", "per", "day"] => new("每日工作单上限", "an order more per crew-day"),
        ["person"] => new("人员不能同时在两个班组", "people cannot be in two crews"),
        ["must"] => new("必须安排的工作单", "an order that must be in"),
        ["district", var d] => new($"区域上限 {d}", $"an order more in {d}"),
        _ => new(code, code),
    };

    private sealed record Kept(
        [property: JsonPropertyName("prices")] List<KeptPrice>? Prices, [property: JsonPropertyName("mustOrdersOfOneMoreCrewDay")] int? LetIn);

    private sealed record KeptPrice(string Limit, long Fen);

    public static Words Arm(string code) => code switch
    {
        "visit" => new("现场检查", "Visit"),
        "letter" => new("信函", "Letter"),
        "remote" => new("远程核查", "Remote check"),
        "none" => new("不干预", "Nothing"),
        _ => new(code, code),
    };

    /// <summary>Who is in a class of cycles, of those whom no class before it takes.</summary>
    public static Words Belongs(IEnumerable<ClassCondition> who)
    {
        var all = who.Select(Condition).ToList();
        return new(string.Join(Or.Zh, all.Select(w => w.Zh)), string.Join(Or.En, all.Select(w => w.En)));
    }

    private static readonly Words Or = new("；或", "; or "), And = new("，", ", ");

    private static Words Condition(ClassCondition who)
    {
        var parts = new List<Words>();
        if (who.Important.Count > 0) parts.Add(Either(who.Important.Select(Customers.CustomerWords.Important)));
        if (who.CustomerClasses.Count > 0) parts.Add(Either(who.CustomerClasses.Select(Customers.CustomerWords.Class)));
        if (who.FeedIn) parts.Add(new("有上网电量", "feeding in"));
        if (who.FromVoltageV is { } voltage) parts.Add(new($"供电电压 {Figures.Number(voltage / 1000.0)} 千伏及以上", $"supplied at {Figures.Number(voltage / 1000.0)} kV and above"));
        if (who.FromContractedVa is { } capacity) parts.Add(new($"合同容量 {Figures.Number(capacity / 1000.0)} 千伏安及以上", $"contracted for {Figures.Number(capacity / 1000.0)} kVA and more"));
        return parts.Count == 0 ? new("其余所有客户", "everybody else") : new(string.Join(And.Zh, parts.Select(p => p.Zh)), string.Join(And.En, parts.Select(p => p.En)));
    }

    private static Words Either(IEnumerable<Words> names)
    {
        var all = names.ToList();
        return new(string.Join("、", all.Select(w => w.Zh)), string.Join(" or ", all.Select(w => w.En)));
    }

    /// <summary>In what part somebody knew of a visit before it.</summary>
    public static Words Knew(string group) => group.Split(':')[0] switch
    {
        _ when group == "planner:system" => new("计划：系统编制", "Planner: made by the system"),
        "inspector" => new("检查员", "Inspector"),
        "planner" => new("派工员", "Planner"),
        "approver" => new("审批人", "Approver"),
        var part => new(part, part),
    };

    /// <summary>How a class is inspected.</summary>
    public static Words Rhythm(string code) => code switch
    {
        "months" => new("按周期（月）", "By cycle (months)"),
        "share" => new("每年抽查（%）", "Sample each year (%)"),
        "event" => new("按事件", "Per event"),
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
