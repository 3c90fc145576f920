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

/// <summary>Cycles and special rounds as dated editions, and the promise that nobody stays unseen.</summary>
public sealed class RuleEditionTests
{
    private static readonly MakePlan.Request Week = new("2026-W49", Seed: "s", Effort: 0.2);

    [Theory]
    [InlineData("2026-01-12", "2025-12-01", "2026-02-28")]
    [InlineData("2026-11-30", "2026-12-01", "2027-02-28")]
    [InlineData("2027-02-22", "2026-12-01", "2027-02-28")]
    [InlineData("2026-06-01", null, null)]
    [InlineData("2025-11-17", null, null)]
    public void A_season_comes_back_every_year_and_reaches_over_the_turn_of_the_year(string monday, string? from, string? until)
    {
        var winter = new Campaign("winter", new("冬", "winter"), new(2025, 12, 1), new(2026, 2, 28), true, new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), 4);
        var round = winter.RoundIn(new(DateOnly.Parse(monday, null)));
        Assert.Equal((from, until), (round?.From.ToString("yyyy-MM-dd", null), round?.Until.ToString("yyyy-MM-dd", null)));
    }

    [Fact]
    public async Task An_edition_of_the_cycles_holds_from_its_day_and_earlier_days_keep_theirs()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var administrator = Person("admin", Role.SystemAdministrator);
        var text = JsonNode.Parse(town.Use<RuleEditionList>().Text("cycles-1")!)!.AsObject();
        (text["version"], text["effectiveFrom"]) = ("cycles-2", "2026-12-01");
        text["cycles"]!.AsArray().Single(c => c!["key"]!.ToString() == "HV10")!["months"] = 6;
        Assert.Equal("access.role-missing", Refused(await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), Planner, Stop)));
        Ok(await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), administrator, Stop));
        var shelf = town.Use<InspectionShelf>();
        Assert.Equal((12, 6), (shelf.Cycles(new(2026, 11, 30)).ByKey["HV10"].Months, shelf.Cycles(new(2026, 12, 1)).ByKey["HV10"].Months));
        Assert.Equal(new DateOnly(2026, 11, 30), town.Use<RuleEditionList>().All().Single(r => r.Version == "cycles-1").Until);

        Assert.Equal("plan.rule-exists", Refused(await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), administrator, Stop)));
        (text["version"], text["effectiveFrom"]) = ("cycles-3", "2026-11-24");
        Assert.Equal("plan.rule-not-in-future", Refused(await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), administrator, Stop)));
        text["effectiveFrom"] = "2027-01-01";
        text["cycles"]!.AsArray().RemoveAt(0);
        Assert.Equal("plan.rule-unreadable", Refused(await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), administrator, Stop)));
        foreach (var wrong in (string[])["", "{", "[]", "{}", """{"version":"x-1","zh":"x","en":"x","from":"2027-01-01","until":"2026-12-01","safetyPoints":1}""", """{"version":"../x","zh":"x","en":"x","from":"2027-01-01","until":"2027-12-01","safetyPoints":1}"""])
        {
            Assert.Equal("plan.rule-unreadable", Refused(await town.Use<PublishRules>().RunAsync(new(wrong), administrator, Stop)));
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_special_round_stands_beside_the_cycle_and_only_a_visit_with_the_whole_list_counts_for_it(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("9001", "T1", "workshop");
        await town.CustomerAsync("9002", "T1", "workshop");
        await OthersAsync(town);
        await PastAsync(town, "9001", "2026-06-01");
        await PastAsync(town, "9002", "2026-06-01");
        await PublishAsync(town, "flood-1", """["L1", "L3"]""");
        Assert.DoesNotContain((await InputsAsync(town)).Rounds, r => r.CampaignId is not null);

        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        var order = plan.Orders.Single(o => o.Customer == "9001");
        Assert.Equal(("campaign", "special-round"), (order.Source, order.Why));
        var page = (await town.Use<OrderPage>().RunAsync(order.OrderNo, Manager, Stop))!;
        Assert.Equal(["L1", "L3"], page.Only!.Order());

        await DoneAsync(town, order.OrderNo);
        var inputs = await InputsAsync(town);
        // The cycle stands where it stood, and the round is over for this customer.
        Assert.Equal(new DateOnly(2026, 6, 1), inputs.Customers["9001"].LastDone);
        Assert.DoesNotContain(CampaignRounds.Candidates(inputs, town.Use<InspectionShelf>(), PlanWeek.Of(new(2026, 12, 7)), 10), d => d.Customer.CustomerNo == "9001");

        await using (var work = await town.Store.Database.BeginAsync(Actor.System, Stop))
        {
            await work.ExecuteAsync("update work_order set only_items = null where order_no = @OrderNo", new { order.OrderNo });
            await work.CommitAsync("test.changed", "order", stop: Stop);
        }

        Assert.Equal(order.Day, (await InputsAsync(town)).Customers["9001"].LastDone);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Who_is_unseen_for_longer_than_promised_is_in_the_plan_or_has_a_reason(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        // Due since 2021 and 2026: one far beyond the promise, one only due.
        await town.CustomerAsync("9001", "T1", "workshop", 10_000);
        await town.CustomerAsync("9002", "T1", "workshop", 10_000);
        await OthersAsync(town);
        await PastAsync(town, "9002", "2025-10-01");
        var before = Ok(await town.Use<CoverageReport>().RunAsync(Planner, Stop));
        Assert.Equal((2, 2, 1), (before.Customers, before.Due, before.Unplanned));
        Assert.NotNull(Assert.Single(before.Broken).Why);

        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.Equal("coverage-promise", plan.Orders.Single(o => o.Customer == "9001").Why);
        var after = Ok(await town.Use<CoverageReport>().RunAsync(Planner, Stop));
        Assert.Equal((1, 0), (after.Broken.Count, after.Unplanned));
        Assert.Equal(plan.Orders.Single(o => o.Customer == "9001").OrderNo, after.Broken[0].OrderNo);
        Assert.Equal("access.role-missing", Refused(await town.Use<CoverageReport>().RunAsync(Inspector(1), Stop)));
    }

    /// <summary>Residents enough that the audit draws them and not the few this is about.</summary>
    private static async Task OthersAsync(FlowTown town)
    {
        for (var no = 1001; no < 1041; no++) await town.CustomerAsync($"{no}", "T2");
    }

    private static async Task PublishAsync(FlowTown town, string id, string items) => Ok(await town.Use<PublishRules>().RunAsync(
        new($$"""{"version":"{{id}}","zh":"防汛专项","en":"flood round","from":"2026-11-25","until":"2026-12-31","classes":["LV_OTHER"],"items":{{items}},"safetyPoints":20}"""), Manager, Stop));

    private static async Task<PlanInputs> InputsAsync(FlowTown town)
    {
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        return await look.LoadInputsAsync(PlanWeek.Of(new(2026, 12, 7)));
    }

    private static async Task PastAsync(FlowTown town, string customer, string day)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync(
            "insert into past_work_order (order_no, kind, customer_no, done_on, outcome, source) values (@no, 'inspection', @customer, @day, 'nothing', 'test')",
            new { no = "old-" + customer, customer, day = DateOnly.Parse(day, null) });
        await work.CommitAsync("test.changed", "order", stop: Stop);
    }

    private static async Task DoneAsync(FlowTown town, string orderNo)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync("update work_order set state = 'done' where order_no = @orderNo", new { orderNo });
        await work.CommitAsync("test.changed", "order", stop: Stop);
    }
}
