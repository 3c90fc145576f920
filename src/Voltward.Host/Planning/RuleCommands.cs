using System.CommandLine;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.Domain.Common;
using Voltward.Domain.Planning;
using Voltward.Host.Shared;

namespace Voltward.Host.Planning;

/// <summary><c>voltward cycles</c>: editions of the inspection cycles, special rounds, and whether the promise of coverage is kept.</summary>
internal static class RuleCommands
{
    public static Command Create() => new("cycles", Terminal.Say("检查周期、专项检查与覆盖承诺", "Inspection cycles, special rounds, and the promise of coverage")) { List(), Show(), Publish(), Coverage() };

    private static Command List() => TerminalActor.Do(
        new("list", Terminal.Say("检查周期和专项检查的全部版本", "All editions of cycles and special rounds")),
        (parsed, services, _, _) =>
        {
            Outcome<List<RuleEditionList.Row>> rows = services.GetRequiredService<RuleEditionList>().All().ToList();
            return Task.FromResult(rows.ToTerminal(parsed.GetValue(TerminalActor.AsJson), all => all, all =>
            {
                foreach (var r in all) Console.Out.WriteLine(Terminal.Invariant($"{r.Version,-16} {r.From:yyyy-MM-dd} … {Figures.Day(r.Until),-10}  {r.About.In(!Terminal.Chinese)}"));
            }));
        });

    private static Command Show()
    {
        var id = new Argument<string>("VERSION") { Description = Terminal.Say("版本号，如 cycles-1", "Edition, such as cycles-1") };
        return TerminalActor.Do(
            new("show", Terminal.Say("打印一个版本，可作新版本的底稿", "Print an edition, to start a new one from")) { id },
            (parsed, services, _, _) =>
            {
                Outcome<string> text = services.GetRequiredService<RuleEditionList>().Text(parsed.GetValue(id)!) is { } found ? found : RuleEditionProblems.Unknown(parsed.GetValue(id)!);
                return Task.FromResult(text.ToTerminal(parsed.GetValue(TerminalActor.AsJson), t => new { text = t }, Console.Out.WriteLine));
            });
    }

    private static Command Publish()
    {
        var file = new Argument<FileInfo>("FILE") { Description = Terminal.Say("新版本（JSON）", "The new edition (JSON)") };
        return TerminalActor.Do(
            new("publish", Terminal.Say("发布检查周期或专项检查的新版本；自生效日期起用于新计划", "Publish an edition of the cycles or a special round; new plans use it from its day on")) { file },
            async (parsed, services, actor, stop) =>
            {
                var text = parsed.GetValue(file)!;
                var outcome = text.Exists
                    ? await services.GetRequiredService<PublishRules>().RunAsync(new(await File.ReadAllTextAsync(text.FullName, stop)), actor, stop)
                    : RuleEditionProblems.Unreadable(text.Name);
                return outcome.ToTerminal(parsed.GetValue(TerminalActor.AsJson), p => p, p => Console.Out.WriteLine(Terminal.Invariant($"{p.Version}  {p.From:yyyy-MM-dd}")));
            });
    }

    private static Command Coverage() => TerminalActor.Do(
        new("coverage", Terminal.Say("超过覆盖承诺期限的客户：已列入的工作单，或未列入的原因", "Customers unseen for longer than promised: the order that sees to them, or why there is none")),
        async (parsed, services, actor, stop) => (await services.GetRequiredService<CoverageReport>().RunAsync(actor, stop)).ToTerminal(
            parsed.GetValue(TerminalActor.AsJson), v => new { v.Customers, v.Due, v.Unplanned, v.Broken }, v =>
            {
                Console.Out.WriteLine(Terminal.Say($"有周期的客户 {v.Customers}，已到期 {v.Due}，超过承诺 {v.Broken.Count}，其中未列入 {v.Unplanned}", $"{v.Customers} customers with a cycle, {v.Due} due, {v.Broken.Count} beyond the promise, {v.Unplanned} of them without an order"));
                foreach (var r in v.Broken) Console.Out.WriteLine(Terminal.Invariant($"  {r.CustomerNo,-14} {r.Cycle,-14} {r.DueOn:yyyy-MM-dd}  {r.OrderNo ?? r.Why?.In(!Terminal.Chinese)}"));
            }));
}
