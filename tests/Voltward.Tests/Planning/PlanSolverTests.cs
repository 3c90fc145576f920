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
        from high in Gen.Int[0, 2]
        from value in Gen.Int[-50, 300]
        from must in Gen.Int[0, 4]
        select new PlanOrder($"T{stop}", $"D{stop % 2}", minutes, high == 0 ? 10_000 : 220, value, must == 0);

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
            var found = PlanSolver.Solve(problem, 2);
            Assert.Null(problem.Breaks(found.SlotOf));
            var (musts, worth) = BruteForce(problem);
            Assert.Equal(musts, found.SlotOf.Select((s, i) => s >= 0 && problem.Orders[i].Must).Count(m => m));
            Assert.Equal(worth, found.Objective);
            Assert.Equal(worth, found.Bound);
        },
        iter: 40);

    [Fact]
    public void The_bound_of_whole_days_is_never_below_the_best_plan() => Small.Sample(
        problem =>
        {
            var (musts, worth) = BruteForce(problem);
            var useful = Enumerable.Range(0, problem.Orders.Count).Where(i => problem.Slots.Any(s => problem.Fits(problem.Orders[i], s))).ToList();
            var patterns = new DayPatterns(problem, useful, musts);
            patterns.Add(GreedyPlan.Make(problem));
            patterns.Generate(50);
            Assert.True(patterns.Bound >= worth, $"{patterns.Bound} < {worth}");
            if (patterns.Choose(1) is { } chosen) Assert.Null(problem.Breaks(chosen));
        },
        iter: 40);

    [Fact]
    public void The_best_day_is_found_as_if_every_day_were_tried() => Small.Sample(
        problem =>
        {
            var price = problem.Orders.Select(o => (double)o.Value).ToArray();
            var (value, orders) = new DayPricing(problem).Best(10_000, price);
            var days = Enumerable.Range(0, 1 << price.Length).Select(bits => Enumerable.Range(0, price.Length).Where(i => (bits & (1 << i)) != 0).ToList())
                .Where(day => day.Count <= problem.OrdersPerDay && Minutes(problem, day) <= problem.MinutesPerDay);
            Assert.Equal(days.Max(day => Worth(problem, day)), value, 6);
            Assert.Equal(value, Worth(problem, orders), 6);
            Assert.True(Minutes(problem, orders) <= problem.MinutesPerDay);
        },
        iter: 500);

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
        Assert.Equal(PlanSolver.Solve(problem, 0.5).SlotOf, PlanSolver.Solve(problem, 0.5).SlotOf);
    }

    [Fact]
    public void A_busy_week_is_planned_close_to_its_bound()
    {
        var problem = Large(300, 10, 11);
        var found = PlanSolver.Solve(problem, 2);
        Assert.Null(problem.Breaks(found.SlotOf));
        Assert.True(found.Objective > 1.05 * problem.Worth(GreedyPlan.Make(problem)));
        Assert.InRange(found.Objective / (double)found.Bound, 0.98, 1.0);
    }

    [Fact]
    public void The_bound_is_that_of_plans_with_as_many_must_orders_as_the_plan_holds()
    {
        // Must-orders fill most of the week, and the plain plan has no room for three that the search finds a place for. A bound of plans with fewer of them is a quarter higher.
        var chance = new Random(5);
        var problem = new PlanProblem(
            [.. Enumerable.Range(0, 150).Select(_ => new PlanOrder(
                $"T{chance.Next(37)}", "D", chance.Next(5) switch { 0 => 120, 1 => 90, _ => 45 }, chance.Next(8) == 0 ? 10_000 : 220,
                (long)(Math.Exp(chance.NextDouble() * 5) * 1000), chance.Next(5) == 0))],
            [.. Enumerable.Range(0, 30).Select(k => new PlanSlot($"K{k / 5}", Monday.AddDays(k % 5), null, null, k < 5 ? 10_000 : 400))],
            420, 10, 25, 7, 5, 150, 7500);
        var found = PlanSolver.Solve(problem, 0.5);
        Assert.Null(problem.Breaks(found.SlotOf));
        var held = problem.Musts(found.SlotOf);
        var plain = problem.Musts(GreedyPlan.Make(problem));
        Assert.True(held > plain, $"{held} and {plain}");
        var useful = PlanSolver.Useful(problem);
        Assert.Equal(Math.Max(found.Objective, WeekBound.Of(problem, useful, held).Fen), found.Bound);
        Assert.True(found.Bound < WeekBound.Of(problem, useful, plain).Fen);
        Assert.InRange(found.Objective / (double)found.Bound, 0.9, 1.0);
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

    private static long Minutes(PlanProblem problem, IReadOnlyList<int> day) =>
        day.Sum(i => problem.Orders[i].Minutes) + (problem.StopMinutes * day.Select(i => problem.Orders[i].Stop).Distinct().Count());

    private static double Worth(PlanProblem problem, IReadOnlyList<int> day) =>
        day.Sum(i => problem.Orders[i].Value) - (problem.StopFen * day.Select(i => problem.Orders[i].Stop).Distinct().Count());

    /// <summary>Every assignment: as many musts as possible first, then the greatest worth.</summary>
    internal static (int Musts, long Worth) BruteForce(PlanProblem problem)
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
