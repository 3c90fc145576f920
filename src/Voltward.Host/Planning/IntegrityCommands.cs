using System.CommandLine;
using System.Globalization;
using Voltward.Analytics.Inspections;
using Voltward.App.Planning;
using Voltward.Host.Inspections;
using Voltward.Host.Shared;

namespace Voltward.Host.Planning;

/// <summary><c>voltward integrity</c>: sealed days, crews by lot, recusal, and treatments drawn by lot with their effect.</summary>
internal static class IntegrityCommands
{
    public static Command Create() => new("integrity", Terminal.Say("计划保密：封存、启封、班组抽签、回避；干预分组与效果", "Integrity of plans: seal, open, lot of crews, recusal; treatments by lot and their effect"))
    {
        Show(), Lot(), Seal(), Open(), Recuse(), Draw(), Done(), Effects(),
    };

    private static Command Show() => TerminalActor.Do(
        new("show", Terminal.Say("已封存的日期、回避、干预分组", "Sealed days, recusals, draws of treatments")),
        async (parsed, services, actor, stop) => (await services.GetRequiredService<PlanIntegrity>().RunAsync(actor, stop)).ToTerminal(
            parsed.GetValue(TerminalActor.AsJson), v => v, v =>
            {
                foreach (var d in v.Days) Console.Out.WriteLine(Terminal.Invariant($"{d.PlanId} {d.Day:yyyy-MM-dd} {d.Commitment} {(d.OpenedAt is null ? Terminal.Say("未启封", "sealed") : Terminal.Say("已启封", "opened"))}"));
                foreach (var r in v.Recusals) Console.Out.WriteLine(Terminal.Invariant($"{r.Name,-12} {r.Subject} {r.SubjectNo}  {r.Reason}"));
                foreach (var d in v.Draws) Console.Out.WriteLine(Terminal.Invariant($"{d.DrawId} visit {d.Visit} letter {d.Letter} remote {d.Remote} none {d.Untreated} … {d.WatchUntil:yyyy-MM-dd}"));
            }));

    private static Command Lot()
    {
        var (plan, seed) = (Plan(), new Option<string?>("--seed") { Description = Terminal.Say("抽签种子", "Seed of the lot") });
        return TerminalActor.Do(
            new("lot", Terminal.Say("抽签决定哪个班组做哪天的工作", "Draw which crew carries out which day's work of a draft")) { plan, seed },
            async (parsed, services, actor, stop) => (await services.GetRequiredService<AllotCrews>().RunAsync(new(parsed.GetValue(plan)!, parsed.GetValue(seed)), actor, stop)).ToTerminal(
                parsed.GetValue(TerminalActor.AsJson), a => a, a => Console.Out.WriteLine(Terminal.Say($"改动 {a.Moved}，近四周重复 {a.Repeated}，种子 {a.Seed}", $"{a.Moved} moved, {a.Repeated} went there in the last four weeks, seed {a.Seed}"))));
    }

    private static Command Seal()
    {
        var plan = Plan();
        return TerminalActor.Do(
            new("seal", Terminal.Say("封存已审批的计划，打印每天的哈希以便公示", "Seal an approved plan and print the hash of each day, to be published")) { plan },
            async (parsed, services, actor, stop) => (await services.GetRequiredService<SealPlan>().RunAsync(parsed.GetValue(plan)!, actor, stop)).ToTerminal(
                parsed.GetValue(TerminalActor.AsJson), days => days, days =>
                {
                    foreach (var day in days) Console.Out.WriteLine(Terminal.Invariant($"{day.Day:yyyy-MM-dd}  {day.Commitment}"));
                }));
    }

    private static Command Open()
    {
        var (plan, day) = (Plan(), new Argument<string>("DAY") { Description = Terminal.Say("日期，如 2026-11-24", "Day, such as 2026-11-24") });
        return TerminalActor.Do(
            new("open", Terminal.Say("出发时启封一天，说明是否与封存时一致", "Open a sealed day at departure and say whether it is what was sealed")) { plan, day },
            async (parsed, services, actor, stop) =>
            {
                var on = DateOnly.TryParseExact(parsed.GetValue(day), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) ? read : default;
                return (await services.GetRequiredService<OpenPlanDay>().RunAsync(parsed.GetValue(plan)!, on, actor, stop)).ToTerminal(
                    parsed.GetValue(TerminalActor.AsJson), o => o, o => Console.Out.WriteLine($"{o.Commitment}\n{(o.Salt.Length == 0 ? Terminal.Say("（内容供管理者和审计员核对）", "(the content is for managers and auditors to check)") : $"{o.Salt}\n{o.Content}")}\n{(o.Unchanged ? Terminal.Say("与封存时一致", "as it was sealed") : Terminal.Say("与封存时不同", "not as it was sealed"))}"));
            });
    }

