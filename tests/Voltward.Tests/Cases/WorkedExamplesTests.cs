using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Voltward.App.Cases.Notices;
using Voltward.Host.Cases;
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

    /// <summary>A customer once read "calibratedCurrentA" beside the field to try another figure.</summary>
    [Fact]
    public void Every_name_in_a_formula_has_words_on_the_page_and_on_paper() => Assert.All(Examples(), example =>
    {
        foreach (var line in Asked.Answer(example["rule"]!.ToString(), example["ruleSet"]?.ToString() ?? "", example["inputs"]!.ToJsonString()).Lines)
        {
            foreach (var name in Regex.Matches(line.Formula, "[A-Za-z][A-Za-z0-9]*").Select(m => m.Value))
            {
                Assert.True(FormulaWords.Name(name).Zh != name, $"{name} has no words on the page");
                Assert.False(Regex.IsMatch(LineWords.Formula(line), @$"\b{name}\b"), $"{name} has no words on paper");
            }
        }
    });

    [Fact]
    public void A_stranger_recomputes_every_line_of_every_worked_example() => Assert.All(Examples(), example =>
        Asked.Recomputes(Asked.Answer(example["rule"]!.ToString(), example["ruleSet"]?.ToString() ?? "", example["inputs"]!.ToJsonString())));

    private static List<JsonNode> Examples()
    {
        if (File is null) Assert.Skip("worked-examples.json is not here; set VOLTWARD_TEST_DATA.");
        return [.. JsonNode.Parse(System.IO.File.ReadAllText(File))!["examples"]!.AsArray().Select(e => e!)];
    }
}
