using System.CommandLine;
using Voltward.App.LineLoss;
using Voltward.Domain.Common;
using Voltward.Domain.LineLoss;
using Voltward.Host.Shared;
using static Voltward.Host.Shared.TerminalActor;

namespace Voltward.Host.LineLoss;

/// <summary><c>voltward ledger</c>: where the abnormal energy of each area went, and what nothing explains.</summary>
internal static class LedgerCommands
{

    public static Command Create() => new("ledger", Terminal.Say("异常电量平衡账：损失 = 技术线损 + 已查明 + 未查明", "The closing ledger: loss = technical + booked + unexplained"))
    {
        Show(), Book(), Reverse(), Cases(),
    };

    private static Command Show()
    {
        var area = new Option<string?>("--area") { Description = Terminal.Say("台区编号；不给则全部", "Number of the area; all when left out") };
        var command = new Command("show", Terminal.Say("各台区各月的账", "The account of each area and month")) { area };
        return Do(command, async (parsed, services, actor, stop) =>
        {
            Outcome<LossAccounts> accounts = new LossAccounts(await services.GetRequiredService<LedgerQueries>().RunAsync(parsed.GetValue(area), actor, stop));
            return accounts.ToTerminal(parsed.GetValue(AsJson), a => a.View(), a => a.Print());
        });
    }

    private static Command Book()
    {
        var area = new Option<string>("--area") { Description = Terminal.Say("台区编号", "Number of the area"), Required = true };
        var month = new Option<string>("--month") { Description = Terminal.Say("月份 yyyy-MM", "Month yyyy-MM"), Required = true };
        var cause = new Option<LossCause>("--cause") { Description = Terminal.Say("去向：Theft Meter Topology Unmetered Technical", "Theft, Meter, Topology, Unmetered or Technical"), Required = true };
        var kwh = new Option<decimal>("--kwh") { Description = Terminal.Say("电量（千瓦时）；档案错误可为负", "Energy, kWh; an error of the file may be below zero"), Required = true };
        var source = new Option<string>("--source") { Description = Terminal.Say("来源单据，如 case/AJ-2026-000001", "Document, such as case/AJ-2026-000001"), Required = true };
        var note = new Option<string?>("--note") { Description = Terminal.Say("说明", "Note") };
        var command = new Command("book", Terminal.Say("将异常电量记入去向", "Book abnormal energy to a cause")) { area, month, cause, kwh, source, note };
        return Do(command, async (parsed, services, actor, stop) =>
        {
            if (LossMonth.Parse(parsed.GetValue(month)!) is not { } on) return LossCommandProblems.MonthUnreadable(parsed.GetValue(month)!).ToTerminal(parsed.GetValue(AsJson));
            var (kind, no) = Split(parsed.GetValue(source)!);
            var request = new BookLoss.Request(parsed.GetValue(area)!, on, new LossBooking(parsed.GetValue(cause), LossCommandProblems.Wh(parsed.GetValue(kwh))), kind, no) { Note = parsed.GetValue(note) };
            return (await services.GetRequiredService<BookLoss>().RunAsync(request, actor, stop)).ToTerminal(parsed.GetValue(AsJson), id => new { bookingId = id }, Console.Out.WriteLine);
        });
    }

    private static Command Reverse()
    {
        var booking = new Argument<string>("BOOKING") { Description = Terminal.Say("记账编号，如 ZM-2026-000001", "Booking, such as ZM-2026-000001") };
        var note = new Option<string>("--note") { Description = Terminal.Say("冲销原因", "Why it is taken back"), Required = true };
        var command = new Command("reverse", Terminal.Say("冲销一笔记账", "Take a booking back")) { booking, note };
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<ReverseLoss>()
            .RunAsync(new(parsed.GetValue(booking)!, parsed.GetValue(note)!), actor, stop)).ToTerminal(parsed.GetValue(AsJson), id => new { bookingId = id }, Console.Out.WriteLine));
    }

    private static Command Cases() => Do(
        new Command("cases", Terminal.Say("按案件结果入账；重复运行不变", "Bring the ledger in step with the cases; running it again changes nothing")),
        async (parsed, services, actor, stop) => (await services.GetRequiredService<BookCases>().RunAsync(actor, stop)).ToTerminal(
            parsed.GetValue(AsJson), r => r, r => Console.Out.WriteLine(Terminal.Say($"入账 {r.Booked} 笔，冲销 {r.Reversed} 笔。", $"{r.Booked} booked, {r.Reversed} taken back."))));

    private static (string Kind, string No) Split(string source) =>
        source.IndexOf('/', StringComparison.Ordinal) is var at and > 0 ? (source[..at], source[(at + 1)..]) : ("", source);
}

/// <summary>Accounts with what prints them.</summary>
internal sealed record LossAccounts(IReadOnlyList<LedgerQueries.Account> All)
{
    public object View() => new
    {
        accounts = All.Select(a => new
        {
            area = a.AreaNo,
            month = a.Month.ToString(),
            a.Days,
            lossKwh = a.Ledger.LossWh / 1000.0,
            technicalKwh = a.Ledger.TechnicalWh / 1000.0,
            booked = a.Ledger.Booked.ToDictionary(b => b.Key.ToString(), b => b.Value / 1000.0),
            unexplainedKwh = a.Ledger.UnexplainedWh / 1000.0,
            low = a.Ledger.UnexplainedLowWh / 1000.0,
            high = a.Ledger.UnexplainedHighWh / 1000.0,
            sum = a.Ledger.Sum,
            bookings = a.Bookings.Select(b => new { b.BookingId, b.Cause, kwh = b.Wh / 1000.0, source = b.SourceKind + "/" + b.SourceNo, b.Reverses, b.Note }),
        }),
    };

    public void Print()
    {
        foreach (var a in All)
        {
            var booked = string.Join("  ", a.Ledger.Booked.Select(b => Terminal.Invariant($"{b.Key} {b.Value / 1000.0:0.0}")));
            Console.Out.WriteLine(Terminal.Invariant(
                $"{a.AreaNo,-14} {a.Month}  {Terminal.Say("损失", "loss")} {a.Ledger.LossWh / 1000.0,9:0.0}  {Terminal.Say("技术", "technical")} {a.Ledger.TechnicalWh / 1000.0,9:0.0}  {booked}  {Terminal.Say("未查明", "unexplained")} {a.Ledger.UnexplainedWh / 1000.0,9:0.0} [{a.Ledger.UnexplainedLowWh / 1000.0:0.0}, {a.Ledger.UnexplainedHighWh / 1000.0:0.0}] kWh"));
        }
    }
}

/// <summary>What the ledger's commands refuse before a use case is asked.</summary>
internal static class LossCommandProblems
{
    public static Problem MonthUnreadable(string month) => new(
        "loss.month-unreadable", ProblemKind.Invalid, new($"月份无法识别：{month}。", $"Not a month: {month}."), new("请写成 yyyy-MM。", "Write it as yyyy-MM."));

    public static long Wh(decimal kwh) => (long)Math.Round(kwh * 1000, MidpointRounding.AwayFromZero);
}
