using System.CommandLine;
using Voltward.App.Trail;
using Voltward.Domain.Common;
using Voltward.Host.Shared;

namespace Voltward.Host.Trail;

/// <summary><c>voltward witness</c>: the program another department or party runs. It has its own folder and needs none of our data.</summary>
internal static class WitnessCommands
{
    private static readonly Option<string> State = new("--state")
    {
        Description = Terminal.Say("见证方自己的目录", "The witness's own folder"),
        Required = true,
    };

    private static readonly Option<string> Name = new("--name")
    {
        Description = Terminal.Say("见证方名称（密钥名）", "Name of the witness and of its key"),
        DefaultValueFactory = _ => "witness.local",
    };

    private static readonly Option<bool> AsJson = Terminal.Json();

    public static Command Create() => new("witness", Terminal.Say(
        "见证方：记住日志的检查点，只为确有延续的检查点签名", "A witness: remembers checkpoints of logs and signs only what is proven to continue them"))
    {
        Trust(), Key(), Serve(),
    };

    private static Command Trust()
    {
        var key = new Argument<string>("KEY") { Description = Terminal.Say("日志的公钥，由 voltward log key 打印", "Public key of the log, as voltward log key prints it") };
        var command = new Command("trust", Terminal.Say("开始见证一个日志", "Begin to witness a log")) { key };
        return Do(command, (parsed, book) =>
        {
            var text = parsed.GetValue(key)!;
            Outcome<NoteKey> outcome = NoteKey.Parse(text) is { } log ? log : TrailDoorProblems.KeyMalformed(text);
            if (outcome.Succeeded(out var trusted, out _)) book.Trust(trusted);
            return Task.FromResult(outcome.ToTerminal(parsed.GetValue(AsJson), l => new { origin = l.Name }, l => Console.Out.WriteLine(l.Name)));
        });
    }

    private static Command Key() => Do(new Command("key", Terminal.Say("打印见证方的公钥", "Print the public key of the witness")), (parsed, book) =>
    {
        Outcome<string> text = book.Key.Text;
        return Task.FromResult(text.ToTerminal(parsed.GetValue(AsJson), k => new { key = k }, Console.Out.WriteLine));
    });

    private static Command Serve()
    {
        var urls = new Option<string>("--urls") { Description = Terminal.Say("监听地址", "Where to listen"), DefaultValueFactory = _ => "http://127.0.0.1:5081" };
        var command = new Command("serve", Terminal.Say("开始服务", "Serve")) { urls };
        return Do(command, async (parsed, book) =>
        {
            await using var app = WitnessHost.Build(book, parsed.GetValue(urls)!);
            await app.RunAsync();
            return 0;
        });
    }

    private static Command Do(Command command, Func<ParseResult, WitnessBook, Task<int>> act)
    {
        command.Add(State);
        command.Add(Name);
        command.Add(AsJson);
        command.SetAction(async (parsed, _) =>
        {
            using var book = new WitnessBook(parsed.GetValue(State)!, parsed.GetValue(Name)!);
            return await act(parsed, book);
        });
        return command;
    }
}
