using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Planning;

/// <summary>Treatments drawn by lot: every chance is kept, and who was not to be visited is not planned for.</summary>
public sealed class DrawnArmsTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Each_customer_gets_one_arm_and_keeps_every_chance(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var customers = Enumerable.Range(1001, 20).Select(n => $"{n}").ToList();
        foreach (var no in customers) await town.CustomerAsync(no);
        await town.LeadsAsync([.. customers.Select(c => (c, 0.9, 40_000L))]);
        Assert.Equal("plan.chances-senseless", Refused(await town.Use<DrawArms>().RunAsync(new(20, [0.5, 0.5, 0, 0]), Planner, Stop)));
        Assert.Equal("access.role-missing", Refused(await town.Use<DrawArms>().RunAsync(new(20), Inspector(1), Stop)));
        var drawn = Ok(await town.Use<DrawArms>().RunAsync(new(20, [0.25, 0.25, 0.25, 0.25], "s"), Domain.Access.Actor.System, Stop));
        Assert.Equal((20, drawn.ByArm["visit"]), (drawn.ByArm.Values.Sum(), drawn.Orders.Count));
        Assert.All(drawn.ByArm.Values, n => Assert.InRange(n, 1, 12));
        Assert.Equal("plan.nothing-to-draw", Refused(await town.Use<DrawArms>().RunAsync(new(20), Planner, Stop)));

        var kept = Ok(await town.Use<PlanIntegrity>().RunAsync(Planner, Stop));
        Assert.Equal(20, kept.Draws.Single().Visit + kept.Draws.Single().Letter + kept.Draws.Single().Remote + kept.Draws.Single().Untreated);
        Assert.Equal(drawn.ByArm["letter"] + drawn.ByArm["remote"], kept.Waiting.Count);
        Assert.Equal("access.role-missing", Refused(await town.Use<PlanIntegrity>().RunAsync(Inspector(1), Stop)));

        // Held-out customers are in no plan as leads until the watched period is over; the visits that were drawn are in it.
        var plan = Ok(await town.Use<MakePlan>().RunAsync(new("2026-W49", Seed: "s", Effort: 0.5), Domain.Access.Actor.System, Stop));
        var planned = (await town.Use<OrderList>().RunAsync(ListRequest.All, Manager, Stop)).Rows.Where(r => r.PlanId == plan.PlanId);
        Assert.DoesNotContain(planned, r => r.LeadId is not null && !drawn.Orders.Contains(r.OrderNo));
    }

    [Fact]
    public async Task A_letter_is_noted_once_and_nothing_is_noted_of_a_visit()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        await town.CustomerAsync("1001");
        await town.LeadsAsync(("1001", 0.9, 40_000));
        var drawn = Ok(await town.Use<DrawArms>().RunAsync(new(1, [1e-9, 1 - 3e-9, 1e-9, 1e-9]), Planner, Stop));
        Assert.Equal(1, drawn.ByArm["letter"]);
        Ok(await town.Use<NoteArmDone>().RunAsync(new(drawn.DrawId, "1001"), Person("fenxi", Role.Analyst), Stop));
        Assert.Equal("order.customer-not-found", Refused(await town.Use<NoteArmDone>().RunAsync(new(drawn.DrawId, "9999"), Planner, Stop)));
        Assert.Equal(0, Ok(await town.Use<ArmReport>().RunAsync(Planner, Stop)).Customers);
    }

    [Fact]
    public void Arms_are_drawn_with_their_chances()
    {
        var counts = Enumerable.Range(0, 10_000).Select(i => DrawArms.Arm(AuditDraw.Number("s", $"{i}"), [0.4, 0.3, 0.2, 0.1])).CountBy(a => a).ToDictionary();
        Assert.InRange(counts["visit"], 3_850, 4_150);
        Assert.InRange(counts["letter"], 2_850, 3_150);
        Assert.InRange(counts["none"], 880, 1_120);
    }
}
