using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>
/// How far every customer's daily readings fell at a day, as a logarithm: its own level, its own answer to what its peers do (weather,
/// week), and the fall are fitted together. The scatter of the days is the customer's and a little its neighbours'.
/// </summary>
internal sealed class OwnFalls
{
    private const int Fewest = 5;

    /// <summary>Customers answer to what their peers do by 1, give or take this.</summary>
    private const double Answer = 0.6;

    /// <summary>Days by which the scatter of the whole area counts beside a customer's own.</summary>
    private const double Pooled = 10;
    private const double MostLag = 0.8;

    /// <summary>No level is better known than this, however calm the days.</summary>
    private const double LeastSd = 0.05;
    private readonly Dictionary<int, OwnFall?[]> _at = [];
    private readonly double[][] _logs;
    private readonly double[][] _course;

    public OwnFalls(AreaGrid grid)
    {
        _logs = [.. grid.Readings.Select((r, i) => Logs(AreaGrid.DaySums(r, grid.Slots), grid.Course[i]))];
        _course = [.. grid.Course.Select(c => Array.ConvertAll(c, v => Math.Log(Math.Max(v, 0.05))))];
    }

    /// <summary>Falls of all customers at a day; null for one who cannot be judged.</summary>
    public OwnFall?[] At(int day)
    {
        if (_at.TryGetValue(day, out var known)) return known;
        var fits = new Fit?[_logs.Length];
        for (var i = 0; i < fits.Length; i++) fits[i] = Fitted(_logs[i], _course[i], day);
        var (lag, square, usual) = (Middle(fits, f => f.Lag), Middle(fits, f => f.Square), Middle(fits, f => f.LogFall));
        var rho = Math.Clamp(lag, 0, MostLag);
        return _at[day] = [.. fits.Select(f => f is { } x
            ? new OwnFall(x.LogFall - usual, Math.Sqrt((((x.Square * x.Days) + (square * Pooled)) / (x.Days + Pooled) * (1 + rho) / (1 - rho) * x.Spread) + (LeastSd * LeastSd)))
            : (OwnFall?)null)];
    }

    private static double Middle(Fit?[] fits, Func<Fit, double> of)
    {
        var middle = Robust.Median(fits.OfType<Fit>().Select(of));
        return double.IsNaN(middle) ? 0 : middle;
    }

    /// <summary>Logarithm of reading over course; a day with almost nothing counts as a twentieth of an ordinary one.</summary>
    private static double[] Logs(float[] own, double[] course)
    {
        var level = Robust.Median(own);
        return [.. own.Select((v, d) => level > 0 && !float.IsNaN(v) ? Math.Log(Math.Max(v, 0.05 * level) / Math.Max(course[d], 0.05)) : double.NaN)];
    }

    /// <summary>Least squares of level, answer to the course and fall; the answer is about 1 (Bayes), the others free.</summary>
    private static Fit? Fitted(double[] y, double[] c, int day)
    {
        double n = 0, after = 0, sc = 0, scc = 0, sca = 0, sy = 0, sya = 0, syc = 0, syy = 0;
        for (var d = 0; d < y.Length; d++)
        {
            if (double.IsNaN(y[d])) continue;
            var a = d >= day ? 1 : 0;
            syy += y[d] * y[d];
            (n, after, sc, scc, sca, sy, sya, syc) = (n + 1, after + a, sc + c[d], scc + (c[d] * c[d]), sca + (a * c[d]), sy + y[d], sya + (a * y[d]), syc + (c[d] * y[d]));
        }

        if (after < Fewest || n - after < Fewest) return null;
        // Level out of everything, then the answer and the fall by two equations.
        var (cc, ca, aa) = (scc - (sc * sc / n), sca - (sc * after / n), after - (after * after / n));
        var (yc, ya) = (syc - (sc * sy / n), sya - (after * sy / n));
        var prior = Math.Max(0.0025, (syy - (sy * sy / n)) / n) / (Answer * Answer);
        var det = ((cc + prior) * aa) - (ca * ca);
        var (b, rise) = (((yc * aa) - (ya * ca)) / det, ((ya * (cc + prior)) - (yc * ca)) / det);
        var level = (sy - (b * sc) - (rise * after)) / n;
        double square = 0, lag = 0, last = 0;
        for (var d = 0; d < y.Length; d++)
        {
            if (double.IsNaN(y[d])) continue;
            var rest = y[d] - level - (b * c[d]) - (d >= day ? rise : 0);
            (square, lag, last) = (square + (rest * rest), lag + (rest * last), rest);
        }

        return new Fit(-rise, square / Math.Max(1, n - 3), square > 0 ? lag / square : 0, (cc + prior) / det, (int)n);
    }

    private readonly record struct Fit(double LogFall, double Square, double Lag, double Spread, int Days);
}
