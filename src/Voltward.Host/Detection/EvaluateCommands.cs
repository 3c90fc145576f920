using System.CommandLine;
using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Domain.Detection;
using Voltward.Host.Shared;

namespace Voltward.Host.Detection;

/// <summary><c>evaluate</c>: what the rankings are worth, measured against outcomes or against the truth of a synthetic utility.</summary>
internal static class EvaluateCommands
{
    public static Command Create()
    {
        var labels = new Option<string?>("--labels") { Description = Terminal.Say("检查结论文件（CSV，表头 customer,target）", "File of outcomes (CSV with header customer,target)") };
        var recorded = new Option<bool>("--recorded") { Description = Terminal.Say("用系统中已记录的检查结果代替结论文件", "Measure on the inspections recorded here instead of a file") };
        var truth = new Option<string?>("--truth") { Description = Terminal.Say("模拟企业的真实情况文件 truth.json", "Truth file of a synthetic utility, truth.json") };
        var capacity = Number("--capacity", "可安排的检查户数", "Number of visits that can be made", 100);
        var repeats = Number("--repeats", "交叉验证重复次数", "Repetitions of the cross-validation", 3);
        var (data, json) = (Terminal.Data(), Terminal.Json());
        var command = new Command("evaluate", Terminal.Say(
            "评估排序：嵌套分组交叉验证、基线对比、泄漏探针，指标带区间",
            "Measure the ranking: nested grouped cross-validation, baselines, leak probes, figures with intervals")) { labels, recorded, truth, capacity, repeats, data, json };
        command.Validators.Add(result =>
        {
            bool[] given = [result.GetValue(labels) is not null, result.GetValue(recorded), result.GetValue(truth) is not null];
            if (given.Count(g => g) != 1) result.AddError(Terminal.Say("请给出 --labels、--recorded、--truth 之一。", "Give one of --labels, --recorded and --truth."));
        });
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            if (parsed.GetValue(truth) is { } file)
            {
                var measured = await services.GetRequiredService<EvaluateAgainstTruth>().RunAsync(new(file, parsed.GetResult(capacity)?.Implicit == false ? parsed.GetValue(capacity) : null), Actor.System, stop);
                return measured.ToTerminal(parsed.GetValue(json), TruthView.View, TruthView.Print);
            }

            await Console.Error.WriteLineAsync(Terminal.Say("正在评估，需要几分钟……", "Measuring; this takes some minutes …"));
            var protocol = new BillProtocol { Capacity = parsed.GetValue(capacity), Repeats = parsed.GetValue(repeats) };
            var outcome = await services.GetRequiredService<EvaluateRanker>().RunAsync(new(parsed.GetValue(labels), protocol), stop);
            if (!outcome.Succeeded(out _, out var problem) && problem.Code == BillProblems.NoBills.Code)
            {
                await Console.Error.WriteLineAsync(Terminal.Say("没有账单，改用日电量评估……", "There are no bills: measuring on daily readings …"));
                outcome = await services.GetRequiredService<EvaluateDays>().RunAsync(new(parsed.GetValue(labels), protocol), stop);
            }

            return outcome.ToTerminal(parsed.GetValue(json), View, Print);
        });
        return command;
    }

    private static Option<int> Number(string name, string zh, string en, int value)
    {
        var option = new Option<int>(name) { Description = Terminal.Say(zh, en), DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1) result.AddError(Terminal.Say($"{name} 至少为 1。", $"{name} is at least 1."));
        });
        return option;
    }

    private static object View(EvaluateResult r) => new
    {
        r.N,
        r.Positives,
        r.Unmatched,
        r.Protocol,
        auc = Three(r.Auc),
        ap = Three(r.Ap),
        precisionAtCapacity = new { r.PrecisionAtCapacity.K, r.PrecisionAtCapacity.Value, r.PrecisionAtCapacity.Low, r.PrecisionAtCapacity.High },
        byKind = r.ByKind.Select(k => new { k.Kind, k.N, k.Positives, auc = Three(k.Auc) }),
        withoutMissingness = r.WithoutMissingness is { } b ? new { b.LeftOut, auc = Three(b.Auc), ap = Three(b.Ap), aucGain = Three(b.AucGain), apGain = Three(b.ApGain) } : null,
        r.AucOfMeanScore,
        r.CalibrationError,
        r.Brier,
        r.Settings,
        baselines = r.Baselines.Select(b => new { b.Code, auc = Three(b.Auc), b.Ap, aucGain = Three(b.AucGain), apGain = Three(b.ApGain) }),
        probes = r.Probes.Select(p => new { p.Code, p.Auc, p.Band, p.MustBeChance, p.Passed }),
        duplicates = new { pairs = r.Copies, acrossFolds = 0, r.Groups },
        r.DatesRepaired,
    };

    private static object Three(MetricsInterval i) => new { i.Value, i.Low, i.High };

    private static void Print(EvaluateResult r)
    {
        static string Of(MetricsInterval i) => Terminal.Invariant($"{i.Value:F3} ({i.Low:F3}–{i.High:F3})");
        Console.Out.WriteLine(Terminal.Say($"{r.N} 户，其中 {r.Positives} 户查实。{r.Protocol}", $"{r.N} customers, {r.Positives} with a finding. {r.Protocol}"));
        Console.Out.WriteLine($"AUC {Of(r.Auc)}   AP {Of(r.Ap)}   P@{r.PrecisionAtCapacity.K} {Of(r.PrecisionAtCapacity.Precision)}");
        Console.Out.WriteLine(Terminal.Invariant($"ECE {r.CalibrationError:F4}   Brier {r.Brier:F4}"));
        if (r.WithoutMissingness is { } blind)
        {
            Console.Out.WriteLine(Terminal.Say("不看缺数（配对差值）", "Blind to missing readings (paired difference)"));
            Console.Out.WriteLine($"  AUC {Of(blind.Auc)}   Δ {Of(blind.AucGain)}   AP {Of(blind.Ap)}   Δ {Of(blind.ApGain)}");
        }

        foreach (var k in r.ByKind) Console.Out.WriteLine($"  {k.Kind,-24} n {k.N,6} +{k.Positives,5}   AUC {Of(k.Auc)}");
        Console.Out.WriteLine(Terminal.Say("基线（配对差值）", "Baselines (paired difference)"));
        foreach (var b in r.Baselines) Console.Out.WriteLine($"  {b.Code,-24} AUC {Of(b.Auc)}   Δ {Of(b.AucGain)}");
        Console.Out.WriteLine(Terminal.Say("泄漏探针", "Leak probes"));
        foreach (var p in r.Probes) Console.Out.WriteLine(Terminal.Invariant($"  {p.Code,-24} AUC {p.Auc:F3}   ±{p.Band:F3}   {(p.MustBeChance ? p.Passed ? "ok" : "LEAK" : "-")}"));
    }
}
