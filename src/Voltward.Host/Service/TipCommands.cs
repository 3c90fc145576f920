using System.CommandLine;
using Voltward.App.Service;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Domain.Service;
using Voltward.Host.Shared;
using static Voltward.Host.Shared.TerminalActor;

namespace Voltward.Host.Service;

/// <summary><c>voltward tips</c>: the desk of tips, and the labels that lead to the form.</summary>
internal static class TipCommands
{
    public static Command Create() => new("tips", Terminal.Say("举报：台账、处理、奖励与二维码标签", "Tips: the desk, decisions, rewards, and labels"))
    {
        List(), Show(), Report(), Status(), TakeUp(), Decide(), Label(), Ask(), Answer(), Open(), Propose(), AnswerReward(), Pay(),
    };

    private static Command List()
    {
        var (kind, state) = (new Option<string?>("--kind") { Description = "theft, danger, other" }, new Option<string?>("--state") { Description = string.Join(", ", TipWords.States) });
        var overdue = new Option<bool>("--overdue") { Description = Terminal.Say("仅超期未处理", "Only those undecided past their day") };
        return Do(new("list", Terminal.Say("举报台账", "The desk of tips")) { kind, state, overdue }, async (parsed, services, actor, stop) =>
        {
            if (TipRules.MayRead(actor) is { } refused) return refused.ToTerminal(parsed.GetValue(AsJson));
            var request = ListRequest.All;
            if (parsed.GetValue(kind) is { } k) request = request.Where("kind", k);
            if (parsed.GetValue(state) is { } s) request = request.Where("state", s);
            if (parsed.GetValue(overdue)) request = request.Where("overdue", "1");
            Outcome<ListPage<TipLine>> page = await services.GetRequiredService<TipList>().RunAsync(request, actor, stop);
            return page.ToTerminal(parsed.GetValue(AsJson), p => new { p.Total, tips = p.Rows }, p =>
            {
                foreach (var t in p.Rows) Console.Out.WriteLine(Terminal.Invariant($"{t.TipNo}  {TipWords.Kind(t.Kind).In(!Terminal.Chinese),-8}  {t.DecideBy:yyyy-MM-dd}  {TipWords.Standing(t).In(!Terminal.Chinese),-16}  {t.Place}"));
            });
        });
    }

    private static Command Show()
    {
        var no = Number();
        return Do(new("show", Terminal.Say("一件举报", "One tip")) { no }, async (parsed, services, actor, stop) =>
            (await services.GetRequiredService<TipPage>().RunAsync(parsed.GetValue(no)!, actor, stop)).ToTerminal(parsed.GetValue(AsJson), v => v, v =>
            {
                Console.Out.WriteLine($"{v.Line.TipNo}  {TipWords.Kind(v.Line.Kind).In(!Terminal.Chinese)}  {TipWords.Standing(v.Line).In(!Terminal.Chinese)}");
                Console.Out.WriteLine($"{v.Line.Place}\n{v.Line.What}\n{v.Line.Reason}");
            }));
    }

    private static Command Report()
    {
        var kind = new Option<TipKind>("--kind") { Description = "Theft, Danger, Other", Required = true };
        var (place, what) = (Text("--place", "地点", "Where"), Text("--what", "看到了什么", "What was seen"));
        return Do(new("report", Terminal.Say("代录匿名举报（如来电），打印查询码", "Enter an anonymous tip, such as one by telephone; prints its code")) { kind, place, what }, async (parsed, services, _, stop) =>
            (await services.GetRequiredService<ReportTip>().RunAsync(new(parsed.GetValue(kind), parsed.GetValue(place)!, parsed.GetValue(what)!), stop))
                .ToTerminal(parsed.GetValue(AsJson), r => r, r => Console.Out.WriteLine(r.Code)));
    }

