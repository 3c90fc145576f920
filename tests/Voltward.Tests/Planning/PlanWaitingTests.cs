using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Planning;

/// <summary>Orders that wait for their people are in the next plan by themselves: second visits by lot, seeded defects, orders by hand.</summary>
public sealed class PlanWaitingTests
{
    private static readonly MakePlan.Request Week = new("2026-W48", Seed: "seed", Effort: 0.5);

    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_blind_second_visit_is_planned_for_another_crew_and_looks_like_a_random_one(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        foreach (var no in (string[])["1001", "1002", "1003"]) await town.CustomerAsync(no);
        await BlindReinspectionTests.VisitAsync(town, "1001", "K1", (1, 2), "L1");
        var blind = Assert.Single(Ok(await town.Use<DrawBlindSample>().RunAsync(new(Today, Today, 1), Reviewer, Stop)).Orders);
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        // The plan writes it anew, so that its number is one of the plan's.
        Assert.DoesNotContain(plan.Orders, o => o.OrderNo == blind);
        var order = plan.Orders.Single(o => o.Customer == "1001");
        Assert.Equal(("K2", "random", "random", true, "drawn"), (order.Crew, order.Source, order.Slice, order.Audit, order.Why));
        Assert.Empty(order.Inspectors.Intersect(["i1", "i2", "reviewer"]));
        // The chance of its own lot: one of one visit of the stratum.
        Assert.Equal(1, order.Propensity);
        await using (var look = await town.Store.Database.LookAsync(Actor.System, Stop))
        {
            Assert.Equal(order.OrderNo, await look.ScalarAsync<string>("select b.order_no from blind_reinspection b join work_order o on o.order_no = b.order_no and o.candidate_id = 'C:1001'"));
        }

        Assert.Equal("order.by-lot", Refused(await town.Use<AssignOrder>().RunAsync(new(order.OrderNo, "K2", order.Day), Planner, Stop)));
        Assert.Equal("quality.not-independent", Refused(await town.Use<AssignOrder>().RunAsync(new(order.OrderNo, "K1", order.Day), Manager, Stop)));
        // Planned anew, it is there again; approved, it stands.
        var again = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.Contains(again.Orders, o => o is { Customer: "1001", Crew: "K2" });
        Ok(await town.Use<ApprovePlan>().RunAsync(new(again.PlanId), Manager, Stop));
        // No rate counts it: it was drawn from visits, not from customers.
        var rate = Ok(await town.Use<RateReport>().RunAsync(Today.AddDays(-7), Today.AddDays(7), Manager, Stop));
        Assert.Equal(0, rate.Audit);
    }

    [Fact]
    public async Task Where_every_crew_has_to_stand_aside_the_plan_says_so()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await BlindReinspectionTests.VisitAsync(town, "1001", "K1", (1, 2), "L1");
        Ok(await town.Use<DrawBlindSample>().RunAsync(new(Today, Today, 1), Reviewer, Stop));
        Ok(await town.Use<DeclareRecusal>().RunAsync(new("i3", "1001", null, "亲属"), Manager, Stop));
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.Equal("drawn-but-no-crew", Assert.Single(plan.LeftOut).Why);
    }

    [Fact]
    public async Task Seeded_defects_and_orders_by_hand_are_planned_and_survive_a_withdrawn_draft()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        foreach (var no in (string[])["1001", "1002", "1003"]) await town.CustomerAsync(no);
        Ok(await town.Use<SeedDefects>().RunAsync(new("1001", "M2", "neutral-bypass", Today, Today.AddDays(10)), Person("trainer", Role.Trainer), Stop));
        var byHand = Ok(await town.Use<OpenWorkOrder>().RunAsync(new(null, "1002", "breach"), Planner, Stop));
        var first = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.Equal("random", first.Orders.Single(o => o.Customer == "1001").Source);
        Assert.Equal(("order", "waiting-order"), (first.Orders.Single(o => o.OrderNo == byHand).Source, first.Orders.Single(o => o.OrderNo == byHand).Why));
        var second = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.Contains(second.Orders, o => o is { Customer: "1001", Audit: true });
        await using var look = await town.Store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(0, await look.ScalarAsync<long>("select count(*) from work_order where (order_no = @byHand or customer_no = '1001') and state = 'void'", new { byHand }));
    }

    [Fact]
    public async Task A_day_given_by_hand_takes_its_minutes_and_its_people()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        for (var n = 1001; n < 1030; n++) await town.CustomerAsync(n.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await town.LeadsAsync([.. Enumerable.Range(1001, 28).Select(n => (n.ToString(System.Globalization.CultureInfo.InvariantCulture), 0.9, 20_000L))]);
        var byHand = Ok(await town.Use<OpenWorkOrder>().RunAsync(new(null, "1029", "breach"), Planner, Stop));
        Ok(await town.Use<AssignOrder>().RunAsync(new(byHand, "K1", new(2026, 11, 25)), Planner, Stop));
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.DoesNotContain(plan.Orders, o => o.OrderNo == byHand);
        Assert.True(plan.Orders.Where(o => o.Crew == "K1" && o.Day == new DateOnly(2026, 11, 25)).Sum(o => o.Minutes) <= 420 - 25 - 45 - 25);
        Ok(await town.Use<ApprovePlan>().RunAsync(new(plan.PlanId), Manager, Stop));
    }

    [Fact]
    public async Task Those_who_carry_the_plan_out_do_not_read_its_candidates()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await town.LeadsAsync(("1001", 0.9, 20_000));
        var plan = Ok(await town.Use<MakePlan>().RunAsync(Week, Actor.System, Stop));
        Assert.Equal(0, (await town.Use<PlanCandidateList>().RunAsync(plan.PlanId, ListRequest.All, Inspector(1), Stop)).Total);
        Assert.Equal(1, (await town.Use<PlanCandidateList>().RunAsync(plan.PlanId, ListRequest.All, Planner, Stop)).Total);
    }
}
