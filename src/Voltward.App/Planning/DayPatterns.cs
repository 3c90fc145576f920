using System.Globalization;
using Google.OrTools.Sat;
using LinearSolver = Google.OrTools.LinearSolver.Solver;

namespace Voltward.App.Planning;

/// <summary>
/// A large week by column generation: a linear programme over whole crew-days (patterns), fed with the most valuable day at its own
/// prices until no day is left that pays. Its value bounds every plan; the best whole-number choice of its patterns is a plan.
/// </summary>
internal sealed class DayPatterns
{
    private readonly PlanProblem _problem;
    private readonly List<int> _useful;
    private readonly int _musts;
    private readonly List<long> _classes;
    private readonly Dictionary<long, int> _slots;
    private readonly List<(long Voltage, int[] Orders)> _patterns = [];
    private readonly HashSet<string> _known = [];
    private readonly DayPricing _pricing;

    /// <param name="problem">What is to be decided.</param>
    /// <param name="useful">Orders that can be in a best plan.</param>
    /// <param name="musts">So many must-orders at least.</param>
    public DayPatterns(PlanProblem problem, List<int> useful, int musts)
    {
        (_problem, _useful, _musts) = (problem, useful, musts);
        _slots = problem.Slots.CountBy(s => s.VoltageV).ToDictionary();
        _classes = [.. _slots.Keys.Order()];
        _pricing = new(problem);
    }

    /// <summary>No plan with as many must-orders is worth more, fen.</summary>
    public long Bound { get; private set; } = long.MaxValue;

    /// <summary>Makes each crew-day of a plan a pattern.</summary>
    public void Add(int[] slotOf)
    {
        foreach (var day in Enumerable.Range(0, slotOf.Length).Where(i => slotOf[i] >= 0).GroupBy(i => slotOf[i]))
        {
            Add(_problem.Slots[day.Key].VoltageV, [.. day]);
        }
    }

