using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Voltward.App.Cases;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Host.Shared;

namespace Voltward.Host.Cases;

/// <summary><c>cut-check</c>: which lawful steps stand between now and an interruption of supply, and why.</summary>
internal static class CutCheckCommands
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
    };

    public static Command Create()
    {
        var input = new Option<string>("--input")
        {
            Description = Terminal.Say(
                "输入文件：停电事由与在案材料（格式见 docs/formats.md）；“-”为标准输入",
                "Input file: ground and what is on file (see docs/formats.md); '-' reads standard input"),
            Required = true,
        };
        var json = Terminal.Json();
        var command = new Command("cut-check", Terminal.Say(
            "检查停电前还缺哪些法定步骤及其依据",
            "Which lawful steps stand between now and an interruption of supply, and why")) { input, json };
        command.SetAction(parsed => Run(parsed.GetValue(input)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(string file, bool json)
    {
        if (!RuleShelf.Standard.Succeeded(out var shelf, out var problem)) return problem.ToTerminal(json);
        if (file != "-" && !File.Exists(file)) return SettleInput.FileMissing(file).ToTerminal(json);
        if (!Read(file == "-" ? Console.In.ReadToEnd() : File.ReadAllText(file)).Succeeded(out var question, out problem)) return problem.ToTerminal(json);
        return CheckCut.Run(question, shelf.Records, Holidays.Standard).ToTerminal(json, answer => View(answer, !Terminal.Chinese), Print);
    }

    /// <summary>One object; a member that is not known is refused, so that a slip never passes for a missing proof or a given one.</summary>
    internal static Outcome<CheckCut.Question> Read(string text)
    {
        try
        {
            var input = JsonSerializer.Deserialize<Input>(text, Reading);
            return input is null ? Unreadable("$") : new CheckCut.Question(input.Place, input.At ?? TimeProvider.System.GetUtcNow(), input.File);
        }
        catch (JsonException broken)
        {
            return Unreadable(broken.Path ?? "$");
        }
    }

    private static Problem Unreadable(string where) => new(
        "case.cut-input-unreadable",
        ProblemKind.Invalid,
        new("输入不是有效的停电条件 JSON，或含未知成员、未知取值。", "The input is not a valid JSON of a cut, or has an unknown member or value."),
        new("请按 docs/formats.md 的格式更正所指成员。", "Correct the member named, as docs/formats.md describes it."),
        where);

    /// <summary>The JSON shape of an answer, the same on the command line and over HTTP.</summary>
    internal static object View(CheckCut.Answer answer, bool english) => new
    {
        answer.Allowed,
        mode = answer.Mode.ToString(),
        missing = answer.Steps.Select(s => new
        {
            gate = s.Gate.ToString(),
            text = s.Text.In(english),
            remedy = s.Remedy.In(english),
            s.Detail,
            s.Article,
            s.Basis,
            s.Edition,
            s.Certainty,
        }),
        proved = answer.Proved.Select(g => g.ToString()),
        window = answer.Window is { } w ? new { earliestCutAt = w.Earliest, latestCutAt = w.Latest, latestSecondNoticeAt = w.LatestSecondNotice } : null,
    };

    private static void Print(CheckCut.Answer answer)
    {
        Console.Out.WriteLine(answer.Allowed
            ? Terminal.Say("可以下达停电指令：各项前置条件均已证明。", "The cut may be ordered: every gate is proved.")
            : Terminal.Say($"不得停电：还缺 {answer.Steps.Count} 项。", $"No cut: {answer.Steps.Count} steps are missing."));
        foreach (var step in answer.Steps)
        {
            Console.Out.WriteLine(Terminal.Say($"  × {step.Text.Zh}", $"  × {step.Text.En}") + (step.Detail.Count > 0 ? ": " + string.Join(", ", step.Detail) : ""));
            Console.Out.WriteLine("    " + Terminal.Say(step.Remedy.Zh, step.Remedy.En));
            Console.Out.WriteLine($"    {step.Basis} {step.Article ?? Terminal.Say("（条号未见）", "(article not seen)")} · {step.Edition} · {step.Certainty}");
        }

        if (answer.Window is not { } window) return;
        Console.Out.WriteLine(Terminal.Say("  停电时间窗 ", "  window ") + Terminal.Invariant($"{window.Earliest:yyyy-MM-dd HH:mm zzz} – {window.Latest:yyyy-MM-dd HH:mm zzz}"));
    }

    private sealed record Input
    {
        public string Place { get; init; } = "CN";

        /// <summary>The moment of the question; now when left out.</summary>
        public DateTimeOffset? At { get; init; }

        public required CutFile File { get; init; }
    }
}
