using System.CommandLine;
using System.Text.Json;
using Voltward.App.Cases;
using Voltward.Domain.Common;
using Voltward.Host.Shared;

namespace Voltward.Host.Cases;

/// <summary><c>voltward settle</c>: what the rules give for stated facts, line by line.</summary>
internal static class SettleCommands
{
    private static bool English => !Terminal.Chinese;

    public static Command Create()
    {
        var input = new Option<string?>("--input")
        {
            Description = Terminal.Say(
                "输入文件：一个对象或对象数组 {id, rule, ruleSet, inputs}；“-”为标准输入",
                "Input file: one object or an array of {id, rule, ruleSet, inputs}; '-' reads standard input"),
        };
        var example = new Option<string?>("--example")
        {
            Description = Terminal.Say(
                "给出某条规则可照抄的问题（标准输出）及其读取的全部事实（标准错误），如 VIO-1；编号见 docs/rule-book.md",
                "A question of one rule to copy from (standard output) and all facts it reads (standard error), such as VIO-1; rules: docs/rule-book.md"),
        };
        var json = Terminal.Json();
        var command = new Command("settle", Terminal.Say(
            "按规则计算一个或多个事实，逐行列出条文、版本、可信等级、输入、算式与取整",
            "Work out one or several sets of facts; every line with article, edition, certainty, inputs, formula and rounding"))
        {
            input,
            example,
            json,
        };
        command.Validators.Add(r =>
        {
            if (r.GetValue(input) is null == r.GetValue(example) is null) r.AddError(Terminal.Say("请给出 --input 或 --example 之一。", "Give either --input or --example."));
        });
        command.SetAction(parsed => parsed.GetValue(example) is { } rule ? Show(rule, parsed.GetValue(json)) : Run(parsed.GetValue(input)!, parsed.GetValue(json)));
        return command;
    }

    private static int Run(string file, bool json)
    {
        var text = Read(file);
        if (!text.Succeeded(out var content, out var problem)) return problem.ToTerminal(json);
        var questions = SettleInput.Read(content);
        if (!questions.Succeeded(out var asked, out problem)) return problem.ToTerminal(json);

        var determine = new Determine();
        var answers = asked.Questions.Select(q => (Question: q, Answer: determine.Run(q))).ToList();
        if (!asked.IsList && answers[0].Answer.Problem is { } refused) return (refused with { Where = $"{asked.Questions[0].Id}: {refused.Where}" }).ToTerminal(json);

        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(answers.Select(a => View(a.Question, a.Answer)), Answers.Json));
        }
        else
        {
            foreach (var (question, answer) in answers) SettleTrace.Print(question, answer, Console.Out, English);
        }

        return answers.Any(a => a.Answer.Problem is not null) ? 1 : 0;
    }

    /// <summary>The question goes to standard output alone, so that it can be kept as a file and asked.</summary>
    private static int Show(string rule, bool json)
    {
        if (!SettleExample.Of(rule).Succeeded(out var example, out var problem)) return problem.ToTerminal(json);
        Console.Out.WriteLine(example.Json);
        Console.Error.WriteLine(Terminal.Say($"{rule} {example.Title.Zh}，读取的事实（* 缺少则拒绝）：", $"{rule} {example.Title.En}; facts it reads (* refused without it):"));
        foreach (var fact in example.Facts)
        {
            var others = fact.Others.Count == 0 ? "" : Terminal.Say("，或 ", ", or ") + string.Join(Terminal.Say("、", ", "), fact.Others);
            var kind = fact.Kind is { } expected ? Terminal.Say("：", ": ") + expected.In(English) : "";
            Console.Error.WriteLine($"  {(fact.Needed ? "*" : " ")} {fact.Name}{others}{kind}");
        }

        Console.Error.WriteLine(Terminal.Say("  还读取 jurisdiction、from、to、conductDate、energyStep；见 docs/settle-inputs.md", "  and jurisdiction, from, to, conductDate, energyStep: see docs/settle-inputs.md"));
        return 0;
    }

    private static Outcome<string> Read(string file)
    {
        if (file == "-") return Console.In.ReadToEnd();
        if (!File.Exists(file)) return SettleInput.FileMissing(file);
        return File.ReadAllText(file);
    }

    private static object View(DeterminationInput question, Outcome<Determination> outcome)
    {
        if (!outcome.Succeeded(out var answer, out var problem)) return new { question.Id, Result = (object?)null, Lines = Array.Empty<object>(), Blocked = View(problem) };
        return new
        {
            answer.Id,
            answer.Result,
            Lines = answer.Lines.Select(l => new
            {
                l.Kind,
                Text = l.Text.In(English),
                l.Article,
                l.Edition,
                l.Certainty,
                l.Inputs,
                l.Unit,
                l.Formula,
                l.Rounding,
                l.Value,
                l.Verified,
            }),
            Blocked = View(answer.Blocked),
        };
    }

    private static object? View(Problem? problem) => problem is null
        ? null
        : new { problem.Code, Text = problem.Text.In(English), Remedy = problem.Remedy.In(English), problem.Where };
}
