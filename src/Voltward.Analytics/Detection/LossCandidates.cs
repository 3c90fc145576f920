namespace Voltward.Analytics.Detection;

/// <summary>Lays out the candidates of every customer of an area and leaves out those that whitening leaves nothing of.</summary>
internal sealed class LossCandidates
{
    private const double FallT = 4;
    private const int Starts = 12;
    private const double LeastLeft = 0.02;
    private readonly AreaGrid _grid;
    private readonly LossStrata _strata;
    private readonly LossWhitening _whitening;
    private readonly DirectionBlock.Sums _sums;
    private readonly bool _hasSteps;
    private readonly LossCourses _courses;
    private readonly float[][] _readings;

    /// <param name="grid">The area.</param>
    /// <param name="steps">Steps of its loss.</param>
    /// <param name="strata">Weights.</param>
    /// <param name="whitening">Whitening.</param>
    /// <param name="readings">Weighted readings of every customer.</param>
    public LossCandidates(AreaGrid grid, LossSteps steps, LossStrata strata, LossWhitening whitening, float[][] readings)
    {
        (_grid, _strata, _whitening, _readings) = (grid, strata, whitening, readings);
        (_sums, _hasSteps, _courses) = (new DirectionBlock.Sums(whitening.Block), steps.At.Count > 0, new LossCourses(grid, steps.Stretch));
    }

    /// <summary>Candidates of one customer.</summary>
    public List<LossCandidate> Of(int customer)
    {
        var list = new List<LossCandidate>();
        var change = ChangePoint.StrongestFall(AreaGrid.DaySums(_grid.Readings[customer], _grid.Slots), _grid.Course[customer]);
        foreach (var (course, kwh) in _courses.Of(customer, change is { Day: > 0, T: > FallT, Ratio: < 0.85 } ? change.Day : -1))
        {
            var weighted = course == LossCourse.Reading ? _readings[customer] : _strata.Weighted(kwh, LossPursuit.Falls(course));
            var perDay = PerDay(kwh, _grid.Slots);
            // Anybody's readings cut out of a band look like a bump of the loss in that band: only what moves inside it counts.
            var isBand = course is LossCourse.ReadingBand or LossCourse.DeficitBand;
            Keep(list, course, weighted, perDay, isBand, course == LossCourse.Reading && !_hasSteps);
        }

        return list;
    }

    /// <summary>
    /// Goes over a weighted series once, from its last day to its first: what it measures since any day is known on the way. Without a step
    /// of the loss the theft may have begun on any of a dozen days.
    /// </summary>
    private void Keep(List<LossCandidate> list, LossCourse course, float[] weighted, double perDay, bool isBand, bool starts)
    {
        _sums.Clear();
        var since = new List<LossCandidate>();
        var start = Starts - 2;
        for (var d = _grid.Days - 1; d >= 0; d--)
        {
            for (var t = d * _grid.Slots; t < (d + 1) * _grid.Slots; t++) _sums.Add(t, weighted[t]);
            _sums.Add(_grid.Times + d, weighted[_grid.Times + d]);
            for (; starts && start >= 2 && d == _grid.Days * start / Starts; start--)
            {
                if (Made(LossCourse.ReadingAfter, weighted, d, perDay * (_grid.Days - d) / _grid.Days) is { } after) since.Add(after);
            }
        }

        if (!isBand)
        {
            for (var t = _grid.Times + _grid.Days; t < weighted.Length; t++) _sums.Add(t, weighted[t]);
        }

        if (Made(course, weighted, isBand ? 0 : -1, perDay) is { } whole) list.Add(whole);
        since.Reverse();
        list.AddRange(since);
    }

    private LossCandidate? Made(LossCourse course, float[] weighted, int since, double perDay)
    {
        var (before, norm) = (Math.Sqrt(_sums.Raw), Math.Sqrt(_sums.Whitened()));
        return norm > LeastLeft * before && norm > 1e-3 ? new LossCandidate(course, weighted, since, norm, (_strata, _whitening)) { KwhPerDay = perDay } : null;
    }

    private static double PerDay(float[] kwh, int slots)
    {
        var (sum, n) = (0.0, 0);
        foreach (var value in kwh)
        {
            if (float.IsNaN(value)) continue;
            sum += value;
            n++;
        }

        return n == 0 ? 0 : sum / n * slots;
    }
}
