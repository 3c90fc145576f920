using System.Numerics;

namespace Voltward.App.Planning;

/// <summary>
/// Finds the most valuable single crew-day at given prices of orders: which stops, and which orders at each, within the minutes and the
/// number of orders of a day. Exact, by dynamic programming over orders taken and minutes used. Its tables are used again by the next search: one search at a time.
/// </summary>
internal sealed class DayPricing
{
    /// <summary>Of orders of equal length at one stop only the best can be in a day; what is left of a stop fits into the bits of one word.</summary>
    private const int OrdersPerStop = 64;

    private readonly PlanProblem _problem;
    private readonly int _unit;
    private readonly int _units;
    private readonly int _count;
    private readonly double[] _best, _inside;
    private ulong[] _taken = [];

    public DayPricing(PlanProblem problem)
    {
        _problem = problem;
        var unit = problem.StopMinutes;
        foreach (var order in problem.Orders) unit = (long)BigInteger.GreatestCommonDivisor(unit, order.Minutes);
        _unit = (int)Math.Max(1, unit);
        _units = (int)(problem.MinutesPerDay / _unit);
        _count = Math.Min(problem.OrdersPerDay, problem.Orders.Count);
        (_best, _inside) = (new double[(_count + 1) * (_units + 1)], new double[(_count + 1) * (_units + 1)]);
    }

    /// <summary>The best day and its value; an empty day is worth 0.</summary>
    /// <param name="voltage">What the crew is qualified for, V.</param>
    /// <param name="price">Worth of each order in this search; those not above 0 are left out.</param>
    /// <param name="minutes">Minutes of the day; null: the whole day.</param>
    public (double Value, IReadOnlyList<int> Orders) Best(long voltage, double[] price, long? minutes = null)
    {
        var units = (int)((minutes ?? _problem.MinutesPerDay) / _unit);
        var stops = Enumerable.Range(0, _problem.Orders.Count)
            .Where(i => price[i] > 1e-9 && _problem.Orders[i].VoltageV <= voltage)
            .GroupBy(i => _problem.Orders[i].Stop)
            .Select(g => g.GroupBy(i => _problem.Orders[i].Minutes).SelectMany(same => same.OrderByDescending(i => price[i]).ThenBy(i => i).Take(_count))
                .OrderByDescending(i => price[i] / _problem.Orders[i].Minutes).ThenBy(i => i).Take(OrdersPerStop).ToArray())
            .Where(items => items.Sum(i => price[i]) > _problem.StopFen).ToList();
        Array.Fill(_best, double.NegativeInfinity);
        _best[0] = 0;
        if (_taken.Length < stops.Count * _best.Length) _taken = new ulong[stops.Count * _best.Length];
        else Array.Clear(_taken, 0, stops.Count * _best.Length);
        for (var s = 0; s < stops.Count; s++) Visit(stops[s], price, _taken.AsSpan(s * _best.Length, _best.Length));
        var end = 0;
        for (var state = 1; state < _best.Length; state++)
        {
            if (state % (_units + 1) <= units && _best[state] > _best[end]) end = state;
        }

        return (_best[end], Trace(stops, end));
    }

    /// <summary>Adds one stop to every state where it pays; per state the orders taken there, as bits.</summary>
    private void Visit(int[] items, double[] price, Span<ulong> bits)
    {
        var (best, inside) = (_best, _inside);
        var width = _units + 1;
        var trip = (int)(_problem.StopMinutes / _unit);
        Array.Fill(inside, double.NegativeInfinity);
        for (var c = 0; c <= _count; c++)
        {
            for (var u = trip; u <= _units; u++) inside[(c * width) + u] = best[(c * width) + u - trip] - _problem.StopFen;
        }

        for (var n = 0; n < items.Length; n++)
        {
            var (minutes, worth, bit) = ((int)(_problem.Orders[items[n]].Minutes / _unit), price[items[n]], 1UL << n);
            for (var c = _count; c >= 1; c--)
            {
                for (var u = _units; u >= minutes; u--)
                {
                    var (to, from) = ((c * width) + u, ((c - 1) * width) + u - minutes);
                    if (inside[from] + worth <= inside[to]) continue;
                    inside[to] = inside[from] + worth;
                    bits[to] = bits[from] | bit;
                }
            }
        }

        for (var state = 0; state < best.Length; state++)
        {
            if (inside[state] > best[state] && bits[state] != 0) best[state] = inside[state];
            else bits[state] = 0;
        }
    }

    private List<int> Trace(List<int[]> stops, int state)
    {
        var orders = new List<int>();
        var width = _units + 1;
        for (var s = stops.Count - 1; s >= 0; s--)
        {
            var bits = _taken[(s * _best.Length) + state];
            if (bits == 0) continue;
            var chosen = stops[s].Where((_, n) => (bits & (1UL << n)) != 0).ToList();
            orders.AddRange(chosen);
            state -= (chosen.Count * width) + (int)(chosen.Sum(i => _problem.Orders[i].Minutes) / _unit) + (int)(_problem.StopMinutes / _unit);
        }

        return orders;
    }
}
