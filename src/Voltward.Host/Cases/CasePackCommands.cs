using System.CommandLine;
using Voltward.App.Cases;
using Voltward.Domain.Cases;
using Voltward.Host.Shared;
using static Voltward.Host.Shared.TerminalActor;

namespace Voltward.Host.Cases;

/// <summary><c>voltward case evidence</c> and <c>voltward case innocence</c>: what a theft case needs on both sides.</summary>
internal static class CasePackCommands
{
    private static readonly Option<string> Reference = new("--reference") { Description = Terminal.Say("文号或说明", "Number of the paper, or what the file is"), Required = true };

    public static Command Evidence()
    {
        var caseNo = CaseNo();
        var item = new Argument<string>("ITEM") { Description = Terminal.Say("证据项 EVD-1 … EVD-11", "Item EVD-1 … EVD-11") };
        var detail = new Option<string?>("--detail") { Description = Terminal.Say("检定机构，或查询语句", "Laboratory, or the query") };
        var file = new Option<FileInfo?>("--file") { Description = Terminal.Say("原始文件", "The original file") };
        var command = new Command("evidence", Terminal.Say("登记一项证据", "Put an item of the evidence pack on file")) { caseNo, item, Reference, detail, file };
        return Do(command, async (parsed, services, actor, stop) =>
        {
            var original = parsed.GetValue(file) is { Exists: true } found
                ? new FileEvidence.Original(await File.ReadAllBytesAsync(found.FullName, stop), MediaTypes.Of(found.Name))
                : FileEvidence.Original.None;
            var request = new FileEvidence.Request(parsed.GetValue(caseNo)!, parsed.GetValue(item)!, parsed.GetValue(Reference)!, parsed.GetValue(detail), original);
            return (await services.GetRequiredService<FileEvidence>().RunAsync(request, actor, stop)).ToTerminal(parsed.GetValue(AsJson), f => f, f =>
            {
                Console.Out.WriteLine(f.Missing.Count == 0 ? Terminal.Say("证据包齐全。", "The pack is complete.") : Terminal.Say("还缺：", "Still missing:"));
                foreach (var missing in f.Missing) Console.Out.WriteLine("  " + EvidencePack.Name(missing).In(!Terminal.Chinese));
            });
        });
    }

    public static Command Innocence()
    {
        var caseNo = CaseNo();
        var explanation = new Argument<string>("EXPLANATION") { Description = Terminal.Say("无辜原因，如 Vacancy", "Innocent explanation, such as Vacancy") };
        var holds = new Option<bool>("--holds") { Description = Terminal.Say("该原因成立；不给则为已排除", "It holds; left out: it is excluded") };
        var grounds = new Option<string>("--grounds") { Description = Terminal.Say("理由，客户也会看到", "Why, in words that the customer reads too"), Required = true };
        var command = new Command("innocence", Terminal.Say("登记无辜原因的排查结果", "Record what came of testing an innocent explanation")) { caseNo, explanation, holds, grounds, Reference };
        return Do(command, async (parsed, services, actor, stop) => (await services.GetRequiredService<TestInnocence>().RunAsync(
                new(parsed.GetValue(caseNo)!, parsed.GetValue(explanation)!, !parsed.GetValue(holds), parsed.GetValue(grounds)!, parsed.GetValue(Reference)!), actor, stop))
            .ToTerminal(parsed.GetValue(AsJson), _ => new { done = true }, _ => Console.Out.WriteLine(Terminal.Say("已登记。", "Recorded."))));
    }

    private static Argument<string> CaseNo() => new("CASE") { Description = Terminal.Say("案件编号", "Case") };
}

/// <summary>Media types by the ending of a file's name.</summary>
internal static class MediaTypes
{
    public static string Of(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".jpg" or ".jpeg" => "image/jpeg",
        ".png" => "image/png",
        ".webp" => "image/webp",
        ".mp4" => "video/mp4",
        ".pdf" => "application/pdf",
        ".csv" => "text/csv",
        ".txt" => "text/plain",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };
}
