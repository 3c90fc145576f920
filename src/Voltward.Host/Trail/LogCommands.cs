using System.CommandLine;
using Voltward.App.Trail;
using Voltward.Domain.Common;
using Voltward.Host.Shared;

namespace Voltward.Host.Trail;

/// <summary><c>voltward log</c>: seals the trail, checks it whole, and answers for a rollback.</summary>
internal static class LogCommands
{
    private static readonly Option<string> DataFolder = Terminal.Data();
    private static readonly Option<bool> AsJson = Terminal.Json();

    private static bool English => !Terminal.Chinese;

    public static Command Create() => new("log", Terminal.Say("操作留痕的可验证日志", "The verifiable log of the trail"))
    {
        Check(), Seal(), Acknowledge(), Stamp(), Key(), Set(),
    };

    private static Command Check() => Do(
        new Command("check", Terminal.Say("从存储的字节重新推导全部留痕、日志、检查点、时间戳与原件", "Make the whole trail, log, checkpoints, time stamps and originals again from the stored bytes")),
        async (parsed, services, stop) =>
        {
            var result = await services.GetRequiredService<CheckLog>().RunAsync(stop);
            Outcome<CheckLog.Result> outcome = result;
            outcome.ToTerminal(parsed.GetValue(AsJson), View, r =>
            {
                Console.Out.WriteLine(Terminal.Say(
                    $"留痕 {r.Entries} 条（已封存 {r.SealedEntries}），日志文件 {r.Tiles}，检查点 {r.Checkpoints}，时间戳 {r.Stamps}，原件 {r.Originals}：{(r.Ok ? "全部一致" : "有问题")}",
                    $"{r.Entries} entries ({r.SealedEntries} sealed), {r.Tiles} tiles, {r.Checkpoints} checkpoints, {r.Stamps} time stamps, {r.Originals} originals: {(r.Ok ? "all agree" : "problems")}"));
                foreach (var p in r.Problems) Console.Out.WriteLine($"  {p.Item}  {p.Code}  {p.Text.In(English)}");
            });
            return result.Ok ? 0 : 1;
        });

    private static object View(CheckLog.Result r) => new
    {
        r.Ok,
        r.Origin,
        r.Entries,
        r.SealedEntries,
        r.Tiles,
        r.Checkpoints,
        r.Stamps,
        r.Originals,
        problems = r.Problems.Select(p => new { p.Item, p.Code, text = p.Text.In(English) }),
    };

    private static Command Seal() => Do(
        new Command("seal", Terminal.Say("立即封存并请见证方签名（服务运行时每分钟自动封存）", "Seal now and have it witnessed (the server does so every minute)")),
        async (parsed, services, stop) => (await services.GetRequiredService<SealLog>().RunAsync(stop)).ToTerminal(parsed.GetValue(AsJson), View, Said));

    private static object View(SealLog.Sealed s) => new
    {
        s.Checkpoint.Origin,
        s.Checkpoint.Size,
        root = Convert.ToHexStringLower(s.Checkpoint.Root),
        s.Added,
        signatures = s.Note.Signatures.Select(n => n.KeyName),
        silent = s.Silent.Select(p => new { p.Code, text = p.Text.In(English), p.Where }),
    };

    private static void Said(SealLog.Sealed s)
    {
        Console.Out.Write(s.Note.ToString());
        foreach (var silent in s.Silent) Console.Error.WriteLine($"{silent.Code}: {silent.Text.In(English)}");
    }

