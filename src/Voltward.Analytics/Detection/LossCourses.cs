using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>How a customer's hidden energy may run.</summary>
internal enum LossCourse
{
    /// <summary>A constant share of the readings: the hidden part runs like the registered one.</summary>
    Reading,

    /// <summary>The same, since a step of the loss.</summary>
    ReadingAfter,

    /// <summary>The same, up to a step of the loss.</summary>
    ReadingBefore,

    /// <summary>What is missing to the customer's own upper quartile.</summary>
    Deficit,

    /// <summary>The same, inside a quarter of the day.</summary>
    DeficitBand,

    /// <summary>A constant share inside a quarter of the day.</summary>
    ReadingBand,

    /// <summary>What is missing to its level before its own fall.</summary>
    Fall,

    /// <summary>What is missing to the course of its peers.</summary>
    Peers,

    /// <summary>Readings that stop at a ceiling.</summary>
    Ceiling,

    /// <summary>Its usual load at times when it reads nothing.</summary>
    Absent,

    /// <summary>A constant power at times when it reads anything.</summary>
    Present,
}

/// <summary>Lays out the courses that a customer's hidden energy may have taken, as kWh per interval up to one factor.</summary>
internal sealed class LossCourses
{
    private const int Bands = 4;
    private const double Upper = 0.75;
    private readonly AreaGrid _grid;
    private readonly int[] _stretch;
    private readonly double[] _peers;

    public LossCourses(AreaGrid grid, int[] stretch)
    {
        (_grid, _stretch) = (grid, stretch);
        _peers = new double[grid.Slots];
        if (grid.Slots < Bands) return;
        var profiles = Enumerable.Range(0, grid.Customers).Select(i => Slots(i, 0.5, 0, grid.Days)).Select(Normed).ToArray();
        for (var k = 0; k < grid.Slots; k++) _peers[k] = Robust.Median(profiles.Select(p => p[k]));
    }

    /// <summary>Courses of one customer; NaN where its reading is missing, with the day on which the course began, −1: always or unknown.</summary>
    /// <param name="customer">Which.</param>
    /// <param name="fallDay">Day of its own fall, or −1.</param>
    public IEnumerable<(LossCourse Course, float[] Kwh, int Began)> Of(int customer, int fallDay)
    {
        var reading = _grid.Readings[customer];
        var deficit = Deficit(customer, Slots(customer, Upper, 0, _grid.Days, 0), Slots(customer, Upper, 0, _grid.Days, 1));
        yield return (LossCourse.Reading, reading, -1);
        yield return (LossCourse.Deficit, deficit, -1);
        if (_stretch[^1] > 0)
        {
            yield return (LossCourse.ReadingAfter, Days(reading, d => _stretch[d] == _stretch[^1]), Array.IndexOf(_stretch, _stretch[^1]));
            yield return (LossCourse.ReadingBefore, Days(reading, d => _stretch[d] < _stretch[^1]), -1);
        }

        int[] falls = [.. fallDay > 0 ? [fallDay] : Array.Empty<int>(), .. Steps()];
        foreach (var day in falls.Distinct()) yield return (LossCourse.Fall, Days(Deficit(customer, Slots(customer, 0.5, 0, day), null), d => d >= day), day);
        if (_grid.Slots < Bands) yield break;
        for (var b = 0; b < Bands; b++)
        {
            yield return (LossCourse.DeficitBand, Band(deficit, b), -1);
            yield return (LossCourse.ReadingBand, Band(reading, b), -1);
        }

        var level = Robust.Median(Slots(customer, Upper, 0, _grid.Days).Select((v, k) => v / Math.Max(_peers[k], 1e-3)));
        yield return (LossCourse.Peers, Deficit(customer, [.. _peers.Select(p => p * level)], null), -1);
        if (Ceiling(reading) is { } ceiling) yield return (LossCourse.Ceiling, ceiling, -1);
        foreach (var gap in Gaps(reading, level)) yield return gap;
    }

