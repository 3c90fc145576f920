namespace Voltward.Analytics.Detection;

/// <summary>Where a customer's billed consumption fell most against its peers.</summary>
/// <param name="Month">First month of the new level.</param>
/// <param name="T">Fall over its standard error.</param>
/// <param name="FallKwhPerDay">Fall of the level, kWh on an ordinary day.</param>
/// <param name="Ratio">New level over old level.</param>
public sealed record MonthlyChange(int Month, double T, double FallKwhPerDay, double Ratio);

/// <summary>The strongest fall in billed months, freed of the peers' course: it remembers honest months from before the daily readings begin.</summary>
public static class MonthlyFall
{
    private const int FewestBefore = 3;
    private const int FewestAfter = 2;
    private const double LeastSpread = 0.08;

    /// <param name="own">Billed energy by month, kWh a day, NaN = not billed.</param>
    /// <param name="course">Course of the peers by month, 1 in an ordinary month.</param>
    /// <returns>Null with fewer than five billed months.</returns>
    public static MonthlyChange? Strongest(ReadOnlySpan<float> own, ReadOnlySpan<double> course)
    {
        var months = new List<(int Month, double Level)>();
        for (var m = 0; m < own.Length; m++)
        {
            if (!float.IsNaN(own[m]) && course[m] > 0.05) months.Add((m, own[m] / course[m]));
        }

        if (months.Count < FewestBefore + FewestAfter) return null;
        var best = new MonthlyChange(-1, 0, 0, 1);
        for (var k = FewestBefore; k <= months.Count - FewestAfter; k++)
        {
            var (before, varianceBefore) = Mean(months, 0, k);
            var (after, varianceAfter) = Mean(months, k, months.Count);
            if (!(before > after)) continue;
            // A handful of months may look steadier than they are: a spread of some per cent is always there.
            var spread = Math.Max(((varianceBefore * k) + (varianceAfter * (months.Count - k))) / Math.Max(1, months.Count - 2), Math.Pow(LeastSpread * before, 2));
            var t = (before - after) / Math.Sqrt(Math.Max(spread, 1e-6) * ((1.0 / k) + (1.0 / (months.Count - k))));
            if (t > best.T) best = new MonthlyChange(months[k].Month, t, before - after, after / Math.Max(before, 1e-6));
        }

        return best;
    }

    private static (double Mean, double Variance) Mean(List<(int Month, double Level)> months, int from, int to)
    {
        var mean = 0.0;
        for (var k = from; k < to; k++) mean += months[k].Level;
        mean /= to - from;
        var square = 0.0;
        for (var k = from; k < to; k++) square += (months[k].Level - mean) * (months[k].Level - mean);
        return (mean, square / (to - from));
    }
}
