using System.CommandLine;
using System.Globalization;
using Voltward.App.Detection;
using Voltward.App.LineLoss;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.LineLoss;

/// <summary><c>losses</c>: the loss of every area.</summary>
internal static class LossCommands
{
    public static Command Create()
    {
        var data = Terminal.Data();
        var json = Terminal.Json();
        var csv = new Option<FileInfo?>("--csv") { Description = Terminal.Say("写入 CSV 文件（UTF-8）", "Write a CSV file (UTF-8)") };
        var truth = new Option<string?>("--truth") { Description = Terminal.Say("合成电网的真值文件 truth.json：与实际线损比较", "Truth file of a synthetic utility, truth.json: compare with what was really lost") };
        var levels = new Option<bool>("--levels") { Description = Terminal.Say("按电压等级和单位汇总，而不是逐台区", "By voltage level and part of the organisation instead of by area") };
        var command = new Command("losses", Terminal.Say("各台区供电量、售电量、损失及其区间、技术线损与状态", "Per area: supplied, sold, loss with interval, technical part, state")) { data, csv, truth, levels, json };
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            if (parsed.GetValue(truth) is { } path)
            {
                var measured = await services.GetRequiredService<MeasureLosses>().RunAsync(new(path), Actor.System, stop);
                return measured.ToTerminal(parsed.GetValue(json), r => r, Print);
            }

            if (parsed.GetValue(levels))
            {
                return (await services.GetRequiredService<LossLevels>().RunAsync(Actor.System, stop)).ToTerminal(
                    parsed.GetValue(json), r => new { r.From, r.To, voltages = r.Voltages.Select(View), regions = r.Regions.Select(View) }, Print);
            }

            var outcome = await services.GetRequiredService<LossRunQueries>().RunAsync(Actor.System, stop);
            if (outcome.Succeeded(out var report, out _) && parsed.GetValue(csv) is { } file) await WriteCsvAsync(report, file, stop);
            return outcome.ToTerminal(parsed.GetValue(json), View, Print);
        });
        return command;
    }

    /// <summary>The JSON shape that other programs rely on; <c>low</c> and <c>high</c> are the 95 % limits of <c>lossKwh</c>.</summary>
    internal static object View(LossRunQueries.Report report) => new
    {
        report.From,
        report.To,
        areas = report.Areas.Select(a => new
        {
            area = a.AreaNo,
            suppliedKwh = a.SuppliedWh / 1000.0,
            soldKwh = a.SoldWh / 1000.0,
            lossKwh = a.LossWh / 1000.0,
            lossPercent = Percent(a),
            low = a.LowWh / 1000.0,
            high = a.HighWh / 1000.0,
            technicalKwh = a.TechnicalWh / 1000.0,
            z = a.Z is { } z ? Math.Round(z, 2) : (double?)null,
            a.State,
            a.IncompleteDays,
            a.Onset,
            a.Customers,
            abnormalKwhPerDay = a.AbnormalWhPerDay / 1000.0,
        }),
    };

    private static object View(LossLevels.Level level) => new
    {
        level.Name,
        level.OrgPath,
        suppliedKwh = level.SuppliedWh / 1000.0,
        soldKwh = level.SoldWh / 1000.0,
        lossKwh = level.LossWh / 1000.0,
        level.Parts,
        level.CompleteDays,
        level.Days,
    };

    private static void Print(LossLevels.Report report)
    {
        Console.Out.WriteLine(Terminal.Invariant($"{report.From:yyyy-MM-dd} … {report.To:yyyy-MM-dd}"));
        foreach (var (level, name) in report.Voltages.Select(l => (l, l.Name + " kV")).Concat(report.Regions.Select(l => (l, l.Name))))
        {
            var rate = level.SuppliedWh > 0 ? level.LossWh * 100.0 / level.SuppliedWh : 0;
            Console.Out.WriteLine(Terminal.Invariant($"{name,-20} {level.SuppliedWh / 1000.0,14:0.0} − {level.SoldWh / 1000.0,14:0.0} = {level.LossWh / 1000.0,12:0.0} kWh  {rate,6:0.00} %  {level.CompleteDays}/{level.Days} d"));
        }
    }

    private static double? Percent(LossRunQueries.AreaRow area) =>
        area.SuppliedWh > 0 ? Math.Round(area.LossWh * 100.0 / area.SuppliedWh, 3) : null;

    private static async Task WriteCsvAsync(LossRunQueries.Report report, FileInfo file, CancellationToken stop)
    {
        await using var writer = new StreamWriter(file.FullName, append: false, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        await writer.WriteLineAsync("area,supplied_kwh,sold_kwh,loss_kwh,loss_percent,low_kwh,high_kwh,technical_kwh,z,state,incomplete_days,onset,customers,abnormal_kwh_per_day");
        foreach (var a in report.Areas)
        {
            stop.ThrowIfCancellationRequested();
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{a.AreaNo},{a.SuppliedWh / 1000.0},{a.SoldWh / 1000.0},{a.LossWh / 1000.0},{Percent(a)},{a.LowWh / 1000.0},{a.HighWh / 1000.0},{a.TechnicalWh / 1000.0},{a.Z:0.00},{a.State},{a.IncompleteDays},{a.Onset:yyyy-MM-dd},{a.Customers},{a.AbnormalWhPerDay / 1000.0}"));
        }
    }

    private static void Print(MeasureLosses.Report report)
    {
        foreach (var (name, groups) in new[] { (Terminal.Say("技术线损", "technical loss"), report.Technical), (Terminal.Say("统计损失", "metered loss"), report.Metered) })
        {
            Console.Out.WriteLine(name);
            foreach (var g in groups)
            {
                Console.Out.WriteLine(Terminal.Invariant(
                    $"  {g.Name,-26} n {g.Areas,4}  {Terminal.Say("覆盖", "covered")} {g.Coverage:F3}  {Terminal.Say("误差", "error")} {g.Median,6:F1} % ({g.P10:F1} … {g.P90:F1})  |{g.MedianSize:F1}|  {Terminal.Say("±5 % 内", "within 5 %")} {g.Close}  {Terminal.Say("合计", "sum")} {g.Total:F1} %"));
            }
        }
    }

    private static void Print(LossRunQueries.Report report)
    {
        Console.Out.WriteLine(Terminal.Invariant($"{report.From:yyyy-MM-dd} … {report.To:yyyy-MM-dd}"));
        foreach (var a in report.Areas)
        {
            Console.Out.WriteLine(Terminal.Invariant(
                $"{a.AreaNo,-14} {a.SuppliedWh / 1000.0,12:0.0} kWh  {Percent(a) ?? 0,7:0.00} %  [{a.LowWh / 1000.0:0.0}, {a.HighWh / 1000.0:0.0}] kWh  z={a.Z ?? 0,6:0.0}  {a.State}"));
        }
    }
}
