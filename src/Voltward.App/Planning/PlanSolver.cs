using System.Globalization;
using Google.OrTools.Sat;

namespace Voltward.App.Planning;

/// <summary>
/// The integer programme (整数规划): which orders, by which crew, on which day, so that worth is greatest within the crews' time. First as
/// many must-orders as a plan can hold (small weeks: proven; large ones: as many as the search finds room for), then the greatest worth among such plans.
/// </summary>
internal static class PlanSolver
{
    /// <summary>Up to so many choices of order and crew-day the whole is searched at once, and nearly always to the end.</summary>
    private const int WholeChoices = 400;

    /// <summary>Up to so many choices whole crew-days are generated as well, which tightens the bound.</summary>
    private const int PatternChoices = 4_000;

    /// <summary>Steps of crew-days made anew per unit of effort.</summary>
    private const int DaysPerEffort = 100;

    /// <summary>So many times as long the search goes on where must-orders have no place yet.</summary>
    private const int MustTimes = 20;

    /// <summary>Steps of the exchange of orders per unit of effort and order that may be planned.</summary>
    private const int ExchangesPerEffort = 4_000;

    /// <summary>So often the exchange of orders begins anew with another lot: one of them may get stuck.</summary>
    private const int Lots = 3;

    /// <summary>Nearer to the bound than this the search is not worth the while.</summary>
    private const double NearEnough = 0.003;

    /// <param name="problem">What is to be decided.</param>
    /// <param name="effort">Limit of the search in CP-SAT's deterministic time, so that the same input gives the same plan on any machine.</param>
    public static PlanSolution Solve(PlanProblem problem, double effort)
    {
        var plain = GreedyPlan.Make(problem);
        if (problem.Orders.Count == 0 || problem.Slots.Count == 0) return new(plain, 0, 0);
        var useful = Useful(problem);
        if (!IsSmall(problem, useful)) return SolveLarge(problem, useful, plain, effort);
        return SolveWhole(problem, useful, plain, effort) with { Prices = PlanBound.Of(problem, useful, problem.Musts(plain))?.Prices ?? [] };
    }

    /// <summary>A plan made better around one crew-day: more must-orders, or as many and worth more.</summary>
    public static int[] Improved(PlanProblem problem, int[] start, int focus, double effort)
    {
        var useful = Useful(problem);
        if (IsSmall(problem, useful)) return [.. SolveWhole(problem, useful, start, effort).SlotOf];
        return Around(problem, useful, GreedyPlan.FillUp(problem, start)).Improve(Days(effort), focus);
    }

    /// <summary>A plan with as many must-orders as the search finds room for; the one to start from when it holds them all.</summary>
    /// <param name="problem">What is to be decided.</param>
    /// <param name="start">A lawful plan.</param>
    /// <param name="effort">As for the whole plan.</param>
    /// <param name="focus">A crew-day that a large plan is changed around; −1: everywhere.</param>
    public static int[] MostMusts(PlanProblem problem, int[] start, double effort, int focus = -1)
    {
        var useful = Useful(problem);
        var musts = useful.Where(i => problem.Orders[i].Must).ToList();
        if (problem.Musts(start) >= musts.Count) return start;
        if (IsSmall(problem, useful))
        {
            var model = new Model(problem, musts, start);
            model.Cp.Maximize(LinearExpr.Sum(musts.Select(model.Chosen)));
            return model.Solve(effort / 2) is { } most ? Better(problem, GreedyPlan.FillUp(problem, most.SlotOf), start) ?? start : start;
        }

        // Among must-orders alone a step is cheap; what else is planned comes in again afterwards.
        var around = Around(problem, musts, [.. start.Select((slot, i) => problem.Orders[i].Must ? slot : -1)]);
        var best = start;
        for (var round = 0; round < MustTimes && problem.Musts(best) < musts.Count; round++) best = Better(problem, around.Improve(Days(effort), focus, musts.Count), best) ?? best;
        return best;
    }

    /// <summary>An order that no crew can do, or that cannot pay even when its stop is free, is in no best plan.</summary>
    public static List<int> Useful(PlanProblem problem) => [.. Enumerable.Range(0, problem.Orders.Count).Where(i =>
        (problem.Orders[i].Must || problem.Orders[i].Value > 0) && problem.Slots.Any(s => problem.Fits(problem.Orders[i], s)))];

    private static int Days(double effort) => (int)Math.Ceiling(effort * DaysPerEffort);

    private static PlanNeighbourhood Around(PlanProblem problem, List<int> useful, int[] start)
    {
        var prices = PlanBound.Of(problem, useful, problem.Musts(start));
        return new(problem, useful, prices?.Prices ?? [], start, prices?.DayPrices.Order);
    }

