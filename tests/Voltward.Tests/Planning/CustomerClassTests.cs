using System.Text.Json.Nodes;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.Domain.Access;
using Voltward.Domain.Planning;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Planning;

/// <summary>Who belongs to which class and band is said by the rules: a company draws its own borders without new code.</summary>
public sealed class CustomerClassTests
{
    private static readonly DateOnly Today = new(2026, 11, 24), December = new(2026, 12, 1);

    private static readonly CycleFacts MediumVoltage = new("workshop", null, 20_000, null, false), Small = new("shop", null, 380, 60_000, false);

    [Fact]
    public async Task A_company_moves_the_border_of_a_class_from_a_day_on()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var shelf = town.Use<InspectionShelf>();
        var text = Next(town, "cycles-1", "cycles-2");
        Row(text, "HV35")["who"] = JsonNode.Parse("""[{ "fromVoltageV": 20000 }]""");
        Row(text, "LV100")["who"] = JsonNode.Parse("""[{ "fromContractedVa": 50000, "customerClasses": ["shop"] }]""");
        Ok(await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), Person("admin", Role.SystemAdministrator), Stop));
        Assert.Equal(("HV10", "LV_OTHER"), (shelf.Cycles(Today).Of(MediumVoltage).Key, shelf.Cycles(Today).Of(Small).Key));
        Assert.Equal(("HV35", "LV100"), (shelf.Cycles(December).Of(MediumVoltage).Key, shelf.Cycles(December).Of(Small).Key));
        Assert.Equal("LV_OTHER", shelf.Cycles(December).Of(Small with { CustomerClass = "restaurant" }).Key);

        // An edition after it that does not say who belongs to a class keeps the borders.
        var draft = town.Use<PublishCycles>().Draft("cycles-1")! with { From = new(2027, 1, 1) };
        Ok(await town.Use<PublishCycles>().RunAsync(draft, Manager, Stop));
        Assert.Equal("HV35", shelf.Cycles(new(2027, 1, 1)).Of(MediumVoltage).Key);
    }

    public static TheoryData<string, string?, string> Unclear => new()
    {
        { "HV10", null, "HV10" },
        { "HV10", "[]", "HV10" },
        { "HV10", """[{ "customerClasses": ["solar"] }]""", "HV10" },
        { "HV10", """[{ "important": ["third"] }]""", "HV10" },
        { "HV10", """[{ "fromVoltageV": -1 }]""", "HV10" },
        { "HV10", "[{}]", "HV10" },
        { "LV_OTHER", "[{}, null]", "" },
        { "PV_EV", """[{ "customerClasses": ["pv"], "feedin": true, "fromVolt": 380 }]""", "" },
        { "LV_OTHER", """[{ "customerClasses": ["shop"] }]""", "LV_OTHER" },
    };

    [Theory, MemberData(nameof(Unclear))]
    public async Task An_edition_that_lets_somebody_fall_through_is_refused_by_class(string key, string? who, string named)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var text = Next(town, "cycles-1", "cycles-2");
        if (who is null) Row(text, key).Remove("who");
        else Row(text, key)["who"] = JsonNode.Parse(who);
        Assert.False((await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), Manager, Stop)).Succeeded(out _, out var problem));
        // A member that nobody knows would widen the class without a word.
        Assert.Equal(named.Length > 0 ? "plan.rule-class" : "plan.rule-unreadable", problem.Code);
        Assert.Contains(named, problem.Text.En, StringComparison.Ordinal);
        Assert.Null(town.Use<RuleEditionList>().Text("cycles-2"));
    }

    [Fact]
    public void A_customer_of_unknown_capacity_meets_no_border_of_capacity()
    {
        var cycles = new InspectionShelf().Cycles(Today);
        Assert.Equal("LV_OTHER", cycles.Of(Small with { ContractedVa = null }).Key);
        Assert.Equal("LV100", cycles.Of(Small with { ContractedVa = 100_000 }).Key);
    }

    [Theory]
    [InlineData(0, "lv", "lv", 45)]
    [InlineData(5_999, "lv", "lv", 45)]
    [InlineData(6_000, "mv", "hv", 120)]
    [InlineData(34_999, "mv", "hv", 120)]
    [InlineData(35_000, "hv", "hv", 120)]
    public void The_shipped_bands_decide_rounds_checklists_and_minutes(long voltage, string band, string checklist, long minutes)
    {
        var shelf = new InspectionShelf();
        Assert.Equal(band, shelf.Voltages(Today).Of(voltage));
        Assert.Equal(checklist, shelf.ChecklistOf("customer-visit", new("shop", null, voltage, null, false), Today).Kind);
        Assert.Equal(minutes, new PolicyShelf().On(Today).MinutesOf("customer-visit", voltage));
    }

    private static JsonObject Next(FlowTown town, string of, string version)
    {
        var text = JsonNode.Parse(town.Use<RuleEditionList>().Text(of)!)!.AsObject();
        (text["version"], text["effectiveFrom"]) = (version, "2026-12-01");
        return text;
    }

    private static JsonObject Row(JsonObject edition, string key) => edition["cycles"]!.AsArray().Single(c => c!["key"]!.ToString() == key)!.AsObject();
}
