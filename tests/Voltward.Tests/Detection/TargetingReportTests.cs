using Voltward.App.Detection;
using Voltward.App.Inspections;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class TargetingReportTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    private static readonly DateOnly From = new(2026, 10, 1);
    private static readonly DateOnly Until = new(2026, 10, 31);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_hunted_district_raises_an_alarm_and_the_lot_gives_the_true_rate(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await PlantAsync(store);
        var view = AnalyseUtilityTests.Value(await new TargetingReport(store.Database, new InspectionShelf()).RunAsync(From, Until, 0.2, Actor.System, Stop));

        Assert.Equal((200, 70, 20), (view.Customers, view.Aimed, view.Drawn));
        // West: 60 aimed visits, 1 finding; east: 10 aimed visits, 5 findings.
        Assert.Equal(["西所"], view.Districts.Where(d => d.Alarm).Select(d => d.Group.Name));
        // 6 on the list; of the 130 others 20 were drawn, 1 found: (6 + 130/20) / 0.8 = 15.625, where visits alone would say 7 of 90.
        Assert.Equal(15.625, view.Audit!.Total, 9);
        Assert.Equal(7 / 90.0, view.Audit.Naive, 9);
        Assert.InRange(15.625, view.Audit.Low, view.Audit.High);
    }

    [Fact]
    public async Task Without_second_visits_nothing_is_added_for_what_crews_overlook_and_it_is_said()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await PlantAsync(store);
        var view = AnalyseUtilityTests.Value(await new TargetingReport(store.Database, new InspectionShelf()).RunAsync(From, Until, null, Actor.System, Stop));
        Assert.False(view.Omission.IsMeasured);
        Assert.Equal(12.5, view.Audit!.Total, 9);
    }

    [Theory, InlineData(-0.1), InlineData(1.0)]
    public async Task A_senseless_omission_rate_is_refused(double omission)
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        var outcome = await new TargetingReport(store.Database, new InspectionShelf()).RunAsync(From, Until, omission, Actor.System, Stop);
        Assert.Equal("detection.omission-senseless", outcome.Problem?.Code);
    }

    /// <summary>200 customers in two districts: 60 aimed visits in the west with one finding, 10 in the east with five, 20 by the lot among the rest with one.</summary>
    private static async Task PlantAsync(Store store)
    {
        await using var work = await store.Database.BeginAsync(Actor.System, Stop);
        foreach (var (code, name, path) in new[] { ("E", "东所", "/1/E/"), ("W", "西所", "/1/W/") }) await work.ExecuteAsync("insert into organisation values (@code, null, @name, @path)", new { code, name, path });
        await work.ExecuteAsync("insert into inspection_plan (plan_id, week, org_path, state, crew_days, objective_fen, bound_fen, price_of_one_more_crew_day_fen, policy, made_by, made_at) values ('JH-1', '2026-W41', '/1/', 'approved', 1, 0, 0, 0, '{}', 'p', '2026-10-01T00:00:00.0000000Z')");
        for (var i = 0; i < 200; i++)
        {
            var customer = $"C{i:000}";
            var org = i < 100 ? "/1/W/" : "/1/E/";
            await work.ExecuteAsync("insert into customer (customer_no, name, customer_class, org_path, valid_from, known_from, source) values (@customer, @customer, 'resident', @org, '2020-01-01', @known, 'test')", new { customer, org, known = work.Now.AddDays(-1) });
            var isDrawn = i is >= 60 and < 70 or >= 110 and < 120;
            await work.ExecuteAsync("insert into plan_eligible (plan_id, customer_no, stratum, propensity, drawn) values ('JH-1', @customer, 'all', 0.1, @drawn)", new { customer, drawn = isDrawn ? 1 : 0 });
            var isAimed = i < 60 || i is >= 100 and < 110;
            if (!isAimed && !isDrawn) continue;
            var hit = i == 0 || i is >= 100 and < 105 || i == 110;
            await VisitAsync(work, (customer, org), isDrawn, hit);
        }

        await work.CommitAsync("test.visits", "x", stop: Stop);
    }

    private static async Task VisitAsync(App.Storage.Work work, (string Customer, string Org) whom, bool drawn, bool hit)
    {
        var row = new { whom.Customer, whom.Org, order = "G" + whom.Customer, visit = "V" + whom.Customer, audit = drawn ? 1 : 0, slice = drawn ? "random" : "greedy" };
        await work.ExecuteAsync(
            """
            insert into plan_candidate (plan_id, candidate_id, source, marks, customer_no, org_path, kind, slice, audit, value_fen, safety_points, minutes, travel_minutes, voltage_v, propensity, chosen, why_code, why_zh, why_en)
            values ('JH-1', @Customer, 'lead', 'lead', @Customer, @Org, 'customer-visit', @slice, @audit, 0, 0, 30, 5, 220, 0.1, 1, 'x', 'x', 'x')
            """,
            row);
        await work.ExecuteAsync("insert into work_order (order_no, plan_id, candidate_id, customer_no, org_path, kind, reason_code, checklist_id, state, created_by, created_at) values (@order, 'JH-1', @Customer, @Customer, @Org, 'customer-visit', 'breach', 'lv-1', 'done', 'p', '2026-10-01T00:00:00.0000000Z')", row);
        await work.ExecuteAsync("insert into visit (visit_id, order_no, org_path, checklist_id, state, started_at) values (@visit, @order, @Org, 'lv-1', 'accepted', '2026-10-09T01:00:00.0000000Z')", row);
        if (hit) await work.ExecuteAsync("insert into finding (finding_id, visit_id, order_no, customer_no, org_path, kind, description, found_at, found_by) values (@visit, @visit, @order, @Customer, @Org, 'theft', 'x', '2026-10-09T01:00:00.0000000Z', 'p')", row);
    }
}
