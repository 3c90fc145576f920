using System.CommandLine;
using Voltward.App.Cases;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Host.Shared;
using static Voltward.Host.Shared.TerminalActor;

namespace Voltward.Host.Cases;

/// <summary><c>voltward handover</c>: the company reports a case; the authority receives, sends back, decides.</summary>
internal static class HandoverCommands
{
    public static Command Create() => new("handover", Terminal.Say("移送行政机关或公安", "Hand cases to the authority or the police")) { Send(), List(), Package(), Answer("receive", "接收并出具回执", "Give the receipt", (u, r, a, s) => u.ReceiveAsync(r, a, s)), Answer("return", "退回", "Send it back", (u, r, a, s) => u.ReturnAsync(r, a, s)), Decide() };

    private static Command Send()
    {
        var caseNo = new Argument<string>("CASE") { Description = Terminal.Say("案件编号", "Case") };
        var to = new Option<Addressee>("--to") { Description = Terminal.Say("Administration 电力管理部门，Police 公安机关", "Administration or Police"), Required = true };
        var (name, reason) = (Text("--authority", "接收机关名称", "Name of the authority"), Text("--reason", "移送事由", "Why it is reported"));
        var command = new Command("send", Terminal.Say("移送案件", "Report a case")) { caseNo, to, name, reason };
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<HandOverCase>()
            .RunAsync(new(parsed.GetValue(caseNo)!, parsed.GetValue(to), parsed.GetValue(name)!, parsed.GetValue(reason)!), actor, stop))
            .ToTerminal(parsed.GetValue(AsJson), s => s, s => Console.Out.WriteLine(Terminal.Say($"{s.HandoverNo}，待补正 {s.Defects} 项", $"{s.HandoverNo}, {s.Defects} open defects"))));
    }

    private static Command List()
    {
        var command = new Command("list", Terminal.Say("移送状态；行政机关账号看到本机关的全部", "How far hand-overs are; the authority's account sees its own in full"));
        return Do(command, async (parsed, services, actor, stop) =>
        {
            if (HandoverRules.Refuse(HandoverStep.Receive, actor) is null)
            {
                Outcome<Found<HandoverRow>> own = new Found<HandoverRow>(await services.GetRequiredService<AuthoritySpace>().RunAsync(actor, stop));
                return own.ToTerminal(parsed.GetValue(AsJson), f => f.Rows, f => Print(f.Rows.Select(r => (r.HandoverNo, r.CaseNo, r.State))));
            }

            Outcome<Found<HandoverStatus>> sent = new Found<HandoverStatus>(await services.GetRequiredService<HandoverList>().RunAsync(null, actor, stop));
            return sent.ToTerminal(parsed.GetValue(AsJson), f => f.Rows, f => Print(f.Rows.Select(r => (r.HandoverNo, r.CaseNo, r.State))));
        });
    }

    private static Command Package()
    {
        var (number, file) = (Number(), Text("--out", "写到哪个文件", "File to write"));
        var command = new Command("package", Terminal.Say("取出证据包（行政机关）", "Take the evidence bundle out (authority)")) { number, file };
        return Do(command, async (parsed, services, actor, stop) =>
        {
            var read = await services.GetRequiredService<AuthoritySpace>().OpenAsync(parsed.GetValue(number)!, list: false, actor, stop);
            if (read.Succeeded(out var bytes, out _)) await File.WriteAllBytesAsync(parsed.GetValue(file)!, bytes, stop);
            return read.ToTerminal(parsed.GetValue(AsJson), b => new { file = parsed.GetValue(file), bytes = b.Length }, b => Console.Out.WriteLine($"{parsed.GetValue(file)} {b.Length}"));
        });
    }

    private static Command Answer(string name, string zh, string en, Func<AnswerHandover, AnswerHandover.Request, Domain.Access.Actor, CancellationToken, Task<Outcome<Done>>> run)
    {
        var (number, text) = (Number(), Text("--text", "回执号，或退回原因", "Number of the receipt, or why"));
        var command = new Command(name, Terminal.Say(zh, en)) { number, text };
        return Do(command, async (parsed, services, actor, stop) => (await run(services.GetRequiredService<AnswerHandover>(), new(parsed.GetValue(number)!, parsed.GetValue(text)!), actor, stop))
            .ToTerminal(parsed.GetValue(AsJson), _ => new { done = true }, Said));
    }

    private static Command Decide()
    {
        var kind = new Option<DecisionKind>("--kind") { Description = Terminal.Say("决定：Fine Warning NoPunishment CriminalCase NoCriminalCase", "Fine Warning NoPunishment CriminalCase NoCriminalCase"), Required = true };
        var (number, no, text) = (Number(), Text("--number", "决定文号", "Number of the decision"), Text("--text", "决定内容", "What is decided"));
        var fine = new Option<decimal?>("--fine") { Description = Terminal.Say("罚款，元；只有行政机关能填写", "Fine, yuan; the authority's alone") };
        var command = new Command("decide", Terminal.Say("作出处理决定（行政机关）", "Decide (authority)")) { number, kind, no, text, fine };
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<AnswerHandover>()
            .DecideAsync(new(parsed.GetValue(number)!, parsed.GetValue(kind), parsed.GetValue(no)!, parsed.GetValue(text)!, parsed.GetValue(fine)), actor, stop))
            .ToTerminal(parsed.GetValue(AsJson), _ => new { done = true }, Said));
    }

    private sealed record Found<T>(IReadOnlyList<T> Rows);

    private static void Print(IEnumerable<(string No, string Case, HandoverState State)> rows)
    {
        foreach (var (no, caseNo, state) in rows) Console.Out.WriteLine($"{no}  {caseNo}  {HandoverRules.Name(state).In(!Terminal.Chinese)}");
    }

    private static Argument<string> Number() => new("HANDOVER") { Description = Terminal.Say("移送编号，如 YS-2026-000001", "Hand-over, such as YS-2026-000001") };

    private static Option<string> Text(string name, string zh, string en) => new(name) { Description = Terminal.Say(zh, en), Required = true };

    private static void Said(Done done) => Console.Out.WriteLine(Terminal.Say("已办理。", "Done."));
}
