namespace Voltward.Analytics.Detection;

/// <summary>Lays out the candidates of every customer of an area and leaves out those that whitening leaves nothing of.</summary>
internal sealed class LossCandidates
{
    private const double FallT = 4;
    private const int OfDaily = 12;
    private const int MostStarts = 40;
    private const int Edge = 5;
    private const double LeastLeft = 0.02;
    private readonly AreaGrid _grid;
    private readonly LossStrata _strata;
    private readonly LossWhitening _whitening;
    private readonly DirectionBlock.Sums _sums;
    private readonly OwnFalls _falls;
    private readonly HashSet<int> _starts;
    private readonly LossStrata.Usual _usual;
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
        (_sums, _usual, _courses, _falls) = (new DirectionBlock.Sums(whitening.Block), new LossStrata.Usual(strata), new LossCourses(grid, steps.Stretch), new OwnFalls(grid));
        // Within the day a start is told from another; its odds are summed over all of them.
        var every = ((grid.Days - 1) / MostStarts) + 1;
        _starts = grid.Slots > 1 ? [.. Enumerable.Range(Edge, grid.Days - (2 * Edge) + 1).Where(d => d % every == 0).Except(steps.At.TakeLast(1))]
            : steps.At.Count > 0 ? [.. steps.At.SkipLast(1)]
            : [.. Enumerable.Range(2, OfDaily - 3).Select(s => grid.Days * s / OfDaily)];
        Starts = [.. _starts.Union(steps.At.TakeLast(1)).Order()];
    }

    /// <summary>Days since which a share of the readings is laid out.</summary>
    public IReadOnlyCollection<int> Starts { get; }

    /// <summary>Candidates of one customer.</summary>
    public List<LossCandidate> Of(int customer)
    {
        var list = new List<LossCandidate>();
        var change = ChangePoint.StrongestFall(AreaGrid.DaySums(_grid.Readings[customer], _grid.Slots), _grid.Course[customer]);
        foreach (var (course, kwh, began) in _courses.Of(customer, change is { Day: > 0, T: > FallT, Ratio: < 0.85 } ? change.Day : -1))
        {
            var weighted = course == LossCourse.Reading ? _readings[customer] : _strata.Weighted(kwh, LossPursuit.Falls(course));
            var perDay = PerDay(kwh, _grid.Slots);
            // Anybody's readings cut out of a band look like a bump of the loss in that band: only what moves inside it counts.
            var isBand = course is LossCourse.ReadingBand or LossCourse.DeficitBand;
            Keep(list, (customer, course, began), weighted, perDay, isBand);
        }

        if (_starts.Count > 0) Since(list, customer);
        return list;
    }

    private void Keep(List<LossCandidate> list, (int Customer, LossCourse Course, int Began) of, float[] weighted, double perDay, bool isBand)
    {
        _sums.Clear();
        var length = isBand ? _grid.Times + _grid.Days : weighted.Length;
        for (var t = 0; t < length; t++) _sums.Add(t, weighted[t]);
        if (Made(of, weighted, isBand ? 0 : -1, perDay) is { } whole) list.Add(whole);
    }

    /// <summary>
    /// A share of the readings since any of some days. Goes over them once, from the last day to the first: what they measure since a day
    /// is known on the way.
    /// </summary>
    private void Since(List<LossCandidate> list, int customer)
    {
        var reading = _grid.Readings[customer];
        var open = _strata.Open(reading);
        _sums.Clear();
        _usual.Clear();
        var kwh = 0.0;
        for (var d = _grid.Days - 1; d >= _starts.Min(); d--)
        {
            for (var t = d * _grid.Slots; t < (d + 1) * _grid.Slots; t++)
            {
                _sums.Add(t, open[t]);
                if (!float.IsNaN(reading[t])) kwh += reading[t];
            }

            _sums.Add(_grid.Times + d, open[_grid.Times + d]);
            _usual.Add(d, open);
            if (_starts.Contains(d) && Made((customer, LossCourse.ReadingAfter, d), open, d, kwh / _grid.Days, _usual.Square()) is { } after) list.Add(after);
        }
    }

    private LossCandidate? Made((int Customer, LossCourse Course, int Began) of, float[] weighted, int since, double perDay, double usual = 0)
    {
        var (before, norm) = (Math.Sqrt(Math.Max(0, _sums.Raw - usual)), Math.Sqrt(_sums.Whitened(usual)));
        if (!(norm > LeastLeft * before) || !(norm > 1e-3)) return null;
        return new LossCandidate(of.Course, weighted, since, norm, (_strata, _whitening))
        {
            KwhPerDay = perDay,
            Began = of.Began < 0 ? null : _falls.At(of.Began)[of.Customer],
            Start = of.Course == LossCourse.Reading ? 0 : of.Course == LossCourse.ReadingAfter ? of.Began : -1,
        };
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
