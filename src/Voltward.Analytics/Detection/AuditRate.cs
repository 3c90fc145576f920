namespace Voltward.Analytics.Detection;

/// <summary>Random visits in one stratum of customers.</summary>
/// <param name="Name">Which stratum.</param>
/// <param name="Eligible">Customers of the stratum outside the list that could have been drawn.</param>
/// <param name="Audited">Of these, visited because the lot fell on them.</param>
/// <param name="Found">Of these, with a finding.</param>
public sealed record AuditStratum(string Name, int Eligible, int Audited, int Found);

/// <summary>How many steal, from visits drawn by known chances.</summary>
/// <param name="Total">Estimated number of customers with a finding to be made.</param>
/// <param name="Low">95 % limit.</param>
/// <param name="High">95 % limit.</param>
/// <param name="Rate">Total over the population.</param>
/// <param name="Recall">Share of them that the list held.</param>
/// <param name="Naive">Share of all visits with a finding: what one would say without the chances.</param>
public sealed record AuditEstimate(double Total, double Low, double High, double Rate, double Recall, double Naive);

/// <summary>
/// Horvitz–Thompson estimate: every finding counts for as many customers as its chance of being visited stands for; and every visit
/// finds only the share of thefts that crews do not overlook.
/// </summary>
public static class AuditRate
{
    private const double Z = 1.96;

    /// <param name="strata">Random visits outside the list.</param>
    /// <param name="list">Visits chosen for certain, and findings among them.</param>
    /// <param name="population">All customers.</param>
    /// <param name="omission">Share of thefts that a visit overlooks, 0 to below 1, measured by second visits.</param>
    public static AuditEstimate Of(IReadOnlyList<AuditStratum> strata, (int Visits, int Found) list, int population, double omission)
    {
        var (total, variance, certain) = (list.Found / (1 - omission), list.Found * omission / Math.Pow(1 - omission, 2), 0);
        foreach (var s in Merged(strata))
        {
            if (s.Audited == 0) continue;
            var p = s.Found / (double)s.Audited;
            total += s.Eligible * p / (1 - omission);
            // Without a hit the variance of the sample is no measure: three hits would be surprising, so one is allowed for.
            var spread = s.Audited < 2 ? 0.25 : Math.Max(p * (1 - p), 1.0 / s.Audited * (1 - (1.0 / s.Audited))) * s.Audited / (s.Audited - 1.0);
            variance += (double)s.Eligible * s.Eligible * (1 - (s.Audited / (double)s.Eligible)) * spread / s.Audited / Math.Pow(1 - omission, 2);
            certain += s.Found;
        }

        var (visits, found) = (list.Visits + strata.Sum(s => s.Audited), list.Found + certain);
        var half = Z * Math.Sqrt(variance);
        return new AuditEstimate(
            total, Math.Max(found, total - half), Math.Min(population, total + half), total / population,
            total <= 0 ? double.NaN : Math.Min(1, list.Found / (1 - omission) / total), visits == 0 ? double.NaN : found / (double)visits);
    }

    /// <summary>Strata with fewer than two visits say nothing by themselves and are taken together.</summary>
    private static List<AuditStratum> Merged(IReadOnlyList<AuditStratum> strata)
    {
        var small = strata.Where(s => s.Audited < 2).ToArray();
        var kept = strata.Where(s => s.Audited >= 2).ToList();
        if (small.Length == 0) return kept;
        var rest = new AuditStratum("", small.Sum(s => s.Eligible), small.Sum(s => s.Audited), small.Sum(s => s.Found));
        if (rest.Audited >= 2 || kept.Count == 0) kept.Add(rest);
        else kept[^1] = new AuditStratum(kept[^1].Name, kept[^1].Eligible + rest.Eligible, kept[^1].Audited + rest.Audited, kept[^1].Found + rest.Found);
        return kept;
    }
}

/// <summary>Labels that know "nothing found" is not "clean" (漏检修正标签).</summary>
public static class VisitLabel
{
    /// <summary>Chance that a customer steals although the visit found nothing: <c>p·o / (p·o + 1 − p)</c>.</summary>
    /// <param name="prior">Chance before the visit, 0 to 1.</param>
    /// <param name="omission">Share of thefts that a visit of this kind overlooks, 0 to 1.</param>
    public static double AfterNothing(double prior, double omission)
    {
        var missed = prior * omission;
        return missed <= 0 ? 0 : missed / (missed + 1 - prior);
    }

    /// <summary>
    /// Weights of a visited customer as a positive and as a negative row of a training. A finding is certain; a visit without one
    /// lowers suspicion by as much as it was worth; a customer never visited is no row at all.
    /// </summary>
    public static (double Positive, double Negative) Weights(bool found, double prior, double omission)
    {
        var left = found ? 1 : AfterNothing(prior, omission);
        return (left, 1 - left);
    }
}