    private static Command Status()
    {
        var code = Code();
        return Do(new("status", Terminal.Say("凭码查询结果", "What became of a tip, by its code")) { code }, async (parsed, services, _, stop) =>
            (await services.GetRequiredService<TipStatus>().RunAsync(parsed.GetValue(code)!, stop)).ToTerminal(
                parsed.GetValue(AsJson), a => new { state = a.State.ToString(), a.Joined, a.ReceivedOn, a.DecideBy, a.Reason, a.PassedTo, result = a.Result.ToString(), reward = a.Reward?.ToString(), a.RewardFen },
                a => Console.Out.WriteLine(TipWords.Told(a).In(!Terminal.Chinese))));
    }

    private static Command TakeUp()
    {
        var no = Number();
        return Do(new("take-up", Terminal.Say("开始核实", "Begin to check a tip")) { no }, async (parsed, services, actor, stop) =>
            (await services.GetRequiredService<TakeUpTip>().RunAsync(parsed.GetValue(no)!, actor, stop)).ToTerminal(parsed.GetValue(AsJson), _ => new { done = true }, Said));
    }

    private static Command Decide()
    {
        var no = Number();
        var what = new Option<TipEvent>("--decision") { Description = Terminal.Say("Accept 受理，Refuse 不予受理，Join 并入，PassOn 转交", "Accept, Refuse, Join or PassOn"), Required = true };
        var reason = Text("--reason", "理由，举报人可见", "Reason; the reporter reads it");
        var (inside, customer, area, focus) = (Free("--inside", "内部说明", "For the desk alone"), Free("--customer", "户号", "Customer"), Free("--area", "台区", "Area"), Free("--focus", "给班组的核查要点", "What the crew is told to look at"));
        var (original, passed) = (Free("--duplicate-of", "并入哪一件", "The earlier tip"), Free("--passed-to", "转交给", "To whom it is passed on"));
        return Do(new("decide", Terminal.Say("作出处理决定", "Decide about a tip")) { no, what, reason, inside, customer, area, focus, original, passed }, async (parsed, services, actor, stop) =>
            (await services.GetRequiredService<DecideTip>().RunAsync(
                new(parsed.GetValue(no)!, parsed.GetValue(what), parsed.GetValue(reason)!, parsed.GetValue(inside))
                {
                    CustomerNo = parsed.GetValue(customer),
                    AreaNo = parsed.GetValue(area),
                    Focus = parsed.GetValue(focus),
                    DuplicateOf = parsed.GetValue(original),
                    PassedTo = parsed.GetValue(passed),
                },
                actor, stop)).ToTerminal(parsed.GetValue(AsJson), s => new { state = s.ToString() }, s => Console.Out.WriteLine(s)));
    }

    private static Command Label()
    {
        var (customer, area) = (Free("--customer", "户号", "Customer"), Free("--area", "台区", "Area"));
        var boxes = new Option<bool>("--boxes") { Description = Terminal.Say("台区内每个表箱一张", "One for every meter box of the area") };
        var (address, file) = (Text("--address", "公众打开的网址，如 https://jubao.example.cn", "Address the public opens, such as https://tips.example.cn"), Text("--out", "写到哪个 PDF 文件", "PDF file to write"));
        return Do(new("label", Terminal.Say("打印举报二维码标签", "Print labels that lead to the form")) { customer, area, boxes, address, file }, async (parsed, services, actor, stop) =>
        {
            var printed = await services.GetRequiredService<PrintLabels>().RunAsync(new(parsed.GetValue(address)!, parsed.GetValue(customer), parsed.GetValue(area), parsed.GetValue(boxes)), actor, stop);
            if (printed.Succeeded(out var labels, out _)) await File.WriteAllBytesAsync(parsed.GetValue(file)!, labels.Pdf, stop);
            return printed.ToTerminal(parsed.GetValue(AsJson), p => new { file = parsed.GetValue(file), labels = p.Codes }, p => Console.Out.WriteLine($"{parsed.GetValue(file)}: {p.Codes.Count}"));
        });
    }

    private static Command Ask()
    {
        var (no, why) = (Number(), Text("--why", "为什么需要", "Why it is needed"));
        return Do(new("ask-name", Terminal.Say("申请查看举报人姓名", "Ask to read a reporter's name")) { no, why }, async (parsed, services, actor, stop) =>
            (await services.GetRequiredService<AskOpening>().RunAsync(parsed.GetValue(no)!, parsed.GetValue(why)!, actor, stop)).ToTerminal(parsed.GetValue(AsJson), o => o, o => Console.Out.WriteLine(o.N)));
    }

