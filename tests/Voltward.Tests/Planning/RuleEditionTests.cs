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

    private static InspectionCycle HighVoltage(InspectionShelf shelf, DateOnly day) => shelf.Cycles(day).Cycles.Single(c => c.Key == "HV10");

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
        Assert.Equal((12, 6), (HighVoltage(shelf, new(2026, 11, 30)).Months, HighVoltage(shelf, new(2026, 12, 1)).Months));
        Assert.Equal(new DateOnly(2026, 11, 30), town.Use<RuleEditionList>().All().Single(r => r.Version == "cycles-1").Until);

        Assert.Equal("plan.rule-exists", Refused(await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), administrator, Stop)));
        (text["version"], text["effectiveFrom"]) = ("cycles-3", "2026-11-24");
        Assert.Equal("plan.rule-not-in-future", Refused(await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), administrator, Stop)));
        text["effectiveFrom"] = "2027-01-01";
        text["cycles"]!.AsArray().RemoveAt(0);
        Assert.Equal("plan.rule-field", Refused(await town.Use<PublishRules>().RunAsync(new(text.ToJsonString()), administrator, Stop)));
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
        Assert.DoesNotContain(CampaignRounds.Candidates(inputs, town.Use<InspectionShelf>(), PlanWeek.Of(new(2026, 12, 7)), (100, 0.1)), d => d.Customer.CustomerNo == "9001");

        await using (var work = await town.Store.Database.BeginAsync(Actor.System, Stop))
        {
            await work.ExecuteAsync("update work_order set only_items = null where order_no = @OrderNo", new { order.OrderNo });
            await work.CommitAsync("test.changed", "order", stop: Stop);
        }

        Assert.Equal(order.Day, (await InputsAsync(town)).Customers["9001"].LastDone);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_rest_of_a_part_is_a_part_and_the_rest_of_the_whole_completes_it(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        foreach (var (no, items) in (IEnumerable<(string, string?)>)[("9001", """["L1","L3"]"""), ("9002", null), ("9003", """["L1"]""")])
        {
            await town.CustomerAsync(no, "T1", "workshop");
            await PastAsync(town, no, "2026-06-01");
            var order = await VisitedAsync(town, no, new(2026, 11, 2), (items, null, "partial"));
            var rest = await VisitedAsync(town, no, new(2026, 11, 3), ("""["L3","L4"]""", order, "partial"));
            await VisitedAsync(town, no, new(2026, 11, 4), ("""["L4"]""", rest, "done"));
        }

        var customers = (await InputsAsync(town)).Customers;
        Assert.Equal(
            [new(2026, 6, 1), new(2026, 11, 4), new(2026, 6, 1)],
            ((string[])["9001", "9002", "9003"]).Select(no => customers[no].LastDone!.Value));
    }

    [Fact]
    public async Task A_round_that_covers_the_whole_list_is_a_visit_with_the_whole_list()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("9001", "T1", "workshop");
        await OthersAsync(town);
        await PastAsync(town, "9001", "2026-06-01");
        var whole = town.Use<InspectionShelf>().ChecklistOf("customer-visit", new("workshop", null, 220, 8_000, false), new(2026, 11, 30));
        await PublishAsync(town, "flood-1", System.Text.Json.JsonSerializer.Serialize(whole.Items.Select(i => i.Code)));
        var order = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop)).Orders.Single(o => o.Customer == "9001");
        Assert.Null((await town.Use<OrderPage>().RunAsync(order.OrderNo, Manager, Stop))!.Only);
        await DoneAsync(town, order.OrderNo);
        Assert.Equal(order.Day, (await InputsAsync(town)).Customers["9001"].LastDone);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_promise_is_kept_even_where_every_minute_would_bring_more_elsewhere(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        // Ten days of two crews hold some 80 visits; 150 leads are worth far more than the visit that is promised.
        await town.CustomerAsync("9001", "T9", "workshop", 10_000);
        var leads = Enumerable.Range(2001, 150).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)).ToList();
        foreach (var no in leads) await town.CustomerAsync(no, "T1");
        await town.LeadsAsync([.. leads.Select(no => (no, 0.95, 60_000L))]);
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.Contains(plan.LeftOut, l => l.Why == "others-worth-more");
        Assert.Equal("coverage-promise", plan.Orders.Single(o => o.Customer == "9001").Why);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Of_two_editions_of_one_name_in_one_moment_exactly_one_is_published(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var checklist = JsonNode.Parse(town.Use<ChecklistVersions>().Text("lv-1", "lv-race", new(2027, 1, 1))!)!.AsObject();
        for (var round = 0; round < 4; round++)
        {
            string Flood(string zh) => $$"""{"version":"flood-{{round}}","zh":"{{zh}}","en":"flood","from":"2026-11-25","until":"2026-12-31","safetyPoints":20}""";
            checklist["checklistId"] = $"lv-race-{round}";
            var (list, from) = (checklist.ToJsonString(), new TaskCompletionSource());
            var rules = Race(from, zh => town.Use<PublishRules>().RunAsync(new(Flood(zh)), Manager, Stop));
            var lists = Race(from, zh => town.Use<PublishChecklist>().RunAsync(new(list.Replace("\"zh\"", zh == "甲" ? "\"zh\" " : "\"zh\"", StringComparison.Ordinal)), Manager, Stop));
            from.SetResult();
            var (won, lost) = Won(await rules);
            Assert.Equal("plan.rule-exists", lost);
            Assert.Equal(won, JsonNode.Parse(town.Use<RuleEditionList>().Text($"flood-{round}")!)!["zh"]!.ToString());
            Assert.Equal("visit.checklist-exists", Won(await lists).Lost);
            await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
            Assert.Equal(1, await look.ScalarAsync<long>("select count(*) from trail_entry where subject = @subject", new { subject = $"rules/flood-{round}" }));
        }
    }

    [Fact]
    public async Task An_edition_whose_file_was_never_written_is_made_good_by_the_next_who_tries()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await PublishAsync(town, "flood-1", "[]");
        var path = Directory.GetFiles(town.Store.Folder.Root, "flood-1.json", SearchOption.AllDirectories).Single();
        var text = await File.ReadAllTextAsync(path, Stop);
        File.Delete(path);
        Assert.Equal("plan.rule-exists", Refused(await town.Use<PublishRules>().RunAsync(
            new("""{"version":"flood-1","zh":"别的","en":"other","from":"2026-12-25","until":"2026-12-31","safetyPoints":2}"""), Manager, Stop)));
        Assert.Equal(text, await File.ReadAllTextAsync(path, Stop));
    }

    private static Task<(string Zh, Voltward.Domain.Common.Outcome<T> Outcome)[]> Race<T>(TaskCompletionSource from, Func<string, Task<Voltward.Domain.Common.Outcome<T>>> publish)
        where T : notnull => Task.WhenAll(((string[])["甲", "乙"]).Select(zh => Task.Run(async () =>
        {
            await from.Task;
            return (zh, await publish(zh));
        })));

    private static (string Won, string Lost) Won<T>((string Zh, Voltward.Domain.Common.Outcome<T> Outcome)[] both)
        where T : notnull => (
            Assert.Single(both, b => b.Outcome.Succeeded(out _, out _)).Zh,
            Refused(Assert.Single(both, b => !b.Outcome.Succeeded(out _, out _)).Outcome));

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

    private static async Task<string> VisitedAsync(FlowTown town, string customer, DateOnly day, (string? Items, string? RestOf, string State) visit)
    {
        var order = Ok(await town.Use<OpenWorkOrder>().RunAsync(new(null, customer, "breach"), Planner, Stop));
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync(
            "update work_order set state = @State, only_items = @Items, carry_over_of = @RestOf, day = @day where order_no = @order", new { order, day, visit.State, visit.Items, visit.RestOf });
        await work.CommitAsync("test.changed", "order", stop: Stop);
        return order;
    }

    private static async Task DoneAsync(FlowTown town, string orderNo)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync("update work_order set state = 'done' where order_no = @orderNo", new { orderNo });
        await work.CommitAsync("test.changed", "order", stop: Stop);
    }
}