    /// <summary>Generates patterns until none pays any more, or so many rounds.</summary>
    public void Generate(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            if (Prices() is not { } prices) return;
            if (!AddDays(prices)) return;
        }
    }

    /// <summary>The best whole choice of patterns as a plan; null when the search found none.</summary>
    public int[]? Choose(double effort)
    {
        var model = new CpModel();
        var use = _patterns.Select((_, n) => model.NewBoolVar($"p{n}")).ToList();
        foreach (var same in _patterns.SelectMany((p, n) => p.Orders.Select(i => (Order: i, Use: use[n]))).GroupBy(p => p.Order, p => p.Use)) model.AddAtMostOne(same);
        foreach (var voltage in _classes)
        {
            // A crew that covers more may take the day of one that covers less.
            model.Add(LinearExpr.Sum(use.Where((_, n) => _patterns[n].Voltage >= voltage)) <= _slots.Where(s => s.Key >= voltage).Sum(s => s.Value));
        }

        model.Add(LinearExpr.Sum(use) <= _problem.CrewDays);
        foreach (var (orders, most) in Districts())
        {
            model.Add(LinearExpr.WeightedSum(use, _patterns.Select(p => (long)p.Orders.Count(orders.Contains))) <= most);
        }

        if (_musts > 0) model.Add(LinearExpr.WeightedSum(use, _patterns.Select(p => (long)p.Orders.Count(i => _problem.Orders[i].Must))) >= _musts);
        model.Maximize(LinearExpr.WeightedSum(use, _patterns.Select(p => Worth(p.Orders))));
        using var solver = new CpSolver();
        solver.StringParameters = string.Create(CultureInfo.InvariantCulture, $"max_deterministic_time:{effort} num_workers:1 random_seed:1 relative_gap_limit:0.0005");
        return solver.Solve(model) is CpSolverStatus.Optimal or CpSolverStatus.Feasible
            ? Seat([.. _patterns.Where((_, n) => solver.BooleanValue(use[n]))])
            : null;
    }

    /// <summary>
    /// Gives each day a crew and a date: the least qualified crew that is able, people once a day. Where people stand aside or part of a day is taken,
    /// no crew may fit the whole of a day: then the one that can take most of it.
    /// </summary>
    private int[] Seat(List<(long Voltage, int[] Orders)> days)
    {
        var slotOf = Enumerable.Repeat(-1, _problem.Orders.Count).ToArray();
        var free = Enumerable.Range(0, _problem.Slots.Count).OrderBy(k => _problem.Slots[k].VoltageV).ThenBy(k => _problem.Slots[k].Day).ThenBy(k => k).ToList();
        foreach (var day in days.OrderByDescending(d => d.Orders.Max(i => _problem.Orders[i].VoltageV)).ThenBy(d => d.Orders.Min()))
        {
            var need = day.Orders.Max(i => _problem.Orders[i].VoltageV);
            var k = free.FindIndex(s => _problem.Slots[s].VoltageV >= need && Seated(slotOf, day.Orders, s));
            if (k < 0) k = SeatMost(slotOf, day.Orders, free);
            if (k >= 0) free.RemoveAt(k);
        }

        return slotOf;
    }

    /// <summary>Index in <paramref name="free"/> of the crew-day that took most, or −1.</summary>
    private int SeatMost(int[] slotOf, int[] orders, List<int> free)
    {
        var best = (Slot: -1, Musts: 0, Worth: 0L, Orders: Array.Empty<int>());
        for (var n = 0; n < free.Count; n++)
        {
            var part = Part(orders, _problem.Slots[free[n]]);
            var (musts, worth) = (part.Count(i => _problem.Orders[i].Must), Worth(part));
            if (part.Length == 0 || (musts, worth).CompareTo((best.Musts, best.Worth)) <= 0 || !Seated(slotOf, part, free[n])) continue;
            foreach (var i in part) slotOf[i] = -1;
            best = (n, musts, worth, part);
        }

        return best.Slot >= 0 && Seated(slotOf, best.Orders, free[best.Slot]) ? best.Slot : -1;
    }

    /// <summary>What of a day a crew-day can hold, must-orders and the most valuable first.</summary>
    private int[] Part(int[] orders, PlanSlot slot)
    {
        var (left, stops, part) = (_problem.MinutesOf(slot), new HashSet<string>(), new List<int>());
        foreach (var i in orders.Where(i => _problem.Fits(_problem.Orders[i], slot)).OrderByDescending(i => _problem.Orders[i].Must).ThenByDescending(i => _problem.Orders[i].Value))
        {
            var minutes = _problem.Orders[i].Minutes + (stops.Contains(_problem.Orders[i].Stop) ? 0 : _problem.StopMinutes);
            if (minutes > left) continue;
            left -= minutes;
            stops.Add(_problem.Orders[i].Stop);
            part.Add(i);
        }

        return [.. part];
    }

    private bool Seated(int[] slotOf, int[] orders, int slot)
    {
        foreach (var i in orders) slotOf[i] = slot;
        if (_problem.Breaks(slotOf) is null) return true;
        foreach (var i in orders) slotOf[i] = -1;
        return false;
    }

    private bool Add(long voltage, int[] orders)
    {
        if (orders.Length == 0 || !_known.Add($"{voltage}:{string.Join(',', orders.Order())}")) return false;
        _patterns.Add((voltage, [.. orders.Order()]));
        return true;
    }

    private long Worth(int[] orders) => orders.Sum(i => _problem.Orders[i].Value) - (_problem.StopFen * orders.Select(i => _problem.Orders[i].Stop).Distinct().Count());

    private IEnumerable<(HashSet<int> Orders, int Most)> Districts() => _useful.GroupBy(i => _problem.Orders[i].District)
        .Where(g => g.Count() > _problem.DistrictMost).Select(g => (g.ToHashSet(), _problem.DistrictMost));

    /// <summary>Solves the linear programme; what one order's visit is worth beyond what it takes from others. Null when unsolved.</summary>
    private Prices? Prices()
    {
        using var lp = LinearSolver.CreateSolver("GLOP");
        var use = _patterns.Select(p => lp.MakeNumVar(0, double.PositiveInfinity, "")).ToList();
        var once = _useful.ToDictionary(i => i, _ => lp.MakeConstraint(double.NegativeInfinity, 1));
        var days = _classes.ToDictionary(v => v, v => lp.MakeConstraint(double.NegativeInfinity, _slots.Where(s => s.Key >= v).Sum(s => s.Value)));
        var all = lp.MakeConstraint(double.NegativeInfinity, _problem.CrewDays);
        var districts = Districts().Select(d => (d.Orders, d.Most, Row: lp.MakeConstraint(double.NegativeInfinity, d.Most))).ToList();
        var musts = lp.MakeConstraint(_musts, double.PositiveInfinity);
        for (var n = 0; n < use.Count; n++)
        {
            var (voltage, orders) = _patterns[n];
            foreach (var i in orders.Where(once.ContainsKey)) once[i].SetCoefficient(use[n], 1);
            foreach (var v in _classes.Where(v => v <= voltage)) days[v].SetCoefficient(use[n], 1);
            all.SetCoefficient(use[n], 1);
            foreach (var d in districts) d.Row.SetCoefficient(use[n], orders.Count(d.Orders.Contains));
            musts.SetCoefficient(use[n], orders.Count(i => _problem.Orders[i].Must));
            lp.Objective().SetCoefficient(use[n], Worth(orders));
        }

        lp.Objective().SetMaximization();
        if (lp.Solve() != LinearSolver.ResultStatus.OPTIMAL) return null;
        var order = new double[_problem.Orders.Count];
        foreach (var (i, row) in once) order[i] = Math.Max(0, row.DualValue());
        var mustBonus = Math.Max(0, -musts.DualValue());
        var districtPrices = districts.Select(d => (d.Orders, d.Most, Price: Math.Max(0, d.Row.DualValue()))).ToList();
        return new(order, _classes.ToDictionary(v => v, v => Math.Max(0, days[v].DualValue())), Math.Max(0, all.DualValue()), mustBonus, districtPrices);
    }

    /// <summary>Adds the days that pay at these prices, and tightens the bound by them. False when none pays.</summary>
    private bool AddDays(Prices prices)
    {
        var price = new double[_problem.Orders.Count];
        foreach (var i in _useful) price[i] = prices.Of(_problem, i);
        var added = false;
        var bound = _useful.Sum(i => prices.Order[i]) - (prices.MustBonus * _musts) + prices.Districts.Sum(d => d.Price * d.Most) + (prices.All * _problem.CrewDays);
        foreach (var voltage in _classes)
        {
            bound += prices.Days[voltage] * _slots.Where(s => s.Key >= voltage).Sum(s => s.Value);
        }

        var excess = 0.0;
        foreach (var voltage in _classes)
        {
            var rent = prices.All + _classes.Where(v => v <= voltage).Sum(v => prices.Days[v]);
            var left = (double[])price.Clone();
            for (var again = 0; again < Math.Clamp(_problem.CrewDays / 2, 8, 40); again++)
            {
                var (value, orders) = _pricing.Best(voltage, left);
                if (again == 0) excess = Math.Max(excess, value - rent);
                if (value <= rent + 0.5) break;
                added |= Add(voltage, [.. orders]);
                foreach (var i in orders) left[i] = 0;
            }
        }

        // At most so many crew-days can be better than the programme believes, each by no more than the best one is.
        bound += excess * _problem.CrewDays;
        Bound = Math.Min(Bound, (long)Math.Floor(bound + 0.5));
        return added;
    }
}

/// <summary>Prices of the linear programme.</summary>
internal sealed record Prices(
    double[] Order, IReadOnlyDictionary<long, double> Days, double All, double MustBonus, IReadOnlyList<(HashSet<int> Orders, int Most, double Price)> Districts)
{
    /// <summary>What visiting an order brings beyond its price.</summary>
    public double Of(PlanProblem problem, int i) =>
        problem.Orders[i].Value - Order[i] + (problem.Orders[i].Must ? MustBonus : 0) - Districts.Where(d => d.Orders.Contains(i)).Sum(d => d.Price);
}
