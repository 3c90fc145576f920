using System.Numerics;
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

    /// <summary>Peers in one vector.</summary>
    private const int Side = 16;

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
        var peers = SideBySide(scaled, step);
        Parallel.For(0, n, i =>
        {
            Span<float> nearest = stackalloc float[Nearest];
            nearest.Fill(float.PositiveInfinity);
            for (var (at, place) = (0, 0); at < peers.Length; at += scaled[i].Length, place += Side)
            {
                var furthest = Vector512.Create(nearest[^1]);
                var squares = Squared(scaled[i], peers.AsSpan(at, scaled[i].Length));
                var closer = Vector512.LessThan(squares, furthest).ExtractMostSignificantBits();
                for (; closer != 0; closer &= closer - 1)
                {
                    var k = BitOperations.TrailingZeroCount(closer);
                    if ((place + k) * step != i) Insert(nearest, squares[k]);
                }
            }

            var sum = 0.0;
            foreach (var d in nearest) sum += Math.Sqrt(d);
            distance[i] = sum / Nearest;
        });
        return distance;
    }

    /// <summary>Standardised statistics.</summary>
    private static float[][] Scaled(IReadOnlyList<float[]> statistics)
    {
        var scaled = statistics.Select(s => new float[s.Length]).ToArray();
        Parallel.For(0, statistics[0].Length, f =>
        {
            var z = Robust.Standardise([.. statistics.Select(s => (double)s[f])], 1e-6);
            for (var i = 0; i < z.Length; i++) scaled[i][f] = double.IsNaN(z[i]) ? 0 : (float)Math.Clamp(z[i], -MostZ, MostZ);
        });

        return scaled;
    }

    /// <summary>Every so many customers as peers, sixteen side by side, statistic by statistic; places without a peer lie far from everybody.</summary>
    private static Vector512<float>[] SideBySide(float[][] scaled, int step)
    {
        var (count, width) = ((scaled.Length + step - 1) / step, scaled[0].Length);
        var peers = new Vector512<float>[(count + Side - 1) / Side * width];
        Array.Fill(peers, Vector512.Create(float.PositiveInfinity));
        for (var p = 0; p < count; p++)
        {
            for (var f = 0; f < width; f++) peers[(p / Side * width) + f] = peers[(p / Side * width) + f].WithElement(p % Side, scaled[p * step][f]);
        }

        return peers;
    }

    private static void Insert(Span<float> nearest, float d)
    {
        if (d >= nearest[^1]) return;
        for (var k = 0; k < nearest.Length; k++)
        {
            if (d >= nearest[k]) continue;
            (d, nearest[k]) = (nearest[k], d);
        }
    }

    /// <summary>Squared distance of one customer to sixteen peers.</summary>
    private static Vector512<float> Squared(float[] own, ReadOnlySpan<Vector512<float>> peers)
    {
        var sum = Vector512<float>.Zero;
        for (var f = 0; f < own.Length; f++)
        {
            var d = Vector512.Create(own[f]) - peers[f];
            sum += d * d;
        }

        return sum;
    }
}
