using CsCheck;
using Voltward.App.Planning;
using Xunit;

namespace Voltward.Tests.Planning;

/// <summary>The bound by whole crew-days: below the linear programme's, never below a plan that can be made, at whatever prices it starts.</summary>
public sealed class CrewDayBoundTests
{
    private const string Seed = "0000KL6hEaP1";

    private static readonly Gen<PlanProblem> Small =
        from orders in Gen.Select(Gen.Int[0, 2], Gen.Int[4, 24].Select(n => 5 * n), Gen.Int[0, 3], Gen.Int[-50, 300], Gen.Int[0, 6]).List[1, 5]
        from crews in Gen.Int[1, 3]
        from crewDays in Gen.Int[1, 4]
        from perPerson in Gen.Int[1, 2]
        from district in Gen.Int[1, 5]
        from taken in Gen.Int[0, 120]
        select new PlanProblem(
            [.. orders.Select(o => new PlanOrder($"T{o.Item1}", $"D{o.Item1 % 2}", o.Item2, o.Item3 == 0 ? 10_000 : 220, o.Item4, o.Item5 == 0)
            {
                Aside = o.Item1 == 1 ? new HashSet<string> { "p1" } : PlanOrder.Nobody,
            })],
            [.. Enumerable.Range(0, crews).SelectMany(c => Enumerable.Range(0, 2).Select(d => new PlanSlot(
                $"K{c}", new DateOnly(2026, 11, 23).AddDays(d), $"p{c}", $"p{c + 1}", c == 0 ? 10_000 : 400) { TakenMinutes = c == 1 ? taken : 0 }))],
            240, 4, 20, crewDays, perPerson, district, 30);

    [Fact]
    public void It_is_never_below_the_best_of_all_plans() => Small.Sample(
        problem =>
        {
            var (musts, worth) = PlanSolverTests.BruteForce(problem);
            if (Useful(problem) is not { Count: > 0 } useful || PlanBound.Of(problem, useful, musts) is not { } relaxed) return;
            var days = new CrewDayBound(problem, useful, musts, relaxed.DayPrices);
            days.Lower(60);
            Assert.True(days.Bound >= worth, $"{days.Bound} < {worth}");
            Assert.True(days.Bound <= relaxed.Bound + 1, $"{days.Bound} > {relaxed.Bound}");
        },
        iter: 60, seed: Seed);

    [Fact]
    public void Any_prices_give_a_bound() => Gen.Select(Small, Gen.Double[0, 200].Array[5], Gen.Double[0, 100], Gen.Double[0, 100]).Sample(
        (problem, prices, place, must) =>
        {
            var (musts, worth) = PlanSolverTests.BruteForce(problem);
            var districts = problem.Orders.Select(o => o.District).Distinct().ToDictionary(d => d, _ => place);
            var days = new CrewDayBound(problem, Useful(problem), musts, new([.. prices.Take(problem.Orders.Count)], districts, must));
            days.Lower(1);
            Assert.True(days.Bound >= worth, $"{days.Bound} < {worth}");
        },
        iter: 60, seed: Seed);

    [Fact]
    public void At_a_busy_week_it_lies_between_the_plan_and_the_bound_of_minutes()
    {
        var problem = PlanSolverTests.Large(400, 20, 5);
        var plain = GreedyPlan.Make(problem);
        var musts = plain.Where((slot, i) => slot >= 0 && problem.Orders[i].Must).Count();
        var relaxed = PlanBound.Of(problem, Useful(problem), musts)!;
        var days = new CrewDayBound(problem, Useful(problem), musts, relaxed.DayPrices);
        days.Lower(200);
        Assert.InRange(days.Bound, PlanSolver.Solve(problem, 0.5).Objective, relaxed.Bound - (relaxed.Bound / 500));
    }

    [Fact]
    public void Shares_of_orders_are_those_of_all_days_counted_one_by_one() => Small.Sample(
        problem =>
        {
            var (useful, prices) = (Useful(problem), problem.Orders.Select(o => (double)o.Value).ToArray());
            var days = Days(problem, [.. useful.Where(i => problem.Orders[i].Value > 0)]);
            var best = days.Max(d => d.Worth);
            if (best <= 0) return;
            var shares = new double[prices.Length];
            Assert.True(new CrewDayOdds(problem, useful).Add((10_000, 240, best), prices, (40, 3), shares));

            // What is left of a day is charged as well, so the odds of a day are those of its worth alone.
            var all = days.Sum(d => Math.Exp(d.Worth / 40));
            for (var i = 0; i < shares.Length; i++) Assert.Equal(3 * days.Where(d => d.Orders.Contains(i)).Sum(d => Math.Exp(d.Worth / 40)) / all, shares[i], 6);
        },
        iter: 100, seed: Seed);

    private static List<int> Useful(PlanProblem problem) =>
        [.. Enumerable.Range(0, problem.Orders.Count).Where(i => problem.Slots.Any(s => problem.Fits(problem.Orders[i], s)))];

    private static List<(List<int> Orders, double Worth)> Days(PlanProblem problem, List<int> orders) =>
        [.. Enumerable.Range(0, 1 << orders.Count).Select(bits => orders.Where((_, n) => (bits & (1 << n)) != 0).ToList())
            .Select(day => (Orders: day, Stops: day.Select(i => problem.Orders[i].Stop).Distinct().Count()))
            .Where(d => d.Orders.Count <= problem.OrdersPerDay && d.Orders.Sum(i => problem.Orders[i].Minutes) + (d.Stops * problem.StopMinutes) <= problem.MinutesPerDay)
            .Select(d => (d.Orders, (double)(d.Orders.Sum(i => problem.Orders[i].Value) - (d.Stops * problem.StopFen))))];
}
