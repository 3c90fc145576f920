using System.CommandLine;
using Voltward.App.LineLoss;
using Voltward.Domain.Common;
using Voltward.Domain.LineLoss;
using Voltward.Host.Shared;

namespace Voltward.Host.LineLoss;

/// <summary><c>voltward loss-order</c>: line-loss inspection orders and their cause trees.</summary>
internal static class LossOrderCommands
{
    private static readonly Argument<string> OrderNo = new("ORDER") { Description = Terminal.Say("工单编号，如 XS-2026-000001", "Order, such as XS-2026-000001") };

    public static Command Create() => new("loss-order", Terminal.Say("线损检查工单：按诊断树逐项排查", "Line-loss inspection orders: the cause tree, step by step"))
    {
        List(), Show(), Open(), Find(), Close(),
    };

    private static Command List() => TerminalActor.Do(new Command("list", Terminal.Say("工单列表", "List orders")), async (parsed, services, actor, stop) =>
    {
        Outcome<Orders> all = new Orders(await services.GetRequiredService<LossOrderQueries>().RunAsync(null, actor, stop));
        return all.ToTerminal(parsed.GetValue(TerminalActor.AsJson), o => o, o =>
        {
            foreach (var x in o.All) Console.Out.WriteLine(Terminal.Invariant($"{x.OrderNo}  {x.AreaNo,-14} {x.State,-6} {x.Found}/{x.Steps}  {x.Owner}  {x.Due:yyyy-MM-dd}"));
        });
    });

    private static Command Show() => TerminalActor.Do(new Command("show", Terminal.Say("工单与诊断树", "One order with its cause tree")) { OrderNo }, async (parsed, services, actor, stop) =>
    {
        var found = await services.GetRequiredService<LossOrderQueries>().RunAsync(parsed.GetValue(OrderNo)!, actor, stop);
        Outcome<LossOrderQueries.Order> order = found.Count == 0 ? LossProblems.OrderNotOpen(parsed.GetValue(OrderNo)!) : found[0];
        return order.ToTerminal(parsed.GetValue(TerminalActor.AsJson), o => o, Print);
    });

    private static Command Open()
    {
        var area = new Argument<string>("AREA") { Description = Terminal.Say("台区编号", "Area") };
        var owner = new Option<string>("--owner") { Description = Terminal.Say("责任人", "Who answers for it"), Required = true };
        var due = new Option<DateOnly>("--due") { Description = Terminal.Say("期限", "Last day"), Required = true };
        var command = new Command("open", Terminal.Say("为异常台区开单", "Open an order for an area")) { area, owner, due };
        return TerminalActor.Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<OpenLossOrder>()
            .RunAsync(new(parsed.GetValue(area)!, parsed.GetValue(owner)!, parsed.GetValue(due)), actor, stop))
            .ToTerminal(parsed.GetValue(TerminalActor.AsJson), no => new { orderNo = no }, Console.Out.WriteLine));
    }

    private static Command Find()
    {
        var step = new Option<long>("--step") { Description = Terminal.Say("步骤", "Step"), Required = true };
        var evidence = new Option<string>("--evidence") { Description = Terminal.Say("依据", "What shows it"), Required = true };
        var cause = new Option<LossCause?>("--cause") { Description = Terminal.Say("确认的原因；不给则为排除", "The cause confirmed; cleared when left out") };
        var kwh = new Option<decimal?>("--kwh") { Description = Terminal.Say("电量（千瓦时）", "Energy, kWh") };
        var month = new Option<string?>("--month") { Description = Terminal.Say("月份 yyyy-MM", "Month yyyy-MM") };
        var command = new Command("find", Terminal.Say("登记一步的结论", "Record what a step found")) { OrderNo, step, evidence, cause, kwh, month };
        return TerminalActor.Do(command, async (parsed, services, actor, stop) =>
        {
            LossBooking? booking = parsed.GetValue(cause) is { } c && parsed.GetValue(kwh) is { } energy ? new LossBooking(c, LossCommandProblems.Wh(energy)) : null;
            var request = new RecordLossFinding.Request(parsed.GetValue(OrderNo)!, parsed.GetValue(step), parsed.GetValue(cause) is not null, parsed.GetValue(evidence)!)
            {
                Booking = booking,
                Month = parsed.GetValue(month) is { } text ? LossMonth.Parse(text) : null,
            };
            return (await services.GetRequiredService<RecordLossFinding>().RunAsync(request, actor, stop))
                .ToTerminal(parsed.GetValue(TerminalActor.AsJson), id => new { bookingId = id.Length == 0 ? null : id }, id => Console.Out.WriteLine(id.Length == 0 ? Terminal.Say("已排除。", "Cleared.") : id));
        });
    }

    private static Command Close() => TerminalActor.Do(
        new Command("close", Terminal.Say("办结：各步均有结论，并写明未查明电量", "Close: every step has a finding, and the unexplained rest is stated")) { OrderNo },
        async (parsed, services, actor, stop) => (await services.GetRequiredService<CloseLossOrder>().RunAsync(parsed.GetValue(OrderNo)!, actor, stop)).ToTerminal(
            parsed.GetValue(TerminalActor.AsJson),
            l => new { unexplainedKwh = l.UnexplainedWh / 1000.0, low = l.UnexplainedLowWh / 1000.0, high = l.UnexplainedHighWh / 1000.0, explained = l.IsExplained },
            l => Console.Out.WriteLine(Terminal.Invariant($"{Terminal.Say("未查明", "unexplained")} {l.UnexplainedWh / 1000.0:0.0} [{l.UnexplainedLowWh / 1000.0:0.0}, {l.UnexplainedHighWh / 1000.0:0.0}] kWh"))));

    private static void Print(LossOrderQueries.Order order)
    {
        Console.Out.WriteLine(Terminal.Invariant($"{order.OrderNo}  {order.AreaNo}  {order.State}  {order.Owner}  {order.Due:yyyy-MM-dd}"));
        var first = order.Tree.OrderByDescending(s => s.Strength).Take(3).Select(s => s.N).ToHashSet();
        foreach (var s in order.Tree)
        {
            Console.Out.WriteLine(Terminal.Invariant(
                $"{(first.Contains(s.N) ? '*' : ' ')} {s.N,2} {LossSuspectWords.Of(s.Suspect, Terminal.Chinese),-24} {s.Strength:0.00}  {s.Finding ?? "-",-9} {string.Join(' ', s.Customers)}"));
        }
    }

    private sealed record Orders(IReadOnlyList<LossOrderQueries.Order> All);
}

/// <summary>Branches of the cause tree in words.</summary>
internal static class LossSuspectWords
{
    private static readonly Dictionary<string, Words> All = new()
    {
        ["Completeness"] = new("采集与档案完整性", "missing readings or files"),
        ["SupplyRatio"] = new("总表倍率", "ratio of the supply meter"),
        ["CustomerRatio"] = new("用户倍率", "ratio of a customer"),
        ["WrongArea"] = new("户变关系", "booked in the wrong area"),
        ["PhaseOrClock"] = new("相别与时钟", "phase or clock"),
        ["FeedIn"] = new("无合同反送电", "feed-in without contract"),
        ["Meter"] = new("计量故障", "faulty meter"),
        ["Unmetered"] = new("无表用电", "supply without a meter"),
        ["Technical"] = new("技术原因", "technical"),
        ["Theft"] = new("窃电（含表前分流，须开箱、测支路）", "theft, also before the meter: open the box, clamp the branch"),
    };

    public static string Of(string suspect, bool chinese) => All.TryGetValue(suspect, out var words) ? words.In(!chinese) : suspect;
}
