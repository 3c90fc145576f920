using System.CommandLine;
using Voltward.App.Inspections;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary><c>voltward devices</c>: inspectors' devices, what waits on them, and records set aside.</summary>
internal static class DeviceCommands
{
    public static Command Create() => new("devices", Terminal.Say("现场设备与隔离的记录", "Inspectors' devices and records set aside")) { List(), Revoke(), Aside(), Decide() };

    private static Command List() => TerminalActor.Do(
        new("list", Terminal.Say("设备：最近联系、未上传、取证链缺口", "Devices: last contact, what waits, gaps in the chain of records")),
        async (parsed, services, actor, stop) => (await services.GetRequiredService<DeviceList>().RunAsync(actor, stop)).ToTerminal(
            parsed.GetValue(TerminalActor.AsJson), rows => rows, rows =>
            {
                foreach (var d in rows)
                {
                    Console.Out.WriteLine(Terminal.Invariant($"{d.DeviceId,-38} {d.PersonName,-10} {Figures.Instant(d.SeenAt),-18} {d.Visits,3} / {d.Photos,-4} {string.Join(' ', d.Gaps.Select(g => $"{g.Fault}:{g.From}-{g.To}"))}{(d.RevokedAt is null ? "" : " revoked")}"));
                }
            }));

    private static Command Revoke()
    {
        var device = new Argument<string>("DEVICE") { Description = Terminal.Say("设备编号", "Id of the device") };
        return TerminalActor.Do(
            new("revoke", Terminal.Say("注销丢失的设备", "Lock a lost device out")) { device },
            async (parsed, services, actor, stop) => (await services.GetRequiredService<RevokeDevice>().RunAsync(parsed.GetValue(device)!, actor, stop)).ToTerminal(
                parsed.GetValue(TerminalActor.AsJson), d => d, _ => Console.Out.WriteLine(Terminal.Say("已注销", "revoked"))));
    }

    private static Command Aside() => TerminalActor.Do(
        new("set-aside", Terminal.Say("签名或设备核对不通过的记录", "Records that failed the check of signature or device")),
        async (parsed, services, actor, stop) => (await services.GetRequiredService<QuarantineList>().RunAsync(actor, stop)).ToTerminal(
            parsed.GetValue(TerminalActor.AsJson), rows => rows, rows =>
            {
                foreach (var row in rows) Console.Out.WriteLine(Terminal.Invariant($"{row.ContentSha256}  {row.OrderNo}  {row.ReceivedFrom,-12} {row.State,-9} {row.ReasonCode}"));
            }));

    private static Command Decide()
    {
        var record = new Argument<string>("SHA256") { Description = Terminal.Say("记录的哈希", "Hash of the record") };
        var verdict = new Argument<string>("VERDICT") { Description = Terminal.Say("release 放行，reject 不予采用", "release or reject") };
        verdict.AcceptOnlyFromAmong("release", "reject");
        var note = new Argument<string>("NOTE") { Description = Terminal.Say("依据", "On what ground") };
        return TerminalActor.Do(
            new("decide", Terminal.Say("处理一份隔离的记录", "Decide on a record that was set aside")) { record, verdict, note },
            async (parsed, services, actor, stop) => (await services.GetRequiredService<DecideQuarantine>().RunAsync(
                new(parsed.GetValue(record)!, parsed.GetValue(verdict) == "release", parsed.GetValue(note)!), actor, stop)).ToTerminal(
                parsed.GetValue(TerminalActor.AsJson), d => d, _ => Console.Out.WriteLine(Terminal.Say("已处理", "decided"))));
    }
}
