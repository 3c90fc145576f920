using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Steps of an area's daily loss: the days between two steps form a stretch.</summary>
/// <param name="Stretch">Number of the stretch of each day, from 0.</param>
/// <param name="At">First day of each stretch but the first.</param>
/// <param name="RiseKwh">Rise at each step, kWh a day; negative for a fall.</param>
internal sealed record LossSteps(int[] Stretch, IReadOnlyList<int> At, IReadOnlyList<double> RiseKwh)
{
    private const int Margin = 5;
    private const int MostSteps = 2;
    private const double LeastT = 5;

    /// <param name="daily">Loss by day, kWh, NaN = not usable.</param>
    public static LossSteps Of(float[] daily)
    {
        var at = new List<int>();
        for (var n = 0; n < MostSteps; n++)
        {
            int[] edges = [0, .. at.Order(), daily.Length];
            var best = (Day: -1, T: LeastT);
            for (var s = 0; s + 1 < edges.Length; s++)
            {
                var found = Strongest(daily, edges[s], edges[s + 1]);
                if (found.T > best.T) best = found;
            }

            if (best.Day < 0) break;
            at.Add(best.Day);
        }

        at.Sort();
        var stretch = new int[daily.Length];
        for (var d = 0; d < stretch.Length; d++) stretch[d] = at.Count(a => a <= d);
        return new LossSteps(stretch, at, [.. at.Select((a, k) => Mean(daily, a, k + 1 < at.Count ? at[k + 1] : daily.Length) - Mean(daily, k == 0 ? 0 : at[k - 1], a))]);
    }

    private static (int Day, double T) Strongest(float[] daily, int from, int to)
    {
        var sums = new SegmentSums(Valid(daily, from, to));
        var (n, best, left) = (sums.Length, (Day: -1, T: 0.0), 0);
        for (var split = from; split <= to - Margin; split++)
        {
            if (split >= from + Margin && left >= Margin && n - left >= Margin)
            {
                var t = Jump(sums, left);
                if (t > best.T) best = (split, t);
            }

            if (!float.IsNaN(daily[split])) left++;
        }

        return best;
    }

    /// <summary>Difference of the means on both sides of a cut over its standard error, widened for autocorrelation.</summary>
    private static double Jump(SegmentSums sums, int cut)
    {
        var n = sums.Length;
        var (a, b) = (sums.Mean(0, cut), sums.Mean(cut, n));
        var square = sums.Squares(0, cut) + sums.Squares(cut, n);
        var product = sums.Products(0, cut) + sums.Across(cut, a, b) + sums.Products(cut, n);
        var rho = Math.Clamp(n - 1 < Robust.FewestPairs || square <= 0 ? 0 : product / (n - 1) / (square / n), 0, 0.8);
        var variance = Math.Max(square / Math.Max(1, n - 2), 1e-9) * (1 + rho) / (1 - rho);
        return Math.Abs(b - a) / Math.Sqrt(variance * ((1.0 / cut) + (1.0 / (n - cut))));
    }

    private static double[] Valid(float[] daily, int from, int to) => [.. daily[from..to].Where(v => !float.IsNaN(v)).Select(v => (double)v)];

    private static double Mean(float[] daily, int from, int to) => Valid(daily, from, to).DefaultIfEmpty(0).Average();
}

/// <summary>Whose readings fell when the loss rose, or rose when it fell: strength for each customer, 0 to 5.</summary>
internal static class StepFalls
{
    private const double Most = 5;

    public static double[] Of(AreaGrid grid, LossSteps steps)
    {
        var strength = new double[grid.Customers];
        for (var s = 0; s < steps.At.Count; s++)
        {
            var (kwh, t) = (new double[strength.Length], new double[strength.Length]);
            for (var i = 0; i < strength.Length; i++)
            {
                (kwh[i], t[i]) = PeerFall.Of(AreaGrid.DaySums(grid.Readings[i], grid.Slots), grid.Course[i], steps.At[s], gap: 0);
            }

            // What is usual among the customers at that day is no sign.
            var z = Robust.Standardise(t, 1);
            var rise = steps.RiseKwh[s];
            for (var i = 0; i < strength.Length; i++)
            {
                var share = kwh[i] / rise;
                if (double.IsNaN(z[i]) || !(share > 0)) continue;
                var fits = Math.Clamp((share - 0.1) / 0.3, 0, 1) * Math.Clamp((3 - share) / 1.5, 0, 1);
                strength[i] = Math.Max(strength[i], fits * Math.Clamp(rise > 0 ? z[i] : -z[i], 0, Most));
            }
        }

        return strength;
    }
}
