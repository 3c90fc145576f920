using System.Text.Json.Nodes;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Cases;

/// <summary>The worked examples of the law reference, to the fen. The file is not part of the repository.</summary>
public sealed class WorkedExamplesTests
{
    private static readonly string? File = new[]
    {
        Environment.GetEnvironmentVariable("VOLTWARD_TEST_DATA") is { Length: > 0 } data ? Path.Combine(data, "../domain/worked-examples.json") : null,
        Golden.Root("../shared/domain/worked-examples.json"),
    }.FirstOrDefault(f => f is not null && System.IO.File.Exists(f));

    [Fact]
    public void Every_worked_example_comes_out_to_the_fen()
    {
        var examples = Examples();
        Assert.True(examples.Count >= 79);
        Assert.All(examples, example =>
        {
            var id = example["id"]!.ToString();
            var answer = Asked.Answer(example["rule"]!.ToString(), example["ruleSet"]?.ToString() ?? "", example["inputs"]!.ToJsonString());
            Asked.Holds(example["expected"], answer.Result, id);
            Assert.NotEmpty(answer.Lines);
        });
    }

    [Fact]
    public void A_stranger_recomputes_every_line_of_every_worked_example() => Assert.All(Examples(), example =>
        Asked.Recomputes(Asked.Answer(example["rule"]!.ToString(), example["ruleSet"]?.ToString() ?? "", example["inputs"]!.ToJsonString())));

    private static List<JsonNode> Examples()
    {
        if (File is null) Assert.Skip("worked-examples.json is not here; set VOLTWARD_TEST_DATA.");
        return [.. JsonNode.Parse(System.IO.File.ReadAllText(File))!["examples"]!.AsArray().Select(e => e!)];
    }
}
