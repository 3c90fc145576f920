using System.Globalization;
using System.Text.Json;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Planning;

public sealed class MakePlanTests
{
    private static readonly MakePlan.Request Week = new("2026-W48", Seed: "seed", Effort: 1);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_candidate_and_every_eligible_customer_is_logged_with_its_chance(Engine engine)
    {
        await using var town = await TownAsync(engine, 40);
        var hopeless = Enumerable.Range(1010, 20).Select(n => (n.ToString(CultureInfo.InvariantCulture), 0.01, 500L));
        await town.LeadsAsync([("1001", 0.9, 20_000), ("1003", 0.6, 15_000), .. hopeless]);
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week with { CrewDays = 2 }, Actor.System, Stop));

        Assert.Contains(plan.Orders, o => o is { Customer: "1001", Why: "worth-it", Propensity: 1 });
        Assert.Contains(plan.LeftOut, l => l is { Why: "costs-more-than-it-brings" });
        Assert.DoesNotContain(plan.LeftOut, l => l.Customer is "1001" or "1003");
        Assert.True(plan.Bound >= plan.Objective);
        Assert.Equal(40, plan.Audit.Eligible);
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(40, await look.ScalarAsync<long>("select count(*) from plan_eligible"));
        Assert.Equal(plan.Audit.Drawn!.Value, await look.ScalarAsync<long>("select count(*) from plan_eligible where drawn = 1"));
        Assert.Equal(plan.Orders.Count + plan.LeftOut.Count, await look.ScalarAsync<long>("select count(*) from plan_candidate"));
        Assert.Equal(0, await look.ScalarAsync<long>("select count(*) from plan_candidate where chosen = 1 and propensity <= 0"));
        var policy = JsonSerializer.Deserialize<JsonElement>((await look.ScalarAsync<string>("select policy from inspection_plan"))!);
        Assert.Equal("seed", policy.GetProperty("seed").GetString());
    }

    [Fact]
    public async Task Planned_orders_break_no_limit_and_name_two_qualified_people()
    {
        await using var town = await TownAsync(Engine.Sqlite, 60);
        await town.CustomerAsync("9001", "T9", "workshop", 10_000, "second");
        await town.LeadsAsync([.. Enumerable.Range(1001, 50).Select(n => (n.ToString(CultureInfo.InvariantCulture), 0.3 + (n % 7 * 0.1), 4_000L + (n % 11 * 2_000L)))]);
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.All(plan.Orders.GroupBy(o => (o.Crew, o.Day)), day =>
        {
            Assert.True(day.Sum(o => o.Minutes) + (25 * day.Select(o => o.Area).Distinct().Count()) <= 420);
            Assert.True(day.Count() <= 10);
        });
        Assert.All(plan.Orders, o => Assert.Equal(2, o.Inspectors.Distinct().Count()));
        Assert.Equal("K1", plan.Orders.Single(o => o.Customer == "9001").Crew);
        Assert.True(plan.PriceOfOneMoreCrewDay >= 0);
    }

    [Fact]
    public async Task A_short_week_says_what_one_more_crew_day_would_bring()
    {
        await using var town = await TownAsync(Engine.Sqlite, 30);
        await town.LeadsAsync([.. Enumerable.Range(1001, 30).Select(n => (n.ToString(CultureInfo.InvariantCulture), 0.8, 10_000L))]);
        var one = Ok(await town.Use<MakePlan>().RunAsync(Week with { CrewDays = 1 }, Actor.System, Stop));
        var two = Ok(await town.Use<MakePlan>().RunAsync(Week with { CrewDays = 2 }, Actor.System, Stop));
        Assert.True(one.PriceOfOneMoreCrewDay > 0);
        Assert.InRange(two.Objective - one.Objective, one.PriceOfOneMoreCrewDay * 0.75m, one.PriceOfOneMoreCrewDay * 1.33m);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Planning_the_week_again_replaces_the_draft_and_never_an_approved_plan(Engine engine)
    {
        await using var town = await TownAsync(engine, 8);
        await town.LeadsAsync(("1001", 0.9, 20_000), ("1003", 0.6, 15_000));
        var first = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        var second = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.Equal(first.Orders.Select(o => (o.Customer, o.Day, o.Crew)), second.Orders.Select(o => (o.Customer, o.Day, o.Crew)));
        Assert.Equal("plan.step-out-of-order", Refused(await town.Use<ApprovePlan>().RunAsync(new(first.PlanId), Manager, Stop)));
        Ok(await town.Use<ApprovePlan>().RunAsync(new(second.PlanId), Manager, Stop));

        await using (var look = await town.Store.Database.LookAsync(Actor.System, Stop))
        {
            Assert.Equal(second.Orders.Count, await look.ScalarAsync<long>("select count(*) from work_order where state = 'approved'"));
            Assert.Equal(first.Orders.Count, await look.ScalarAsync<long>("select count(*) from work_order where state = 'void'"));
            Assert.Equal("planned", await look.ScalarAsync<string>("select state from lead where lead_id = 'L1001'"));
        }

        var third = await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop);
        if (third.Succeeded(out var plan, out _)) Assert.Empty(plan.Orders.Select(o => o.Customer).Intersect(second.Orders.Select(o => o.Customer)));
    }

    [Fact]
    public async Task Without_registered_crews_a_plan_is_made_for_assumed_ones_and_cannot_be_approved()
    {
        await using var town = await TownAsync(Engine.Sqlite, 5);
        await town.LeadsAsync(("1001", 0.9, 20_000));
        await using (var work = await town.Store.Database.BeginAsync(Actor.System, Stop))
        {
            await work.ExecuteAsync("update crew set active = 0");
            await work.CommitAsync("crew.saved", "crew", stop: Stop);
        }

        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week with { Crews = 1, CrewDays = 3 }, Actor.System, Stop));
        Assert.True(plan.Provisional);
        Assert.Contains(plan.Orders, o => o.Customer == "1001" && o.Inspectors.Count == 0);
        Assert.Equal("plan.crew-missing", Refused(await town.Use<ApprovePlan>().RunAsync(new(plan.PlanId), Manager, Stop)));
    }

    [Fact]
    public async Task The_maker_does_not_approve_and_roles_are_asked_for()
    {
        await using var town = await TownAsync(Engine.Sqlite, 5);
        await town.LeadsAsync(("1001", 0.9, 20_000));
        var both = Person("planner", Role.Planner, Role.Manager);
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week with { Seed = null }, both, Stop));
        Assert.Equal("plan.maker-approves", Refused(await town.Use<ApprovePlan>().RunAsync(new(plan.PlanId), both, Stop)));
        Assert.Equal("access.role-missing", Refused(await town.Use<ApprovePlan>().RunAsync(new(plan.PlanId), Planner, Stop)));
        Assert.Equal("access.role-missing", Refused(await town.Use<MakePlan>().RunAsync(Week, Reviewer, Stop)));
        Assert.Equal("plan.not-found", Refused(await town.Use<ApprovePlan>().RunAsync(new("JH-1"), Manager, Stop)));
        Assert.Equal("plan.budget-senseless", Refused(await town.Use<MakePlan>().RunAsync(Week with { CrewDays = 0 }, Planner, Stop)));
    }

    [Fact]
    public async Task A_week_under_way_is_planned_for_the_days_that_are_left_of_it()
    {
        await using var town = await TownAsync(Engine.Sqlite, 60);
        await town.LeadsAsync([.. Enumerable.Range(1001, 60).Select(n => (n.ToString(CultureInfo.InvariantCulture), 0.9, 20_000L))]);
        // From Tuesday to Thursday of the week.
        town.Clock.Advance(TimeSpan.FromDays(2));
        var left = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.Equal([new DateOnly(2026, 11, 26), new DateOnly(2026, 11, 27)], left.Orders.Select(o => o.Day).Distinct().Order());
        town.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal("plan.week-over", Refused(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop)));
        // A week before this one was planned, for days that nobody can go back to.
        Assert.Equal("plan.week-over", Refused(await town.Use<MakePlan>().RunAsync(Week with { Week = "2026-W47" }, Actor.System, Stop)));
        var next = Ok(await town.Use<MakePlan>().RunAsync(Week with { Week = "2026-W49" }, Actor.System, Stop));
        Assert.All(next.Orders, o => Assert.InRange(o.Day, new(2026, 11, 30), new(2026, 12, 4)));
    }

    [Fact]
    public async Task An_empty_archive_leaves_nothing_to_plan()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        Assert.Equal("plan.nothing-to-plan", Refused(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop)));
    }

    [Fact]
    public async Task The_board_shows_crew_by_day_with_minutes()
    {
        await using var town = await TownAsync(Engine.Sqlite, 5);
        await town.LeadsAsync(("1001", 0.9, 20_000), ("1002", 0.9, 20_000));
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        var board = await town.Use<PlanBoard>().RunAsync(Domain.Planning.PlanWeek.Of(new(2026, 11, 24)), Planner, Stop);
        Assert.Equal(["K1", "K2"], board.Rows.Select(r => r.CrewId));
        Assert.Equal(plan.Orders.Count, board.Rows.SelectMany(r => r.Days).Sum(d => d.Orders.Count));
        Assert.Equal(plan.PlanId, board.Plans.Single().PlanId);
        var page = await town.Use<PlanCandidateList>().RunAsync(plan.PlanId, ListRequest.All, Planner, Stop);
        Assert.Equal(plan.Orders.Count + plan.LeftOut.Count, page.Total);
        Assert.Equal(plan.Orders.Count, (await town.Use<OrderList>().RunAsync(ListRequest.All, Planner, Stop)).Total);
    }

    [Fact]
    public async Task An_order_of_a_Saturday_stood_on_no_board()
    {
        await using var town = await TownAsync(Engine.Sqlite, 2);
        var week = Domain.Planning.PlanWeek.Of(new(2026, 11, 24));
        var order = Ok(await town.Use<OpenWorkOrder>().RunAsync(new(null, "1001", "breach"), Planner, Stop));
        Assert.Equal(week.WorkingDays, (await town.Use<PlanBoard>().RunAsync(week, Planner, Stop)).Days);
        Ok(await town.Use<AssignOrder>().RunAsync(new(order, "K1", week.Monday.AddDays(5)), Planner, Stop));
        var board = await town.Use<PlanBoard>().RunAsync(week, Planner, Stop);
        Assert.Equal([.. week.WorkingDays, new DateOnly(2026, 11, 28)], board.Days);
        Assert.Equal(order, board.Rows[0].Days[5].Orders.Single().OrderNo);
        // Sunday has a column while it is today, so that somebody can be sent out.
        town.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Equal(week.Days, (await town.Use<PlanBoard>().RunAsync(week, Planner, Stop)).Days);
    }

    [Fact]
    public async Task An_order_was_given_to_a_day_that_had_passed()
    {
        await using var town = await TownAsync(Engine.Sqlite, 2);
        var order = Ok(await town.Use<OpenWorkOrder>().RunAsync(new(null, "1001", "breach"), Planner, Stop));
        var today = CompanyTime.Day(town.Clock.GetUtcNow());
        Assert.Equal("plan.day-over", Refused(await town.Use<AssignOrder>().RunAsync(new(order, "K1", today.AddDays(-1)), Planner, Stop)));
        Assert.Equal("plan.day-missing", Refused(await town.Use<AssignOrder>().RunAsync(new(order, "K1", default), Planner, Stop)));
        Ok(await town.Use<AssignOrder>().RunAsync(new(order, "K1", today), Planner, Stop));
    }

    private static async Task<FlowTown> TownAsync(Engine engine, int customers)
    {
        var town = await OpenAsync(engine);
        for (var i = 0; i < customers; i++) await town.CustomerAsync((1001 + i).ToString(CultureInfo.InvariantCulture), $"T{i / 10}");
        return town;
    }
}
