using CsCheck;
using Voltward.App.Planning;
using Xunit;

namespace Voltward.Tests.Planning;

public sealed class PlanSolverTests
{
    private static readonly DateOnly Monday = new(2026, 11, 23);

    private static readonly Gen<PlanOrder> Orders =
        from stop in Gen.Int[0, 2]
        from minutes in Gen.Int[20, 120]
        from voltage in Gen.OneOfConst(220L, 220L, 10_000L)
        from value in Gen.Int[-50, 300]
        from must in Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true)))
        select new PlanOrder($"T{stop}", $"D{stop % 2}", minutes, voltage, value, must);

    private static readonly Gen<PlanProblem> Small =
        from orders in Orders.List[1, 5]
        from crews in Gen.Int[1, 2]
        from days in Gen.Int[1, 2]
        from crewDays in Gen.Int[1, 3]
        from district in Gen.Int[1, 5]
        from stopMinutes in Gen.Int[0, 30]
        from stopFen in Gen.Int[0, 60]
        select new PlanProblem(orders, Slots(crews, days), 200, 3, stopMinutes, crewDays, 1, district, stopFen);

    [Fact]
    public void Small_plans_are_as_good_as_trying_everything() => Small.Sample(
        problem =>
        {
            var found = PlanSolver.Solve(problem, 4);
            Assert.Null(problem.Breaks(found.SlotOf));
            var (musts, worth) = BruteForce(problem);
            Assert.Equal(musts, found.SlotOf.Select((s, i) => s >= 0 && problem.Orders[i].Must).Count(m => m));
            Assert.Equal(worth, found.Objective);
            Assert.Equal(worth, found.Bound);
        },
        iter: 60);

    [Fact]
    public void The_plain_plan_breaks_no_limit_either() =>
        Small.Sample(problem => Assert.Null(problem.Breaks(GreedyPlan.Make(problem))), iter: 2_000);

    [Fact]
    public void The_search_beats_the_plain_plan_where_orders_compete()
    {
        // By worth per minute the 90-minute order comes first (300/100) and fills the day; the two of 80 minutes bring 200 + 200.
        PlanOrder[] orders = [new("A", "D", 90, 220, 300, false), new("B", "D", 80, 220, 200, false), new("C", "D", 80, 220, 200, false)];
        var problem = new PlanProblem(orders, Slots(1, 1), 180, 9, 10, 1, 5, 9, 0);
        Assert.Equal(300, problem.Worth(GreedyPlan.Make(problem)));
        Assert.Equal(400, PlanSolver.Solve(problem, 4).Objective);
    }

    [Fact]
    public void Orders_of_one_area_share_one_trip()
    {
        // Two trips of 50 + 60 do not fit into 180 minutes; two orders of one area do: 60 + 50 + 50 = 160.
        PlanOrder[] orders = [new("A", "D", 50, 220, 100, false), new("A", "D", 50, 220, 100, false), new("B", "D", 50, 220, 150, false)];
        var found = PlanSolver.Solve(new(orders, Slots(1, 1), 180, 9, 60, 1, 5, 9, 0), 4);
        Assert.Equal([0, 0, -1], found.SlotOf);
        Assert.Equal(200, found.Objective);
    }

    [Fact]
    public void The_same_input_gives_the_same_plan_twice()
    {
        var problem = Large(120, 10, 7);
        Assert.Equal(PlanSolver.Solve(problem, 2).SlotOf, PlanSolver.Solve(problem, 2).SlotOf);
    }

    [Fact]
    public void A_busy_week_is_planned_close_to_its_bound()
    {
        var problem = Large(300, 10, 11);
        var found = PlanSolver.Solve(problem, 6);
        Assert.Null(problem.Breaks(found.SlotOf));
        Assert.True(found.Objective >= problem.Worth(GreedyPlan.Make(problem)));
        Assert.InRange(found.Objective / (double)found.Bound, 0.95, 1.0);
    }

    /// <summary>Orders over areas, two crews times days, values as leads have them.</summary>
    internal static PlanProblem Large(int orders, int crewDays, int seed)
    {
        var chance = new Random(seed);
        return new(
            [.. Enumerable.Range(0, orders).Select(_ => new PlanOrder(
                $"T{chance.Next(orders / 4)}", $"D{chance.Next(3)}", chance.Next(4) == 0 ? 90 : 45, chance.Next(20) == 0 ? 10_000 : 220,
                (long)(Math.Exp(chance.NextDouble() * 5) * 1000), chance.Next(30) == 0))],
            Slots((crewDays + 4) / 5, 5), 420, 10, 25, crewDays, 5, orders, 7500);
    }

    /// <summary>Crew 1 covers 10 kV, the others 400 V.</summary>
    private static PlanSlot[] Slots(int crews, int days) =>
        [.. Enumerable.Range(1, crews).SelectMany(c => Enumerable.Range(0, days).Select(d => new PlanSlot($"K{c}", Monday.AddDays(d), $"p{c}a", $"p{c}b", c == 1 ? 10_000 : 400)))];

    /// <summary>Every assignment: as many musts as possible first, then the greatest worth.</summary>
    private static (int Musts, long Worth) BruteForce(PlanProblem problem)
    {
        var best = (Musts: -1, Worth: long.MinValue);
        var slotOf = new int[problem.Orders.Count];
        Try(0);
        return best;

        void Try(int i)
        {
            if (i == slotOf.Length)
            {
                if (problem.Breaks(slotOf) is not null) return;
                var musts = slotOf.Select((s, order) => s >= 0 && problem.Orders[order].Must).Count(m => m);
                var worth = problem.Worth(slotOf);
                if (musts > best.Musts || (musts == best.Musts && worth > best.Worth)) best = (musts, worth);
                return;
            }

            for (slotOf[i] = -1; slotOf[i] < problem.Slots.Count; slotOf[i]++) Try(i + 1);
        }
    }
}