    private static Command Acknowledge()
    {
        var reason = new Option<string>("--reason") { Description = Terminal.Say("原因与经过", "Why and how it happened"), Required = true };
        var person = TerminalActor.As();
        var command = new Command("acknowledge", Terminal.Say(
            "确认数据被退回到较早状态；旧日志原样保留，另起新日志，须告知见证方",
            "Answer for data that was taken back; the old log is kept as it is, a new one begins, and the witness must be told"))
        {
            reason, person,
        };
        return Do(command, async (parsed, services, stop) =>
        {
            if (!(await TerminalActor.FindAsync(services, parsed.GetValue(person), stop)).Succeeded(out var actor, out var unknown)) return unknown.ToTerminal(parsed.GetValue(AsJson));
            return (await services.GetRequiredService<AcknowledgeRollback>().RunAsync(parsed.GetValue(reason)!, actor, stop)).ToTerminal(parsed.GetValue(AsJson), View, Said);
        });
    }

    private static Command Stamp() => Do(
        new Command("stamp", Terminal.Say("为最近的检查点取得可信时间戳", "Have the latest checkpoint stamped by the time-stamp authority")),
        async (parsed, services, stop) => (await services.GetRequiredService<StampCheckpoint>().RunAsync(stop)).ToTerminal(
            parsed.GetValue(AsJson), size => new { size }, size => Console.Out.WriteLine(Terminal.Invariant($"tsa/{size}"))));

    private static Command Key() => Do(
        new Command("key", Terminal.Say("打印日志的公钥，交给见证方与核验人", "Print the public key of the log, for witnesses and verifiers")),
        (parsed, services, _) =>
        {
            var log = services.GetRequiredService<LogFolder>();
            using var key = log.Key(log.Settings());
            Outcome<string> text = key.Public.Text;
            return Task.FromResult(text.ToTerminal(parsed.GetValue(AsJson), k => new { key = k }, Console.Out.WriteLine));
        });

    private static Command Set()
    {
        var witness = new Option<string[]>("--witness") { Description = Terminal.Say("见证方：地址 公钥；可多次给出", "A witness: address and public key; may be repeated"), Arity = new(0, 20), AllowMultipleArgumentsPerToken = true };
        var authority = new Option<string?>("--time-stamp-authority") { Description = Terminal.Say("时间戳服务地址（RFC 3161）", "Address of a time-stamp authority (RFC 3161)") };
        var origin = new Option<string?>("--origin") { Description = Terminal.Say("日志名称，封存之前才能改", "Name of the log; only before anything is sealed") };
        var command = new Command("set", Terminal.Say("设置日志名称、见证方与时间戳服务", "Set name, witnesses and time-stamp authority of the log")) { witness, authority, origin };
        return Do(command, (parsed, services, _) => Task.FromResult(SetUp(
            services.GetRequiredService<LogFolder>(), parsed.GetValue(origin), parsed.GetValue(witness) ?? [], parsed.GetValue(authority)).ToTerminal(parsed.GetValue(AsJson), s => s, s => Console.Out.WriteLine(s.Origin))));
    }

    private static Outcome<LogSettings> SetUp(LogFolder log, string? origin, string[] witness, string? authority)
    {
        var settings = log.Settings();
        if (origin is not null)
        {
            if (log.Checkpoint() is not null || !Domain.Trail.SignedNote.IsKeyName(origin)) return TrailDoorProblems.OriginFixed(origin);
            settings = settings with { Origin = origin };
        }

        if (witness.Length > 0)
        {
            if (witness.Length % 2 != 0 || witness.Where((_, i) => i % 2 == 1).Any(k => NoteKey.Parse(k) is null)) return TrailDoorProblems.WitnessMalformed;
            settings = settings with { Witnesses = [.. witness.Chunk(2).Select(w => new WitnessSetting(w[0], w[1]))] };
        }

        settings = authority is null ? settings : settings with { TimeStampAuthority = authority };
        log.Save(settings);
        return settings;
    }

    private static Command Do(Command command, Func<ParseResult, IServiceProvider, CancellationToken, Task<int>> act)
    {
        command.Add(DataFolder);
        command.Add(AsJson);
        command.SetAction(async (parsed, stop) =>
        {
            await using var services = await Services.OpenAsync(parsed.GetValue(DataFolder)!, stop);
            return await act(parsed, services, stop);
        });
        return command;
    }
}
