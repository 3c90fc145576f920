using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace Voltward.Tests.Cases;

/// <summary>The program itself, as a shell calls it.</summary>
public sealed class SettleCommandTests
{
    private const string Theft =
        """{"id":"A","rule":"THF-Q4a","ruleSet":"CN-2024","note":"ignored","inputs":{"equipmentKw":"9","hoursPerDay":"12","days":180,"price":"0.78","contractMultiplier":"3"}}""";

    [Fact]
    public async Task One_object_from_standard_input_is_answered_as_a_list_of_one()
    {
        var (exit, output, _) = await SettleAsync(Theft, "--json");
        var answer = Assert.Single(JsonNode.Parse(output)!.AsArray())!;
        Assert.Equal((0, "A", "60652.80"), (exit, answer["id"]!.ToString(), answer["result"]!["total"]!.ToString()));
        Assert.Null(answer["blocked"]);
        var line = answer["lines"]![0]!.AsObject();
        Assert.Equal(
            ["kind", "text", "article", "edition", "certainty", "inputs", "unit", "formula", "rounding", "value", "verified"],
            line.Select(m => m.Key));
        Assert.Equal(("供电营业规则(2024)", "第一百零五条", "MEM-M"), (line["edition"]!.ToString(), line["article"]!.ToString(), line["certainty"]!.ToString()));
    }

    [Fact]
    public async Task The_example_of_a_rule_can_be_asked_as_it_stands()
    {
        var (exit, example, facts) = await RunAsync("", "settle", "--example", "ADJ-2");
        Assert.Equal(0, exit);
        Assert.Contains("* inputs.allowedDropPercent", facts);
        var (_, answer, _) = await SettleAsync(example, "--json");
        Assert.Equal("-30.00", JsonNode.Parse(answer)![0]!["result"]!["adjustmentKwh"]!.ToString());
        var (unknown, problem, _) = await RunAsync("", "settle", "--example", "VIO-99", "--json");
        Assert.Equal((1, "case.rule-unknown"), (unknown, JsonNode.Parse(problem)!["code"]!.ToString()));
    }

    [Fact]
    public async Task A_refused_question_in_a_list_does_not_keep_the_others_from_their_answer()
    {
        var (exit, output, _) = await SettleAsync("""[{"id":"B","rule":"VIO-3","ruleSet":"CN-2024","inputs":{}},""" + Theft + "]", "--json");
        var answers = JsonNode.Parse(output)!.AsArray();
        Assert.Equal((1, 2), (exit, answers.Count));
        Assert.Null(answers[0]!["result"]);
        Assert.Equal("case.rule-repealed", answers[0]!["blocked"]!["code"]!.ToString());
        Assert.Equal("15163.20", answers[1]!["result"]!["fee"]!.ToString());
    }

    [Fact]
    public async Task A_refused_object_is_a_problem_with_code_and_remedy()
    {
        var (exit, output, _) = await SettleAsync("""{"id":"C","rule":"VIO-6","ruleSet":"CN-2024","inputs":{}}""", "--json");
        var problem = JsonNode.Parse(output)!;
        Assert.Equal((1, "case.input-missing", "C: inputs.capacityKw"), (exit, problem["code"]!.ToString(), problem["where"]!.ToString()));
        Assert.NotEmpty(problem["remedy"]!.ToString());
    }

    [Theory]
    [InlineData("not json", "case.input-not-json")]
    [InlineData("[]", "case.input-unreadable")]
    [InlineData("""{"rule":"VIO-6"}""", "case.input-missing")]
    public async Task Input_that_is_no_question_is_refused(string input, string code)
    {
        var (exit, output, _) = await SettleAsync(input, "--json");
        Assert.Equal((1, code), (exit, JsonNode.Parse(output)!["code"]!.ToString()));
    }

    [Fact]
    public async Task Without_json_a_person_reads_formula_inputs_article_and_certainty()
    {
        var (exit, output, _) = await SettleAsync(Theft);
        Assert.Equal(0, exit);
        Assert.Contains("equipmentKw * hoursPerDay * days    equipmentKw = 9, hoursPerDay = 12, days = 180", output, StringComparison.Ordinal);
        Assert.Contains("供电营业规则(2024) 第一百零五条 [MEM-M]", output, StringComparison.Ordinal);
        Assert.Contains("total: 60652.80", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_input_the_usage_is_wrong() => Assert.Equal(2, (await RunAsync("", "settle", "--json")).Exit);

    private static Task<(int Exit, string Output, string Error)> SettleAsync(string input, params string[] more) =>
        RunAsync(input, ["settle", "--input", "-", .. more]);

    private static async Task<(int Exit, string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "voltward.dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
