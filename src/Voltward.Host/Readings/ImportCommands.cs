using System.CommandLine;
using System.Text.Json;
using Voltward.App.Readings;
using Voltward.Domain.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Readings;

/// <summary><c>voltward import</c>: loads files by a mapping profile.</summary>
internal static class ImportCommands
{
    public static Command Create()
    {
        var profile = new Argument<string>("profile") { Description = Terminal.Say("导入方案名（如 company、steg-bills、nem12），或映射文件 .json 的路径", "Profile (company, steg-bills, nem12 …) or the path of a mapping file (.json)") };
        var files = new Argument<string[]>("files") { Arity = ArgumentArity.OneOrMore, Description = Terminal.Say("要导入的文件或目录", "Files or folders to import") };
        var data = Terminal.Data();
        var dryRun = new Option<bool>("--dry-run") { Description = Terminal.Say("只核对，不写入；报告与实际导入相同", "Judge only and write nothing; the report equals the real one") };
        var keepGoing = new Option<bool>("--keep-going") { Description = Terminal.Say("导入正确的行，被拒行写入拒收文件", "Load the good rows and set refused ones aside in a reject file") };
        var strict = new Option<bool>("--strict") { Description = Terminal.Say("有一行被拒就整批不导入", "Load nothing when any row is refused") };
        var asOf = new Option<DateOnly?>("--as-of") { Description = Terminal.Say("数据截止日 yyyy-MM-dd，之后的日期拒收；默认今天", "Day yyyy-MM-dd after which days are refused as future; default today") };
        var json = Terminal.Json();
        var command = new Command("import", Terminal.Say("按映射方案导入文件；重复导入不产生变化", "Load files by a mapping profile; the same files again change nothing"))
        {
            profile, files, data, dryRun, keepGoing, strict, asOf, json,
        };
        command.Validators.Add(r =>
        {
            if (r.GetValue(keepGoing) && r.GetValue(strict)) r.AddError(Terminal.Say("--keep-going 与 --strict 不能同时使用。", "--keep-going and --strict exclude each other."));
        });
        command.SetAction(async (parse, stop) =>
        {
            var mode = parse.GetValue(keepGoing) ? RejectMode.KeepGoing : parse.GetValue(strict) ? RejectMode.Strict : RejectMode.ByProfile;
            var request = new ImportFiles.Request(parse.GetRequiredValue(profile), parse.GetRequiredValue(files), parse.GetValue(dryRun), mode, parse.GetValue(asOf));
            await using var services = await Services.OpenAsync(parse.GetRequiredValue(data), stop);
            var result = await ImportBar.ShowAsync(bar => services.GetRequiredService<ImportFiles>().ReportAsync(request, Actor.System, bar, stop));
            return Print(result, request.DryRun, parse.GetValue(json));
        });
        return command;
    }

    private static int Print(ImportResult result, bool dryRun, bool json)
    {
        if (result.Report is not { } report) return result.Refusal!.ToTerminal(json);
        var english = !Terminal.Chinese;
        if (json)
        {
            object view = result.Refusal is { } p
                ? new { p.Code, text = p.Text.In(english), remedy = p.Remedy.In(english), p.Where, report.Rows, report.Loaded, report.Flagged, report.Rejected, report.Unchanged, report.Reasons, report.RejectFile }
                : report;
            Console.Out.WriteLine(JsonSerializer.Serialize(view, Answers.Json));
            return result.Refusal is null ? 0 : 1;
        }

        if (result.Refusal is not null)
        {
            result.Refusal.ToTerminal(json: false);
            return 1;
        }

        Console.Out.WriteLine(Say(report, dryRun));
        foreach (var (code, rows) in report.Reasons) Console.Out.WriteLine(Terminal.Invariant($"  {rows,12:N0}  {code}"));
        if (report.RejectFile is { } file) Console.Out.WriteLine(Terminal.Say($"拒收文件：{file}", $"Reject file: {file}"));
        return 0;
    }

    private static string Say(ImportReport r, bool dryRun) => Terminal.Say(
        Terminal.Invariant($"{(dryRun ? "试导入（未写入）" : "导入完成")}：共 {r.Rows:N0} 行；{(dryRun ? "将载入" : "载入")} {r.Loaded:N0}（其中有标注 {r.Flagged:N0}），拒收 {r.Rejected:N0}，无变化 {r.Unchanged:N0}"),
        Terminal.Invariant($"{(dryRun ? "Dry run, nothing written" : "Imported")}: {r.Rows:N0} rows; {(dryRun ? "to load" : "loaded")} {r.Loaded:N0} ({r.Flagged:N0} of them marked), refused {r.Rejected:N0}, unchanged {r.Unchanged:N0}"));
}
