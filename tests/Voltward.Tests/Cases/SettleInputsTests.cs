using System.Globalization;
using System.Text;
using System.Text.Json;
using Voltward.App.Cases;
using Voltward.Host.Cases;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Cases;

/// <summary>What each rule reads: questions to copy from that are answered, and a page that cannot go out of date.</summary>
public sealed class SettleInputsTests
{
    public static TheoryData<string> Rules => [.. Determine.Rules.Keys];

    [Theory, MemberData(nameof(Rules))]
    public void A_rule_has_a_question_to_copy_from_that_is_answered(string rule)
    {
        var example = Of(rule);
        Assert.NotEmpty(example.Questions);
        Assert.True(SettleInput.Read(example.Json).Succeeded(out var copied, out _));
        foreach (var question in copied.Questions)
        {
            Assert.True(new Determine().Run(question).Succeeded(out var answer, out var problem), $"{question.Id}: {problem?.Text.En}");
            Assert.NotEmpty(answer.Result);
        }
    }

    [Fact]
    public void What_a_question_states_is_what_the_rule_reads()
    {
        foreach (var example in Determine.Rules.Keys.Select(Of))
        {
            var read = example.Facts.SelectMany(f => f.Others.Append(f.Name[(f.Name.LastIndexOf('.') + 1)..])).ToHashSet();
            Assert.Empty(example.Questions.SelectMany(q => q.Inputs.EnumerateObject().Select(m => m.Name)).Except(read).Except(["jurisdiction", "conductFrom", "conductTo", "from", "to"]));
        }
    }

    [Fact]
    public void A_fact_is_marked_as_needed_when_the_question_is_refused_without_it()
    {
        var facts = Of("ADJ-2").Facts.ToDictionary(f => f.Name);
        Assert.True(facts["inputs.recordedKwh"].Needed);
        Assert.False(facts["inputs.price"].Needed);
        Assert.Contains("faultMonthKwh", Of("ADJ-3").Facts.Single(f => f.Name == "inputs.recordedKwh").Others);
        Assert.True(Of("VIO-1").Facts.Single(f => f.Name == "inputs.items[].priceShould").Needed);
    }

    [Fact]
    public void The_page_of_inputs_is_up_to_date() => Golden.Matches(Page(), "docs/settle-inputs.md");

    private static SettleExample Of(string rule)
    {
        Assert.True(SettleExample.Of(rule).Succeeded(out var example, out var problem), problem?.Text.En);
        return example;
    }

    private static string Meaning(ReadFact fact)
    {
        var name = fact.Name[(fact.Name.LastIndexOf('.') + 1)..];
        var words = FormulaWords.Name(name);
        return words.En == name ? "" : $" — {words.Zh}, {words.En}";
    }

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # What each rule reads

            Written by a test from the program and from `rules/settle/questions.json`. Ask with `voltward settle --input FILE`; copy a question with `voltward settle --example RULE`.
            ● refused without it (● may be spared where another fact stands for it) · ○ may be left out. Every rule also reads
            `jurisdiction` (such as `CN-41`: its province or city decides with the nation), `from` or `conductFrom` and `to` or `conductTo` (first and last day of the conduct, which choose
            the edition and split it at a change), `conductDate` or `foundOn` (one day), and `energyStep` (rounding of energy, kWh). `ruleSet` names an edition instead of dates.


            """);
        foreach (var example in Determine.Rules.Keys.Select(Of))
        {
            page.Append(CultureInfo.InvariantCulture, $"## {example.Rule} {example.Title.Zh} · {example.Title.En}\n\n");
            foreach (var fact in example.Facts)
            {
                var others = fact.Others.Count == 0 ? "" : $" or {string.Join(", ", fact.Others.Select(o => $"`{o}`"))}";
                page.Append(CultureInfo.InvariantCulture, $"- {(fact.Needed ? "●" : "○")} `{fact.Name["inputs.".Length..]}`{others}{(fact.Kind is { } kind ? $": {kind.En}" : "")}{Meaning(fact)}\n");
            }

            if (example.Facts.Count > 0) page.Append('\n');
            foreach (var question in example.Questions)
                page.Append(CultureInfo.InvariantCulture, $"    {question.RuleSet} {JsonSerializer.Serialize(question.Inputs)}\n");
            page.Append('\n');
        }

        return page.ToString().TrimEnd() + "\n";
    }
}
