using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Splits a series of an area into three parts that say different things: what moves inside the day beside its usual course
/// (strong and hard to imitate), how whole days differ, and the usual course of a day itself (weak: street lights and a wrong
/// technical loss look like that too). Each part is weighted by the scatter of the loss in it, so that one number compares them.
/// Levels are left out within every stretch of days between two steps of the loss.
/// </summary>
internal sealed class LossStrata
{
    private readonly AreaGrid _grid;
    private readonly int[] _cell;
    private readonly int _cells;
    private readonly bool[] _valid;
    private readonly double[] _slotScale;
    private readonly double _dayScale;
    private readonly double _profileScale;
    private readonly double[] _stepScale;

    /// <summary>Parts of the series that is being weighted; overwritten by the next one.</summary>
    private readonly (double[] Inside, double[] Day, double[] Sum, double[] Step, int[] Count) _room;

    /// <param name="grid">The area.</param>
    /// <param name="stretch">Number of the stretch of each day.</param>
    /// <param name="loss">Its loss without what the load explains: by that the parts are weighted.</param>
    private LossStrata(AreaGrid grid, int[] stretch, float[] loss)
    {
        _grid = grid;
        var stretches = stretch.Max() + 1;
        _cell = [.. Enumerable.Range(0, grid.Days).Select(d => (2 * stretch[d]) + (grid.RestDay[d] && grid.Slots > 1 ? 1 : 0))];
        _cells = 2 * stretches;
        _valid = [.. grid.Ntl.Select(v => !float.IsNaN(v))];
        _room = (new double[grid.Times], new double[grid.Days], new double[_cells * grid.Slots], new double[_cells * grid.Slots], new int[_cells * grid.Slots]);
        var (inside, day, profile, step) = Parts(loss);
        var all = Spread(inside);
        _slotScale = SlotScales(grid, inside, all);

        _dayScale = Math.Max(Math.Max(Spread(day), all / Math.Sqrt(grid.Slots)), 1e-6);
        _profileScale = Math.Max(Math.Sqrt(profile.Where(v => !double.IsNaN(v)).Select(v => v * v).DefaultIfEmpty(0).Average()), all / Math.Sqrt(grid.Days));
        if (!(_profileScale > 1e-6)) _profileScale = 1e-6;
        _stepScale = new double[_cells * grid.Slots];
        // Anybody's reading may fall when the loss rises: a step alone never counts for much.
        var least = 1.5 * Math.Sqrt(step.Where(v => v != 0 && !double.IsNaN(v)).Select(v => v * v).DefaultIfEmpty(0).Average());
        for (var c = 0; c < _cells; c++)
        {
            // Days that follow one another are not independent: their mean is worth about a third of them.
            var worth = Math.Max(1, Math.Min(_cell.Count(x => x == c), c < 2 ? 0 : _cell.Count(x => x == c - 2)) / 3.0);
            for (var k = 0; k < grid.Slots; k++) _stepScale[(c * grid.Slots) + k] = Math.Max(least, Math.Sqrt(((_slotScale[k] * _slotScale[k]) + (_dayScale * _dayScale)) * 2 / worth));
        }
    }

    /// <summary>Length of a weighted series.</summary>
    public int Length => _grid.Times + _grid.Days + (2 * _cells * _grid.Slots);

    /// <summary>Strata of an area's loss.</summary>
    /// <param name="grid">The area.</param>
    /// <param name="stretch">Number of the stretch of each day, from 0.</param>
    public static LossStrata Of(AreaGrid grid, int[] stretch) => new(grid, stretch, LossBackground.Without(grid));

    /// <summary>The weighted parts one after the other, <c>float[Length]</c>; what is missing says nothing and is 0.</summary>
    /// <param name="series"><c>float[Days × Slots]</c>.</param>
    /// <param name="steps">Whether its own steps between the stretches count.</param>
    public float[] Weighted(ReadOnlySpan<float> series, bool steps)
    {
        var (inside, day, profile, step) = Parts(series);
        var (slots, days) = (_grid.Slots, _grid.Days);
        var weighted = new float[Length];
        for (var t = 0; t < inside.Length; t += slots)
        {
            for (var k = 0; k < slots; k++) weighted[t + k] = Number(inside[t + k] / _slotScale[k]);
        }

        // A day's mean is as good as all its intervals together, a slot's mean as all its days.
        var dayWeight = 1 / _dayScale;
        for (var d = 0; d < days; d++) weighted[inside.Length + d] = Number(day[d] * dayWeight);
        for (var c = 0; c < profile.Length; c++) weighted[inside.Length + days + c] = Number(profile[c] / _profileScale);
        for (var c = 0; c < step.Length && steps; c++) weighted[inside.Length + days + profile.Length + c] = Number(step[c] / _stepScale[c]);
        return weighted;
    }

    /// <summary>The part of a weighted series from a day on: nothing is said about the usual course of a day.</summary>
    public float[] Since(float[] weighted, int day)
    {
        var part = new float[weighted.Length];
        Array.Copy(weighted, day * _grid.Slots, part, day * _grid.Slots, _grid.Times - (day * _grid.Slots));
        Array.Copy(weighted, _grid.Times + day, part, _grid.Times + day, _grid.Days - day);
        return part;
    }

    /// <summary>Where that part lies in a weighted series: inside the days, which is empty with one interval a day, and the days.</summary>
    public ((int Start, int Length) Inside, (int Start, int Length) Days) PartsSince(int day) =>
        ((day * _grid.Slots, _grid.Slots == 1 ? 0 : _grid.Times - (day * _grid.Slots)), (_grid.Times + day, _grid.Days - day));

