namespace Voltward.App.Planning;

/// <summary>What one more crew-day would bring: a day of the best-qualified kind of crew, by people who are nowhere else.</summary>
/// <param name="Fen">What it adds to the worth of the plan while that keeps its must-orders and takes others for their worth alone, fen; not below 0.</param>
/// <param name="Musts">Must-orders that have no place today and would have one then. They come first whatever they cost, so their cost is not part of <paramref name="Fen"/>.</param>
internal sealed record OneMoreDay(long Fen, int Musts)
{
    public static OneMoreDay Of(PlanProblem problem, PlanSolution plan, double effort)
    {
        if (problem.Orders.Count == 0) return new(0, 0);
        var (extra, start) = (problem.Slots.Count, plan.SlotOf.ToArray());
        var slot = new PlanSlot("+1", extra == 0 ? default : problem.Slots[^1].Day, null, null, extra == 0 ? 0 : problem.Slots.Max(s => s.VoltageV));
        var more = problem with { Slots = [.. problem.Slots, slot], CrewDays = problem.CrewDays + 1 };

        // What has no place may come in for its worth, and for nothing else.
        var asMany = more with { Orders = [.. problem.Orders.Select((o, i) => start[i] < 0 ? o with { Must = false } : o)] };
        var gain = more.Worth(PlanSolver.Improved(asMany, start, extra, effort)) - plan.Objective;

        // Of a plan that is not proven best, part of what the second search finds may have nothing to do with the day: it is worth no more than its best visits are at their prices.
        if (plan.DayPrices is { } prices && plan.Objective < plan.Bound) gain = Math.Min(gain, At(prices, more, problem, problem.Musts(start)));
        return new(Math.Max(0, gain), more.Musts(PlanSolver.MostMusts(more, start, effort, extra)) - problem.Musts(start));
    }

    /// <summary>By how much the bound rises at the same prices; no limit when one of them is not to be had.</summary>
    private static long At(CrewDayPrices prices, PlanProblem more, PlanProblem problem, int musts)
    {
        var (with, without) = (Bound(more, prices, musts), Bound(problem, prices, musts));
        return with == long.MaxValue || without == long.MaxValue ? long.MaxValue : with - without;
    }

    private static long Bound(PlanProblem problem, CrewDayPrices prices, int musts)
    {
        var bound = new CrewDayBound(problem, PlanSolver.Useful(problem), musts, prices);
        bound.Lower(1);
        return bound.Bound;
    }
}
