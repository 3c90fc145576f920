using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Voltward.Domain.Common;
using Voltward.Host.Shared;
using Voltward.Simulation.Readings;

namespace Voltward.Host.Readings;

/// <summary><c>voltward simulate</c>: a synthetic utility, its files and its truth apart.</summary>
internal static class SimulateCommands
{
    private static readonly Option<ulong> Seed = new("--seed") { Description = Terminal.Say("随机种子；同一种子逐位相同", "Seed; the same seed gives the same bits"), DefaultValueFactory = _ => 1 };

    private static readonly Option<int?> Customers = new("--customers")
    {
        Description = Terminal.Say("客户数；不给则 5000，或网络中的全部", "Number of customers; 5,000 when absent, or all the networks have"),
    };

    private static readonly Option<int> Days = new("--days") { Description = Terminal.Say("有读数的天数", "Days with readings"), DefaultValueFactory = _ => 90 };

    private static readonly Option<string?> Network = new("--network")
    {
        Description = Terminal.Say("OpenDSS 低压网络目录；不给则随机生成网络", "Folder of OpenDSS low-voltage networks; drawn when absent"),
    };

    private static readonly Option<float> Curves = new("--curves")
    {
        Description = Terminal.Say("有分相电压电流曲线的客户占比，0 至 1；有曲线的也有 15 分钟电量", "Share of the customers with phase curves, 0 to 1; they have quarter-hour energy as well"),
        DefaultValueFactory = _ => UsualCurves,
    };

    private const float UsualCurves = 0.09f;
    private const float UsualInterval = 0.25f;

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
            Seed, Customers, Days, Network, Curves, Out, Start, Json,
        };
        command.SetAction((line, stop) => Task.Run(() => Run(line, stop), stop));
        return command;
    }

    private static int Run(ParseResult line, CancellationToken stop)
    {
        if (!TryDay(line.GetValue(Start), out var start))
        {
            Console.Error.WriteLine(Terminal.Say("--start 要写成 yyyy-MM-dd", "--start must be written yyyy-MM-dd"));
            return 2;
        }

        var network = line.GetValue(Network);
        var options = new SimulationOptions
        {
            Seed = line.GetValue(Seed),
            Customers = line.GetValue(Customers) ?? (network is null ? 5000 : int.MaxValue),
            Days = line.GetValue(Days),
            Start = start,
            NetworkFolder = network,
            CurveShare = line.GetValue(Curves),
            IntervalShare = Math.Max(UsualInterval, line.GetValue(Curves)),
        };
        if (SimulationRules.Check(options) is { } problem) return problem.ToTerminal(line.GetValue(Json));
        var watch = Stopwatch.StartNew();
        Outcome<SimulationSummary> outcome = SyntheticUtility.Write(options, line.GetValue(Out)!, new Percent(), stop);
        return outcome.ToTerminal(line.GetValue(Json), s => s, s => Print(s, watch.Elapsed));
    }

    private static bool TryDay(string? text, out DateOnly? day)
    {
        var found = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var parsed);
        day = found ? parsed : null;
        return found || text is null;
    }

    private static void Print(SimulationSummary s, TimeSpan took)
    {
        Console.Out.WriteLine(Terminal.Say(
            $"{s.Customers} 户 {s.Areas} 个台区 {s.Feeders} 条馈线 {s.Days} 天，{took.TotalSeconds:F1} 秒",
            $"{s.Customers} customers, {s.Areas} areas, {s.Feeders} feeders, {s.Days} days in {took.TotalSeconds:F1} s"));
        Console.Out.WriteLine(Terminal.Say(
            $"供电 {s.SuppliedKwh:F0} kWh，技术线损 {s.TechnicalKwh:F0} kWh，被窃 {s.TrueStolenKwh:F0} kWh",
            $"supplied {s.SuppliedKwh:F0} kWh, technical loss {s.TechnicalKwh:F0} kWh, stolen {s.TrueStolenKwh:F0} kWh"));
        Console.Out.WriteLine(Terminal.Say("窃电：", "thefts: ") + string.Join(", ", s.Thefts.Select(k => $"{k.Key} {k.Value}")));
        Console.Out.WriteLine(Terminal.Say("无辜的相似者：", "innocent look-alikes: ") + string.Join(", ", s.Twins.Select(k => $"{k.Key} {k.Value}")));
        Console.Out.WriteLine(Path.Combine(s.Folder, "files") + Path.DirectorySeparatorChar);
    }

    /// <summary>Writes whole tenths to standard error.</summary>
    private sealed class Percent : IProgress<double>
    {
        private int _shown = -1;

        public void Report(double value)
        {
            var percent = (int)(value * 10) * 10;
            if (percent == _shown) return;
            _shown = percent;
            Console.Error.WriteLine(Terminal.Invariant($"{percent} %"));
        }
    }
}
