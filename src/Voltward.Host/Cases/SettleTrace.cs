using System.Text.Encodings.Web;
using System.Text.Json;
using Voltward.App.Cases;
using Voltward.Domain.Common;
using Voltward.Host.Shared;

namespace Voltward.Host.Cases;

/// <summary>A determination as people read it: each step with where it stands in the law and how it is computed.</summary>
internal static class SettleTrace
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(DeterminationInput question, Outcome<Determination> outcome, TextWriter to, bool english)
    {
        to.WriteLine($"{question.Id}  {question.Rule}  {question.RuleSet}");
        if (!outcome.Succeeded(out var answer, out var problem))
        {
            Problem(problem, to, english);
            to.WriteLine();
            return;
        }

        var n = 0;
        foreach (var line in answer.Lines)
        {
            n++;
            var article = line.Article.Length > 0 ? line.Article : Terminal.Say("条号未见", "article not seen");
            to.WriteLine($"  {n,2}. {line.Text.In(english)} = {line.Value} {line.Unit}");
            to.WriteLine($"      {line.Formula}    {string.Join(", ", line.Inputs.Select(i => $"{i.Key} = {i.Value}"))}");
            to.WriteLine($"      {line.Edition} {article} [{line.Certainty}]  {Terminal.Say("取整", "rounding")}: {line.Rounding}");
        }

        to.WriteLine(Terminal.Say("  结果", "  Result"));
        foreach (var (name, value) in answer.Result)
        {
            to.WriteLine($"      {name}: {value?.ToJsonString(Compact).Trim('"') ?? "-"}");
        }

        if (answer.Blocked is { } blocked) Problem(blocked, to, english);
        to.WriteLine();
    }

    private static void Problem(Problem problem, TextWriter to, bool english)
    {
        to.WriteLine($"  !! {problem.Code}{(problem.Where is null ? "" : $" ({problem.Where})")}");
        to.WriteLine($"     {problem.Text.In(english)}");
        to.WriteLine($"     → {problem.Remedy.In(english)}");
    }
}