    private static Command Answer()
    {
        var (no, n, refuse) = (Number(), Nth(), Refuse());
        return Do(new("answer-name", Terminal.Say("批准或不批准查看", "Approve or refuse it")) { no, n, refuse }, async (parsed, services, actor, stop) =>
            (await services.GetRequiredService<AnswerOpening>().RunAsync(new(parsed.GetValue(no)!, parsed.GetValue(n), !parsed.GetValue(refuse)), actor, stop)).ToTerminal(parsed.GetValue(AsJson), _ => new { done = true }, Said));
    }

    private static Command Open()
    {
        var (no, n) = (Number(), Nth());
        return Do(new("open-name", Terminal.Say("查看一次举报人姓名", "Read a reporter's name, once")) { no, n }, async (parsed, services, actor, stop) =>
            (await services.GetRequiredService<OpenReporter>().RunAsync(parsed.GetValue(no)!, parsed.GetValue(n), actor, stop)).ToTerminal(parsed.GetValue(AsJson), c => c, c => Console.Out.WriteLine($"{c.Name}  {c.Contact}")));
    }

    private static Command Propose()
    {
        var (no, why) = (Number(), Text("--why", "理由", "Why"));
        var amount = new Option<decimal>("--yuan") { Description = Terminal.Say("金额，元", "Amount, yuan"), Required = true };
        return Do(new("reward", Terminal.Say("提出奖励", "Propose a reward")) { no, amount, why }, async (parsed, services, actor, stop) =>
            (await services.GetRequiredService<ProposeReward>().RunAsync(new(parsed.GetValue(no)!, parsed.GetValue(amount), parsed.GetValue(why)!), actor, stop)).ToTerminal(parsed.GetValue(AsJson), r => new { rewardNo = r }, Console.Out.WriteLine));
    }

    private static Command AnswerReward()
    {
        var (no, refuse) = (new Argument<string>("REWARD") { Description = Terminal.Say("奖励编号，如 JL-2026-000001", "Reward, such as JL-2026-000001") }, Refuse());
        return Do(new("answer-reward", Terminal.Say("审批奖励", "Approve or refuse a reward")) { no, refuse }, async (parsed, services, actor, stop) =>
            (await services.GetRequiredService<AnswerReward>().RunAsync(new(parsed.GetValue(no)!, !parsed.GetValue(refuse)), actor, stop)).ToTerminal(parsed.GetValue(AsJson), s => new { state = s.ToString() }, s => Console.Out.WriteLine(s)));
    }

    private static Command Pay()
    {
        var code = Code();
        return Do(new("pay", Terminal.Say("凭码兑付奖励", "Pay a reward by its code")) { code }, async (parsed, services, actor, stop) =>
            (await services.GetRequiredService<PayReward>().RunAsync(parsed.GetValue(code)!, actor, stop)).ToTerminal(parsed.GetValue(AsJson), p => p, p => Console.Out.WriteLine(Terminal.Invariant($"{p.RewardNo}  {p.AmountFen / 100m:0.00}"))));
    }

    private static Argument<string> Number() => new("TIP") { Description = Terminal.Say("举报编号，如 JB-2026-000001", "Tip, such as JB-2026-000001") };

    private static Argument<string> Code() => new("CODE") { Description = Terminal.Say("20 位查询码", "Code of 20 signs") };

    private static Option<long> Nth() => new("--opening") { Description = Terminal.Say("第几次申请", "Number of the opening"), Required = true };

    private static Option<bool> Refuse() => new("--refuse") { Description = Terminal.Say("不批准", "Refuse it") };

    private static Option<string> Text(string name, string zh, string en) => new(name) { Description = Terminal.Say(zh, en), Required = true };

    private static Option<string?> Free(string name, string zh, string en) => new(name) { Description = Terminal.Say(zh, en) };

    private static void Said(Done done) => Console.Out.WriteLine(Terminal.Say("已办理。", "Done."));
}
