using System.CommandLine;
using System.Globalization;
using Voltward.Analytics.Inspections;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary><c>voltward quality</c>: what inspections miss, which visits to look at again, and whether plans leak.</summary>
internal static class QualityCommands
{
    public static Command Create() => new("quality", Terminal.Say("检查质量与计划保密", "Quality of visits and integrity of plans"))
    {
        Period<OmissionReport, OmissionView>("omissions", ("漏检率：按项目、班组、台区，含置信区间", "Omission rate by item, crew and area, with intervals"), (r, p, a, s) => r.RunAsync(p.From, p.Until, a, s), Print),
        Period<ScoreVisits, ScoreVisits.Scored>("visits", ("应优先复核的检查记录（仅提示复核，不作指控）", "Visits to look at again first (asks for a review, accuses nobody)"), (r, p, a, s) => r.RunAsync(p.From, p.Until, a, s), Print),
        Period<SkillReport, SkillReport.View>("skills", ("预置缺陷检出率：按检查员和缺陷类型", "Seeded defects found, by inspector and type"), (r, p, a, s) => r.RunAsync(p.From, p.Until, a, s), Print),
        Period<RateReport, RateReport.View>("rates", ("按抽中概率加权的违窃率", "Rate of theft and breach, weighted by the logged chances"), (r, p, a, s) => r.RunAsync(p.From, p.Until, a, s), Print),
        Period<LeakReport, LeakReport.View>("leaks", ("检查前负荷恢复正常：泄密检测", "Loads back to normal just before visits: leak detector"), (r, p, a, s) => r.RunAsync(p.From, p.Until, a, s), Print),
        Draw(),
        Seed(),
    };

    private static Command Draw()
    {
        var (data, json, person) = (Terminal.Data(), Terminal.Json(), TerminalActor.As());
        var (from, until) = Days();
        var share = new Option<double?>("--share") { Description = Terminal.Say("每层抽取比例；缺省为企业参数", "Share of each stratum; the company's when left out") };
        var seed = new Option<string?>("--seed") { Description = Terminal.Say("抽样种子", "Seed of the draw") };
        var command = new Command("draw", Terminal.Say("从已审核的检查中随机抽取盲复检", "Draw accepted visits for a blind second visit")) { data, from, until, share, seed, person, json };
        command.SetAction((parsed, stop) => RunAsync<DrawBlindSample, DrawBlindSample.Drawn>(
            parsed, (data, json, person),
            (draw, actor) => draw.RunAsync(new(Day(parsed.GetValue(from)!), Day(parsed.GetValue(until)!), parsed.GetValue(share), parsed.GetValue(seed)), actor, stop),
            d => Console.Out.WriteLine(Terminal.Say($"{d.SampleId}：{d.Visits} 次检查中抽取 {d.Orders.Count} 次", $"{d.SampleId}: {d.Orders.Count} of {d.Visits} visits drawn")), stop));
        return command;
    }

    private static Command Seed()
    {
        var (data, json, person) = (Terminal.Data(), Terminal.Json(), TerminalActor.As());
        var (from, until) = Days();
        var customer = new Argument<string>("CUSTOMER") { Description = Terminal.Say("本单位用户或试验台户号", "Own site or test board") };
        var item = new Argument<string>("ITEM") { Description = Terminal.Say("应判不合格的检查项", "Item that has to fail") };
        var type = new Argument<string>("TYPE") { Description = Terminal.Say("缺陷类型", "Type of defect") };
        var command = new Command("seed", Terminal.Say("登记一处预置缺陷并开单", "Register a seeded defect and write its order")) { customer, item, type, data, from, until, person, json };
        command.SetAction((parsed, stop) => RunAsync<SeedDefects, SeedDefects.Seeded>(
            parsed, (data, json, person),
            (seed, actor) => seed.RunAsync(new(parsed.GetValue(customer)!, parsed.GetValue(item)!, parsed.GetValue(type)!, Day(parsed.GetValue(from)!), Day(parsed.GetValue(until)!)), actor, stop),
            s => Console.Out.WriteLine($"{s.SeedId}  {s.OrderNo}"), stop));
        return command;
    }

    private static Command Period<TUse, TView>(
        string name, (string Zh, string En) about, Func<TUse, (DateOnly From, DateOnly Until), Actor, CancellationToken, Task<Outcome<TView>>> run, Action<TView> print)
        where TUse : notnull
        where TView : notnull
    {
        var (data, json, person) = (Terminal.Data(), Terminal.Json(), TerminalActor.As());
        var (from, until) = Days();
        var command = new Command(name, Terminal.Say(about.Zh, about.En)) { data, from, until, person, json };
        command.SetAction((parsed, stop) => RunAsync<TUse, TView>(
            parsed, (data, json, person), (use, actor) => run(use, (Day(parsed.GetValue(from)!), Day(parsed.GetValue(until)!)), actor, stop), print, stop));
        return command;
    }

