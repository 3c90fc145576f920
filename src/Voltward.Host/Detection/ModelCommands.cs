using System.CommandLine;
using System.Globalization;
using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Voltward.App.Storage;
using Voltward.Host.Shared;

namespace Voltward.Host.Detection;

/// <summary><c>voltward model</c>: what the ranking in use is worth; <c>voltward model targeting</c>: whether visits go where the risk is.</summary>
internal static class ModelCommands
{
    private const int Days = 365;

    public static Command Create()
    {
        var capacity = new Option<int?>("--capacity") { Description = Terminal.Say("每周可检查户数；缺省取最近一次周计划", "Visits of a week; those of the latest plan when left out") };
        capacity.Validators.Add(r =>
        {
            if (r.GetValue(capacity) is < 1) r.AddError(Terminal.Say("户数至少为 1。", "It is at least 1."));
        });
        var show = TerminalActor.Do(
            new Command("show", Terminal.Say("模型档案：版本、校准、按作业能力的收益、漂移", "Model card: versions, calibration, gain at capacity, drift")) { capacity },
            async (parsed, services, actor, stop) => (await services.GetRequiredService<ModelReport>().RunAsync(parsed.GetValue(capacity), actor, stop))
                .ToTerminal(parsed.GetValue(TerminalActor.AsJson), View, Print));
        return new Command("model", Terminal.Say("排序模型的档案与选户公平性", "The ranking model: its card, and whether visits are aimed fairly")) { show, Targeting() };
    }

    private static Command Targeting()
    {
        var (from, until) = (Day("--from", "起始日期，缺省为一年前", "First day; a year ago when left out"), Day("--until", "截止日期（含），缺省为今天", "Last day, counted; today when left out"));
        var omission = new Option<double?>("--omission") { Description = Terminal.Say("漏检率 0～1；缺省用盲复检测得的值", "Share that visits overlook, 0 to 1; as blind second visits measured when left out") };
        var command = new Command("targeting", Terminal.Say(
            "选户公平性与按抽中概率估计的窃电户数（漏检已修正）",
            "Where visits are aimed against where the risk is, and how many steal by the logged chances, corrected for what crews overlook")) { from, until, omission };
        return TerminalActor.Do(command, async (parsed, services, actor, stop) =>
        {
            var today = CompanyTime.Day(services.GetRequiredService<TimeProvider>().GetUtcNow());
            return (await services.GetRequiredService<TargetingReport>()
                .RunAsync(parsed.GetValue(from) ?? today.AddDays(-Days), parsed.GetValue(until) ?? today, parsed.GetValue(omission), actor, stop))
                .ToTerminal(parsed.GetValue(TerminalActor.AsJson), View, Print);
        });
    }

    private static Option<DateOnly?> Day(string name, string zh, string en) => new(name)
    {
        Description = Terminal.Say(zh, en),
        CustomParser = result =>
        {
            if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            result.AddError(Terminal.Say($"日期须写作 yyyy-MM-dd：{result.Tokens[0].Value}", $"a day is written yyyy-MM-dd: {result.Tokens[0].Value}"));
            return null;
        },
    };

    private static object View(ModelReport.View v) => new
    {
        shipped = v.Shipped is { } s ? new { s.Model, s.Note, s.DataId, s.SchemaHash, s.HeldOutKinds, s.HeldOutTwins, s.TrainSeeds, s.CalibrationSeeds, s.Metrics } : null,
        v.Formula,
        trained = v.Trained.Select(c => new { c.Model, c.TrainedAt, n = c.Labelled, c.Positives, c.Doubted, c.InnerAuc, innerAp = c.InnerAveragePrecision, c.DataId, c.SchemaHash }),
        v.Runs,
        v.Visits,
        reliability = v.Bins.Select(b => new { b.Stated, b.Visits, b.Found, observed = Three(b.Observed), b.IsOff }),
        v.Capacity,
        gains = v.Gains.Select(g => new { g.Length, g.Expected, lift = Number(g.Lift), g.Visited, observed = Three(g.Observed) }),
        drift = v.Drift?.Select(d => new { d.Feature, d.Engine, index = Math.Round(d.Index, 4) }),
        v.Compared,
    };

