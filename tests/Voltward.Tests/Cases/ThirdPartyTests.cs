using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Cases;

/// <summary>A script in another language, which knows no rule, computes what the program printed again.</summary>
public sealed class ThirdPartyTests(ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static bool IsLong => Environment.GetEnvironmentVariable("VOLTWARD_LONG") is { Length: > 0 };

    [Fact]
    public async Task A_stranger_agrees_to_the_fen_on_random_cases_and_finds_one_fen_that_is_wrong()
    {
        var (seed, count) = IsLong ? (Environment.TickCount, 10_000) : (20_261, 1_000);
        output.WriteLine($"seed {seed}");
        var folder = Directory.CreateTempSubdirectory("voltward-third-").FullName;
        var (asked, answered) = (Path.Combine(folder, "cases.json"), Path.Combine(folder, "result.json"));
        await File.WriteAllTextAsync(asked, Questions(new Random(seed), count).ToJsonString(), Stop);
        var (_, json) = await RunAsync(Path.Combine(AppContext.BaseDirectory, "voltward"), "settle", "--input", asked, "--json");
        var answers = JsonNode.Parse(json)!.AsArray();
        Assert.Equal(count, answers.Count);
        Assert.True(answers.Count(a => a!["lines"]!.AsArray().Count > 0) > count / 2);
        await File.WriteAllTextAsync(answered, json, Stop);
        var (exit, said) = await RunAsync("node", Golden.Root("docs/recompute.mjs"), answered);
        output.WriteLine(said);
        Assert.True(exit == 0, said);

        var money = answers.SelectMany(a => a!["lines"]!.AsArray()).First(l => l!["unit"]!.ToString() == "yuan" && l["formula"]!.ToString().Contains('*', StringComparison.Ordinal))!;
        money["value"] = (decimal.Parse(money["value"]!.ToString(), CultureInfo.InvariantCulture) + 0.01m).ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(answered, answers.ToJsonString(), Stop);
        Assert.Equal(1, (await RunAsync("node", Golden.Root("docs/recompute.mjs"), answered)).Exit);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The hand-made examples with every number moved at random; refusals among them are answers too.</summary>
    private static JsonArray Questions(Random random, int count)
    {
        var questions = new JsonArray();
        for (var i = 0; i < count; i++)
        {
            var (rule, ruleSet, inputs, _) = HandExamplesTests.Examples.ElementAt(random.Next(HandExamplesTests.Examples.Count)).Data;
            questions.Add((JsonNode)new JsonObject
            {
                ["id"] = i.ToString(CultureInfo.InvariantCulture),
                ["rule"] = rule,
                ["ruleSet"] = ruleSet,
                ["inputs"] = Moved(JsonNode.Parse(inputs.Replace('\'', '"'))!, random),
            });
        }

        return questions;
    }

    private static JsonNode? Moved(JsonNode? node, Random random)
    {
        switch (node)
        {
            case JsonObject members:
                return new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, Moved(m.Value, random))));
            case JsonArray items:
                return new JsonArray([.. items.Select(i => Moved(i, random))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<int>(out var whole) && whole > 1:
                return JsonValue.Create(random.Next(1, (whole * 2) + 1));
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number):
                return JsonValue.Create(Math.Round(number * (decimal)(0.3 + (2 * random.NextDouble())), Math.Max(2, (int)number.Scale), MidpointRounding.AwayFromZero).ToString(CultureInfo.InvariantCulture));
            default:
                return node?.DeepClone();
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync(Stop);
        var text = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, text + await error);
    }
}
