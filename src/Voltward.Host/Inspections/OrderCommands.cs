using System.CommandLine;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary><c>voltward orders</c>: the list of work orders.</summary>
internal static class OrderCommands
{
    public static Command Create()
    {
        var (data, json, person) = (Terminal.Data(), Terminal.Json(), TerminalActor.As());
        var state = new Option<string?>("--state")
        {
            Description = Terminal.Say("状态：draft approved under-way submitted returned partial done void", "State: draft approved under-way submitted returned partial done void"),
        };
        var day = new Option<string?>("--day") { Description = Terminal.Say("检查日期", "Day of the visit") };
        var top = new Option<int>("--top") { Description = Terminal.Say("最多列出", "At most so many"), DefaultValueFactory = _ => 200 };
        var command = new Command("orders", Terminal.Say("用电检查工作单", "Work orders")) { data, state, day, top, person, json };
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            var asJson = parsed.GetValue(json);
            if (!(await TerminalActor.FindAsync(services, parsed.GetValue(person), stop)).Succeeded(out var actor, out var unknown)) return unknown.ToTerminal(asJson);
            var request = ListRequest.First(parsed.GetValue(top));
            if (parsed.GetValue(state) is { } wanted) request = request.Where("state", wanted);
            if (parsed.GetValue(day) is { } on) request = request.Where("day", on);
            Outcome<ListPage<OrderList.Row>> page = await services.GetRequiredService<OrderList>().RunAsync(request, actor, stop);
            return page.ToTerminal(asJson, p => new { total = p.Total, orders = p.Rows }, p =>
            {
                foreach (var o in p.Rows)
                {
                    Console.Out.WriteLine(Terminal.Invariant($"{o.OrderNo}  {o.Day:yyyy-MM-dd} {o.CrewId,-8} {o.State,-10} {o.Kind,-15} {o.CustomerNo ?? o.AreaNo ?? Terminal.Say("随机抽检", "by lot"),-14} {o.CustomerName ?? o.AreaName}"));
                }

                Console.Error.WriteLine(Terminal.Say($"共 {p.Total} 张", $"{p.Total} in all"));
            });
        });
        return command;
    }
}
