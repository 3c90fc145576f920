using System.CommandLine;
using System.Globalization;
using Voltward.App.Cases;
using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Detection;

/// <summary><c>analyse</c>: line loss, engines and ranking.</summary>
internal static class AnalyseCommands
{
    public static Command Create()
    {
        var data = Terminal.Data();
        var json = Terminal.Json();
        var asOf = new Option<DateOnly?>("--as-of")
        {
            Description = Terminal.Say("判断日 yyyy-MM-dd：其后的数据一律不可见；缺省为最后一个有数据的日期", "Decision day yyyy-MM-dd: later data are invisible; the last day with readings when left out"),
            CustomParser = result => DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                ? day
                : Refuse(result),
        };
        var anew = new Option<bool>("--anew") { Description = Terminal.Say("不沿用前几夜的追查结果，重新追查每一个台区", "Ask every area again who explains its loss, instead of keeping what the nights before found") };
        var command = new Command("analyse", Terminal.Say("计算线损、运行侦测引擎并排序，写入线索", "Compute losses, run the engines, rank and write leads")) { data, asOf, anew, json };
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            var outcome = await services.GetRequiredService<AnalyseUtility>().RunAsync(new(parsed.GetValue(asOf), parsed.GetValue(anew)), Actor.System, stop);
            if (outcome.Problem is null && (await services.GetRequiredService<VerifyLossDrops>().RunAsync(Actor.System, stop)).Problem is { } problem)
            {
                return problem.ToTerminal(parsed.GetValue(json));
            }

            return outcome.ToTerminal(parsed.GetValue(json), report => report, Print);
        });
        return command;
    }

    private static DateOnly? Refuse(System.CommandLine.Parsing.ArgumentResult result)
    {
        result.AddError(Terminal.Say($"日期须写作 yyyy-MM-dd：{result.Tokens[0].Value}", $"a day is written yyyy-MM-dd: {result.Tokens[0].Value}"));
        return null;
    }

    private static void Print(AnalyseUtility.Report report)
    {
        foreach (var (rule, meters) in report.Flagged)
        {
            Console.Out.WriteLine(rule switch
            {
                "V1" => Terminal.Say($"{meters} 只表采集到的是示数而不是电量，已按差值更正，见档案更正线索（V1）", $"{meters} meters deliver registers instead of energy; corrected by differences, see the file-correction leads (V1)"),
                "V2" => Terminal.Say($"{meters} 只表单位为瓦时，已更正，见档案更正线索（V2）", $"{meters} meters deliver Wh instead of kWh; corrected, see the file-correction leads (V2)"),
                _ => Terminal.Say($"{meters} 只表有不可能的日电量，已剔除（V3）", $"{meters} meters have impossible days, which were rejected (V3)"),
            });
        }

        if (report.KeptAreas > 0)
        {
            Console.Out.WriteLine(Terminal.Say(
                $"{report.KeptAreas} 个台区沿用前几夜的追查结果（每台区每周至少重查一次；--anew 全部重查）",
                $"{report.KeptAreas} areas keep what an earlier night found (each is asked again at least once a week; --anew asks all)"));
        }

        Console.Out.WriteLine(Terminal.Say(
        Terminal.Invariant($"判断日 {report.AsOf:yyyy-MM-dd}：台区 {report.Areas} 个，客户 {report.Customers} 户，线索 {report.Leads} 条；用时 {report.Seconds:0.0} 秒（{report.RunId}）"),
        Terminal.Invariant($"as of {report.AsOf:yyyy-MM-dd}: {report.Areas} areas, {report.Customers} customers, {report.Leads} leads in {report.Seconds:0.0} s ({report.RunId})")));
    }
}
