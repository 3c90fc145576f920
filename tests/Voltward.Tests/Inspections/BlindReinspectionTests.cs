using System.Text.Json;
using Voltward.App.Cases;
using Voltward.App.Hazards;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Inspections;

/// <summary>A second crew that knows nothing of the first, and the comparison of both.</summary>
public sealed class BlindReinspectionTests
{
    /// <summary>Stands in the first visit only; whoever reads it has seen the first result.</summary>
    private const string Secret = "首检备注不可见";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly DateOnly Today = new(2026, 11, 24);

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Second_crew_reads_nothing_of_the_first_visit_until_its_own_is_accepted(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        await town.CustomerAsync("1001");
        var first = await VisitAsync(town, "1001", "K1", (1, 2), "L1");
        Assert.Contains(Secret, await SeenAsync(town, first, Inspector(3)), StringComparison.Ordinal);

        var drawn = Ok(await town.Use<DrawBlindSample>().RunAsync(new(Today, Today, 1), Reviewer, Stop));
        var orderNo = Assert.Single(drawn.Orders);
        // Waiting for its plan it is not there for planners, and nobody sends it out beside a plan.
        Assert.Equal("order.not-found", Refused(await town.Use<AssignOrder>().RunAsync(new(orderNo, "K2", Today), Planner, Stop)));
        Assert.Equal("order.by-lot", Refused(await town.Use<AssignOrder>().RunAsync(new(orderNo, "K2", Today), Manager, Stop)));
        foreach (var second in (Actor[])[Inspector(3), Inspector(4)])
        {
            var seen = await SeenAsync(town, first, second);
            Assert.DoesNotContain(Secret, seen, StringComparison.Ordinal);
            Assert.DoesNotContain(first, seen, StringComparison.Ordinal);
        }

        Assert.Contains(Secret, await SeenAsync(town, first, Inspector(1)), StringComparison.Ordinal);
        Assert.Contains(Secret, await SeenAsync(town, first, Reviewer), StringComparison.Ordinal);
        var inspectorAndReviewer = Person("i4", Role.Inspector, Role.Reviewer);
        Assert.DoesNotContain(Secret, await SeenAsync(town, first, inspectorAndReviewer), StringComparison.Ordinal);

        await CarryOutAsync(town, orderNo, "K2", (3, 4), "visit-second-0001", ["L1", "L2"]);
        Assert.Contains(Secret, await SeenAsync(town, first, Inspector(3)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_order_of_the_second_crew_says_nothing_of_the_first()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        var first = await VisitAsync(town, "1001", "K1", (1, 2), "L1");
        var orderNo = Ok(await town.Use<DrawBlindSample>().RunAsync(new(Today, Today, 1), Reviewer, Stop)).Orders.Single();
        Assert.Null(await town.Use<OrderPage>().RunAsync(orderNo, Inspector(3), Stop));
        await SendAsync(town, orderNo, "K2", (3, 4));
        var page = (await town.Use<OrderPage>().RunAsync(orderNo, Inspector(3), Stop))!;
        Assert.Equal(("random-audit", null, (string?)null, (DateOnly?)null), (page.Row.ReasonCode, page.Note, page.Row.LeadId, page.Row.DueOn));
        Assert.DoesNotContain(first, JsonSerializer.Serialize(page), StringComparison.Ordinal);
        Assert.DoesNotContain("FJ-", JsonSerializer.Serialize(page), StringComparison.Ordinal);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Both_visits_are_compared_item_by_item_and_changeable_items_stand_apart(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        foreach (var no in (string[])["1001", "1002"]) await town.CustomerAsync(no);
        await VisitAsync(town, "1001", "K1", (1, 2), "L1");
        await VisitAsync(town, "1002", "K1", (1, 2));
        var orders = Ok(await town.Use<DrawBlindSample>().RunAsync(new(Today, Today, 0.5), Reviewer, Stop)).Orders;
        Assert.Equal(2, orders.Count);
        // Both find L1; the first crew missed L2 and M1; L9 (an e-bike) may have come since.
        for (var i = 0; i < 2; i++) await CarryOutAsync(town, orders[i], "K2", (3, 4), $"visit-second-000{i}", ["L1", "L2", "M1", "L9"]);

        var view = Ok(await town.Use<OmissionReport>().RunAsync(Today, Today, Manager, Stop));
        Assert.Equal((1, 1), (Item(view, "L1").Table.BothFailed, Item(view, "L1").Table.Missed));
        Assert.Equal((0, 2), (Item(view, "L2").Table.BothFailed, Item(view, "L2").Table.Missed));
        Assert.Equal((6, 5), ((int)view.Overall.Of, (int)view.Overall.Count));
        Assert.Equal(5.0 / 6, view.Overall.Value, 10);
        Assert.Contains(view.Changeable, t => t.Item == "L9" && t.Missed == 2);
        Assert.DoesNotContain(view.Items, i => i.Table.Item == "L9");
        Assert.Equal((2L, 2L, 2L, 0L, 0L), (view.Sample.Visits, view.Sample.Drawn, view.Sample.Compared, view.Sample.Waiting, view.Sample.Late));
        Assert.Equal("K1", Assert.Single(view.Crews).Group);
        Assert.True(view.Hidden!.Counted.Hidden.Value >= 0);
    }

    [Fact]
    public async Task A_second_visit_after_its_day_is_reported_apart()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await VisitAsync(town, "1001", "K1", (1, 2));
        var orderNo = Ok(await town.Use<DrawBlindSample>().RunAsync(new(Today, Today, 1), Reviewer, Stop)).Orders.Single();
        Assert.Equal(1, Ok(await town.Use<OmissionReport>().RunAsync(Today, Today, Manager, Stop)).Sample.Waiting);
        town.Clock.Advance(TimeSpan.FromDays(20));
        await CarryOutAsync(town, orderNo, "K2", (3, 4), "visit-second-0001", ["L2"]);
        var view = Ok(await town.Use<OmissionReport>().RunAsync(Today, Today, Manager, Stop));
        Assert.Equal((1L, 0L, 0.0), (view.Sample.Late, view.Sample.Compared, view.Overall.Of));
    }

    [Fact]
    public async Task A_draw_needs_its_role_a_sensible_period_and_visits()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var draw = town.Use<DrawBlindSample>();
        Assert.Equal("access.role-missing", Refused(await draw.RunAsync(new(Today, Today), Inspector(1), Stop)));
        Assert.Equal("access.role-missing", Refused(await town.Use<OmissionReport>().RunAsync(Today, Today, Inspector(1), Stop)));
        Assert.Equal("quality.period-senseless", Refused(await draw.RunAsync(new(Today, Today.AddDays(-1)), Reviewer, Stop)));
        Assert.Equal("quality.share-senseless", Refused(await draw.RunAsync(new(Today, Today, 1.2), Reviewer, Stop)));
        Assert.Equal("quality.nothing-to-draw", Refused(await draw.RunAsync(new(Today, Today), Reviewer, Stop)));
    }

    [Fact]
    public void A_draw_takes_the_share_of_each_stratum_and_at_least_the_least()
    {
        var frame = Enumerable.Range(0, 100).Select(i => new FrameRow { VisitId = $"v{i}", CrewId = i < 90 ? "A" : "B", OrgPath = "/" }).ToList();
        var strata = DrawBlindSample.Strata(frame, 0.1, 2, "s");
        Assert.Equal([("A|/", 90, 9), ("B|/", 10, 2)], strata.Select(s => (s.Name, s.Visits, s.Drawn.Count)));
        var counts = new int[100];
        for (var seed = 0; seed < 2_000; seed++)
        {
            foreach (var drawn in DrawBlindSample.Strata(frame, 0.1, 2, $"{seed}").SelectMany(s => s.Drawn)) counts[int.Parse(drawn.VisitId[1..], null)]++;
        }

        Assert.All(counts[..90], c => Assert.InRange(c, 140, 265));
    }

    private static ItemLine Item(OmissionView view, string code) => view.Items.Single(i => i.Table.Item == code);

    /// <summary>An accepted visit with the secret in it and these items failed.</summary>
    internal static async Task<string> VisitAsync(FlowTown town, string customer, string crew, (int First, int Second) people, params string[] failed)
    {
        var orderNo = await town.ApprovedOrderAsync(customer, crew);
        var visitId = $"visit-{customer}-first";
        await SubmitAsync(town, orderNo, people, visitId, failed, Secret);
        return visitId;
    }

    internal static async Task CarryOutAsync(FlowTown town, string orderNo, string crew, (int First, int Second) people, string visitId, string[] failed)
    {
        await SendAsync(town, orderNo, crew, people);
        await SubmitAsync(town, orderNo, people, visitId, failed, null);
    }

    /// <summary>What a plan and its approval do with an order by lot, without the plan.</summary>
    private static async Task SendAsync(FlowTown town, string orderNo, string crew, (int First, int Second) people)
    {
        await using var work = await town.Store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync(
            """
            insert into inspection_plan (plan_id, week, org_path, state, crew_days, provisional, objective_fen, bound_fen, price_of_one_more_crew_day_fen, policy, made_by, made_at)
            select @plan, '2026-W48', '/', 'approved', 1, 0, 0, 0, 0, '{}', 'planner', @Now where not exists (select 1 from inspection_plan where plan_id = @plan)
            """,
            new { plan = "JH-sent", work.Now });
        await work.ExecuteAsync(
            "update work_order set plan_id = 'JH-sent', day = @day, crew_id = @crew, inspector_1 = @one, inspector_2 = @two, state = 'approved', approved_by = 'manager', approved_at = @Now where order_no = @orderNo",
            new { day = CompanyTime.Day(work.Now), crew, one = $"i{people.First}", two = $"i{people.Second}", orderNo, work.Now });
        await work.CommitAsync("order.assigned", $"order/{orderNo}", stop: Stop);
    }

    private static async Task SubmitAsync(FlowTown town, string orderNo, (int First, int Second) people, string visitId, string[] failed, string? note)
    {
        await Records.BeginAsync(town, visitId, orderNo, people.First, people.Second);
        var customer = (await town.Use<OrderPage>().RunAsync(orderNo, Manager, Stop))!.Row.CustomerNo;
        var record = Records.Complete(visitId, orderNo, town, "F" + customer);
        record = record with { Items = [.. record.Items.Select(i => failed.Contains(i.Code) ? i with { Answer = ItemAnswer.Fail, Note = note ?? "见照片" } : i with { Note = note })] };
        Ok(await town.Use<SubmitVisit>().RunAsync(Records.Sent(record), Inspector(people.First), Stop));
        town.Clock.Advance(TimeSpan.FromMinutes(10));
        Ok(await town.Use<ReviewVisit>().RunAsync(new(visitId, true), Reviewer, Stop));
        town.Clock.Advance(TimeSpan.FromMinutes(10));
    }

    /// <summary>Everything a person can be shown about the customer: every way in which a visit is read.</summary>
    private static async Task<string> SeenAsync(FlowTown town, string visitId, Actor actor)
    {
        var firstOrder = (await town.Use<VisitPage>().RunAsync(visitId, Manager, Stop))!.Order.OrderNo;
        var all = ListRequest.All;
        object?[] seen =
        [
            await town.Use<VisitPage>().RunAsync(visitId, actor, Stop),
            await town.Use<OrderPage>().RunAsync(firstOrder, actor, Stop),
            (await town.Use<OrderList>().RunAsync(all, actor, Stop)).Rows.Select(r => r.VisitId == visitId ? visitId : ""),
            (await town.Use<HazardList>().RunAsync(all, actor, Stop)).Rows,
            (await town.Use<CaseList>().RunAsync(all, actor, Stop)).Rows,
            await town.Use<OutcomeList>().RunAsync(null, actor, Stop),
        ];
        var printed = await town.Use<PrintResult>().RunAsync(visitId, actor, Stop);
        Assert.True(actor.Is(Role.Manager) || printed.Succeeded(out _, out var refused) || refused.Code is "visit.not-found" or "access.role-missing" or "print.font-missing");
        return JsonSerializer.Serialize(seen, Readable);
    }
}
