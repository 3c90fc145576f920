using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.Domain.Access;
using Voltward.Domain.Planning;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Planning;

/// <summary>Special rounds that are filled in as a form: each field judged, and each limit felt by the plan.</summary>
public sealed class SpecialRoundTests
{
    private static readonly RoundDraft Good = new(
        "防汛专项", "flood round", new(2026, 11, 25), new(2026, 12, 31), false, new([], [], [], []), [], new(20, 8), "汛情预警");

    public static TheoryData<string, RoundDraft> Bad => new()
    {
        { "zh", Good with { Zh = " " } },
        { "en", Good with { En = new('x', 61) } },
        { "from", Good with { From = null } },
        { "from", Good with { From = new(2026, 11, 24) } },
        { "until", Good with { Until = null } },
        { "until", Good with { Until = new(2026, 11, 24) } },
        { "until", Good with { Yearly = true, Until = new(2027, 11, 25) } },
        { "classes", Good with { Who = Good.Who with { Classes = ["HV11"] } } },
        { "voltages", Good with { Who = Good.Who with { Voltages = ["uhv"] } } },
        { "areas", Good with { Who = Good.Who with { Areas = ["T404"] } } },
        { "items", Good with { Items = ["L1", "Z9"] } },
        { "share", Good with { Weight = new(0, 8) } },
        { "share", Good with { Weight = new(101, 8) } },
        { "points", Good with { Weight = new(20, null) } },
        { "reason", Good with { Reason = "" } },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task Each_wrong_field_is_named_and_nothing_is_published(string field, RoundDraft draft)
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var before = town.Use<RuleEditionList>().All().Count;
        Assert.Equal([field], (await town.Use<PublishRound>().WrongAsync(draft, Manager, Stop)).Select(w => w.Where));
        Assert.Equal("plan.round-field", Refused(await town.Use<PublishRound>().RunAsync(draft, Manager, Stop)));
        Assert.Equal(before, town.Use<RuleEditionList>().All().Count);
    }

    [Fact]
    public async Task A_round_gets_a_name_of_its_own_and_keeps_what_was_filled_in()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        Assert.Equal("access.role-missing", Refused(await town.Use<PublishRound>().RunAsync(Good, Planner, Stop)));
        var draft = Good with { Who = new(["LV_OTHER"], ["lv"], ["workshop"], []), Items = ["L1"], Weight = new(15, 12.5) };
        Assert.Equal(("round-20261125-1", "campaigns", new DateOnly(2026, 11, 25)), Ok(await town.Use<PublishRound>().RunAsync(draft, Person("x", Role.SystemAdministrator), Stop)) is var p ? (p.Version, p.Kind, p.From) : default);
        Assert.Equal("round-20261125-2", Ok(await town.Use<PublishRound>().RunAsync(draft, Manager, Stop)).Version);
        var round = town.Use<RuleEditionList>().Round("round-20261125-1")!;
        Assert.Equal(("防汛专项", "flood round", 0.15, 12.5, "汛情预警"), (round.Name.Zh, round.Name.En, round.MostShare, round.SafetyPoints, round.Reason));
        Assert.Equal(["L1"], round.Items);
    }

    private static readonly InspectionShelf Shelf = new();

    [Theory]
    [InlineData("workshop", 380, true)]
    [InlineData("workshop", 10_000, false)]
    [InlineData("shop", 380, false)]
    public void Voltage_and_industry_limit_whom_a_round_concerns(string customerClass, long voltage, bool concerned)
    {
        var round = new Campaign("r", new("r", "r"), new(2026, 1, 1), new(2026, 12, 31), false, new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), 1)
        {
            Voltages = new HashSet<string> { "lv" },
            CustomerClasses = new HashSet<string> { "workshop", "farm" },
        };
        Assert.Equal(concerned, round.Concerns(new(customerClass, null, voltage, null, false), "T1", Shelf.Cycles(new(2026, 6, 1)), Shelf.Voltages(new(2026, 6, 1))));
    }

    [Fact]
    public async Task A_round_takes_no_more_of_the_plan_than_its_share()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        for (var n = 9001; n < 9041; n++) await town.CustomerAsync(n.ToString(System.Globalization.CultureInfo.InvariantCulture), "T1", "workshop");
        Ok(await town.Use<PublishRound>().RunAsync(Good with { Weight = new(10, 8) }, Manager, Stop));
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        var inputs = await look.LoadInputsAsync(PlanWeek.Of(new(2026, 11, 30)));
        var due = CampaignRounds.Candidates(inputs, town.Use<InspectionShelf>(), PlanWeek.Of(new(2026, 11, 30)), (50, 0.5)).Where(d => d.Campaign.Id == "round-20261125-1");
        Assert.Equal(5, due.Count());
    }
}
