using CsCheck;
using Voltward.App.Planning;
using Xunit;

namespace Voltward.Tests.Planning;

/// <summary>The exchange of orders: what it counts as it goes is what the plan says, every plan is lawful, and it finds what trying everything finds.</summary>
public sealed class OrderExchangeTests
{
    private const string Seed = "0000KL6hEaP1";

    private static readonly Gen<PlanProblem> Small =
        from orders in Gen.Select(Gen.Int[0, 2], Gen.Int[4, 24].Select(n => 5 * n), Gen.Int[0, 3], Gen.Int[-50, 300], Gen.Int[0, 6]).List[2, 6]
        from crews in Gen.Int[1, 2]
        from crewDays in Gen.Int[1, 4]
        from district in Gen.Int[1, 6]
        select new PlanProblem(
            [.. orders.Select(o => new PlanOrder($"T{o.Item1}", $"D{o.Item1 % 2}", o.Item2, o.Item3 == 0 ? 10_000 : 220, o.Item4, o.Item5 == 0)
            {
                Aside = o.Item1 == 1 ? new HashSet<string> { "p1" } : PlanOrder.Nobody,
            })],
            [.. Enumerable.Range(0, crews).SelectMany(c => Enumerable.Range(0, 2).Select(d => new PlanSlot(
                $"K{c}", new DateOnly(2026, 11, 23).AddDays(d), $"p{c}", $"p{c + 1}", c == 0 ? 10_000 : 400)))],
            240, 3, 20, crewDays, 2, district, 30);

    [Fact]
    public void The_load_of_a_week_is_that_of_its_plan_after_any_changes() => Gen.Select(Small, Gen.Select(Gen.Int[0, 5], Gen.Int[-1, 3]).List[1, 30]).Sample(
        (problem, changes) =>
        {
            var load = new WeekLoad(problem, [.. problem.Orders.Select(_ => -1)]);
            foreach (var (order, slot) in changes.Where(c => c.Item1 < problem.Orders.Count && c.Item2 < problem.Slots.Count))
            {
                load.Take(order);
                load.Put(order, slot);
                Assert.Equal(slot, load.SlotOf[order]);
            }

            var plan = load.SlotOf;
            Assert.Equal(problem.Worth(plan) + (load.MustBonus * problem.Musts(plan)), load.Worth);
            for (var k = 0; k < problem.Slots.Count; k++)
            {
                var day = Enumerable.Range(0, plan.Length).Where(i => plan[i] == k).ToList();
                Assert.Equal(day, load.Of(k).ToArray().Order());
                var minutes = day.Sum(i => problem.Orders[i].Minutes) + (20 * day.Select(i => problem.Orders[i].Stop).Distinct().Count());
                Assert.Equal(minutes <= 240 && day.Count <= 3, load.HasTime(k));
            }

            for (var i = 0; i < plan.Length; i++)
            {
                Assert.Equal(Enumerable.Range(0, plan.Length).Count(j => plan[j] >= 0 && problem.Orders[j].District == problem.Orders[i].District) <= problem.DistrictMost, load.HasPlace(i));
            }
        },
        iter: 300, seed: Seed);

    [Fact]
    public void It_finds_the_best_plan_of_the_same_crew_days_and_breaks_no_limit()
    {
        var (best, all) = (0, 0);
        Small.Sample(
            problem =>
            {
                var start = GreedyPlan.Make(problem);
                if (start.All(k => k < 0)) return;
                var found = new OrderExchange(problem, Enumerable.Range(0, start.Length), start, (2, 1)).Improve(20_000, long.MaxValue);
                Assert.Null(problem.Breaks(found));
                var rank = (problem.Musts(found), problem.Worth(found));
                Assert.True(rank.CompareTo((problem.Musts(start), problem.Worth(start))) >= 0);
                var open = start.Where(k => k >= 0).ToHashSet();
                var most = PlanSolverTests.BruteForce(problem with { Orders = [.. problem.Orders], Slots = [.. problem.Slots.Where((_, k) => open.Contains(k))] });
                Assert.True(rank.CompareTo(most) <= 0, "more than trying everything found");
                all++;
                if (rank == most) best++;
            },
            iter: 60, seed: Seed, threads: 1);
        Assert.True(best >= 0.95 * all, $"{best} of {all}");
    }

    [Fact]
    public void It_stops_at_what_is_enough_and_takes_the_same_steps_twice()
    {
        var problem = PlanSolverTests.Large(120, 10, 7);
        var start = GreedyPlan.Make(problem);
        int[] Found(long enough, int lot) => new OrderExchange(problem, Enumerable.Range(0, start.Length), start, (100, lot)).Improve(100_000, enough);
        Assert.Equal(Found(long.MaxValue, 1), Found(long.MaxValue, 1));
        Assert.NotEqual(Found(long.MaxValue, 1), Found(long.MaxValue, 2));
        var most = problem.Worth(Found(long.MaxValue, 1));
        var enough = (problem.Worth(start) + most) / 2;
        Assert.InRange(problem.Worth(Found(enough, 1)), enough, most - 1);
        Assert.Equal(start, Found(problem.Worth(start), 1));
    }
}
