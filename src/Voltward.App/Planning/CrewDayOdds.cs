using System.Numerics;

namespace Voltward.App.Planning;

/// <summary>
/// How often each order is visited by a crew-day drawn with odds that grow with its worth. All days are counted at once, by the sums that
/// <see cref="DayPricing"/> takes the best of; backwards through the same sums go the shares of the orders. Its tables are used again: one at a time.
/// </summary>
internal sealed class CrewDayOdds
{
    /// <summary>An order with smaller odds than this for its minutes is on no day that counts.</summary>
    private const double LeastOdds = 1e-12;

    private readonly PlanProblem _problem;
    private readonly int[][] _stops;
    private readonly int _unit, _trip, _width, _size;
    private readonly double[] _sum, _back, _inside;
    private double[] _steps = [];

    public CrewDayOdds(PlanProblem problem, IEnumerable<int> useful)
    {
        _problem = problem;
        (_unit, var units, var count) = DayPricing.Grid(problem);
        (_trip, _width, _size) = ((int)(problem.StopMinutes / _unit), units + 1, (count + 1) * (units + 1));
        _stops = [.. useful.GroupBy(i => problem.Orders[i].Stop).Select(g => g.ToArray())];
        (_sum, _back, _inside) = (new double[_size], new double[_size], new double[_size]);
    }

    /// <summary>Adds to the share of each order by how many of so many crew-days it is visited. False when the odds cannot be told apart from nothing or from certainty.</summary>
    /// <param name="day">What the crew is qualified for, minutes of the day, and the value of its best day.</param>
    /// <param name="price">Worth of each order.</param>
    /// <param name="drawn">A day worth so much less is drawn a third as often, fen; and the number of crew-days.</param>
    /// <param name="shares">Per order.</param>
    public bool Add((long VoltageV, long Minutes, double Value) day, double[] price, (double Blur, double Days) drawn, double[] shares)
    {
        var units = (int)(day.Minutes / _unit);
        if (units <= _trip || day.Value <= 0) return true;
        // Each minute is charged what it brings on the best day, so that sums over all days stay within the range of the numbers.
        var rent = day.Value / units;
        var stops = _stops.Select(stop => stop.Where(i => _problem.Orders[i].VoltageV <= day.VoltageV && price[i] > 0 && _problem.Orders[i].Minutes / _unit < _width)
            .Select(i => (Order: i, Units: (int)(_problem.Orders[i].Minutes / _unit), Odds: Math.Exp((price[i] - (rent * (_problem.Orders[i].Minutes / _unit))) / drawn.Blur)))
            .Where(i => i.Odds > LeastOdds).ToArray()).Where(s => s.Length > 0).ToList();
        var trip = Math.Exp(-(_problem.StopFen + (rent * _trip)) / drawn.Blur);
        if (_steps.Length < stops.Sum(s => s.Length) * _size) _steps = new double[stops.Sum(s => s.Length) * _size];
        Array.Clear(_sum);
        _sum[0] = 1;
        var at = 0;
        foreach (var stop in stops) at = Forward(stop, trip, at);
        var all = Ends(units, rent, drawn.Blur);
        if (!double.IsFinite(all) || all <= 0) return false;
        for (var s = stops.Count - 1; s >= 0; s--) at = Backward(stops[s], trip, at, drawn.Days / all, shares);
        return true;
    }

    /// <summary>Odds of all days together; what is left of a day is charged as well.</summary>
    private double Ends(int units, double rent, double blur)
    {
        var all = 0.0;
        for (var state = 0; state < _size; state++)
        {
            var used = state % _width;
            _back[state] = used > units ? 0 : Math.Exp(rent * (used - units) / blur);
            all += _sum[state] * _back[state];
        }

        return all;
    }

    /// <summary>Puts a stop on every day or none: its orders one by one, the state before each kept for the way back.</summary>
    private int Forward((int Order, int Units, double Odds)[] stop, double trip, int at)
    {
        Array.Clear(_inside);
        for (var row = 0; row < _size; row += _width) AddTimes(_sum.AsSpan(row, _width - _trip), trip, _inside.AsSpan(row + _trip, _width - _trip));
        for (var n = 0; n < stop.Length; n++, at += _size)
        {
            _inside.CopyTo(_steps, at);
            for (var row = _size - _width; row >= _width; row -= _width)
            {
                AddTimes(_inside.AsSpan(row - _width, _width - stop[n].Units), stop[n].Odds, _inside.AsSpan(row + stop[n].Units, _width - stop[n].Units));
            }
        }

        AddTimes(_inside, 1, _sum);
        AddTimes(_steps.AsSpan(at - (stop.Length * _size), _size), -1, _sum);
        return at;
    }

    /// <summary>The way back through a stop: how much each order weighs in the odds of all days.</summary>
    private int Backward((int Order, int Units, double Odds)[] stop, double trip, int at, double scale, double[] shares)
    {
        _back.CopyTo(_inside, 0);
        for (var n = stop.Length - 1; n >= 0; n--)
        {
            at -= _size;
            var slope = 0.0;
            for (var row = _width; row < _size; row += _width)
            {
                var to = _inside.AsSpan(row + stop[n].Units, _width - stop[n].Units);
                slope += Product(to, _steps.AsSpan(at + row - _width, to.Length));
                AddTimes(to, stop[n].Odds, _inside.AsSpan(row - _width, to.Length));
            }

            shares[stop[n].Order] += slope * stop[n].Odds * scale;
        }

        AddTimes(_back, -1, _inside);
        for (var row = 0; row < _size; row += _width) AddTimes(_inside.AsSpan(row + _trip, _width - _trip), trip, _back.AsSpan(row, _width - _trip));
        return at;
    }

    private static void AddTimes(ReadOnlySpan<double> from, double times, Span<double> to)
    {
        var n = 0;
        var all = new Vector<double>(times);
        for (; n <= to.Length - Vector<double>.Count; n += Vector<double>.Count) (new Vector<double>(to[n..]) + (new Vector<double>(from[n..]) * all)).CopyTo(to[n..]);
        for (; n < to.Length; n++) to[n] += from[n] * times;
    }

    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var n = 0;
        var sum = Vector<double>.Zero;
        for (; n <= a.Length - Vector<double>.Count; n += Vector<double>.Count) sum += new Vector<double>(a[n..]) * new Vector<double>(b[n..]);
        var all = Vector.Sum(sum);
        for (; n < a.Length; n++) all += a[n] * b[n];
        return all;
    }
}
