using System.CommandLine;
using System.Text.Json;
using Voltward.App.Cases;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Host.Shared;
using static Voltward.Host.Shared.TerminalActor;

namespace Voltward.Host.Cases;

/// <summary><c>voltward case</c>: lists, shows and moves cases. Each step is taken in the name of one person.</summary>
internal static class CaseCommands
{
    private static readonly Argument<string> CaseNo = new("CASE") { Description = Terminal.Say("案件编号，如 AJ-2026-000001", "Case, such as AJ-2026-000001") };

    public static Command Create() => new("case", Terminal.Say("违约用电、窃电案件", "Cases of breach and theft"))
    {
        List(), Show(), Open(), CasePackCommands.Evidence(), CasePackCommands.Innocence(), Facts(), Step<CalculateCase, CalculateCase.Calculated>("calculate", "初算", "Work out what it comes to", (u, no, a, s) => u.RunAsync(no, a, s), c => CaseViews.Of(c, !Terminal.Chinese)),
        Review(), Step<IssueNotice, IssueNotice.Issued>("notice", "上机并出具通知书", "Issue the notice and its settlement sheet", (u, no, a, s) => u.RunAsync(new(no), a, s), i => i), Serve(), Pay(), Step<CloseCase, Done>("close", "结案", "Close a case that is paid in full", (u, no, a, s) => u.RunAsync(no, a, s), _ => new { closed = true }), LossDropCommand.Create(),
    };

    private static Command List()
    {
        var state = new Option<string?>("--state") { Description = Terminal.Say("状态", "State") };
        var command = new Command("list", Terminal.Say("案件列表", "List cases")) { state };
        return Do(command, (parsed, services, actor, stop) => ListAsync(parsed, services, actor, parsed.GetValue(state), stop));
    }

    private static async Task<int> ListAsync(ParseResult parsed, IServiceProvider services, Actor actor, string? state, CancellationToken stop)
    {
        var request = state is null ? ListRequest.First(500) : ListRequest.First(500).Where("state", state);
        Outcome<ListPage<CaseList.Row>> page = await services.GetRequiredService<CaseList>().RunAsync(request, actor, stop);
        return page.ToTerminal(parsed.GetValue(AsJson), p => new { total = p.Total, cases = p.Rows }, p =>
        {
            foreach (var c in p.Rows)
            {
                Console.Out.WriteLine(Terminal.Invariant(
                    $"{c.CaseNo}  {c.State,-13} {c.Kind,-6} {c.CustomerNo,-14} {c.EnergyWh / 1000.0,12:0.##} kWh  {c.ChargeFen / 100m,12:0.00} + {c.PenaltyFen / 100m,12:0.00} yuan"));
            }
        });
    }

    private static Command Show()
    {
        var command = new Command("show", Terminal.Say("案件详情与时间线", "One case with its timeline")) { CaseNo };
        return Do(command, async (parsed, services, actor, stop) =>
        {
            var no = parsed.GetValue(CaseNo)!;
            var view = await services.GetRequiredService<CasePage>().RunAsync(no, actor, stop);
            Outcome<CaseView> outcome = view is null ? CaseProblems.NotFound(no) : view;
            return outcome.ToTerminal(parsed.GetValue(AsJson), v => v, v =>
            {
                Console.Out.WriteLine($"{v.Row.CaseNo}  {v.Row.State}  {v.Row.Kind}  {v.Row.CustomerNo}");
                foreach (var e in v.Timeline) Console.Out.WriteLine(Terminal.Invariant($"  {e.At.ToOffset(CompanyTime.Offset):yyyy-MM-dd HH:mm}  {e.Text.In(!Terminal.Chinese)}  {e.ActorName}"));
                foreach (var n in v.Next) Console.Out.WriteLine($"  → {n.Step.Name.In(!Terminal.Chinese)} ({n.Step.Role}) {string.Join("; ", n.Misses.Select(m => m.In(!Terminal.Chinese)))}");
            });
        });
    }