    private static bool IsSmall(PlanProblem problem, List<int> useful) => useful.Count * problem.Slots.Count <= WholeChoices;

    private static PlanSolution SolveWhole(PlanProblem problem, List<int> useful, int[] hint, double effort)
    {
        hint = MostMusts(problem, hint, effort);
        var (slotOf, bound) = Improve(problem, useful, hint, effort);
        return new(slotOf, problem.Worth(slotOf), Math.Max(bound, problem.Worth(slotOf)));
    }

    /// <summary>
    /// Must-orders first, crew-days made anew for the shape of the plan, then orders exchanged towards the bound; where it is small enough, whole crew-days as patterns, which bound more
    /// tightly. The bound is that of plans with as many must-orders as the search has found room for.
    /// </summary>
    private static PlanSolution SolveLarge(PlanProblem problem, List<int> useful, int[] plain, double effort)
    {
        if (useful.Count == 0) return new(plain, problem.Worth(plain), problem.Worth(plain));
        var relaxed = PlanBound.Of(problem, useful, problem.Musts(plain));
        var best = relaxed is null ? plain : Better(problem, GreedyPlan.Pack(problem, relaxed.Support), plain) ?? plain;
        var around = Around(problem, useful, best);
        around.Sweep(3);
        best = MostMusts(problem, around.Improve(Days(effort), -1), effort);
        var bound = WeekBound.Of(problem, useful, problem.Musts(best));
        best = Exchanged(problem, around.Pool, best, (effort, bound));
        if (problem.Musts(best) > bound.Musts) bound = WeekBound.Of(problem, useful, problem.Musts(best));
        var most = bound.Fen;
        if (problem.Worth(best) < bound.Enough(NearEnough) && useful.Count * problem.Slots.Count <= PatternChoices)
        {
            var patterns = new DayPatterns(problem, useful, problem.Musts(best));
            patterns.Add(best);
            patterns.Generate((int)Math.Ceiling(effort * 40));
            if (patterns.Choose(effort / 2) is { } chosen && Better(problem, GreedyPlan.FillUp(problem, chosen), best) is { } filled) best = filled;
            most = Math.Min(most, patterns.Bound);
        }

        return new(best, problem.Worth(best), Math.Max(most, problem.Worth(best))) { Prices = bound.Prices, DayPrices = bound.DayPrices };
    }

    private static int[] Exchanged(PlanProblem problem, IReadOnlyList<int> pool, int[] start, (double Effort, WeekBound Bound) search)
    {
        var (best, steps) = (start, (long)Math.Ceiling(search.Effort * ExchangesPerEffort * pool.Count));
        var enough = search.Bound.Enough(NearEnough);
        for (var lot = 1; lot <= Lots && (lot == 1 || problem.Musts(best) > search.Bound.Musts || problem.Worth(best) < enough); lot++)
        {
            var exchange = new OrderExchange(problem, pool, start, (search.Bound.MinuteFen, lot));
            best = Better(problem, GreedyPlan.FillUp(problem, exchange.Improve(steps, enough)), best) ?? best;
        }

        return best;
    }

    /// <summary>The plan when it holds more must-orders than another, or as many and is worth more; else null.</summary>
    private static int[]? Better(PlanProblem problem, int[] plan, int[] than) =>
        (problem.Musts(plan), problem.Worth(plan)).CompareTo((problem.Musts(than), problem.Worth(than))) > 0 ? plan : null;

    /// <summary>The best plan over some orders that keeps as many must-orders as the one to start from; never a worse one.</summary>
    private static (int[] SlotOf, long Bound) Improve(PlanProblem problem, List<int> orders, int[] start, double effort)
    {
        var model = new Model(problem, orders, start);
        var musts = orders.Where(i => problem.Orders[i].Must).ToList();
        if (problem.Musts(start) is > 0 and var kept) model.Cp.Add(LinearExpr.Sum(musts.Select(model.Chosen)) >= kept);
        model.MaximiseWorth();
        return model.Solve(effort) is { } found && problem.Worth(found.SlotOf) >= problem.Worth(start) ? found : (start, long.MaxValue);
    }

    private sealed class Model
    {
        private readonly PlanProblem _problem;
        private readonly Dictionary<(int Order, int Slot), BoolVar> _x = [];
        private readonly Dictionary<(string Stop, int Slot), BoolVar> _y = [];
        private readonly BoolVar[] _open;

