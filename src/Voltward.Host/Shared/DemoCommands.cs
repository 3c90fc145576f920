using System.CommandLine;
using System.Text.Json;
using Voltward.Domain.Common;
using Voltward.Host.Access;
using Voltward.Simulation.Readings;

namespace Voltward.Host.Shared;

/// <summary><c>demo</c>: a synthetic town taken through the whole job, then served.</summary>
internal static class DemoCommands
{
    public static Command Create()
    {
        var customers = new Option<int>("--customers")
        {
            Description = Terminal.Say("仿真户数", "Customers of the synthetic town"),
            DefaultValueFactory = _ => 5000,
        };
        var days = new Option<int>("--days")
        {
            Description = Terminal.Say("有采集数据的天数", "Days with readings"),
            DefaultValueFactory = _ => 90,
        };
        var seed = new Option<ulong>("--seed")
        {
            Description = Terminal.Say("随机种子；同一种子得到同一个城镇", "Seed; the same seed gives the same town"),
            DefaultValueFactory = _ => 20261,
        };
        var port = new Option<int>("--port") { Description = Terminal.Say("网页端口", "Port of the web program"), DefaultValueFactory = _ => 5080 };
        var noServe = new Option<bool>("--no-serve") { Description = Terminal.Say("算完即退出，不启动网页", "Compute and leave; serve nothing") };
        var data = new Option<string>("--data") { Description = Terminal.Say("演示数据目录", "Data folder of the demonstration"), DefaultValueFactory = _ => "demo-data" };
        var json = Terminal.Json();
        var command = new Command("demo", Terminal.Say(
            "生成仿真城镇，导入、分析、排计划、走完检查与案件，然后启动网页；再次运行直接打开已算好的城镇",
            "Make a synthetic town, import, analyse, plan, walk visits and cases, then serve it; run again, it opens the town that is there"))
        {
            customers, days, seed, port, noServe, data, json,
        };
        command.SetAction((parsed, stop) =>
        {
            var options = new SimulationOptions
            {
                Seed = parsed.GetValue(seed),
                Customers = parsed.GetValue(customers),
                Days = parsed.GetValue(days),
            };
            var folder = parsed.GetValue(data)!;
            return parsed.GetValue(noServe)
                ? ComputeAsync(options, folder, parsed.GetValue(json), stop)
                : ServeAsync(options, folder, parsed.GetValue(port), parsed.GetValue(json), stop);
        });
        return command;
    }

    private static async Task<int> ComputeAsync(SimulationOptions options, string folder, bool json, CancellationToken stop)
    {
        if (!DemoFolder.Take(folder, options).Succeeded(out var taken, out var problem)) return problem.ToTerminal(json);
        using var held = taken;
        await using var services = await Services.OpenAsync(folder, stop);
        return (await RunAsync(services, taken, options, stop)).ToTerminal(json, report => report, report => Console.Out.WriteLine(Sentence(report)));
    }

    /// <summary>Pages open at once; the town is computed behind them and appears as it is ready.</summary>
    private static async Task<int> ServeAsync(SimulationOptions options, string folder, int port, bool json, CancellationToken stop)
    {
        if (!DemoFolder.Take(folder, options).Succeeded(out var taken, out var problem)) return problem.ToTerminal(json);
        using var held = taken;
        await using var app = await WebHost.BuildAsync(folder, Terminal.Invariant($"http://127.0.0.1:{port}"), stop);
        if (await ServeCommands.StartAsync(app, stop) is { } refused) return refused;

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, app.Lifetime.ApplicationStopping);
        try
        {
            var outcome = await RunAsync(app.Services, taken, options, ended.Token);
            if (!outcome.Succeeded(out var report, out problem)) return problem.ToTerminal(json);
            Console.Out.WriteLine(json ? JsonSerializer.Serialize(report, Answers.Json) : Sentence(report));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            return 1;
        }

        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    private static async Task<Outcome<DemoReport>> RunAsync(IServiceProvider services, DemoFolder folder, SimulationOptions options, CancellationToken stop)
    {
        if (folder.Report is { } known)
        {
            Say(Terminal.Say("目录中已有算好的城镇，直接使用。", "The town in this folder is complete; using it."));
            return known;
        }

        var outcome = await new DemoRun(services, Say).RunAsync(options, stop);
        if (outcome.Succeeded(out var report, out _)) folder.Finish(report);
        return outcome;
    }

    private static void Say(string line) => Console.Error.WriteLine(line);

    private static string Sentence(DemoReport report) => Terminal.Chinese
        ? Terminal.Invariant($"{report.Customers} 户、{report.Areas} 个台区：{report.Leads} 条线索，{report.Orders} 张工单，{report.Visits} 次检查，{report.Cases} 个案件；已核定 {report.RecoveredKwh:0} kWh（这些用户实窃 {report.SettledTrueKwh:0}，全部实窃 {report.TrueStolenKwh:0}）；用时 {report.Seconds:0.0} 秒")
        : Terminal.Invariant($"{report.Customers} customers, {report.Areas} areas: {report.Leads} leads, {report.Orders} orders, {report.Visits} visits, {report.Cases} cases; settled {report.RecoveredKwh:0} kWh where {report.SettledTrueKwh:0} were truly stolen, of {report.TrueStolenKwh:0} kWh stolen in all; {report.Seconds:0.0} s");
}
