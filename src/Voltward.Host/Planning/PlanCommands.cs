using System.CommandLine;
using Voltward.App.Planning;
using Voltward.Host.Shared;

namespace Voltward.Host.Planning;

/// <summary><c>voltward plan</c>: the week's portfolio, with the price of one more crew-day.</summary>
internal static class PlanCommands
{
    public static Command Create()
    {
        var (data, json, person) = (Terminal.Data(), Terminal.Json(), TerminalActor.As());
        var week = new Option<string>("--week") { Description = Terminal.Say("计划周，如 2026-W48", "Week, such as 2026-W48"), Required = true };
        var crews = new Option<int?>("--crews")
        {
            Description = Terminal.Say("最多使用几个班组；未登记班组时为假定班组数", "Use at most so many crews; assumed ones when none are registered"),
        };
        var crewDays = new Option<int?>("--crew-days") { Description = Terminal.Say("最多使用几个班组日", "Use at most so many crew-days") };
        var seed = new Option<string?>("--seed") { Description = Terminal.Say("抽样种子，仅供系统重现计划；以个人名义时不能指定", "Seed of the draws, to repeat a plan; not taken in a person's name, where it is always fresh") };
        var effort = new Option<double>("--effort")
        {
            Description = Terminal.Say("求解力度（确定性秒数）", "Effort of the search, in deterministic seconds"),
            DefaultValueFactory = _ => 3,
        };
        var command = new Command("plan", Terminal.Say(
            "编制一周检查计划：在班组时间内净值与安全之和最大，含随机抽检与探索名额；同周未审批的草案会被替换",
            "Plan a week: the most valuable and safest set of visits within the crews' time, with its random and exploring share; replaces an unapproved draft of the same week"))
        {
            data, week, crews, crewDays, seed, effort, person, json,
        };
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            var asJson = parsed.GetValue(json);
            if (!(await TerminalActor.FindAsync(services, parsed.GetValue(person), stop)).Succeeded(out var actor, out var unknown)) return unknown.ToTerminal(asJson);
            var request = new MakePlan.Request(
                parsed.GetValue(week)!, parsed.GetValue(crews), parsed.GetValue(crewDays), parsed.GetValue(seed), parsed.GetValue(effort));
            var outcome = await services.GetRequiredService<MakePlan>().RunAsync(request, actor, stop);
            return outcome.ToTerminal(asJson, plan => PlanView.Of(plan, !Terminal.Chinese), Print);
        });
        return command;
    }

    private static string LetIn(int musts) => musts == 0 ? "" : Terminal.Say(
        $"，并容纳 {musts} 张必须安排的工作单（其成本不计入此价）", $" and let in {musts} orders that must be in (their cost is not in this price)");

    private static void Print(MadePlan plan)
    {
        var o = Console.Out;
        o.WriteLine(Terminal.Say(
            $"计划 {plan.PlanId}（{plan.Week}）：{plan.Orders.Count} 张工作单，{plan.CrewDays} 个班组日",
            $"Plan {plan.PlanId} ({plan.Week}): {plan.Orders.Count} orders in {plan.CrewDays} crew-days"));
        if (plan.Provisional) o.WriteLine(Terminal.Say("尚未登记班组：按假定班组编制，不能审批。", "No crews are registered: made for assumed ones, cannot be approved."));
        o.WriteLine(Terminal.Invariant($"{"",2}{Terminal.Say("净值", "value"),-8} {plan.ValueYuan,12:0.00} yuan   {Terminal.Say("安全", "safety")} {plan.SafetyPoints:0.#}"));
        o.WriteLine(Terminal.Invariant($"{"",2}{Terminal.Say("目标", "objective"),-8} {plan.Objective,12:0.00}   {Terminal.Say("上界", "bound")} {plan.Bound:0.00}   {Terminal.Say("差距", "gap")} {plan.GapPercent:0.##} %"));
        o.WriteLine(Terminal.Invariant($"{"",2}{Terminal.Say("再加一个班组日可增", "one more crew-day would add")} {plan.PriceOfOneMoreCrewDay:0.00} yuan{LetIn(plan.MustOrdersOfOneMoreCrewDay)}"));
        o.WriteLine(Terminal.Invariant($"{"",2}{Terminal.Say("随机抽检", "random audit")} {plan.Audit.Drawn?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? Terminal.Say("（对派工员不显示）", "(not shown to a planner)")} / {plan.Audit.Eligible}  (π = {plan.Audit.Chance:0.######})"));
        foreach (var order in plan.Orders)
        {
            o.WriteLine(Terminal.Invariant(
                $"  {order.Day:yyyy-MM-dd} {order.Crew,-10} {order.OrderNo}  {order.Customer ?? order.Area ?? Terminal.Say("随机抽检", "by lot"),-14} {order.Kind,-15} {order.ValueYuan,10:0.00}  {order.Why}"));
        }

        o.WriteLine(Terminal.Say($"未安排 {plan.LeftOut.Count} 项：", $"{plan.LeftOut.Count} left out:"));
        foreach (var reason in plan.LeftOut.CountBy(l => l.Text).OrderByDescending(r => r.Value))
        {
            o.WriteLine(Terminal.Invariant($"  {reason.Value,6}  {reason.Key.In(!Terminal.Chinese)}"));
        }
    }
}

/// <summary>A plan as JSON: the members of the design page, and more.</summary>
internal static class PlanView
{
    public static object Of(MadePlan plan, bool english) => new
    {
        plan.Week,
        plan = plan.PlanId,
        plan.Provisional,
        plan.CrewDays,
        orders = plan.Orders,
        plan.Objective,
        plan.ValueYuan,
        plan.SafetyPoints,
        plan.Bound,
        plan.GapPercent,
        plan.PriceOfOneMoreCrewDay,
        plan.MustOrdersOfOneMoreCrewDay,
        audit = plan.Audit,
        leftOut = plan.LeftOut.Select(l => new { l.Customer, l.Area, l.Source, l.ValueYuan, l.Propensity, why = l.Why, text = l.Text.In(english) }),
    };
}
