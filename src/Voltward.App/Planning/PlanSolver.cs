using System.Globalization;
using Google.OrTools.Sat;

namespace Voltward.App.Planning;

/// <summary>
/// The integer programme (整数规划): which orders, by which crew, on which day, so that worth is greatest within the crews' time. First as
/// many must-orders as any plan can hold, then the greatest worth among such plans.
/// </summary>
internal static class PlanSolver
{
    /// <summary>Up to so many choices of order and crew-day the whole is searched at once, and nearly always to the end.</summary>
    private const int WholeChoices = 400;

    /// <summary>Up to so many choices whole crew-days are generated as well, which tightens the bound.</summary>
    private const int PatternChoices = 4_000;

    /// <summary>Steps of improvement per unit of effort.</summary>
    private const int StepsPerEffort = 1_800;

    /// <summary>Steps of the prices of the bound by whole crew-days.</summary>
    private const int PriceSteps = 400;

    /// <summary>Nearer to the bound than this the search is not worth the while.</summary>
    private const double NearEnough = 0.003;

    /// <param name="problem">What is to be decided.</param>
    /// <param name="effort">Limit of the search in CP-SAT's deterministic time, so that the same input gives the same plan on any machine.</param>
    /// <param name="start">A plan to start from; null: the plain one.</param>
    /// <param name="focus">A crew-day around which a plan to start from is improved; −1: everywhere.</param>
    public static PlanSolution Solve(PlanProblem problem, double effort, int[]? start = null, int focus = -1)
    {
        var plain = start ?? GreedyPlan.Make(problem);
        if (problem.Orders.Count == 0 || problem.Slots.Count == 0) return new(plain, 0, 0);
        var useful = Useful(problem);
        var relaxed = PlanBound.Of(problem, useful, Musts(problem, plain));
        var found = useful.Count * problem.Slots.Count <= WholeChoices
            ? SolveWhole(problem, useful, plain, effort)
            : SolveLarge(problem, useful, start is null ? Packed(problem, plain, relaxed) : GreedyPlan.FillUp(problem, start), (effort, relaxed, focus));
        return found with { Prices = relaxed?.Prices ?? [], Relaxed = relaxed?.Bound };
    }

    private static int[] Packed(PlanProblem problem, int[] plain, PlanBound.Found? relaxed) =>
        relaxed is not null && Better(problem, GreedyPlan.Pack(problem, relaxed.Support), plain) is { } packed ? packed : plain;

    private static PlanSolution SolveWhole(PlanProblem problem, List<int> useful, int[] hint, double effort)
    {
        var musts = useful.Where(i => problem.Orders[i].Must).ToList();
        if (Musts(problem, hint) < musts.Count)
        {
            var first = new Model(problem, useful, hint);
            first.Cp.Maximize(LinearExpr.Sum(musts.Select(first.Chosen)));
            if (first.Solve(effort / 2) is { } most) hint = most.SlotOf;
        }

        var (slotOf, bound) = Improve(problem, useful, hint, effort);
        return new(slotOf, problem.Worth(slotOf), Math.Max(bound, problem.Worth(slotOf)));
    }

    /// <summary>A few crew-days at a time towards the bound; where it is small enough, whole crew-days as patterns, which bound more tightly.</summary>
    private static PlanSolution SolveLarge(PlanProblem problem, List<int> useful, int[] best, (double Effort, PlanBound.Found? Relaxed, int Focus) search)
    {
        var (effort, relaxed, focus) = search;
        var bound = relaxed?.Bound ?? long.MaxValue;
        if (useful.Count == 0) return new(best, problem.Worth(best), problem.Worth(best));
        var days = focus < 0 && relaxed is not null ? new CrewDayBound(problem, useful, Musts(problem, best), relaxed.DayPrices) : null;
        days?.Lower(PriceSteps);
        bound = Math.Min(bound, days?.Bound ?? bound);
        var enough = bound == long.MaxValue ? bound : (long)(bound * (1 - NearEnough));
        var around = new PlanNeighbourhood(problem, useful, relaxed?.Prices ?? [], best, days?.Prices.Order);
        if (focus < 0) around.Sweep(3);
        best = around.Improve((int)Math.Ceiling(effort * StepsPerEffort), enough, focus);
        if (focus < 0 && problem.Worth(best) < enough && useful.Count * problem.Slots.Count <= PatternChoices)
        {
            var patterns = new DayPatterns(problem, useful, Musts(problem, best));
            patterns.Add(best);
            patterns.Generate((int)Math.Ceiling(effort * 40));
            if (patterns.Choose(effort / 2) is { } chosen && Better(problem, GreedyPlan.FillUp(problem, chosen), best) is { } filled) best = filled;
            bound = Math.Min(bound, patterns.Bound);
        }

        return new(best, problem.Worth(best), Math.Max(bound, problem.Worth(best)));
    }

    /// <summary>The plan when it holds more must-orders than another, or as many and is worth more; else null.</summary>
    private static int[]? Better(PlanProblem problem, int[] plan, int[] than) =>
        (Musts(problem, plan), problem.Worth(plan)).CompareTo((Musts(problem, than), problem.Worth(than))) > 0 ? plan : null;

    /// <summary>The best plan over some orders that keeps as many must-orders as the one to start from; never a worse one.</summary>
    private static (int[] SlotOf, long Bound) Improve(PlanProblem problem, List<int> orders, int[] start, double effort)
    {
        var model = new Model(problem, orders, start);
        var musts = orders.Where(i => problem.Orders[i].Must).ToList();
        if (Musts(problem, start) is > 0 and var kept) model.Cp.Add(LinearExpr.Sum(musts.Select(model.Chosen)) >= kept);
        model.MaximiseWorth();
        return model.Solve(effort) is { } found && problem.Worth(found.SlotOf) >= problem.Worth(start) ? found : (start, long.MaxValue);
    }

    private static int Musts(PlanProblem problem, int[] slotOf) => slotOf.Where((slot, i) => slot >= 0 && problem.Orders[i].Must).Count();

    /// <summary>An order that no crew can do, or that cannot pay even when its stop is free, is in no best plan.</summary>
    private static List<int> Useful(PlanProblem problem) => [.. Enumerable.Range(0, problem.Orders.Count).Where(i =>
        (problem.Orders[i].Must || problem.Orders[i].Value > 0) && problem.Slots.Any(s => problem.Fits(problem.Orders[i], s)))];

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
