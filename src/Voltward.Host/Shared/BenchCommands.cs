using System.CommandLine;
using System.Diagnostics;
using Voltward.Domain.Common;

namespace Voltward.Host.Shared;

/// <summary><c>bench</c>: hands over to the benchmark program, which lies beside this one so that its peers are no part of the product.</summary>
internal static class BenchCommands
{
    private const string Name = "Voltward.Benchmarks";

    private static readonly Problem NotBuilt = new(
        "bench.not-built", ProblemKind.NotFound,
        new Words("未找到性能测试程序。", "The benchmark program is not there."),
        new Words("在源码目录运行 ./voltward bench，会先行编译。", "Run ./voltward bench in the source folder: it builds the program first."));

    public static Command Create()
    {
        var rest = new Argument<string[]>("options")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = Terminal.Say("传给性能测试程序，如 --only import --size full --json；用 -- --help 查看全部", "Handed on, such as --only import --size full --json; all of them: bench -- --help"),
        };
        var command = new Command("bench", Terminal.Say("性能对照表：本系统与对照程序同场计时", "The benchmark table: this system and its peers timed in one run")) { rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(async (parsed, stop) =>
        {
            var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", Name, "release", Name));
            if (!File.Exists(program)) return NotBuilt.ToTerminal(parsed.UnmatchedTokens.Contains("--json"));
            var words = (parsed.GetValue(rest) ?? []).Concat(parsed.UnmatchedTokens).ToHashSet();
            using var run = Process.Start(program, parsed.Tokens.Select(t => t.Value).Where(words.Contains))!;
            await run.WaitForExitAsync(stop);
            return run.ExitCode;
        });
        return command;
    }
}
