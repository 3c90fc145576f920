namespace Voltward.Analytics.Detection;

/// <summary>Visits to one district or class.</summary>
/// <param name="Name">Which.</param>
/// <param name="Customers">Its customers.</param>
/// <param name="Visits">Visits that were aimed there.</param>
/// <param name="Found">Findings of those.</param>
/// <param name="RandomVisits">Visits that the lot sent there.</param>
/// <param name="RandomFound">Findings of those.</param>
public sealed record TargetedGroup(string Name, int Customers, int Visits, int Found, int RandomVisits, int RandomFound);

/// <summary>How a group is treated against all others.</summary>
/// <param name="Group">The figures.</param>
/// <param name="VisitShare">Its visits over its customers, relative to the whole: 1 = as often as everybody.</param>
/// <param name="RiskShare">Its hit rate relative to the whole: by the lot where the lot went there often enough, else by aimed visits.</param>
/// <param name="HitRate">Hit rate of aimed visits with interval.</param>
/// <param name="Alarm">Visited far more than its risk explains, beyond chance.</param>
public sealed record TargetingVerdict(TargetedGroup Group, double VisitShare, double RiskShare, MetricsInterval HitRate, bool Alarm);

/// <summary>
/// Watch for biased targeting (选户公平性): a group that is visited often and found out seldom pays for somebody's prejudice, a model's
/// or a person's.
/// </summary>
public static class TargetingWatch
{
    private const double MostExcess = 1.5;
    private const int FewestVisits = 20;

    /// <summary>Verdicts in the order of the groups.</summary>
    public static IReadOnlyList<TargetingVerdict> Judge(IReadOnlyList<TargetedGroup> groups)
    {
        var (customers, visits) = (groups.Sum(g => g.Customers), groups.Sum(g => g.Visits));
        return [.. groups.Select(g => Judge(g, visits / (double)Math.Max(1, customers), groups))];
    }

    private static TargetingVerdict Judge(TargetedGroup g, double rate, IReadOnlyList<TargetedGroup> groups)
    {
        var share = g.Customers == 0 || rate <= 0 ? double.NaN : g.Visits / (double)g.Customers / rate;
        var byLot = g.RandomVisits >= FewestVisits;
        int N(TargetedGroup x) => byLot ? x.RandomVisits : x.Visits;
        int Hits(TargetedGroup x) => byLot ? x.RandomFound : x.Found;
        var (n, hits) = (groups.Where(x => x != g).Sum(N), groups.Where(x => x != g).Sum(Hits));
        // Half a hit on either side: a group with none is not infinitely honest.
        var risk = (Hits(g) + 0.5) / (N(g) + 1.0) / ((hits + 0.5) / (n + 1.0));
        var others = groups.Where(x => x != g).Sum(x => x.Found) / (double)Math.Max(1, groups.Where(x => x != g).Sum(x => x.Visits));
        var hit = Metrics.Wilson(g.Found, g.Visits);
        // Alarm: often visited, and clearly found out less often than the others where the aim was the same.
        var alarm = g.Visits >= FewestVisits && share > MostExcess * Math.Max(risk, 0.2) && hit.High < others;
        return new TargetingVerdict(g, share, risk, hit, alarm);
    }
}
