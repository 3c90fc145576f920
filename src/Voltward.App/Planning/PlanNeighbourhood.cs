namespace Voltward.App.Planning;

/// <summary>
/// Improves a large plan a few crew-days at a time: they are emptied and made anew, each the best day there is of what is free, by dynamic programming.
/// Every step leaves a lawful plan, the best one is kept, and the same input takes the same steps.
/// </summary>
internal sealed class PlanNeighbourhood
{
    /// <summary>Usual size of a step down at the beginning, minutes at their price.</summary>
    private const int StepDownMinutes = 15;

    private readonly PlanProblem _problem;
    private readonly List<int> _pool;
    private readonly DayPricing _pricing;
    private readonly double[] _cost;
    private readonly Random _chance = new(1);
    private readonly long _mustBonus;
    private readonly long _minute;
    private int[] _best;
    private int[] _now;

    /// <param name="problem">What is to be decided.</param>
    /// <param name="useful">Orders that can be in a best plan.</param>
    /// <param name="prices">What the limits cost at the margin; empty when unknown.</param>
    /// <param name="start">A lawful plan.</param>
    /// <param name="orderPrices">What taking an order costs the other crew-days; null: what its minutes cost them.</param>
    public PlanNeighbourhood(PlanProblem problem, IReadOnlyList<int> useful, IReadOnlyList<LimitPrice> prices, int[] start, double[]? orderPrices = null)
    {
        (_problem, _best, _now, _pricing) = (problem, start, start, new(problem));
        _mustBonus = 4 * Math.Max(1, useful.Max(i => Math.Abs(problem.Orders[i].Value)));
        _minute = prices.FirstOrDefault(p => p.Limit == PlanBound.Minute)?.Fen ?? 0;
        var district = prices.Where(p => p.Limit.StartsWith(PlanBound.District, StringComparison.Ordinal)).ToDictionary(p => p.Limit[PlanBound.District.Length..], p => p.Fen);
        var minuteCost = problem.Orders.Select(o => (double)(_minute * o.Minutes) + district.GetValueOrDefault(o.District)).ToArray();
        _cost = orderPrices ?? minuteCost;
        // What is worth far less than its time at the margin is in no good plan; it may still fill up at the end.
        _pool = [.. useful.Where(i => problem.Orders[i].Must || start[i] >= 0 || problem.Orders[i].Value >= 0.7 * minuteCost[i])];
    }

    /// <summary>Orders that are worth their time, and what a crew had to begin with.</summary>
    public IReadOnlyList<int> Pool => _pool;

    /// <summary>Each crew-day once or more, until a round brings nothing.</summary>
    public void Sweep(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            var before = Rank(_now);
            foreach (var k in Enumerable.Range(0, _problem.Slots.Count).OrderByDescending(k => _problem.Slots[k].VoltageV).ThenBy(_ => _chance.Next())) Remake([k], 0);
            if (Rank(_now) == before) return;
        }
    }

    /// <summary>Steps by lot; a step down is taken now and then, less and less often, so that the search leaves a plan that only seems best.</summary>
    /// <param name="steps">At most so many steps.</param>
    /// <param name="focus">A crew-day that is in every step; −1: none.</param>
    /// <param name="musts">Stop once the plan holds so many must-orders.</param>
    public int[] Improve(int steps, int focus, int musts = int.MaxValue)
    {
        for (var step = 0; step < steps && _problem.Musts(_best) < musts; step++)
        {
            var open = _now.Where(k => k >= 0).Append(focus).Where(k => k >= 0).Distinct().Order().ToList();
            if (open.Count == 0) break;
            var slack = (long)(_minute * StepDownMinutes * (1 - ((double)step / steps)) * -Math.Log(1 - _chance.NextDouble()));
            if (focus < 0 && _chance.Next(8) == 0 && Closed(open) is { } other) Remake(Instead(other, open), 0, slack, last: other);
            else Remake(Pick(open, focus), _chance.NextDouble(), slack);
        }

        return GreedyPlan.FillUp(_problem, _best);
    }

    /// <summary>A crew-day that nobody uses, by lot; null when there is none.</summary>
    private int? Closed(List<int> open)
    {
        var closed = Enumerable.Range(0, _problem.Slots.Count).Except(open).ToList();
        return closed.Count == 0 ? null : closed[_chance.Next(closed.Count)];
    }

    /// <summary>What has to be given up for it: crew-days of the same people on that day, or else one by lot.</summary>
    private List<int> Instead(int slot, List<int> open)
    {
        var wanted = _problem.Slots[slot];
        var same = open.Where(k => _problem.Slots[k].Day == wanted.Day && (Shares(_problem.Slots[k], wanted.First) || Shares(_problem.Slots[k], wanted.Second))).ToList();
        return same.Count > 0 ? same : open.Count < _problem.CrewDays ? [] : [open[_chance.Next(open.Count)]];
    }

    private static bool Shares(PlanSlot slot, string? person) => person is not null && (slot.First == person || slot.Second == person);

    /// <summary>Two or three crew-days in the order of the lot, some of them because they visit the same stops.</summary>
    private List<int> Pick(List<int> open, int focus)
    {
        var first = focus >= 0 ? focus : open[_chance.Next(open.Count)];
        var stops = Enumerable.Range(0, _now.Length).Where(i => _now[i] == first).Select(i => _problem.Orders[i].Stop).ToHashSet();
        var near = Enumerable.Range(0, _now.Length).Where(i => _now[i] >= 0 && stops.Contains(_problem.Orders[i].Stop)).Select(i => _now[i]).ToHashSet();
        var others = open.Where(k => k != first).OrderByDescending(k => near.Contains(k) && _chance.Next(2) > 0).ThenBy(_ => _chance.Next()).Take(1 + _chance.Next(2));
        return [.. others.Append(first).OrderBy(_ => _chance.Next())];
    }

    /// <summary>Empties crew-days and makes them anew one after the other.</summary>
    /// <param name="slots">The crew-days, in the order in which they choose.</param>
    /// <param name="thrift">How far all but the last leave to the others what is worth no more than it costs them, 0 to 1.</param>
    /// <param name="slack">So much less the plan may be worth afterwards, fen.</param>
    /// <param name="last">Made instead of them; −1: they are made themselves.</param>
    private void Remake(List<int> slots, double thrift, long slack = 0, int last = -1)
    {
        var next = (int[])_now.Clone();
        for (var i = 0; i < next.Length; i++)
        {
            if (slots.Contains(next[i])) next[i] = -1;
        }

        var made = last < 0 ? slots : [last];
        for (var n = 0; n < made.Count; n++)
        {
            var (slot, price) = (_problem.Slots[made[n]], new double[next.Length]);
            var cost = n == made.Count - 1 ? 0 : thrift;
            foreach (var i in _pool.Where(i => next[i] < 0 && _problem.Fits(_problem.Orders[i], slot)))
            {
                price[i] = _problem.Orders[i].Value - (cost * _cost[i]) + (_problem.Orders[i].Must ? _mustBonus : 0);
            }

            foreach (var i in _pricing.Best(slot.VoltageV, price, _problem.MinutesOf(slot)).Orders) next[i] = made[n];
        }

        var (musts, worth) = Rank(next);
        var (kept, before) = Rank(_now);
        if (musts < kept || (musts == kept && worth + slack < before) || _problem.Breaks(next) is not null) return;
        _now = next;
        if (Rank(next).CompareTo(Rank(_best)) > 0) _best = next;
    }

    private (int Musts, long Worth) Rank(int[] plan) => (_problem.Musts(plan), _problem.Worth(plan));
}
