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
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var known = OrderStatistic<T>.Known(values);
        if (known == 0) return double.NaN;
        var place = q * (known - 1);
        var low = (int)Math.Floor(place);
        var (first, next) = OrderStatistic<T>.Of(values, low, known);
        var at = double.CreateChecked(first);
        return !between || T.IsNaN(next) ? at : at + ((place - low) * (double.CreateChecked(next) - at));
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
