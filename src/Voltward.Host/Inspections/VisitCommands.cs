using System.CommandLine;
using System.Text.Json;
using Voltward.App.Inspections;
using Voltward.Domain.Inspections;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary><c>voltward visit</c>: submits and reviews visits from the terminal.</summary>
internal static class VisitCommands
{
    public static Command Create() => new("visit", Terminal.Say("现场检查记录", "Visit records")) { Submit(), Review() };

    private static Command Submit()
    {
        var (data, json, person) = (Terminal.Data(), Terminal.Json(), TerminalActor.As());
        var file = new Argument<FileInfo>("FILE") { Description = Terminal.Say("检查记录（JSON）", "The record (JSON)") };
        var photos = new Option<DirectoryInfo?>("--photos")
        {
            Description = Terminal.Say("附件所在目录；缺省为记录所在目录", "Folder of its photos; the record's own when left out"),
        };
        var command = new Command("submit", Terminal.Say(
            "提交一份检查记录及其照片；重复提交返回同一回执", "Submit a record with its photos; submitting again gives the same receipt")) { file, photos, data, person, json };
        command.SetAction(async (parsed, stop) =>
        {
            var asJson = parsed.GetValue(json);
            var record = parsed.GetValue(file)!;
            if (!record.Exists) return VisitProblems.Unreadable(record.FullName, Terminal.Say("文件不存在", "no such file")).ToTerminal(asJson);
            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            if (!(await TerminalActor.FindAsync(services, parsed.GetValue(person), stop)).Succeeded(out var actor, out var unknown)) return unknown.ToTerminal(asJson);
            var bytes = await File.ReadAllBytesAsync(record.FullName, stop);
            var folder = parsed.GetValue(photos)?.FullName ?? record.DirectoryName!;
            var outcome = await services.GetRequiredService<SubmitVisit>().RunAsync(new(bytes, await AttachmentsAsync(bytes, folder, stop)), actor, stop);
            return outcome.ToTerminal(asJson, r => JsonSerializer.SerializeToElement(r, VisitRecordText.Options), r => Console.Out.WriteLine(Terminal.Say(
                $"已收到 {r.VisitId}（{r.State}），附件 {r.Attachments.Count} 个，未完项目 {r.Undone.Count} 项", $"Received {r.VisitId} ({r.State}), {r.Attachments.Count} attachments, {r.Undone.Count} items undone")));
        });
        return command;
    }

    /// <summary>The files that the record names and that lie in the folder; a file name never leads out of it.</summary>
    private static async Task<IReadOnlyList<SubmitVisit.Attachment>> AttachmentsAsync(byte[] record, string folder, CancellationToken stop)
    {
        if (!VisitRecordText.Read(record).Succeeded(out var read, out _)) return [];
        var attachments = new List<SubmitVisit.Attachment>();
        foreach (var photo in read.Photos.DistinctBy(p => p.Sha256))
        {
            var named = Path.Combine(folder, Path.GetFileName(photo.FileName ?? ""));
            var path = File.Exists(named) ? named : Path.Combine(folder, photo.Sha256);
            if (File.Exists(path)) attachments.Add(new(photo.MediaType, await File.ReadAllBytesAsync(path, stop)));
        }

        return attachments;
    }

    private static Command Review()
    {
        var (data, json, person) = (Terminal.Data(), Terminal.Json(), TerminalActor.As());
        var id = new Argument<string>("VISIT") { Description = Terminal.Say("检查记录编号", "Visit") };
        var reasons = new Option<string[]>("--return")
        {
            Description = Terminal.Say("退回，逐项写原因：M4=未测零线电流；不给则通过", "Send back, item=reason, such as M4=neutral not measured; accepts when left out"),
            DefaultValueFactory = _ => [],
        };
        var note = new Option<string?>("--note") { Description = Terminal.Say("备注", "Remark") };
        var command = new Command("review", Terminal.Say("审核一份检查记录", "Accept a visit or send it back")) { id, reasons, note, data, person, json };
        command.SetAction(async (parsed, stop) =>
        {
            var asJson = parsed.GetValue(json);
            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            if (!(await TerminalActor.FindAsync(services, parsed.GetValue(person), stop)).Succeeded(out var actor, out var unknown)) return unknown.ToTerminal(asJson);
            var given = parsed.GetValue(reasons)!.Select(r => r.Split('=', 2)).Where(r => r.Length == 2).ToDictionary(r => r[0].Trim(), r => r[1].Trim());
            var request = new ReviewVisit.Request(parsed.GetValue(id)!, parsed.GetValue(reasons)!.Length == 0, given, parsed.GetValue(note));
            var outcome = await services.GetRequiredService<ReviewVisit>().RunAsync(request, actor, stop);
            return outcome.ToTerminal(asJson, r => new { orderState = r.OrderState.ToString(), r.CarryOver, r.Hazards }, r => Console.Out.WriteLine(Terminal.Say(
                $"工作单：{r.OrderState}；结转：{r.CarryOver ?? "无"}；隐患：{r.Hazards.Count}", $"Order: {r.OrderState}; carried over: {r.CarryOver ?? "none"}; hazards: {r.Hazards.Count}")));
        });
        return command;
    }
}
