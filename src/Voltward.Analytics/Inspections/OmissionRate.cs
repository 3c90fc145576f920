namespace Voltward.Analytics.Inspections;

/// <summary>One re-inspected visit as the estimate sees it (复检单元).</summary>
/// <param name="Stratum">Where it was drawn.</param>
/// <param name="Defects">Defects the second crew found, ≥ 0.</param>
/// <param name="Missed">Of those, how many the first crew had passed as sound, 0 to <paramref name="Defects"/>.</param>
public readonly record struct ReinspectedVisit(string Stratum, double Defects, double Missed);

/// <summary>How many visits a stratum has, and how many were re-inspected in time.</summary>
/// <param name="Visits">All accepted visits of the stratum in the period, N.</param>
/// <param name="Reinspected">Those with a comparable re-inspection, n; each stands for N / n visits.</param>
public readonly record struct Stratum(long Visits, long Reinspected)
{
    /// <summary>How many visits one re-inspected visit stands for; 0 when none was.</summary>
    public double Weight => Reinspected == 0 ? 0 : (double)Visits / Reinspected;
}

/// <summary>
/// The omission rate (漏检率): of the defects a second crew found, the share the first had passed, from a stratified random sample. A ratio of
/// weighted totals; its interval is the exact one at the effective sample size, which is the smaller of Kish's and of the one implied by
/// the linearised variance between visits. The smaller one, because with few misses the second is itself a wild estimate. The
/// correction for a finite population narrows nothing here: the rate is wanted for the crews' way of working, not for last month's list alone.
/// </summary>
public static class OmissionRate
{
    /// <param name="visits">Re-inspected visits.</param>
    /// <param name="strata">Every stratum named in <paramref name="visits"/>.</param>
    public static Estimate Of(IReadOnlyList<ReinspectedVisit> visits, IReadOnlyDictionary<string, Stratum> strata)
    {
        double defects = 0, missed = 0, squares = 0, rawDefects = 0, rawMissed = 0;
        foreach (var v in visits)
        {
            var w = strata[v.Stratum].Weight;
            defects += w * v.Defects;
            missed += w * v.Missed;
            squares += w * w * v.Defects;
            rawDefects += v.Defects;
            rawMissed += v.Missed;
        }

        if (defects <= 0) return Estimate.Unknown;
        var rate = missed / defects;
        var effective = defects * defects / squares;
        var variance = Variance(visits, strata, rate) / (defects * defects);
        if (variance > 0 && rate is > 0 and < 1) effective = Math.Min(effective, rate * (1 - rate) / variance);
        return Proportion.Exact(rawMissed, rawDefects, rate * effective, effective);
    }

    /// <summary>Variance of the weighted total of missed − rate × defects, visits as the units drawn inside each stratum.</summary>
    private static double Variance(IReadOnlyList<ReinspectedVisit> visits, IReadOnlyDictionary<string, Stratum> strata, double rate)
    {
        var sum = 0.0;
        foreach (var stratum in visits.GroupBy(v => v.Stratum))
        {
            var w = strata[stratum.Key].Weight;
            var n = stratum.Count();
            if (n < 2) continue;
            var mean = stratum.Average(v => v.Missed - (rate * v.Defects));
            sum += n / (n - 1.0) * w * w * stratum.Sum(v => Math.Pow(v.Missed - (rate * v.Defects) - mean, 2));
        }

        return sum;
    }
}
