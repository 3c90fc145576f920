using System.CommandLine;
using Voltward.App.Cases;
using Voltward.App.Hazards;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Host.Shared;
using static Voltward.Host.Shared.TerminalActor;

namespace Voltward.Host.Cases;

/// <summary><c>voltward form</c>, <c>voltward approvals</c>, <c>voltward clocks</c>: papers, decisions and deadlines around cases.</summary>
internal static class DeskCommands
{
    private static readonly string[] Kinds = ["cut-notice", "restoration-notice", "custody-form", "service-record", "hazard-notice"];

    public static Command Form()
    {
        var kind = new Argument<string>("KIND") { Description = string.Join(' ', Kinds) };
        kind.AcceptOnlyFromAmong(Kinds);
        var number = new Argument<string>("NUMBER") { Description = Terminal.Say("停电流程、案件、文书或隐患的编号", "Interruption, case, document or hazard") };
        var command = new Command("form", Terminal.Say("打印文书并归档", "Print a form and put it on file")) { kind, number };
        return Do(command, async (parsed, services, actor, stop) =>
        {
            var no = parsed.GetValue(number)!;
            var outcome = parsed.GetValue(kind) switch
            {
                "cut-notice" => await services.GetRequiredService<PrintCutForm>().RunAsync(new(no, Restoration: false), actor, stop),
                "restoration-notice" => await services.GetRequiredService<PrintCutForm>().RunAsync(new(no, Restoration: true), actor, stop),
                "custody-form" => await services.GetRequiredService<PrintCaseForm>().CustodyAsync(no, actor, stop),
                "service-record" => await services.GetRequiredService<PrintCaseForm>().ServiceRecordAsync(no, actor, stop),
                _ => await services.GetRequiredService<PrintHazardNotice>().RunAsync(no, actor, stop),
            };
            return outcome.ToTerminal(parsed.GetValue(AsJson), (FormOnFile f) => f, f => Console.Out.WriteLine($"{f.Number}  {f.Sha256}"));
        });
    }

    public static Command Approvals()
    {
        var command = new Command("approvals", Terminal.Say("等待某人审批或答复的事项", "What waits for a person's decision"));
        return Do(command, async (parsed, services, actor, stop) =>
        {
            Outcome<All> outcome = new All(await services.GetRequiredService<ApprovalList>().RunAsync(actor, stop));
            return outcome.ToTerminal(parsed.GetValue(AsJson), a => a.Rows, a =>
            {
                foreach (var w in a.Rows) Console.Out.WriteLine($"{w.Name.In(!Terminal.Chinese)}  {w.Subject}  {w.About}");
            });
        });
    }

    public static Command Clocks()
    {
        var command = new Command("clocks", Terminal.Say("正在计算的法定时限", "Legal clocks that run"));
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<ClockList>().RunAsync(actor, stop)).ToTerminal(parsed.GetValue(AsJson), a => a, a =>
        {
            foreach (var c in a.Clocks)
            {
                Console.Out.WriteLine(Terminal.Invariant(
                    $"{c.Clock.DueAt.ToOffset(CompanyTime.Offset):yyyy-MM-dd HH:mm}  {ClockRules.Name(c.Level).In(!Terminal.Chinese),-8} {ClockRules.Name(c.Clock.Kind).In(!Terminal.Chinese)}  {c.Clock.Subject}"));
            }
        }));
    }

    private sealed record All(IReadOnlyList<Waiting> Rows);
}
