using System.Runtime.Intrinsics;
using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>
/// How unlike its peers a customer is, whatever the direction (E7): the largest absolute robust z of its evidence vector, and the
/// distance to its nearest peers by series statistics. It finds theft of a kind that nobody has taught the ranker.
/// </summary>
public static class Novelty
{
    private const int Nearest = 5;
    private const double MostZ = 12;

    /// <summary>Nobody is compared with more peers than this: the distance to the nearest of so many says as much, and the work stays in proportion.</summary>
    private const int MostPeers = 2048;

    /// <summary>Novelty of every customer, 0 or more; NaN when nothing about it is computable.</summary>
    /// <param name="vectors">EngineEvidence vectors, <c>double[N][F]</c>.</param>
    /// <param name="use">Places of the features that count.</param>
    public static double[] OfEvidence(IReadOnlyList<double[]> vectors, IReadOnlyList<int> use)
    {
        var largest = new double[vectors.Count];
        Array.Fill(largest, double.NaN);
        var found = new double[use.Count][];
        Parallel.For(0, use.Count, u => found[u] = Distances([.. vectors.Select(v => v[use[u]])]));
        foreach (var z in found)
        {
            for (var i = 0; i < z.Length; i++)
            {
                if (!double.IsNaN(z[i]) && !(largest[i] >= z[i])) largest[i] = z[i];
            }
        }

        return largest;
    }

    /// <summary>Absolute robust z of one feature; NaN where it is not computable or has no spread.</summary>
    private static double[] Distances(double[] column)
    {
        var middle = Robust.Median(column);
        // A statistic that is the same for nearly everybody has no spread: its quantiles give one.
        var spread = Math.Max(Robust.Spread(column, middle), (Robust.Quantile(column, 0.99, true) - Robust.Quantile(column, 0.01, true)) / 4.65);
        return Array.ConvertAll(column, v => spread > 1e-9 ? Math.Min(MostZ, Math.Abs(v - middle) / spread) : double.NaN);
    }

    /// <summary>Mean distance to the five nearest peers in standardised statistics; NaN with too few peers.</summary>
    /// <param name="statistics">By customer; NaN counts as an ordinary value.</param>
    public static double[] OfPeers(IReadOnlyList<float[]> statistics)
    {
        var n = statistics.Count;
        var distance = new double[n];
        Array.Fill(distance, double.NaN);
        if (n <= Nearest * 2) return distance;
        var scaled = Scaled(statistics);
        var step = Math.Max(1, (n + MostPeers - 1) / MostPeers);
        Parallel.For(0, n, i =>
        {
            Span<double> nearest = stackalloc double[Nearest];
            nearest.Fill(double.PositiveInfinity);
            for (var j = 0; j < n; j += step)
            {
                if (j != i) Insert(nearest, Squared(scaled[i], scaled[j]));
            }

            var sum = 0.0;
            foreach (var d in nearest) sum += Math.Sqrt(d);
            distance[i] = sum / Nearest;
        });
        return distance;
    }

    /// <summary>Standardised statistics, padded with zeros to whole vectors.</summary>
    private static float[][] Scaled(IReadOnlyList<float[]> statistics)
    {
        var width = (statistics[0].Length + 7) & ~7;
        var scaled = statistics.Select(_ => new float[width]).ToArray();
        Parallel.For(0, statistics[0].Length, f =>
        {
            var z = Robust.Standardise([.. statistics.Select(s => (double)s[f])], 1e-6);
            for (var i = 0; i < z.Length; i++) scaled[i][f] = double.IsNaN(z[i]) ? 0 : (float)Math.Clamp(z[i], -MostZ, MostZ);
        });

        return scaled;
    }

    private static void Insert(Span<double> nearest, double d)
    {
        if (d >= nearest[^1]) return;
        for (var k = 0; k < nearest.Length; k++)
        {
            if (d >= nearest[k]) continue;
            (d, nearest[k]) = (nearest[k], d);
        }
    }

    private static double Squared(float[] a, float[] b)
    {
        var sum = Vector256<float>.Zero;
        for (var f = 0; f < a.Length; f += 8)
        {
            var d = Vector256.LoadUnsafe(ref a[f]) - Vector256.LoadUnsafe(ref b[f]);
            sum += d * d;
        }

        return Vector256.Sum(sum);
    }
}