    private static object View(TargetingReport.View v) => new
    {
        v.From,
        v.Until,
        v.Customers,
        v.Aimed,
        v.Drawn,
        v.Routine,
        rate = v.Audit is { } a ? new { total = a.Total, a.Low, a.High, a.Rate, recall = Number(a.Recall), naive = Number(a.Naive) } : null,
        omission = new { value = Number(v.Omission.Overall.Value), v.Omission.Overall.Low, v.Omission.Overall.High, measured = v.Omission.IsMeasured },
        v.Alarms,
        districts = v.Districts.Select(Verdict),
        classes = v.Classes.Select(Verdict),
    };

    private static object Verdict(TargetingVerdict v) => new
    {
        v.Group.Name,
        v.Group.Customers,
        v.Group.Visits,
        v.Group.Found,
        v.Group.RandomVisits,
        v.Group.RandomFound,
        visitShare = Number(v.VisitShare),
        riskShare = Number(v.RiskShare),
        hitRate = Three(v.HitRate),
        v.Alarm,
    };

    private static void Print(ModelReport.View v)
    {
        Console.Out.WriteLine(v.Shipped is { } s ? Terminal.Invariant($"{s.Model}  {s.Note}") : v.Formula);
        foreach (var c in v.Trained) Console.Out.WriteLine(Terminal.Invariant($"{c.Model}  n {c.Labelled} +{c.Positives}  AUC {c.InnerAuc:F3}  AP {c.InnerAveragePrecision:F3}"));
        Console.Out.WriteLine(Terminal.Say($"已评分的检查 {v.Visits} 次", $"{v.Visits} visits of scored customers"));
        foreach (var b in v.Bins) Console.Out.WriteLine(Terminal.Invariant($"  {b.Stated:F3}  {b.Found}/{b.Visits}  {b.Observed.Value:F3} ({b.Observed.Low:F3}–{b.Observed.High:F3}) {(b.IsOff ? "!" : "")}"));
        foreach (var g in v.Gains) Console.Out.WriteLine(Terminal.Invariant($"  {Terminal.Say("前", "first")} {g.Length,6}  p {g.Expected:F3}  ×{g.Lift:F1}  {g.Visited} {Terminal.Say("已查", "visited")}  {g.Observed.Value:F3} ({g.Observed.Low:F3}–{g.Observed.High:F3})"));
        if (v.Drift is null) Console.Out.WriteLine(Terminal.Say("需要两次分析才能比较漂移。", "Drift needs two analyses."));
        foreach (var d in v.Drift ?? []) Console.Out.WriteLine(Terminal.Invariant($"  PSI {d.Index:F3}  {d.Engine} {d.Feature}"));
    }

    private static void Print(TargetingReport.View v)
    {
        Console.Out.WriteLine(Terminal.Invariant($"{v.From:yyyy-MM-dd} … {v.Until:yyyy-MM-dd}  {Terminal.Say("按嫌疑", "aimed")} {v.Aimed}  {Terminal.Say("随机", "random")} {v.Drawn}  {Terminal.Say("周期", "routine")} {v.Routine}"));
        Console.Out.WriteLine(v.Audit is { } a
            ? Terminal.Invariant($"{Terminal.Say("估计窃电户", "estimated thieves")} {a.Total:F0} [{a.Low:F0}, {a.High:F0}] / {v.Customers}  {Terminal.Say("名单召回", "recall of the list")} {a.Recall:F2}  {Terminal.Say("检查命中率（不能外推）", "hit rate of visits, not to be extrapolated")} {a.Naive:F3}")
            : Terminal.Say("还没有随机抽查，无法估计总量。", "The lot has sent nobody yet: no total can be estimated."));
        if (!v.Omission.IsMeasured) Console.Out.WriteLine(Terminal.Say("尚无盲复检，漏检率按 0 计：实际户数只会更多。", "No blind second visit yet: nothing is added for what crews overlook, so the truth can only be higher."));
        foreach (var g in v.Districts.Concat(v.Classes))
        {
            Console.Out.WriteLine(Terminal.Invariant(
                $"  {(g.Alarm ? '!' : ' ')} {g.Group.Name,-20} {g.Group.Visits,5}/{g.Group.Customers,-7} ×{g.VisitShare:F2}  {Terminal.Say("风险", "risk")} ×{g.RiskShare:F2}  {g.Group.Found}/{g.Group.Visits} ({g.HitRate.Low:F2}–{g.HitRate.High:F2})"));
        }
    }

    private static object Three(MetricsInterval i) => new { value = Number(i.Value), low = Number(i.Low), high = Number(i.High) };

    private static double? Number(double value) => double.IsFinite(value) ? value : null;
}
