namespace Voltward.Analytics.LineLoss;

/// <summary>Statistics that one wild reading cannot move. NaN means missing and is left out everywhere.</summary>
public static class Robust
{
    /// <summary>MAD times this is the standard deviation of normal values.</summary>
    public const double NormalMad = 1.4826;

    /// <summary>Middle value; NaN when there is none.</summary>
    public static double Median(ReadOnlySpan<double> values) => Quantile(values, 0.5, between: true);

    public static double Median(IEnumerable<double> values) => Median(values.ToArray());

    /// <summary>Standard deviation estimated from the median absolute deviation; NaN when there is no value.</summary>
    public static double Spread(ReadOnlySpan<double> values, double median)
    {
        var deviations = new double[values.Length];
        for (var i = 0; i < values.Length; i++) deviations[i] = Math.Abs(values[i] - median);
        return NormalMad * Median(deviations);
    }

    /// <summary>Quantile of the valid values.</summary>
    /// <param name="values">NaN left out.</param>
    /// <param name="q">0 to 1.</param>
    /// <param name="between">Interpolate between neighbours; else the value at <c>floor(q·(n − 1))</c>.</param>
    public static double Quantile(ReadOnlySpan<double> values, double q, bool between)
    {
        var sorted = new double[values.Length];
        var n = 0;
        foreach (var value in values)
        {
            if (!double.IsNaN(value)) sorted[n++] = value;
        }

        if (n == 0) return double.NaN;
        var place = q * (n - 1);
        var low = (int)Math.Floor(place);
        Select(sorted.AsSpan(0, n), low);
        if (!between || low + 1 >= n) return sorted[low];
        var next = double.PositiveInfinity;
        for (var i = low + 1; i < n; i++) next = Math.Min(next, sorted[i]);
        return sorted[low] + ((place - low) * (next - sorted[low]));
    }

    /// <summary>Puts the value of a rank at its place, smaller ones before it and larger ones behind (Hoare 1961): a quantile needs no full order.</summary>
    private static void Select(Span<double> values, int rank)
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

        values[low..(high + 1)].Sort();
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

        return pairs < 10 || variance <= 0 ? 0 : product / pairs / (variance / n);
    }
}
