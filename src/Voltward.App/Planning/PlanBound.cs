using LinearSolver = Google.OrTools.LinearSolver.Solver;
using Row = Google.OrTools.LinearSolver.Constraint;
using Variable = Google.OrTools.LinearSolver.Variable;

namespace Voltward.App.Planning;

/// <summary>
/// The week as one linear programme in which all crew-days lend their minutes to one purse: every plan is one of its solutions, so its value bounds
/// every plan. Trips stay priced per stop, and people, certificates, districts and must-orders stay limits. Its dual values say what each limit costs.
/// </summary>
internal sealed class PlanBound
{
    /// <summary>Names of limits with a price: a minute of any crew, an order more in a district.</summary>
    public const string Minute = "minute", District = "district ";

    private readonly PlanProblem _problem;
    private readonly List<int> _orders;
    private readonly LinearSolver _lp = LinearSolver.CreateSolver("GLOP");
    private readonly Dictionary<int, Variable> _chosen;
    private readonly Dictionary<string, Variable> _trips;
    private readonly Variable[] _open;
    private readonly List<(string Limit, Row Row)> _limits = [];

    private PlanBound(PlanProblem problem, List<int> orders, int musts)
    {
        (_problem, _orders) = (problem, orders);
        _chosen = orders.ToDictionary(i => i, _ => _lp.MakeNumVar(0, 1, ""));
        _trips = orders.Select(i => problem.Orders[i].Stop).Distinct().ToDictionary(s => s, _ => _lp.MakeNumVar(0, double.PositiveInfinity, ""));
        _open = [.. problem.Slots.Select(_ => _lp.MakeNumVar(0, 1, ""))];
        LimitTime();
        LimitPeople();
        foreach (var district in orders.GroupBy(i => problem.Orders[i].District).Where(g => g.Count() > problem.DistrictMost))
        {
            Sum(District + district.Key, district.Select(i => (_chosen[i], 1.0)), problem.DistrictMost);
        }

        if (musts > 0) Sum("must", orders.Where(i => problem.Orders[i].Must).Select(i => (_chosen[i], -1.0)), -musts);
        foreach (var i in orders) _lp.Objective().SetCoefficient(_chosen[i], problem.Orders[i].Value);
        foreach (var trip in _trips.Values) _lp.Objective().SetCoefficient(trip, -problem.StopFen);
        _lp.Objective().SetMaximization();
    }

    /// <summary>Bound, orders worth having at its prices, and the prices; null when no plan can hold so many must-orders.</summary>
    public static Found? Of(PlanProblem problem, List<int> orders, int musts)
    {
        var bound = new PlanBound(problem, orders, musts);
        using var solver = bound._lp;
        if (solver.Solve() != LinearSolver.ResultStatus.OPTIMAL) return null;
        return new(
            (long)Math.Floor(solver.Objective().Value() * (1 + 1e-9) + 0.5),
            [.. orders.Where(i => bound._chosen[i].SolutionValue() > 0.5)],
            [.. bound._limits.Select(l => new LimitPrice(l.Limit, (long)Math.Round(Math.Abs(l.Row.DualValue())))).Where(p => p.Fen > 0)
                .GroupBy(p => p.Limit).Select(g => new LimitPrice(g.Key, g.Sum(p => p.Fen)))],
            bound.DayPrices());
    }

    /// <summary>Its prices of orders, districts and must-orders: where the bound by whole crew-days begins, and is no higher than this one.</summary>
    private CrewDayPrices DayPrices()
    {
        var order = new double[_problem.Orders.Count];
        foreach (var i in _orders) order[i] = Math.Max(0, _chosen[i].ReducedCost());
        return new(
            order,
            _limits.Where(l => l.Limit.StartsWith(District, StringComparison.Ordinal)).ToDictionary(l => l.Limit[District.Length..], l => Math.Max(0, l.Row.DualValue())),
            _limits.Where(l => l.Limit == "must").Sum(l => Math.Max(0, l.Row.DualValue())));
    }

    private void LimitTime()
    {
        Sum(Minute, _chosen.Select(x => (x.Value, (double)_problem.Orders[x.Key].Minutes)).Concat(_trips.Values.Select(t => (t, (double)_problem.StopMinutes))).Concat(Days(long.MinValue, k => -_problem.MinutesOf(_problem.Slots[k]))), 0);
        Sum("orders per day", _chosen.Values.Select(x => (x, 1.0)).Concat(Days(long.MinValue, _ => -_problem.OrdersPerDay)), 0);
        Sum("crew-day", Days(long.MinValue, _ => 1), _problem.CrewDays);
        LimitStops(_orders, _trips);
        foreach (var below in _problem.Slots.Select(s => s.VoltageV).Distinct().Order().SkipLast(1)) LimitAble(below);
    }

