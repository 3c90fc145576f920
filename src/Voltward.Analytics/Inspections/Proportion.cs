namespace Voltward.Analytics.Inspections;

/// <summary>Intervals of a proportion (比例的置信区间), 95 % and two-sided, also for a sample size that is not whole.</summary>
public static class Proportion
{
    private const double Tail = 0.025;

    /// <summary>Standard normal quantile of a two-sided 95 % interval.</summary>
    private const double Z = 1.959963984540054;

    /// <summary>Clopper and Pearson 1934: never covers less than 95 %, at the price of width.</summary>
    public static Estimate Exact(double hits, double count) => Exact(hits, count, hits, count);

    /// <summary>
    /// The exact interval at an effective sample size (Korn and Graubard 1998): the share is kept, the binomial is that of
    /// <paramref name="effective"/> draws.
    /// </summary>
    /// <param name="hits">Hits, unweighted, for the record.</param>
    /// <param name="count">Draws, unweighted, for the record.</param>
    /// <param name="share">Estimated share, 0 to 1, times <paramref name="effective"/>.</param>
    /// <param name="effective">Effective draws, &gt; 0.</param>
    public static Estimate Exact(double hits, double count, double share, double effective)
    {
        if (effective <= 0) return Estimate.Unknown;
        var low = share <= 0 ? 0 : Beta.Quantile(Tail, share, effective - share + 1);
        var high = share >= effective ? 1 : Beta.Quantile(1 - Tail, share + 1, effective - share);
        return new(share / effective, low, high, hits, count, effective);
    }

    /// <summary>Wilson 1927: covers 95 % on average and is narrower; for tables that compare.</summary>
    public static Estimate Wilson(double hits, double count)
    {
        if (count <= 0) return Estimate.Unknown;
        var (p, z2) = (hits / count, Z * Z);
        var middle = (p + (z2 / (2 * count))) / (1 + (z2 / count));
        var half = Z * Math.Sqrt((p * (1 - p) / count) + (z2 / (4 * count * count))) / (1 + (z2 / count));
        return new(p, Math.Max(0, middle - half), Math.Min(1, middle + half), hits, count, count);
    }

    /// <summary>Difference of two independent proportions, second minus first (Newcombe 1998, method 10).</summary>
    public static Estimate Difference(Estimate first, Estimate second)
    {
        if (double.IsNaN(first.Value) || double.IsNaN(second.Value)) return new(double.NaN, -1, 1, 0, 0, 0);
        var d = second.Value - first.Value;
        var low = d - Math.Sqrt(Math.Pow(second.Value - second.Low, 2) + Math.Pow(first.High - first.Value, 2));
        var high = d + Math.Sqrt(Math.Pow(second.High - second.Value, 2) + Math.Pow(first.Value - first.Low, 2));
        return new(d, low, high, second.Count - first.Count, first.Of + second.Of, first.Effective + second.Effective);
    }

    /// <summary>Chance of at most <paramref name="hits"/> hits in <paramref name="count"/> draws of chance <paramref name="p"/>.</summary>
    public static double AtMost(int hits, int count, double p) =>
        hits >= count ? 1 : hits < 0 ? 0 : 1 - Beta.Share(p, hits + 1, count - hits);
}
