using System.CommandLine;
using Voltward.App.Inspections;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary><c>voltward checklists</c>: dated versions of the checklists.</summary>
internal static class ChecklistCommands
{
    public static Command Create() => new("checklists", Terminal.Say("检查表的版本", "Versions of the checklists")) { List(), Show(), Publish() };

    private static Command List() => TerminalActor.Do(
        new("list", Terminal.Say("全部版本及生效日期", "All versions with the days they hold from")),
        (parsed, services, _, _) =>
        {
            Outcome<List<ChecklistVersions.Row>> rows = services.GetRequiredService<ChecklistVersions>().All().ToList();
            return Task.FromResult(rows.ToTerminal(
                parsed.GetValue(TerminalActor.AsJson), all => all.Select(r => new { r.List.ChecklistId, r.List.Kind, r.List.EffectiveFrom, r.Until, items = r.List.Items.Count }),
                all =>
                {
                    foreach (var r in all) Console.Out.WriteLine(Terminal.Invariant($"{r.List.ChecklistId,-16} {r.List.EffectiveFrom:yyyy-MM-dd} … {Figures.Day(r.Until),-10} {r.List.Items.Count,3}  {r.List.Name.In(!Terminal.Chinese)}"));
                }));
        });

    private static Command Show()
    {
        var id = new Argument<string>("ID") { Description = Terminal.Say("版本号，如 lv-1", "Version, such as lv-1") };
        return TerminalActor.Do(
            new("show", Terminal.Say("打印一个版本的全文，可作新版本的底稿", "Print a version, to start a new one from")) { id },
            (parsed, services, _, _) =>
            {
                Outcome<string> text = services.GetRequiredService<ChecklistVersions>().Text(parsed.GetValue(id)!) is { } found ? found : OrderProblems.ChecklistUnknown(parsed.GetValue(id)!);
                return Task.FromResult(text.ToTerminal(parsed.GetValue(TerminalActor.AsJson), t => new { text = t }, Console.Out.WriteLine));
            });
    }

    private static Command Publish()
    {
        var file = new Argument<FileInfo>("FILE") { Description = Terminal.Say("新版本（JSON）", "The new version (JSON)") };
        return TerminalActor.Do(
            new("publish", Terminal.Say("发布新版本；自生效日期起用于新工作单", "Publish a version; new orders take it from its day on")) { file },
            async (parsed, services, actor, stop) =>
            {
                var text = parsed.GetValue(file)!;
                var outcome = text.Exists
                    ? await services.GetRequiredService<PublishChecklist>().RunAsync(new(await File.ReadAllTextAsync(text.FullName, stop)), actor, stop)
                    : ChecklistProblems.Unreadable(text.Name);
                return outcome.ToTerminal(
                    parsed.GetValue(TerminalActor.AsJson), c => new { c.ChecklistId, c.Kind, c.EffectiveFrom },
                    c => Console.Out.WriteLine(Terminal.Invariant($"{c.ChecklistId}  {c.EffectiveFrom:yyyy-MM-dd}")));
            });
    }
}