    /// <summary>
    /// A weighted series before its usual course is taken out, inside the days only: whole days since a day are a step of the loss, which
    /// anybody's readings fit. The loss and every direction have their usual course taken out, so that products with them are the same; a part
    /// of this series since a day has a usual course of its own. With one interval a day there is nothing but whole days: the weighted series.
    /// </summary>
    public float[] Open(float[] series)
    {
        var slots = _grid.Slots;
        if (slots == 1) return Weighted(series, steps: false);
        var open = new float[Length];
        for (var d = 0; d < _grid.Days; d++)
        {
            var (sum, n) = (0.0, 0);
            for (var t = d * slots; t < (d + 1) * slots; t++)
            {
                if (!_valid[t] || float.IsNaN(series[t])) continue;
                sum += series[t];
                n++;
            }

            if (n == 0) continue;
            var mean = sum / n;
            for (var t = d * slots; t < (d + 1) * slots; t++) open[t] = _valid[t] && !float.IsNaN(series[t]) ? (float)((series[t] - mean) / _slotScale[t % slots]) : 0;
        }

        return open;
    }

    private static double[] SlotScales(AreaGrid grid, double[] inside, double all)
    {
        double[] own = [.. Enumerable.Range(0, grid.Slots).Select(k => Spread([.. Enumerable.Range(0, grid.Days).Select(d => inside[(d * grid.Slots) + k])]))];
        if (grid.Slots == 1) return [Math.Max(Math.Sqrt(((own[0] * own[0]) + (all * all)) / 2), 1e-6)];
        var load = new double[grid.Slots];
        foreach (var readings in grid.Readings)
        {
            for (var t = 0; t < readings.Length; t++) load[t % grid.Slots] += float.IsNaN(readings[t]) ? 0 : readings[t];
        }

        return Array.ConvertAll(SlotScatter.Of(own, load, all), s => Math.Max(s, 1e-6));
    }

    /// <summary>Takes the usual course out of a part since a day.</summary>
    public void Centre(float[] open)
    {
        for (var k = 0; k < _grid.Slots; k++)
        {
            for (var cell = 0; cell < _cells; cell++)
            {
                var (sum, n) = (0.0, 0);
                for (var d = 0; d < _cell.Length; d++)
                {
                    if (_cell[d] != cell) continue;
                    sum += open[(d * _grid.Slots) + k];
                    n++;
                }

                if (sum == 0) continue;
                var mean = (float)(sum / n);
                for (var d = 0; d < _cell.Length; d++)
                {
                    if (_cell[d] == cell) open[(d * _grid.Slots) + k] -= mean;
                }
            }
        }
    }

    /// <summary>How much of the square of a part since a day its usual course is, while days are added one by one.</summary>
    public sealed class Usual(LossStrata strata)
    {
        private readonly double[] _sums = new double[strata._cells * strata._grid.Slots];
        private readonly int[] _days = [.. Enumerable.Range(0, strata._cells).Select(c => strata._cell.Count(x => x == c))];

        public void Clear() => Array.Clear(_sums);

        public void Add(int day, float[] open)
        {
            var at = strata._cell[day] * strata._grid.Slots;
            for (var k = 0; k < strata._grid.Slots; k++) _sums[at + k] += open[(day * strata._grid.Slots) + k];
        }

        public double Square()
        {
            var square = 0.0;
            for (var c = 0; c < _sums.Length; c++) square += _sums[c] * _sums[c] / Math.Max(1, _days[c / strata._grid.Slots]);
            return square;
        }
    }

    private static float Number(double value) => double.IsNaN(value) ? 0 : (float)value;

    /// <summary>Inside the day, day means, usual course of the day by stretch and kind of day, and its step from the stretch before.</summary>
    private (double[] Inside, double[] Day, double[] Profile, double[] Step) Parts(ReadOnlySpan<float> series)
    {
        var (slots, days) = (_grid.Slots, _grid.Days);
        var (inside, day, sum, step, count) = _room;
        Array.Clear(sum);
        Array.Clear(count);
        for (var (d, t) = (0, 0); d < days; d++)
        {
            for (var at = _cell[d] * slots; at < (_cell[d] + 1) * slots; at++, t++)
            {
                if (!_valid[t] || float.IsNaN(series[t])) continue;
                sum[at] += series[t];
                count[at]++;
            }
        }

        for (var c = 0; c < sum.Length; c++) sum[c] = count[c] == 0 ? double.NaN : sum[c] / count[c];
        for (var d = 0; d < days; d++)
        {
            var (total, n) = (0.0, 0);
            for (var k = 0; k < slots; k++)
            {
                var t = (d * slots) + k;
                inside[t] = _valid[t] ? series[t] - sum[(_cell[d] * slots) + k] : double.NaN;
                if (double.IsNaN(inside[t])) continue;
                total += inside[t];
                n++;
            }

            day[d] = n == 0 ? double.NaN : total / n;
            for (var k = 0; k < slots; k++) inside[(d * slots) + k] -= day[d];
        }

        for (var c = 2 * slots; c < sum.Length; c++) step[c] = sum[c] - sum[c - (2 * slots)];
        for (var c = 0; c < _cells; c++) Centre(sum.AsSpan(c * slots, slots));
        return (inside, day, sum, step);
    }

    private static void Centre(Span<double> profile)
    {
        var (sum, n) = (0.0, 0);
        foreach (var value in profile)
        {
            if (double.IsNaN(value)) continue;
            sum += value;
            n++;
        }

        for (var k = 0; k < profile.Length; k++) profile[k] -= sum / Math.Max(1, n);
    }

    private static double Spread(double[] values)
    {
        var spread = Robust.Spread(values, Robust.Median(values));
        return double.IsNaN(spread) ? 0 : spread;
    }
}
