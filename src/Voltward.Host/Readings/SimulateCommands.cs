using System.CommandLine;
using System.Globalization;
using Voltward.Domain.Common;
using Voltward.Host.Shared;
using Voltward.Simulation.Readings;

namespace Voltward.Host.Readings;

/// <summary><c>voltward simulate</c>: a synthetic utility, its files and its truth apart.</summary>
internal static class SimulateCommands
{
    private static readonly Option<ulong> Seed = new("--seed") { Description = Terminal.Say("随机种子；同一种子逐位相同", "Seed; the same seed gives the same bits"), DefaultValueFactory = _ => 1 };

    private static readonly Option<int> Customers = new("--customers") { Description = Terminal.Say("客户数", "Number of customers"), DefaultValueFactory = _ => 5000 };

    private static readonly Option<int> Days = new("--days") { Description = Terminal.Say("有读数的天数", "Days with readings"), DefaultValueFactory = _ => 90 };

    private static readonly Option<string?> Network = new("--network")
    {
        Description = Terminal.Say("OpenDSS 低压网络目录；不给则随机生成网络", "Folder of OpenDSS low-voltage networks; drawn when absent"),
    };

    private static readonly Option<string> Out = new("--out") { Description = Terminal.Say("输出目录：files/ 与 truth.json", "Output folder: files/ and truth.json"), Required = true };

    private static readonly Option<string?> Start = new("--start")
    {
        Description = Terminal.Say("第一天 yyyy-MM-dd；不给则止于 2026-10-31", "First day yyyy-MM-dd; by default the last day is 2026-10-31"),
    };

    private static readonly Option<bool> Json = Terminal.Json();

    public static Command Create()
    {
        var command = new Command("simulate", Terminal.Say(
            "生成仿真供电公司：像真实单位一样导出的文件，真值另存 truth.json",
            "Make a synthetic utility: files as a real company exports them, and truth.json apart"))
        {
            Seed, Customers, Days, Network, Out, Start, Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult line)
    {
        var json = line.GetValue(Json);
        DateOnly? start = null;
        if (line.GetValue(Start) is { } text)
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                Console.Error.WriteLine(Terminal.Say($"--start 不是日期：{text}", $"--start is not a date: {text}"));
                return 2;
            }

            start = day;
        }

        var options = new SimulationOptions
        {
            Seed = line.GetValue(Seed),
            Customers = line.GetValue(Customers),
            Days = line.GetValue(Days),
            Start = start,
            NetworkFolder = line.GetValue(Network),
        };
        Outcome<SimulationSummary> outcome = SyntheticUtility.Write(options, line.GetValue(Out)!, null, CancellationToken.None);
        return outcome.ToTerminal(json, s => s, s => Console.Out.WriteLine(s));
    }
}
