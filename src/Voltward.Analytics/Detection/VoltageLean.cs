using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Does what is left of a meter's voltage lean downwards?</summary>
internal static class VoltageLean
{
    private const double Outstanding = 2.5;
    private const double Most = 8;
    private const int FewestDays = 5;

    /// <summary>Hours that stand out below against hours that stand out above.</summary>
    /// <returns>Lean in standard deviations; mean drop of the hours below, V; their share; that drop over the scatter.</returns>
    public static (double Lean, double DropV, double Share, double Score) Of(float[] residual, int[] hour)
    {
        var hours = Means(residual, hour);
        var middle = Robust.Median(hours);
        var scatter = Math.Max(Robust.Spread(hours, middle), 0.01);
        double below = 0, above = 0, square = 0, drop = 0;
        var n = 0;
        foreach (var value in hours)
        {
            var u = (value - middle) / scatter;
            var beyond = Math.Clamp(Math.Abs(u) - Outstanding, 0, Most);
            if (beyond <= 0) continue;
            square += beyond * beyond;
            if (u > 0)
            {
                above += beyond;
                continue;
            }

            below += beyond;
            drop += middle - value;
            n++;
        }

        return square <= 0 ? (0, 0, 0, 0) : ((below - above) / Math.Sqrt(square), n == 0 ? 0 : drop / n, n / (double)hours.Length, n == 0 ? 0 : drop / n / scatter);
    }

    /// <summary>The clearest lasting fall between two stretches of days.</summary>
    public static (double T, int Day, double DropV) Step(float[] residual, int[] day)
    {
        var (days, numbers) = (Means(residual, day), day.Distinct().ToArray());
        var best = (T: 0.0, Day: 0, DropV: 0.0);
        for (var split = FewestDays; split <= days.Length - FewestDays; split++)
        {
            var (before, after) = (days[..split], days[split..]);
            var (a, b) = (before.Average(), after.Average());
            double[] left = [.. before.Select(v => v - a), .. after.Select(v => v - b)];
            var rho = Math.Clamp(Robust.LagOne(left), 0, 0.8);
            var variance = Math.Max(left.Sum(v => v * v) / (left.Length - 2), 1e-6) * (1 + rho) / (1 - rho);
            var t = (a - b) / Math.Sqrt(variance * ((1.0 / before.Length) + (1.0 / after.Length)));
            if (t > best.T) best = (t, numbers[split], a - b);
        }

        return best;
    }

    /// <summary>How clearly the drops come when the area loses most, in standard deviations; hours that follow one another count as a third.</summary>
    public static double Along(float[] residual, float[] loss, int[] hour)
    {
        var (drops, losses) = (Means(residual, hour), Means(loss, hour));
        float[] a = [.. drops.Select(v => (float)-v)];
        float[] b = [.. losses.Select(v => (float)v)];
        var r = PairSums.Of(a, b).Correlation;
        return double.IsNaN(r) ? 0 : r * Math.Sqrt(a.Length / 3.0) / Math.Sqrt(Math.Max(1 - (r * r), 1e-6));
    }

    private static double[] Means(float[] residual, int[] group)
    {
        var means = new List<double>();
        for (var t = 0; t < residual.Length;)
        {
            var (sum, n, at) = (0.0, 0, group[t]);
            for (; t < residual.Length && group[t] == at; t++, n++) sum += residual[t];
            means.Add(sum / n);
        }

        return [.. means];
    }
}
