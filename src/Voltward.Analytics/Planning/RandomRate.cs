using Voltward.Analytics.Inspections;

namespace Voltward.Analytics.Planning;

/// <summary>One customer that was visited, with the logged chance of being visited.</summary>
/// <param name="Propensity">Chance of being in the plan, over 0 and at most 1.</param>
/// <param name="Hit">Whether the visit found what is counted.</param>
public readonly record struct DrawnVisit(double Propensity, bool Hit);

/// <summary>Rates among all eligible customers from visits that were not chosen equally (加权比例): each counts by the inverse of its chance.</summary>
public static class RandomRate
{
    /// <summary>What the plain share of the visited says: off whenever suspicion decided who was visited.</summary>
    public static Estimate Naive(IReadOnlyList<DrawnVisit> visits) => Proportion.Exact(visits.Count(v => v.Hit), visits.Count);

    /// <summary>
    /// The weighted share (Hájek's form of Horvitz and Thompson 1952), with the exact interval at the effective sample size: the smaller of
    /// Kish's and of the one implied by the linearised variance, for the reason given at <see cref="OmissionRate"/>.
    /// </summary>
    public static Estimate Weighted(IReadOnlyList<DrawnVisit> visits)
    {
        double total = 0, hits = 0, squares = 0;
        foreach (var v in visits)
        {
            var w = 1 / v.Propensity;
            total += w;
            squares += w * w;
            if (v.Hit) hits += w;
        }

        if (total <= 0) return Estimate.Unknown;
        var rate = hits / total;
        var effective = total * total / squares;
        var variance = visits.Sum(v => Math.Pow(((v.Hit ? 1 : 0) - rate) / v.Propensity, 2)) / (total * total);
        if (variance > 0 && rate is > 0 and < 1) effective = Math.Min(effective, rate * (1 - rate) / variance);
        return Proportion.Exact(visits.Count(v => v.Hit), visits.Count, rate * effective, effective);
    }
}
