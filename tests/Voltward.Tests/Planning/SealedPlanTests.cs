using System.Security.Cryptography;
using System.Text;
using Voltward.Analytics.Planning;
using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Tests.Inspections;
using Voltward.Tests.Support;
using Xunit;
using static Voltward.Tests.Inspections.FlowTown;

namespace Voltward.Tests.Planning;

/// <summary>Lot, recusal and sealing of plans on the real use cases.</summary>
public sealed class SealedPlanTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_sealed_day_is_hidden_from_inspectors_until_it_is_opened_and_proves_itself(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var plan = await PlanAsync(town);
        Assert.Equal("plan.not-approved", Refused(await town.Use<SealPlan>().RunAsync(plan.PlanId, Planner, Stop)));
        Ok(await town.Use<ApprovePlan>().RunAsync(new(plan.PlanId), Manager, Stop));
        var days = Ok(await town.Use<SealPlan>().RunAsync(plan.PlanId, Manager, Stop));
        Assert.NotEmpty(days);
        Assert.Equal("plan.already-sealed", Refused(await town.Use<SealPlan>().RunAsync(plan.PlanId, Manager, Stop)));
        Assert.Empty((await town.Use<OrderList>().RunAsync(ListRequest.All, Inspector(1), Stop)).Rows);
        var order = plan.Orders[0];
        Assert.Null(await town.Use<OrderPage>().RunAsync(order.OrderNo, Inspector(1), Stop));
        Assert.Equal("order.not-found", Refused(await town.Use<StartVisit>().RunAsync(new("visit-0001", order.OrderNo), Inspector(1), Stop)));
        Assert.NotNull(await town.Use<OrderPage>().RunAsync(order.OrderNo, Manager, Stop));

        var day = days[0].Day;
        Assert.Equal("plan.sealed-until", Refused(await town.Use<OpenPlanDay>().RunAsync(plan.PlanId, day, Inspector(1), Stop)));
        town.Clock.Advance(TimeSpan.FromDays(day.DayNumber - CompanyTime.Day(town.Clock.GetUtcNow()).DayNumber));
        var opened = Ok(await town.Use<OpenPlanDay>().RunAsync(plan.PlanId, day, Inspector(1), Stop));
        Assert.True(opened.Unchanged);
        // It names whom the lot drew, so those who plan and go do not read it.
        Assert.Equal("", opened.Content);
        opened = Ok(await town.Use<OpenPlanDay>().RunAsync(plan.PlanId, day, Manager, Stop));
        Assert.Equal(days[0].Commitment, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{opened.Salt}\n{opened.Content}"))));
        Assert.All((await town.Use<OrderList>().RunAsync(ListRequest.All, Inspector(1), Stop)).Rows, r => Assert.Equal(day, r.Day));
    }

    [Fact]
    public async Task A_day_changed_after_sealing_says_so_when_opened()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var plan = await PlanAsync(town);
        Ok(await town.Use<ApprovePlan>().RunAsync(new(plan.PlanId), Manager, Stop));
        var day = Ok(await town.Use<SealPlan>().RunAsync(plan.PlanId, Manager, Stop))[0].Day;
        var order = plan.Orders.First(o => o.Day == day && o.Source != "random");
        Ok(await town.Use<AssignOrder>().RunAsync(new(order.OrderNo, order.Crew == "K1" ? "K2" : "K1", day), Planner, Stop));
        town.Clock.Advance(TimeSpan.FromDays(10));
        Assert.False(Ok(await town.Use<OpenPlanDay>().RunAsync(plan.PlanId, day, Manager, Stop)).Unchanged);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Whoever_stands_aside_is_never_drawn_and_cannot_be_assigned(Engine engine)
    {
        await using var town = await OpenAsync(engine);
        var plan = await PlanAsync(town);
        Ok(await town.Use<DeclareRecusal>().RunAsync(new("i1", null, "T1", "亲属住此台区"), Inspector(1), Stop));
        Assert.Equal("access.role-missing", Refused(await town.Use<DeclareRecusal>().RunAsync(new("i1", null, "T1", "x"), Inspector(2), Stop)));
        Assert.Equal("plan.recusal-incomplete", Refused(await town.Use<DeclareRecusal>().RunAsync(new("i1", "1001", "T1", "x"), Inspector(1), Stop)));
        // Every other customer lives in area T1.
        var order = plan.Orders.First(o => o.Source != "random" && o.Customer?[^1] is '1' or '3' or '5' or '7' or '9');
        Assert.Equal("quality.not-independent", Refused(await town.Use<AssignOrder>().RunAsync(new(order.OrderNo, "K1", order.Day), Planner, Stop)));
        for (var seed = 0; seed < 5; seed++)
        {
            var lot = await town.Use<AllotCrews>().RunAsync(new(plan.PlanId, $"{seed}"), Domain.Access.Actor.System, Stop);
            if (!lot.Succeeded(out _, out var refused))
            {
                Assert.Equal("plan.no-lawful-lot", refused.Code);
                continue;
            }

            Assert.DoesNotContain((await town.Use<OrderList>().RunAsync(ListRequest.All, Manager, Stop)).Rows, r => r.AreaNo == "T1" && r.CrewId == "K1");
        }
    }

    [Fact]
    public async Task The_same_seed_draws_the_same_crews_and_many_seeds_draw_all()
    {
        await using var town = await OpenAsync(Engine.Sqlite);
        var plan = await PlanAsync(town);
        var seen = new HashSet<string>();
        for (var seed = 0; seed < 8; seed++)
        {
            Ok(await town.Use<AllotCrews>().RunAsync(new(plan.PlanId, $"{seed}"), Domain.Access.Actor.System, Stop));
            seen.Add(await CrewsAsync(town));
        }

        Ok(await town.Use<AllotCrews>().RunAsync(new(plan.PlanId, "7"), Domain.Access.Actor.System, Stop));
        Assert.Contains(await CrewsAsync(town), seen);
        Assert.True(seen.Count > 1, "eight seeds drew one and the same allotment");
    }

    [Fact]
    public void A_lot_is_lawful_fresh_where_it_can_be_and_even()
    {
        int[,] fit = { { 2, 1, 0 }, { 2, 2, 1 }, { 1, 2, 2 } };
        for (var seed = 0; seed < 50; seed++)
        {
            var drawn = CrewLot.Draw(fit, seed)!;
            Assert.Equal([0, 1, 2], drawn.Order());
            Assert.All(drawn, (crew, work) => Assert.True(fit[work, crew] == 2));
        }

        Assert.Null(CrewLot.Draw(new[,] { { 2, 0 }, { 2, 0 } }, 1));
        var first = Enumerable.Range(0, 600).Count(seed => CrewLot.Draw(new[,] { { 2, 2 }, { 2, 2 } }, seed)![0] == 0);
        Assert.InRange(first, 250, 350);
    }

    private static async Task<string> CrewsAsync(FlowTown town) =>
        string.Join(' ', (await town.Use<OrderList>().RunAsync(ListRequest.All, Manager, Stop)).Rows.OrderBy(r => r.OrderNo).Select(r => r.CrewId));

    private static async Task<MadePlan> PlanAsync(FlowTown town)
    {
        var customers = Enumerable.Range(1001, 12).Select(n => $"{n}").ToList();
        foreach (var (no, i) in customers.Select((c, i) => (c, i))) await town.CustomerAsync(no, i % 2 == 0 ? "T1" : "T2");
        await town.LeadsAsync([.. customers.Select(c => (c, 0.9, 40_000L))]);
        return Ok(await town.Use<MakePlan>().RunAsync(new("2026-W49", Seed: "s", Effort: 0.5), Domain.Access.Actor.System, Stop));
    }
}