        public Model(PlanProblem problem, List<int> useful, int[] hint)
        {
            _problem = problem;
            _open = [.. problem.Slots.Select((_, k) => Cp.NewBoolVar($"z{k}"))];
            foreach (var i in useful) AddOrder(i, hint);
            foreach (var ((stop, k), y) in _y) Cp.AddHint(y, useful.Any(i => hint[i] == k && problem.Orders[i].Stop == stop) ? 1 : 0);
            for (var k = 0; k < problem.Slots.Count; k++) LimitDay(k, useful, hint.Contains(k));
            LimitPeople();
            LimitDistricts(useful);
            Cp.Add(LinearExpr.Sum(_open) <= problem.CrewDays);
        }

        public CpModel Cp { get; } = new();

        public LinearExpr Chosen(int order) => LinearExpr.Sum(Slots(order).Select(k => _x[(order, k)]));

        public void MaximiseWorth()
        {
            var worth = LinearExpr.NewBuilder();
            foreach (var ((order, _), x) in _x) worth.AddTerm(x, _problem.Orders[order].Value);
            foreach (var y in _y.Values) worth.AddTerm(y, -_problem.StopFen);
            Cp.Maximize(worth);
        }

        public (int[] SlotOf, long Bound)? Solve(double effort)
        {
            using var solver = new CpSolver();
            solver.StringParameters = string.Create(
                CultureInfo.InvariantCulture, $"max_deterministic_time:{effort} num_workers:1 random_seed:1 symmetry_level:2");
            if (solver.Solve(Cp) is not (CpSolverStatus.Optimal or CpSolverStatus.Feasible)) return null;
            var slotOf = Enumerable.Repeat(-1, _problem.Orders.Count).ToArray();
            foreach (var ((order, slot), x) in _x)
            {
                if (solver.BooleanValue(x)) slotOf[order] = slot;
            }

            return (slotOf, (long)Math.Floor(solver.BestObjectiveBound + 1e-6));
        }

        private IEnumerable<int> Slots(int order) =>
            Enumerable.Range(0, _problem.Slots.Count).Where(k => _problem.Fits(_problem.Orders[order], _problem.Slots[k]));

        private void AddOrder(int i, int[] hint)
        {
            foreach (var k in Slots(i))
            {
                var x = Cp.NewBoolVar($"x{i}_{k}");
                _x.Add((i, k), x);
                Cp.AddHint(x, hint[i] == k ? 1 : 0);
                if (!_y.TryGetValue((_problem.Orders[i].Stop, k), out var y))
                {
                    y = Cp.NewBoolVar($"y{_y.Count}");
                    _y.Add((_problem.Orders[i].Stop, k), y);
                }

                Cp.AddImplication(x, y);
            }

            Cp.AddAtMostOne(Slots(i).Select(k => _x[(i, k)]));
        }

        private void LimitDay(int k, List<int> useful, bool openInHint)
        {
            var orders = useful.Where(i => _x.ContainsKey((i, k))).ToList();
            var minutes = LinearExpr.NewBuilder();
            foreach (var i in orders) minutes.AddTerm(_x[(i, k)], _problem.Orders[i].Minutes);
            foreach (var y in _y.Where(y => y.Key.Slot == k).Select(y => y.Value)) minutes.AddTerm(y, _problem.StopMinutes);
            minutes.AddTerm(_open[k], -_problem.MinutesOf(_problem.Slots[k]));
            Cp.Add(minutes <= 0);
            Cp.Add(LinearExpr.Sum(orders.Select(i => _x[(i, k)])) <= _problem.OrdersPerDay);
            Cp.AddHint(_open[k], openInHint ? 1 : 0);
        }

        private void LimitPeople()
        {
            var people = _problem.Slots.SelectMany((s, k) => new[] { (Person: s.First, s.Day, k), (Person: s.Second, s.Day, k) }).Where(p => p.Person is not null).ToList();
            foreach (var sameDay in people.GroupBy(p => (p.Person, p.Day)).Where(g => g.Count() > 1))
            {
                Cp.AddAtMostOne(sameDay.Select(p => _open[p.k]));
            }

            foreach (var person in people.GroupBy(p => p.Person).Where(g => g.Count() > _problem.DaysPerPerson))
            {
                Cp.Add(LinearExpr.Sum(person.Select(p => _open[p.k])) <= _problem.DaysPerPerson);
            }
        }

        private void LimitDistricts(List<int> useful)
        {
            foreach (var district in useful.GroupBy(i => _problem.Orders[i].District).Where(g => g.Count() > _problem.DistrictMost))
            {
                Cp.Add(LinearExpr.Sum(district.SelectMany(i => Slots(i).Select(k => _x[(i, k)]))) <= _problem.DistrictMost);
            }
        }
    }
}
