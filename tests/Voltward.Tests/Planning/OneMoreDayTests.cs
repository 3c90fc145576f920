using CsCheck;
using Voltward.App.Planning;
using Voltward.Host.Planning;
using Xunit;

namespace Voltward.Tests.Planning;

/// <summary>What one more crew-day would bring: its price while the must-orders stay, and beside it how many more of them it lets in.</summary>
public sealed class OneMoreDayTests
{
    private static readonly DateOnly Monday = new(2026, 11, 23);

    private static readonly Gen<PlanProblem> Small =
        from orders in Gen.Select(Gen.Int[0, 2], Gen.Int[20, 120], Gen.Int[-50, 300], Gen.Int[0, 2]).List[1, 5]
        from days in Gen.Int[1, 2]
        from crewDays in Gen.Int[1, 2]
        from district in Gen.Int[1, 5]
        select new PlanProblem([.. orders.Select(o => new PlanOrder($"T{o.Item1}", $"D{o.Item1 % 2}", o.Item2, 220, o.Item3, o.Item4 == 0))], Slots(days), 200, 3, 20, crewDays, 5, district, 30);

    [Fact]
    public void Must_orders_that_it_lets_in_are_a_figure_of_their_own_and_not_a_cost_of_the_day()
    {
        // A day holds one of the 120-minute must-orders and nothing beside it. The other one would come in at −50 and hide that the day can bring 100.
        PlanOrder[] orders = [new("A", "D", 120, 220, -50, true), new("B", "D", 120, 220, -50, true), new("C", "D", 60, 220, 100, false)];
        var problem = new PlanProblem(orders, Slots(1), 200, 9, 20, 1, 5, 9, 0);
        var plan = PlanSolver.Solve(problem, 1);
        Assert.Equal(1, problem.Musts(plan.SlotOf));
        Assert.Equal(new OneMoreDay(100, 1), OneMoreDay.Of(problem, plan, 1));
    }

    [Fact]
    public void A_day_that_lets_no_must_order_in_says_so()
    {
        PlanOrder[] orders = [new("A", "D", 120, 220, 50, true), new("C", "D", 60, 220, 100, false), new("E", "D", 60, 220, 70, false)];
        var problem = new PlanProblem(orders, Slots(1), 200, 9, 20, 1, 5, 9, 30);
        Assert.Equal(new OneMoreDay(100 + 70 - 60, 0), OneMoreDay.Of(problem, PlanSolver.Solve(problem, 1), 1));
    }

    [Fact]
    public void Small_plans_are_priced_as_if_everything_were_tried() => Small.Sample(
        problem =>
        {
            var plan = PlanSolver.Solve(problem, 2);
            var more = problem with { Slots = [.. problem.Slots, new("+1", Monday, null, null, 400)], CrewDays = problem.CrewDays + 1 };
            var kept = more with { Orders = [.. problem.Orders.Select((o, i) => o with { Must = o.Must && plan.SlotOf[i] >= 0 })] };
            var day = OneMoreDay.Of(problem, plan, 2);
            Assert.Equal(PlanSolverTests.BruteForce(kept).Worth - plan.Objective, day.Fen);
            Assert.Equal(PlanSolverTests.BruteForce(more).Musts - problem.Musts(plan.SlotOf), day.Musts);
        },
        iter: 40, seed: "0000KL6hEaP1");

    [Fact]
    public void A_busy_week_is_priced_like_the_difference_of_two_weeks()
    {
        var problem = PlanSolverTests.Large(300, 10, 11);
        var plan = PlanSolver.Solve(problem, 1);
        var more = problem with { Slots = [.. problem.Slots, new("+1", Monday, null, null, 10_000)], CrewDays = problem.CrewDays + 1 };
        var difference = PlanSolver.Solve(more, 1).Objective - plan.Objective;
        Assert.InRange(OneMoreDay.Of(problem, plan, 1).Fen, 0.75 * difference, 1.25 * difference);
    }

    [Fact]
    public void Whoever_plans_reads_how_many_it_lets_in_and_nothing_of_the_lot()
    {
        var head = new PlanHead { Policy = """{"seed":"s","prices":[{"Limit":"minute","Fen":3}],"mustOrdersOfOneMoreCrewDay":2,"audit":{"chance":0.1}}""" }.WithoutLot();
        Assert.Equal(2, PlanWords.LetIn(head.Policy));
        Assert.Equal(3, Assert.Single(PlanWords.Prices(head.Policy)).Fen);
        Assert.DoesNotContain("seed", head.Policy, StringComparison.Ordinal);
        Assert.DoesNotContain("audit", head.Policy, StringComparison.Ordinal);
        var old = new PlanHead().WithoutLot();
        Assert.Equal(0, PlanWords.LetIn(old.Policy));
        Assert.Empty(PlanWords.Prices(old.Policy));
    }

    private static PlanSlot[] Slots(int days) => [.. Enumerable.Range(0, days).Select(d => new PlanSlot("K1", Monday.AddDays(d), "p1", "p2", 400))];
}
