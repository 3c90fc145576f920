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
        (_unit, _units, _count) = Grid(problem);
        (_best, _inside) = (new double[(_count + 1) * (_units + 1)], new double[(_count + 1) * (_units + 1)]);
    }

    /// <summary>Whether the best day is found for certain: a stop with so many orders of so many lengths that not all fit into its bits has never been seen.</summary>
    public bool Exact => _problem.Orders.GroupBy(o => o.Stop).All(stop => stop.CountBy(o => o.Minutes).Sum(same => Math.Min(same.Value, _count)) <= OrdersPerStop);

    /// <summary>Minutes of one step of the tables, steps in a day, and orders that a day can hold.</summary>
    public static (int Unit, int Units, int Count) Grid(PlanProblem problem)
    {
        var unit = problem.StopMinutes;
        foreach (var order in problem.Orders) unit = (long)BigInteger.GreatestCommonDivisor(unit, order.Minutes);
        unit = Math.Max(1, unit);
        var shortest = problem.Orders.Count == 0 ? 1 : Math.Max(1, problem.Orders.Min(o => o.Minutes));
        var most = Math.Min(problem.OrdersPerDay, problem.Orders.Count);
        return ((int)unit, (int)(problem.MinutesPerDay / unit), (int)Math.Clamp((problem.MinutesPerDay - problem.StopMinutes) / shortest, 0, most));
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
        if (trip >= width) return;
        for (var c = 0; c <= _count; c++)
        {
            var row = inside.AsSpan(c * width, width);
            row[..trip].Fill(double.NegativeInfinity);
            Lower(best.AsSpan(c * width, width - trip), _problem.StopFen, row[trip..]);
        }

        for (var n = 0; n < items.Length; n++)
        {
            var (minutes, worth, bit) = ((int)(_problem.Orders[items[n]].Minutes / _unit), price[items[n]], 1UL << n);
            for (var c = _count; c >= 1; c--)
            {
                var (to, from, many) = ((c * width) + minutes, (c - 1) * width, width - minutes);
                if (many > 0) Raise(inside.AsSpan(from, many), bits.Slice(from, many), (worth, bit), inside.AsSpan(to, many), bits.Slice(to, many));
            }
        }

        Settle(inside, best, bits);
    }

    /// <summary>Keeps what a stop brings where it is better than to pass it by, and forgets its orders elsewhere.</summary>
    private static void Settle(ReadOnlySpan<double> inside, Span<double> best, Span<ulong> bits)
    {
        var n = 0;
        for (; n <= best.Length - Vector<double>.Count; n += Vector<double>.Count)
        {
            var (with, without, orders) = (new Vector<double>(inside[n..]), new Vector<double>(best[n..]), new Vector<ulong>(bits[n..]));
            var better = Vector.AsVectorUInt64(Vector.GreaterThan(with, without)) & ~Vector.Equals(orders, Vector<ulong>.Zero);
            Vector.ConditionalSelect(Vector.AsVectorInt64(better), with, without).CopyTo(best[n..]);
            (orders & better).CopyTo(bits[n..]);
        }

        for (; n < best.Length; n++)
        {
            if (inside[n] > best[n] && bits[n] != 0) best[n] = inside[n];
            else bits[n] = 0;
        }
    }

    private static void Lower(ReadOnlySpan<double> from, double by, Span<double> to)
    {
        var (n, all) = (0, new Vector<double>(by));
        for (; n <= to.Length - Vector<double>.Count; n += Vector<double>.Count) (new Vector<double>(from[n..]) - all).CopyTo(to[n..]);
        for (; n < to.Length; n++) to[n] = from[n] - by;
    }

    /// <summary>Where an order more is worth more than what stands there, it goes in. Several states at a time: the two rows never overlap.</summary>
    private static void Raise(ReadOnlySpan<double> from, ReadOnlySpan<ulong> fromBits, (double Worth, ulong Bit) order, Span<double> to, Span<ulong> toBits)
    {
        var n = 0;
        var (worth, bit) = (new Vector<double>(order.Worth), new Vector<ulong>(order.Bit));
        for (; n <= to.Length - Vector<double>.Count; n += Vector<double>.Count)
        {
            var (with, without) = (new Vector<double>(from[n..]) + worth, new Vector<double>(to[n..]));
            var better = Vector.GreaterThan(with, without);
            if (!Vector.LessThanAny(better, Vector<long>.Zero)) continue;
            Vector.ConditionalSelect(better, with, without).CopyTo(to[n..]);
            Vector.ConditionalSelect(Vector.AsVectorUInt64(better), new Vector<ulong>(fromBits[n..]) | bit, new Vector<ulong>(toBits[n..])).CopyTo(toBits[n..]);
        }

        for (; n < to.Length; n++)
        {
            if (from[n] + order.Worth <= to[n]) continue;
            to[n] = from[n] + order.Worth;
            toBits[n] = fromBits[n] | order.Bit;
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