    private static Command Recuse()
    {
        var person = new Argument<string>("PERSON") { Description = Terminal.Say("回避的人", "Who stands aside") };
        var subject = new Argument<string>("SUBJECT") { Description = Terminal.Say("customer 用户，area 台区", "customer or area") };
        subject.AcceptOnlyFromAmong("customer", "area");
        var (no, reason) = (new Argument<string>("NUMBER") { Description = Terminal.Say("户号或台区号", "Its number") }, new Argument<string>("REASON") { Description = Terminal.Say("原因", "Why") });
        return TerminalActor.Do(
            new("recuse", Terminal.Say("登记回避", "Say that a person stands aside")) { person, subject, no, reason },
            async (parsed, services, actor, stop) =>
            {
                var isCustomer = parsed.GetValue(subject) == "customer";
                return (await services.GetRequiredService<DeclareRecusal>().RunAsync(
                    new(parsed.GetValue(person)!, isCustomer ? parsed.GetValue(no) : null, isCustomer ? null : parsed.GetValue(no), parsed.GetValue(reason)!), actor, stop)).ToTerminal(
                    parsed.GetValue(TerminalActor.AsJson), d => d, _ => Console.Out.WriteLine(Terminal.Say("已登记", "noted")));
            });
    }

    private static Command Draw()
    {
        var leads = new Argument<int>("LEADS") { Description = Terminal.Say("最多抽取多少条线索", "At most so many leads") };
        var seed = new Option<string?>("--seed") { Description = Terminal.Say("抽签种子", "Seed of the lot") };
        var chances = new Option<double[]?>("--chances") { Description = Terminal.Say("现场、信函、远程、不干预的概率", "Chances of visit, letter, remote check and nothing"), Arity = new ArgumentArity(4, 4), AllowMultipleArgumentsPerToken = true };
        return TerminalActor.Do(
            new("draw", Terminal.Say("抽签决定对线索采取的干预，概率全部留存", "Draw by lot what is done about open leads; every chance is kept")) { leads, chances, seed },
            async (parsed, services, actor, stop) => (await services.GetRequiredService<DrawArms>().RunAsync(
                new(parsed.GetValue(leads), parsed.GetValue(chances) is { Length: > 0 } given ? given : null, parsed.GetValue(seed)), actor, stop)).ToTerminal(
                parsed.GetValue(TerminalActor.AsJson), d => d, d => Console.Out.WriteLine(Terminal.Invariant($"{d.DrawId}  {string.Join("  ", d.ByArm.Select(a => $"{a.Key} {a.Value}"))}  … {d.WatchUntil:yyyy-MM-dd}"))));
    }

    private static Command Done()
    {
        var (draw, customer) = (new Argument<string>("DRAW") { Description = Terminal.Say("分组号", "The draw") }, new Argument<string>("CUSTOMER") { Description = Terminal.Say("户号", "Customer") });
        return TerminalActor.Do(
            new("done", Terminal.Say("登记信函已寄或远程核查已做", "A drawn letter was sent or a drawn remote check made")) { draw, customer },
            async (parsed, services, actor, stop) => (await services.GetRequiredService<NoteArmDone>().RunAsync(new(parsed.GetValue(draw)!, parsed.GetValue(customer)!), actor, stop)).ToTerminal(
                parsed.GetValue(TerminalActor.AsJson), d => d, _ => Console.Out.WriteLine(Terminal.Say("已登记", "noted"))));
    }

    private static Command Effects() => TerminalActor.Do(
        new("effects", Terminal.Say("干预效果：与不干预相比每户每天多计的电量，含区间", "What each treatment changed against nothing, kWh a day per customer, with intervals")),
        async (parsed, services, actor, stop) => (await services.GetRequiredService<ArmReport>().RunAsync(actor, stop)).ToTerminal(
            parsed.GetValue(TerminalActor.AsJson), QualityJson.Of, v =>
            {
                Console.Out.WriteLine(Terminal.Say($"{v.Customers} 户，可评价 {v.Judged} 户", $"{v.Customers} customers, {v.Judged} can be judged"));
                foreach (var e in v.Effects) Console.Out.WriteLine(Terminal.Invariant($"{e.Arm,-8} {Text(e.Robust)}   ({Terminal.Say("仅按概率", "by the chances alone")} {Text(e.Plain)})"));
            }));

    private static string Text(Estimate e) => double.IsNaN(e.Value) ? Terminal.Say("无数据", "nothing known") : Terminal.Invariant($"{e.Value:+0.00;−0.00} kWh [{e.Low:0.00}, {e.High:0.00}]");

    private static Argument<string> Plan() => new("PLAN") { Description = Terminal.Say("计划编号", "The plan") };
}
