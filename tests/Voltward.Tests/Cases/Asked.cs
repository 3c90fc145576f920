using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Voltward.App.Cases;
using Voltward.Domain.Common;
using Xunit;

namespace Voltward.Tests.Cases;

/// <summary>Questions to the rules as tests write them.</summary>
internal static class Asked
{
    private static readonly Determine Rules = new();

    public static Outcome<Determination> Of(string rule, string ruleSet, string inputs, string id = "t") =>
        Rules.Run(new(id, rule, ruleSet, JsonDocument.Parse(inputs.Replace('\'', '"')).RootElement));

    public static Determination Answer(string rule, string ruleSet, string inputs)
    {
        var outcome = Of(rule, ruleSet, inputs);
        Assert.True(outcome.Succeeded(out var answer, out var problem), $"{problem?.Code} {problem?.Where} {problem?.Text.En}");
        return answer;
    }

    public static Problem Refusal(string rule, string ruleSet, string inputs)
    {
        var outcome = Of(rule, ruleSet, inputs);
        Assert.False(outcome.Succeeded(out _, out var problem), "a refusal was expected");
        return problem;
    }

    /// <summary>Every value of the expected JSON stands in the result, of the same JSON type; more may stand there.</summary>
    public static void Holds(JsonNode? expected, JsonNode? actual, string where)
    {
        switch (expected)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    var holder = Assert.IsType<JsonObject>(actual);
                    Assert.True(holder.ContainsKey(name), $"{where}.{name} is missing");
                    Holds(value, holder[name], $"{where}.{name}");
                }

                break;
            case JsonArray items:
                var list = Assert.IsType<JsonArray>(actual);
                Assert.Equal(items.Count, list.Count);
                for (var i = 0; i < items.Count; i++) Holds(items[i], list[i], $"{where}[{i}]");
                break;
            default:
                Assert.True(expected?.ToJsonString() == actual?.ToJsonString(), $"{where}: expected {expected?.ToJsonString()}, got {actual?.ToJsonString()}");
                break;
        }
    }

    /// <summary>Every line with a number can be computed again from what it says.</summary>
    public static void Recomputes(Determination answer)
    {
        foreach (var line in answer.Lines.Where(l => l.Unit != "instant" && !l.Formula.StartsWith("scale(", StringComparison.Ordinal)))
        {
            var names = line.Inputs.ToDictionary(p => p.Key, p => decimal.Parse(p.Value!.ToString(), CultureInfo.InvariantCulture));
            var again = LineArithmetic.Round(LineArithmetic.Evaluate(line.Formula, names), line.Rounding);
            Assert.True(
                again == decimal.Parse(line.Value, CultureInfo.InvariantCulture),
                $"{answer.Id}: {line.Formula} over {line.Inputs.ToJsonString()} gives {again}, the line says {line.Value} ({line.Rounding})");
        }
    }
}