    private static Command Open()
    {
        var finding = new Argument<string>("FINDING") { Description = Terminal.Say("检查结论编号", "Finding") };
        var command = new Command("open", Terminal.Say("立案", "Open a case from a finding")) { finding };
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<OpenCase>().RunAsync(parsed.GetValue(finding)!, actor, stop))
            .ToTerminal(parsed.GetValue(AsJson), no => new { caseNo = no }, Console.Out.WriteLine));
    }

    private static Command Facts()
    {
        var facts = new Option<FileInfo>("--facts") { Description = Terminal.Say("事实文件（JSON 对象，名称与规则一致）", "File of facts (JSON object, named as the rules name them)"), Required = true };
        var from = new Option<DateOnly?>("--from") { Description = Terminal.Say("行为起日", "First day of the conduct") };
        var to = new Option<DateOnly?>("--to") { Description = Terminal.Say("行为止日（含）", "Last day of the conduct, counted") };
        var note = new Option<string>("--note") { Description = Terminal.Say("证据说明", "What the proof is"), Required = true };
        var command = new Command("investigate", Terminal.Say("核查完成，登记事实", "Declare the facts complete")) { CaseNo, facts, from, to, note };
        return Do(command, async (parsed, services, actor, stop) =>
        {
            if (!ReadFacts(parsed.GetValue(facts)!).Succeeded(out var read, out var problem)) return problem.ToTerminal(parsed.GetValue(AsJson));
            var request = new InvestigateCase.Request(parsed.GetValue(CaseNo)!, parsed.GetValue(from), parsed.GetValue(to), read, parsed.GetValue(note)!);
            return (await services.GetRequiredService<InvestigateCase>().RunAsync(request, actor, stop)).ToTerminal(parsed.GetValue(AsJson), _ => new { done = true }, Said);
        });
    }

    private static Outcome<JsonElement> ReadFacts(FileInfo file)
    {
        if (!file.Exists) return SettleInput.FileMissing(file.FullName);
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(file.FullName));
        }
        catch (JsonException)
        {
            return CaseFlowProblems.TextMissing("facts");
        }
    }

    private static Command Review()
    {
        var back = new Option<string?>("--send-back") { Description = Terminal.Say("退回并写明原因；不给则通过", "Send back with this reason; approves when left out") };
        var command = new Command("review", Terminal.Say("复核", "Approve the calculation or send it back")) { CaseNo, back };
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<ReviewSettlement>()
            .RunAsync(new(parsed.GetValue(CaseNo)!, parsed.GetValue(back) is null, parsed.GetValue(back)), actor, stop)).ToTerminal(parsed.GetValue(AsJson), _ => new { done = true }, Said));
    }

    private static Command Serve()
    {
        var how = new Option<string>("--how") { Description = Terminal.Say("送达方式", "How it was served"), Required = true };
        var proof = new Option<string>("--proof") { Description = Terminal.Say("送达证明", "Proof of service"), Required = true };
        var command = new Command("serve", Terminal.Say("登记送达", "The customer has the notice")) { CaseNo, how, proof };
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<DeliverCase>()
            .RunAsync(new(parsed.GetValue(CaseNo)!, parsed.GetValue(how)!, parsed.GetValue(proof)!), actor, stop)).ToTerminal(parsed.GetValue(AsJson), _ => new { done = true }, Said));
    }

    private static Command Pay()
    {
        var money = new Option<PaidMoney>("--money") { Description = Terminal.Say("BackBilledCharge 补交电费，PenaltyCharge 违约使用电费", "BackBilledCharge or PenaltyCharge"), Required = true };
        var amount = new Option<decimal>("--amount") { Description = Terminal.Say("金额（元）", "Amount, yuan"), Required = true };
        var receipt = new Option<string>("--receipt") { Description = Terminal.Say("收据号", "Receipt number"), Required = true };
        var on = new Option<DateOnly>("--on") { Description = Terminal.Say("收款日期", "Day of the payment"), Required = true };
        var command = new Command("pay", Terminal.Say("登记收款", "Record a payment of one kind of money")) { CaseNo, money, amount, receipt, on };
        return Do(command, async (parsed, services, actor, stop) =>
        {
            var request = new RecordPayment.Request(parsed.GetValue(CaseNo)!, parsed.GetValue(money), parsed.GetValue(amount), parsed.GetValue(on), parsed.GetValue(receipt)!);
            return (await services.GetRequiredService<RecordPayment>().RunAsync(request, actor, stop)).ToTerminal(
                parsed.GetValue(AsJson), CaseViews.Of, r => Console.Out.WriteLine(Terminal.Invariant($"{Terminal.Say("尚欠", "still owed")} {r.ChargeOwed.Value:0.00} + {r.PenaltyOwed.Value:0.00} yuan")));
        });
    }

    private static Command Step<TUse, T>(string name, string zh, string en, Func<TUse, string, Actor, CancellationToken, Task<Outcome<T>>> run, Func<T, object> view)
        where TUse : notnull
        where T : notnull
    {
        var command = new Command(name, Terminal.Say(zh, en)) { CaseNo };
        return Do(command, async (parsed, services, actor, stop) => (await run(services.GetRequiredService<TUse>(), parsed.GetValue(CaseNo)!, actor, stop))
            .ToTerminal(parsed.GetValue(AsJson), view, v => Console.Out.WriteLine(JsonSerializer.Serialize(view(v), Answers.Json))));
    }

    private static void Said(Done done) => Console.Out.WriteLine(Terminal.Say("已办理。", "Done."));
}
