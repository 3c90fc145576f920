namespace Voltward.Analytics.LineLoss;

/// <summary>
/// Chooses the days on which the technical model is calibrated. The default looks for the lowest of the levels the loss rate has
/// had, and takes all of its days: theft that began later is left out, and ordinary noise is not cut off at its lower end, as the
/// lowest quarter of all days would do (docs/decisions/0010-technical-loss.md has the measured bias of both).
/// </summary>
public static class CleanDays
{
    private const int ShortestLevel = 14;
    private const double NewLevel = 4.5;
    private const int MostLevels = 5;

    /// <summary>Days of the lowest level.</summary>
    /// <param name="rate">Loss rate above the prior technical loss, <c>double[D]</c>; NaN where the day cannot be used.</param>
    public static bool[] LowestLevel(ReadOnlySpan<double> rate)
    {
        var days = Enumerable.Range(0, rate.Length).ToArray();
        var values = rate.ToArray();
        var usable = days.Where(d => !double.IsNaN(values[d])).ToArray();
        var series = new SegmentSums(Winsorised(usable.Select(d => values[d]).ToArray()));
        var cuts = Cuts(series);
        var levels = cuts.Zip(cuts.Skip(1), (from, to) => (from, to, mean: series.Mean(from, to), se: StandardError(series, from, to))).ToArray();
        var clean = new bool[rate.Length];
        if (levels.Length == 0) return clean;
        var lowest = levels.MinBy(l => l.mean);
        foreach (var level in levels)
        {
            if (level.mean > lowest.mean + (2 * Math.Sqrt((level.se * level.se) + (lowest.se * lowest.se)))) continue;
            for (var k = level.from; k < level.to; k++) clean[usable[k]] = true;
        }

        return clean;
    }

    /// <summary>The quarter of the days with the lowest rate.</summary>
    public static bool[] LowestQuarter(ReadOnlySpan<double> rate)
    {
        var limit = Robust.Quantile(rate, 0.25, between: true);
        var clean = new bool[rate.Length];
        for (var d = 0; d < clean.Length; d++) clean[d] = rate[d] <= limit;
        return clean;
    }

    /// <summary>Binary segmentation: where the mean moves by more than its widened standard error allows.</summary>
    private static List<int> Cuts(SegmentSums series)
    {
        var cuts = new List<int> { 0, series.Length };
        while (cuts.Count <= MostLevels)
        {
            var (at, t) = (0, 0.0);
            for (var s = 0; s + 1 < cuts.Count; s++)
            {
                var (place, strength) = Best(series, cuts[s], cuts[s + 1]);
                if (strength > t) (at, t) = (place, strength);
            }

            if (t < NewLevel) break;
            cuts.Add(at);
            cuts.Sort();
        }

        return cuts;
    }

    private static (int At, double T) Best(SegmentSums series, int from, int to)
    {
        var (at, best) = (0, 0.0);
        for (var k = from + ShortestLevel; k <= to - ShortestLevel; k++)
        {
            var difference = Math.Abs(series.Mean(from, k) - series.Mean(k, to));
            var (left, right) = (StandardError(series, from, k), StandardError(series, k, to));
            var t = difference / Math.Max(Math.Sqrt((left * left) + (right * right)), 1e-9);
            if (t > best) (at, best) = (k, t);
        }

        return (at, best);
    }

    /// <summary>Standard error of a mean of autocorrelated days.</summary>
    private static double StandardError(SegmentSums series, int from, int to)
    {
        var n = to - from;
        if (n < 3) return double.PositiveInfinity;
        var square = series.Squares(from, to);
        var lag = n - 1 < Robust.FewestPairs || square <= 0 ? 0 : series.Products(from, to) / (n - 1) / (square / n);
        var rho = Math.Clamp(lag, 0, 0.8);
        return Math.Sqrt(square / (n - 1) * (1 + rho) / (1 - rho) / n);
    }

    private static double[] Winsorised(double[] values)
    {
        var median = Robust.Median(values);
        var reach = 6 * Math.Max(Robust.Spread(values, median), 1e-6);
        return [.. values.Select(v => Math.Clamp(v, median - reach, median + reach))];
    }
}