    private IEnumerable<int> Steps()
    {
        for (var d = 1; d < _stretch.Length; d++)
        {
            if (_stretch[d] > _stretch[d - 1]) yield return d;
        }
    }

    /// <summary>Where it reads nothing although it reads something otherwise.</summary>
    private IEnumerable<(LossCourse Course, float[] Kwh, int Began)> Gaps(float[] reading, double level)
    {
        var (sum, n, still) = (0.0, 0, 0);
        foreach (var value in reading)
        {
            if (float.IsNaN(value)) continue;
            sum += value;
            n++;
        }

        var limit = 0.02 * sum / Math.Max(1, n);
        foreach (var value in reading) still += value <= limit ? 1 : 0;
        if (still < 0.04 * n || still > 0.95 * n || !(level > 0)) yield break;
        yield return (LossCourse.Absent, [.. reading.Select((v, t) => float.IsNaN(v) ? float.NaN : v <= limit ? (float)(level * _peers[t % _grid.Slots]) : 0)], -1);
        yield return (LossCourse.Present, [.. reading.Select(v => float.IsNaN(v) ? float.NaN : v > limit ? 1f : 0f)], -1);
    }

    private float[] Deficit(int customer, double[] expected, double[]? restDays)
    {
        var reading = _grid.Readings[customer];
        var deficit = new float[reading.Length];
        for (var t = 0; t < reading.Length; t++)
        {
            var (day, slot) = (t / _grid.Slots, t % _grid.Slots);
            var want = (_grid.RestDay[day] && restDays is not null && !double.IsNaN(restDays[slot]) ? restDays : expected)[slot];
            deficit[t] = float.IsNaN(reading[t]) || double.IsNaN(want) ? float.NaN : (float)Math.Max(0, want - reading[t]);
        }

        return deficit;
    }

    /// <summary>Quantile of the customer's readings by slot over some days of one kind (0 working, 1 rest, −1 all).</summary>
    private double[] Slots(int customer, double quantile, int from, int to, int kind = -1)
    {
        var (reading, slots) = (_grid.Readings[customer], new double[_grid.Slots]);
        var values = new double[Math.Max(0, to - from)];
        for (var k = 0; k < slots.Length; k++)
        {
            var n = 0;
            for (var d = from; d < to; d++)
            {
                var value = reading[(d * _grid.Slots) + k];
                if (!float.IsNaN(value) && (kind < 0 || _grid.RestDay[d] == (kind == 1))) values[n++] = value;
            }

            slots[k] = Robust.Quantile(values.AsSpan(0, n), quantile, between: false);
        }

        return slots;
    }

    private static double[] Normed(double[] profile)
    {
        var mean = profile.Where(v => !double.IsNaN(v)).DefaultIfEmpty(0).Average();
        return [.. profile.Select(v => mean > 1e-4 ? v / mean : double.NaN)];
    }

    private float[] Days(float[] series, Func<int, bool> keeps)
    {
        var part = new float[series.Length];
        for (var t = 0; t < part.Length; t++) part[t] = keeps(t / _grid.Slots) ? series[t] : float.IsNaN(series[t]) ? float.NaN : 0;
        return part;
    }

    private float[] Band(float[] series, int band)
    {
        var part = new float[series.Length];
        for (var t = 0; t < part.Length; t++) part[t] = t % _grid.Slots * Bands / _grid.Slots == band ? series[t] : float.IsNaN(series[t]) ? float.NaN : 0;
        return part;
    }

    /// <summary>1 where the reading stands at its ceiling; null when it has none.</summary>
    private static float[]? Ceiling(float[] reading)
    {
        var high = Robust.Quantile([.. reading.Select(v => (double)v)], 0.98, between: true);
        if (!(high > 0)) return null;
        var at = reading.Count(v => v >= 0.97 * high);
        if (at < 0.15 * reading.Length || at > 0.9 * reading.Length) return null;
        return [.. reading.Select(v => float.IsNaN(v) ? float.NaN : v >= 0.97 * high ? 1f : 0f)];
    }
}
