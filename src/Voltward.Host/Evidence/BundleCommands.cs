using System.CommandLine;
using Voltward.App.Evidence;
using Voltward.Domain.Common;
using Voltward.Host.Shared;

namespace Voltward.Host.Evidence;

/// <summary><c>voltward bundle CASE</c> writes an evidence bundle, <c>voltward verify BUNDLE</c> checks one without network or data folder.</summary>
internal static class BundleCommands
{
    public static Command Create()
    {
        var caseNo = new Argument<string>("CASE") { Description = Terminal.Say("案件编号，如 AJ-2026-000001", "Case, such as AJ-2026-000001") };
        var file = new Option<string?>("--out") { Description = Terminal.Say("写到哪个文件", "File to write") };
        var (data, person, json) = (Terminal.Data(), TerminalActor.As(), Terminal.Json());
        var command = new Command("bundle", Terminal.Say("出具案件的证据包", "Write the evidence bundle of a case")) { caseNo, file, data, person, json };
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await Services.OpenAsync(parsed.GetValue(data)!, stop);
            if (!(await TerminalActor.FindAsync(services, parsed.GetValue(person), stop)).Succeeded(out var actor, out var unknown)) return unknown.ToTerminal(parsed.GetValue(json));
            var name = parsed.GetValue(file) ?? $"证据包-{parsed.GetValue(caseNo)}.zip";
            var part = name + ".part";
            Outcome<WriteBundle.Written> outcome;
            await using (var stream = File.Create(part)) outcome = await services.GetRequiredService<WriteBundle>().RunAsync(parsed.GetValue(caseNo)!, stream, actor, stop);
            if (outcome.Problem is null) File.Move(part, name, overwrite: true);
            else File.Delete(part);
            return outcome.ToTerminal(parsed.GetValue(json), w => new { file = name, w.Manifest, w.Items, w.Defects, w.FitForPolice }, w => Console.Out.WriteLine(Terminal.Say(
                $"{name}：{w.Items} 件证据，待补正 {w.Defects} 项{(w.FitForPolice ? "" : "，暂不具备移送公安的条件")}",
                $"{name}: {w.Items} items, {w.Defects} open defects{(w.FitForPolice ? "" : ", not yet fit to be handed to the police")}")));
        });
        return command;
    }

    public static Command CreateVerify()
    {
        var file = new Argument<string>("BUNDLE") { Description = Terminal.Say("证据包文件", "The bundle") };
        var keys = new Option<string[]>("--key") { Description = Terminal.Say("信任的日志公钥（名称+编号+密钥），可多次给出", "A log key that you trust (name+id+key); may be repeated"), Arity = new(0, 20) };
        var json = Terminal.Json();
        var command = new Command("verify", Terminal.Say("离线核验证据包", "Check an evidence bundle offline")) { file, keys, json };
        command.SetAction(parsed =>
        {
            string[] forwarded = [parsed.GetValue(file)!, .. parsed.GetValue(json) ? (string[])["--json"] : [], .. (parsed.GetValue(keys) ?? []).SelectMany(k => (string[])["--key", k])];
            return Verify.Program.Main(forwarded);
        });
        return command;
    }
}