    /// <summary>
    /// What only the better qualified crews can do takes their minutes and their trips. As each trip holds at least one such order, a day has room for a
    /// whole number of them, which is what makes the bound tight where the orders are long.
    /// </summary>
    private void LimitAble(long below)
    {
        var orders = _orders.Where(i => _problem.Orders[i].VoltageV > below).ToList();
        if (orders.Count == 0) return;
        var trips = orders.Select(i => _problem.Orders[i].Stop).Distinct().ToDictionary(s => s, _ => _lp.MakeNumVar(0, double.PositiveInfinity, ""));
        LimitStops(orders, trips);
        foreach (var (stop, trip) in trips) Sum(null, [(trip, 1), (_trips[stop], -1)], 0);
        Sum(
            FormattableString.Invariant($"minute above {below} V"),
            orders.Select(i => (_chosen[i], (double)_problem.Orders[i].Minutes)).Concat(trips.Values.Select(t => (t, (double)_problem.StopMinutes))).Concat(Days(below, k => -_problem.MinutesOf(_problem.Slots[k]))),
            0);
        var shortest = orders.Min(i => _problem.Orders[i].Minutes) + _problem.StopMinutes;
        if (shortest > 0) Sum(FormattableString.Invariant($"trip above {below} V"), trips.Values.Select(t => (t, 1.0)).Concat(Days(below, k => -(_problem.MinutesOf(_problem.Slots[k]) / shortest))), 0);
    }

    /// <summary>The crew-days qualified above a voltage, each with its factor.</summary>
    private IEnumerable<(Variable Variable, double Factor)> Days(long below, Func<int, long> factor) =>
        _open.Select((z, k) => (z, k)).Where(p => _problem.Slots[p.k].VoltageV > below).Select(p => (p.z, (double)factor(p.k)));

    private void LimitStops(List<int> orders, Dictionary<string, Variable> trips)
    {
        foreach (var stop in orders.GroupBy(i => _problem.Orders[i].Stop))
        {
            var trip = trips[stop.Key];
            foreach (var i in stop) Sum(null, [(_chosen[i], 1), (trip, -1)], 0);
            Sum(null, stop.Select(i => (_chosen[i], (double)_problem.Orders[i].Minutes)).Append((trip, -(double)(_problem.MinutesPerDay - _problem.StopMinutes))), 0);
            Sum(null, stop.Select(i => (_chosen[i], 1.0)).Append((trip, -(double)_problem.OrdersPerDay)), 0);
        }
    }

    private void LimitPeople()
    {
        var people = _problem.Slots.SelectMany((s, k) => new[] { (Person: s.First, s.Day, k), (Person: s.Second, s.Day, k) }).Where(p => p.Person is not null).ToList();
        foreach (var sameDay in people.GroupBy(p => (p.Person, p.Day)).Where(g => g.Count() > 1)) Sum("person", sameDay.Select(p => (_open[p.k], 1.0)), 1);
        foreach (var person in people.GroupBy(p => p.Person).Where(g => g.Count() > _problem.DaysPerPerson)) Sum("person", person.Select(p => (_open[p.k], 1.0)), _problem.DaysPerPerson);
    }

    private void Sum(string? limit, IEnumerable<(Variable Variable, double Factor)> terms, double most)
    {
        var row = _lp.MakeConstraint(double.NegativeInfinity, most);
        foreach (var (variable, factor) in terms) row.SetCoefficient(variable, factor);
        if (limit is not null) _limits.Add((limit, row));
    }

    /// <param name="Bound">No plan with as many must-orders is worth more, fen.</param>
    /// <param name="Support">Orders the programme would rather do than not.</param>
    /// <param name="Prices">What one unit more of each binding limit would bring at the margin.</param>
    /// <param name="DayPrices">Its prices of orders, districts and must-orders, to begin the bound by whole crew-days with.</param>
    internal sealed record Found(long Bound, IReadOnlyList<int> Support, IReadOnlyList<LimitPrice> Prices, CrewDayPrices DayPrices);
}

/// <summary>What one unit more of a limit would bring at the margin, fen.</summary>
internal sealed record LimitPrice(string Limit, long Fen);