    private static async Task<int> RunAsync<TUse, TView>(
        ParseResult parsed, (Option<string> Data, Option<bool> Json, Option<string?> As) common, Func<TUse, Actor, Task<Outcome<TView>>> run, Action<TView> print, CancellationToken stop)
        where TUse : notnull
        where TView : notnull
    {
        var asJson = parsed.GetValue(common.Json);
        await using var services = await Services.OpenAsync(parsed.GetValue(common.Data)!, stop);
        if (!(await TerminalActor.FindAsync(services, parsed.GetValue(common.As), stop)).Succeeded(out var actor, out var unknown)) return unknown.ToTerminal(asJson);
        return (await run(services.GetRequiredService<TUse>(), actor)).ToTerminal(asJson, QualityJson.Of, print);
    }

    private static (Option<string> From, Option<string> Until) Days() => (Day("--from", "起始日期", "First day"), Day("--until", "截止日期（含）", "Last day, counted"));

    private static Option<string> Day(string name, string zh, string en)
    {
        var option = new Option<string>(name) { Description = Terminal.Say(zh, en), Required = true };
        option.Validators.Add(result =>
        {
            if (!DateOnly.TryParseExact(result.Tokens is [var given, ..] ? given.Value : null, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                result.AddError(Terminal.Say($"{name} 请按 2026-11-24 的格式填写", $"{name}: write it like 2026-11-24"));
            }
        });
        return option;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Print(OmissionView view)
    {
        Console.Out.WriteLine(Terminal.Say(
            $"可抽 {view.Sample.Visits}，抽取 {view.Sample.Drawn}，已比对 {view.Sample.Compared}，待复检 {view.Sample.Waiting}，逾期 {view.Sample.Late}",
            $"{view.Sample.Visits} visits, {view.Sample.Drawn} drawn, {view.Sample.Compared} compared, {view.Sample.Waiting} waiting, {view.Sample.Late} late"));
        Line(Terminal.Say("漏检率", "omission rate"), view.Overall);
        foreach (var item in view.Items) Line("  " + item.Table.Item, item.Omission);
        foreach (var crew in view.Crews) Line("  " + crew.Group, crew.Shrunk);
        if (view.Hidden is { } hidden) Console.Out.WriteLine(Terminal.Invariant($"{Terminal.Say("尚未发现的缺陷", "defects still hidden")}: {hidden.Counted.Hidden.Value:0.0} [{hidden.Counted.Hidden.Low:0.0}, {hidden.Counted.Hidden.High:0.0}]"));
    }

    private static void Print(ScoreVisits.Scored scored)
    {
        Console.Out.WriteLine(Terminal.Say($"{scored.Visits} 次检查，建议复核前 {scored.Review} 次（仅提示复核，不作指控）：", $"{scored.Visits} visits; look at the first {scored.Review} again (a review, not an accusation):"));
        foreach (var visit in scored.Scores.Take(scored.Review)) Console.Out.WriteLine(Terminal.Invariant($"  {visit.Score,5:0.0}  {visit.VisitId}  {string.Join(' ', visit.Reasons.Select(r => r.Code))}"));
    }

    private static void Print(SkillReport.View view)
    {
        foreach (var skill in view.Skills) Line(Terminal.Invariant($"{skill.Inspector} {skill.DefectType}{(skill.Weak ? " *" : "")}"), skill.Sensitivity);
    }

    private static void Print(RateReport.View view)
    {
        Line(Terminal.Say("命中率", "hit rate of visits"), view.HitRate);
        Line(Terminal.Say("违窃率（加权）", "rate among all eligible, weighted"), view.Rate);
    }

    private static void Print(LeakReport.View view)
    {
        foreach (var group in view.Groups) Console.Out.WriteLine(Terminal.Invariant($"{group.Group,-24} {group.Visits,5}  {group.Rise:0.000}  p = {group.Chance:0.0000}{(group.Alarm ? " *" : "")}"));
    }

    private static void Line(string name, Estimate e) => Console.Out.WriteLine(
        double.IsNaN(e.Value)
            ? Terminal.Invariant($"{name,-24} {Terminal.Say("无数据", "nothing known")}")
            : Terminal.Invariant($"{name,-24} {100 * e.Value,6:0.0} %  [{100 * e.Low:0.0}, {100 * e.High:0.0}]  {e.Count:0}/{e.Of:0}"));
}
