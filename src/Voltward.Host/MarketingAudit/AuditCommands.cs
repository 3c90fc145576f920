using System.CommandLine;
using Voltward.App.MarketingAudit;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Domain.MarketingAudit;
using Voltward.Host.Shared;
using static Voltward.Host.Shared.TerminalActor;

namespace Voltward.Host.MarketingAudit;

/// <summary><c>voltward audit-findings</c>: findings of the marketing audit that need a look on site.</summary>
internal static class AuditCommands
{
    public static Command Create() => new("audit-findings", Terminal.Say("稽查问题：登记、导入、关闭", "Findings of the audit: record, import, close")) { List(), Record(), Import(), Close() };

    private static Command List()
    {
        var state = new Option<string?>("--state") { Description = string.Join(", ", AuditWords.States) };
        return Do(new("list", Terminal.Say("稽查问题台账", "The register")) { state }, async (parsed, services, actor, stop) =>
        {
            var request = parsed.GetValue(state) is { } s ? ListRequest.All.Where("state", s) : ListRequest.All;
            Outcome<ListPage<AuditFindingList.Row>> page = await services.GetRequiredService<AuditFindingList>().RunAsync(request, actor, stop);
            return page.ToTerminal(parsed.GetValue(AsJson), p => new { p.Total, findings = p.Rows }, p =>
            {
                foreach (var r in p.Rows) Console.Out.WriteLine(Terminal.Invariant($"{r.FindingNo}  {r.CustomerNo ?? r.AreaNo,-14}  {r.DueOn:yyyy-MM-dd}  {AuditWords.Standing(r).In(!Terminal.Chinese),-16}  {r.Topic}"));
            });
        });
    }

    private static Command Record()
    {
        var (topic, facts, wanted) = (Text("--topic", "稽查主题", "Topic"), Text("--facts", "事实", "Facts"), Text("--wanted", "要核查什么", "What is to be looked at"));
        var (customer, area) = (Free("--customer", "户号", "Customer"), Free("--area", "台区", "Area"));
        var (from, to) = (new Option<DateOnly?>("--from") { Description = Terminal.Say("期间起日", "First day of the period") }, new Option<DateOnly?>("--to") { Description = Terminal.Say("期间止日", "Last day of the period") });
        var due = new Option<DateOnly>("--due") { Description = Terminal.Say("核查期限", "By when"), Required = true };
        return Do(new("record", Terminal.Say("登记一个问题", "Record a finding")) { topic, facts, wanted, customer, area, from, to, due }, async (parsed, services, actor, stop) =>
            (await services.GetRequiredService<RecordAuditFindings>().RunAsync(
                [new(new(parsed.GetValue(topic)!, parsed.GetValue(customer), parsed.GetValue(area), parsed.GetValue(facts)!, parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(wanted)!, parsed.GetValue(due)))],
                actor, stop)).ToTerminal(parsed.GetValue(AsJson), n => new { findings = n }, n => Console.Out.WriteLine(n[0])));
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV: topic,customer,area,facts,from,to,wanted,due" };
        return Do(new("import", Terminal.Say("导入 CSV；有一行不对就全部不导入", "Import a CSV file; one bad row and nothing is imported")) { file }, async (parsed, services, actor, stop) =>
        {
            var path = parsed.GetValue(file)!;
            Outcome<IReadOnlyList<string>> outcome = AuditProblems.FileUnfit(null);
            if (path.Exists)
            {
                outcome = AuditFile.Read(await File.ReadAllBytesAsync(path.FullName, stop)).Succeeded(out var entries, out var problem)
                    ? await services.GetRequiredService<RecordAuditFindings>().RunAsync(entries, actor, stop)
                    : problem;
            }

            return outcome.ToTerminal(parsed.GetValue(AsJson), n => new { findings = n }, n => Console.Out.WriteLine(n.Count));
        });
    }

    private static Command Close()
    {
        var no = new Argument<string>("FINDING") { Description = Terminal.Say("问题编号，如 JC-2026-000001", "Finding, such as JC-2026-000001") };
        var result = new Option<AuditResult>("--result") { Description = Terminal.Say("Real 属实，FalseAlarm 误报，Withdrawn 撤销", "Real, FalseAlarm or Withdrawn"), Required = true };
        var cause = Text("--cause", "原因", "Cause");
        return Do(new("close", Terminal.Say("关闭或撤销", "Close or withdraw")) { no, result, cause }, async (parsed, services, actor, stop) =>
            (await services.GetRequiredService<CloseAuditFinding>().RunAsync(new(parsed.GetValue(no)!, parsed.GetValue(result), parsed.GetValue(cause)!), actor, stop))
                .ToTerminal(parsed.GetValue(AsJson), _ => new { done = true }, _ => Console.Out.WriteLine(Terminal.Say("已办理。", "Done."))));
    }

    private static Option<string> Text(string name, string zh, string en) => new(name) { Description = Terminal.Say(zh, en), Required = true };

    private static Option<string?> Free(string name, string zh, string en) => new(name) { Description = Terminal.Say(zh, en) };
}
