using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Voltward.App.Cases;
using Voltward.Domain.Cases;
using Voltward.Domain.Tariffs;
using Xunit;

namespace Voltward.Tests.Cases;

/// <summary>What holds for every input, checked on random ones.</summary>
public sealed class SettlementProperties
{
    private static readonly Gen<decimal> Money = Gen.Int[1, 200_000].Select(n => n / 100m);

    [Fact]
    public void A_theft_settlement_equals_the_arithmetic_of_a_pocket_calculator() =>
        Gen.Select(Money, Gen.Int[1, 24], Gen.Int[0, 400], Gen.Int[1, 20_000].Select(n => n / 10_000m), Gen.Int[0, 60].Select(n => n / 10m))
            .Sample((power, hours, days, price, contract) =>
            {
                var answer = Asked.Answer("THF-Q4a", "CN-2024", new JsonObject
                {
                    ["equipmentKw"] = Text(power),
                    ["hoursPerDay"] = hours,
                    ["days"] = days,
                    ["price"] = Text(price),
                    ["contractMultiplier"] = Text(contract),
                }.ToJsonString());
                var energy = HalfUp(power * hours * days);
                var fee = HalfUp(energy * price);
                var penalty = HalfUp(fee * Math.Min(contract, 3m));
                Assert.Equal((energy, fee, penalty, fee + penalty), (Read(answer, "energyKwh"), Read(answer, "fee"), Read(answer, "penalty"), Read(answer, "total")));
                Asked.Recomputes(answer);
            }, iter: 300);

    [Fact]
    public void Splitting_a_conduct_at_any_day_loses_no_day() =>
        Gen.Select(Gen.Int[0, 900], Gen.Int[0, 900]).Sample((start, length) =>
        {
            var from = new DateOnly(2023, 6, 1).AddDays(start);
            var to = from.AddDays(length);
            Assert.True(RuleShelf.Standard.Succeeded(out var shelf, out _));
            Assert.True(RuleSelection.Split(shelf.Records, ["VIO-2"], [], "CN", (from, to)).Succeeded(out var periods, out _));
            Assert.Equal(length + 1, periods.Sum(p => p.Days));
            Assert.All(periods, p => Assert.Equal(p.From < new DateOnly(2024, 6, 1) ? "CN-1996" : "CN-2024", p.Terms.Foundation.RuleSetId));
            Assert.All(periods, p => Assert.True(p.Terms.Foundation.InForceOn(p.From) && p.Terms.Foundation.InForceOn(p.To)));
        });

    [Fact]
    public void Full_and_part_months_cover_each_day_once() => Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 800]).Sample((start, length) =>
    {
        var from = new DateOnly(2020, 1, 1).AddDays(start);
        var months = CapacityRules.Months(from, from.AddDays(length));
        Assert.True(months.Parts.Count <= 2);
        Assert.All(months.Parts, p => Assert.InRange(p.Days, 1, p.CalendarDays - 1));
        Assert.InRange(length + 1 - months.Parts.Sum(p => p.Days), months.FullMonths * 28, months.FullMonths * 31);
    });

    [Fact]
    public void Steps_charged_in_two_bills_cost_the_energy_of_one() => Gen.Select(Gen.Int[0, 9000], Gen.Int[0, 9000]).Sample((first, second) =>
    {
        TariffStep[] steps = [new(new(2760m), new(1m)), new(new(4800m), new(2m)), new(null, new(3m))];
        var once = EnergyPriceRules.Sum(EnergyPriceRules.Steps(steps, new(0m), new(first + second)));
        var twice = EnergyPriceRules.Sum(EnergyPriceRules.Steps(steps, new(0m), new(first)))
            + EnergyPriceRules.Sum(EnergyPriceRules.Steps(steps, new(first), new(second)));
        Assert.Equal(once, twice);
    });

    [Fact]
    public void No_input_however_damaged_makes_a_rule_throw() =>
        Gen.Select(Gen.Int[0, HandExamplesTests.Examples.Count - 1], Gen.Int[0, 9], Gen.Int[0, 12]).Sample((example, member, damage) =>
        {
            var (rule, ruleSet, inputs, _) = HandExamplesTests.Examples.ElementAt(example).Data;
            var facts = JsonNode.Parse(inputs.Replace('\'', '"'))!.AsObject();
            if (facts.Count == 0) return;
            var name = facts.ElementAt(member % facts.Count).Key;
            facts[name] = Damaged(damage);
            var outcome = Asked.Of(rule, ruleSet, facts.ToJsonString());
            if (outcome.Problem is { } problem) Assert.StartsWith("case.", problem.Code, StringComparison.Ordinal);
        }, iter: 3000);

    private static JsonNode? Damaged(int how) => how switch
    {
        0 => null,
        1 => "",
        2 => "abc",
        3 => -1,
        4 => 0,
        5 => 1e18,
        6 => true,
        7 => new JsonArray(),
        8 => new JsonObject(),
        9 => "999999999",
        10 => new JsonArray(1, "x"),
        11 => "0.0000000001",
        _ => "2024-06-01",
    };

    private static decimal HalfUp(decimal value) => Math.Floor((value * 100m) + 0.5m) / 100m;

    private static string Text(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    private static decimal Read(Determination answer, string name) => decimal.Parse(answer.Result[name]!.ToString(), CultureInfo.InvariantCulture);
}
