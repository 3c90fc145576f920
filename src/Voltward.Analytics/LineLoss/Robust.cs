using System.Buffers;
using System.Numerics;

namespace Voltward.Analytics.LineLoss;

/// <summary>Statistics that one wild reading cannot move. NaN means missing and is left out everywhere.</summary>
public static class Robust
{
    /// <summary>MAD times this is the standard deviation of normal values.</summary>
    public const double NormalMad = 1.4826;

    /// <summary>Neighbouring pairs that an autocorrelation needs.</summary>
    internal const int FewestPairs = 10;

    /// <summary>Middle value; NaN when there is none.</summary>
    public static double Median(ReadOnlySpan<double> values) => Quantile(values, 0.5, between: true);

    public static double Median(ReadOnlySpan<float> values) => Quantile(values, 0.5, between: true);

    public static double Median(IEnumerable<double> values) => Median(values.ToArray());

    /// <summary>Standard deviation estimated from the median absolute deviation; NaN when there is no value.</summary>
    public static double Spread(ReadOnlySpan<double> values, double median)
    {
        var room = ArrayPool<double>.Shared.Rent(values.Length);
        var deviations = room.AsSpan(0, values.Length);
        for (var i = 0; i < values.Length; i++) deviations[i] = Math.Abs(values[i] - median);
        var spread = NormalMad * Median(deviations);
        ArrayPool<double>.Shared.Return(room);
        return spread;
    }

    /// <summary>Quantile of the valid values.</summary>
    /// <param name="values">NaN left out.</param>
    /// <param name="q">0 to 1.</param>
    /// <param name="between">Interpolate between neighbours; else the value at <c>floor(q·(n − 1))</c>.</param>
    public static double Quantile(ReadOnlySpan<double> values, double q, bool between) => Of(values, q, between);

    /// <inheritdoc cref="Quantile(ReadOnlySpan{double}, double, bool)"/>
    public static double Quantile(ReadOnlySpan<float> values, double q, bool between) => Of(values, q, between);

    private static double Of<T>(ReadOnlySpan<T> values, double q, bool between)
        where T : struct, IFloatingPointIeee754<T>
    {
        var room = ArrayPool<T>.Shared.Rent(values.Length);
        var n = 0;
        foreach (var value in values)
        {
            if (!T.IsNaN(value)) room[n++] = value;
        }

        var quantile = n == 0 ? double.NaN : OfValid(room.AsSpan(0, n), q, between);
        ArrayPool<T>.Shared.Return(room);
        return quantile;
    }

    private static double OfValid<T>(Span<T> values, double q, bool between)
        where T : struct, IFloatingPointIeee754<T>
    {
        var place = q * (values.Length - 1);
        var low = (int)Math.Floor(place);
        Select(values, low);
        var at = double.CreateChecked(values[low]);
        if (!between || low + 1 >= values.Length) return at;
        var next = values[low + 1];
        foreach (var value in values[(low + 2)..])
        {
            if (value < next) next = value;
        }

        return at + ((place - low) * (double.CreateChecked(next) - at));
    }

    /// <summary>Puts the value of a rank at its place, smaller ones before it and larger ones behind (Hoare 1961): a quantile needs no full order.</summary>
    private static void Select<T>(Span<T> values, int rank)
        where T : struct, IFloatingPointIeee754<T>
    {
        var (low, high) = (0, values.Length - 1);
        while (high - low > 16)
        {
            var middle = low + ((high - low) / 2);
            if (values[middle] < values[low]) (values[middle], values[low]) = (values[low], values[middle]);
            if (values[high] < values[low]) (values[high], values[low]) = (values[low], values[high]);
            if (values[high] < values[middle]) (values[high], values[middle]) = (values[middle], values[high]);
            var pivot = values[middle];
            var (i, j) = (low, high);
            while (i <= j)
            {
                while (values[i] < pivot) i++;
                while (values[j] > pivot) j--;
                if (i > j) break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }

            if (rank <= j) high = j;
            else if (rank >= i) low = i;
            else return;
        }

        for (var i = low + 1; i <= high; i++)
        {
            var value = values[i];
            var k = i - 1;
            for (; k >= low && values[k] > value; k--) values[k + 1] = values[k];
            values[k + 1] = value;
        }
    }

    /// <summary>Robust z of every value: distance from the median in robust standard deviations.</summary>
    /// <param name="values">NaN stays NaN.</param>
    /// <param name="floor">Smallest standard deviation to divide by, &gt; 0.</param>
    public static double[] Standardise(ReadOnlySpan<double> values, double floor)
    {
        var median = Median(values);
        var spread = Math.Max(Spread(values, median), floor);
        var z = new double[values.Length];
        for (var i = 0; i < z.Length; i++) z[i] = (values[i] - median) / spread;
        return z;
    }

    /// <summary>Autocorrelation at lag 1 of a series with gaps; 0 when fewer than ten neighbouring pairs exist.</summary>
    public static double LagOne(ReadOnlySpan<double> series)
    {
        var mean = 0.0;
        var n = 0;
        foreach (var value in series)
        {
            if (double.IsNaN(value)) continue;
            mean += value;
            n++;
        }

        if (n == 0) return 0;
        mean /= n;
        double variance = 0, product = 0;
        var pairs = 0;
        for (var i = 0; i < series.Length; i++)
        {
            if (double.IsNaN(series[i])) continue;
            variance += (series[i] - mean) * (series[i] - mean);
            if (i == 0 || double.IsNaN(series[i - 1])) continue;
            product += (series[i] - mean) * (series[i - 1] - mean);
            pairs++;
        }

        return pairs < FewestPairs || variance <= 0 ? 0 : product / pairs / (variance / n);
    }
}
