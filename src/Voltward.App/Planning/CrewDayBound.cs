namespace Voltward.App.Planning;

/// <summary>
/// Bounds every plan by whole crew-days. At any prices of orders, places in a district and must-orders a plan is worth no more than the prices of all that is
/// limited and, for each crew-day, what the best single day brings beyond them: so days are filled as visits allow and not to the last minute. The prices
/// are moved to where that is least: an order that days drawn at these prices visit more than once becomes dearer, one that they leave out cheaper.
/// People who stand aside are overlooked, which can only raise the bound.
/// </summary>
internal sealed class CrewDayBound
{
    /// <summary>How sharply days are drawn, as a share of the best day's value: at the first step, and at the last fifth of them.</summary>
    private const double FirstBlur = 0.001, LastBlur = 0.00005;

    /// <summary>How far a price follows at each step; farther, and orders that share a trip swing about.</summary>
    private const double Pace = 0.1;

    private readonly PlanProblem _problem;
    private readonly IReadOnlyList<int> _useful;
    private readonly int _musts;
    private readonly DayPricing _pricing;
    private readonly CrewDayOdds _odds;
    private readonly CrewDayChoice _choice;
    private readonly List<(long VoltageV, long Minutes, int[] Slots)> _kinds;

    /// <param name="problem">What is to be decided.</param>
    /// <param name="useful">Orders that can be in a best plan.</param>
    /// <param name="musts">So many must-orders at least.</param>
    /// <param name="start">Prices to begin with.</param>
    public CrewDayBound(PlanProblem problem, IReadOnlyList<int> useful, int musts, CrewDayPrices start)
    {
        (_problem, _useful, _musts, Prices) = (problem, useful, musts, start);
        (_pricing, _odds, _choice) = (new(problem), new(problem, useful), new(problem));
        _kinds = [.. problem.Slots.Select((s, k) => (Key: (s.VoltageV, Minutes: problem.MinutesOf(s)), k)).GroupBy(s => s.Key, s => s.k)
            .OrderBy(g => g.Key).Select(g => (g.Key.VoltageV, g.Key.Minutes, g.ToArray()))];
    }

    /// <summary>No plan with as many must-orders is worth more, fen.</summary>
    public long Bound { get; private set; } = long.MaxValue;

    /// <summary>The prices that bound so.</summary>
    public CrewDayPrices Prices { get; private set; }

    /// <summary>Moves the prices so many steps; the best bound on the way counts.</summary>
    public void Lower(int steps)
    {
        if (!_pricing.Exact) return;
        var (prices, least) = (Prices, 1e-3);
        for (var step = 0; step < steps; step++)
        {
            var worth = new double[_problem.Orders.Count];
            foreach (var i in _useful) worth[i] = prices.Of(_problem.Orders[i], i);
            var days = _kinds.Select(kind => _pricing.Best(kind.VoltageV, worth, kind.Minutes).Value).ToArray();
            Take(prices, days);
            var blur = Math.Max(least, days.Max() * FirstBlur * Math.Pow(LastBlur / FirstBlur, Math.Min(1, step / (0.8 * steps))));
            if (Shares(worth, days, blur) is { } shares) prices = prices.Moved(_problem, _musts, shares, Pace * blur);
            else least = 2 * blur;
        }
    }

    /// <summary>How many crew-days visit each order, drawn so sharply; null when that is too sharp for the numbers.</summary>
    private double[]? Shares(double[] worth, double[] days, double blur)
    {
        var shares = new double[worth.Length];
        for (var n = 0; n < _kinds.Count; n++)
        {
            if (!_odds.Add((_kinds[n].VoltageV, _kinds[n].Minutes, days[n]), worth, (blur, _kinds[n].Slots.Sum(_choice.Open)), shares)) return null;
        }

        return shares.All(double.IsFinite) ? shares : null;
    }

    private void Take(CrewDayPrices prices, double[] days)
    {
        var values = new double[_problem.Slots.Count];
        for (var n = 0; n < days.Length; n++)
        {
            foreach (var k in _kinds[n].Slots) values[k] = days[n];
        }

        var bound = (long)Math.Floor(prices.Limits(_problem, _useful, _musts) + _choice.Most(values) + 0.5);
        if (bound < Bound) (Bound, Prices) = (bound, prices);
    }
}

/// <summary>What an order, a place in a district that has a limit, and leaving out a must-order cost; fen, none below 0.</summary>
internal sealed record CrewDayPrices(double[] Order, IReadOnlyDictionary<string, double> District, double Must)
{
    /// <summary>What visiting an order brings beyond its prices.</summary>
    public double Of(PlanOrder order, int i) => order.Value - Order[i] + (order.Must ? Must : 0) - District.GetValueOrDefault(order.District);

    /// <summary>What all that is limited costs.</summary>
    public double Limits(PlanProblem problem, IReadOnlyList<int> useful, int musts) =>
        useful.Sum(i => Order[i]) + (District.Values.Sum() * problem.DistrictMost) - (Must * musts);

    /// <summary>Dearer where more is visited than there is, cheaper where less.</summary>
    public CrewDayPrices Moved(PlanProblem problem, int musts, double[] shares, double pace)
    {
        var (districts, visited) = (District.ToDictionary(d => d.Key, _ => 0.0), 0.0);
        for (var i = 0; i < shares.Length; i++)
        {
            if (districts.ContainsKey(problem.Orders[i].District)) districts[problem.Orders[i].District] += shares[i];
            if (problem.Orders[i].Must) visited += shares[i];
        }

        return new(
            [.. Order.Select((price, i) => Step(price, shares[i], 1, pace))],
            District.ToDictionary(d => d.Key, d => Step(d.Value, districts[d.Key], problem.DistrictMost, pace)),
            musts == 0 ? 0 : Step(Must, musts, visited, pace));
    }

    private static double Step(double price, double used, double most, double pace) => Math.Max(0, price + (pace * Math.Log(Math.Clamp(used / most, 0.1, 10))));
}
