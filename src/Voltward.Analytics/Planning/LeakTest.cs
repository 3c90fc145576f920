namespace Voltward.Analytics.Planning;

/// <summary>The daily load around one visit.</summary>
/// <param name="Group">Who could have warned: crew, inspector or whoever made the plan.</param>
/// <param name="DailyKwh">The customer's load day by day over the course of its neighbours, <c>double[D]</c>, any scale, NaN = missing.</param>
/// <param name="VisitDay">Index of the visit in it.</param>
public sealed record VisitLoad(string Group, double[] DailyKwh, int VisitDay);

/// <summary>Whether loads rose just before a group's visits more often than at other times.</summary>
/// <param name="Group">Which.</param>
/// <param name="Visits">Visits that could be judged.</param>
/// <param name="Rise">Mean rise before its visits, in ranks among placebo dates: 0.5 is chance, 1 is always the highest.</param>
/// <param name="Chance">Chance of such a rise if nobody was warned.</param>
/// <param name="Alarm">Whether that chance stays below 5 % after allowing for all groups tested (Holm).</param>
public sealed record LeakResult(string Group, int Visits, double Rise, double Chance, bool Alarm);

/// <summary>
/// The leak detector (泄密检测). A thief who is warned brings the load back to normal just before the visit. For each visit, the rise of the
/// last days over the weeks before is ranked among the same rise at placebo dates of the same customer; without a leak the rank is
/// uniform, whatever the load looks like. An alarm is a reason to look at who knew the plan; it names nobody.
/// </summary>
public static class LeakTest
{
    private const int NearDays = 3;
    private const int BeforeFrom = 21;
    private const int BeforeTo = 7;

    /// <summary>No placebo date lies so near to the date it is compared with, on either side, that their windows or the visit itself are shared.</summary>
    private const int Guard = 10;
    private const double FalseAlarm = 0.05;

    public static IReadOnlyList<LeakResult> Of(IEnumerable<VisitLoad> visits)
    {
        var groups = visits.GroupBy(v => v.Group).Select(g => Judge(g.Key, [.. g.Select(Ranks).OfType<VisitRanks>()])).OrderBy(r => r.Chance).ToList();
        var alarms = 0;
        while (alarms < groups.Count && groups[alarms].Chance * (groups.Count - alarms) <= FalseAlarm) alarms++;
        return [.. groups.Select((g, i) => g with { Alarm = i < alarms }).OrderBy(g => g.Group, StringComparer.Ordinal)];
    }

    /// <summary>Mid-rank of the rise before the visit among its placebo dates, in (0, 1); NaN when fewer than ten placebo dates can be judged.</summary>
    public static double Rank(VisitLoad visit) => Ranks(visit)?.Own ?? double.NaN;

    /// <summary>
    /// The visit's rank, and the rank each placebo date would have had in its place. Dates near to the ranked one are left out for both alike:
    /// their windows overlap, so that leaving them out for the visit alone would make every visit look extreme.
    /// </summary>
    private static VisitRanks? Ranks(VisitLoad visit)
    {
        var daily = WithoutWeekdays(visit.DailyKwh);
        var own = Rise(daily, visit.VisitDay);
        if (double.IsNaN(own)) return null;
        var placebo = new List<(int Day, double Rise)>();
        for (var day = BeforeFrom; day <= daily.Length; day++)
        {
            if (IsNear(day, visit.VisitDay)) continue;
            var rise = Rise(daily, day);
            if (!double.IsNaN(rise)) placebo.Add((day, rise));
        }

        if (placebo.Count < 10) return null;
        return new(RankOf(own, visit.VisitDay, placebo), [.. placebo.Select(p => RankOf(p.Rise, p.Day, placebo))]);
    }

    private static bool IsNear(int day, int of) => day > of - Guard && day < of + Guard + BeforeFrom;

    private static double RankOf(double rise, int of, List<(int Day, double Rise)> placebo)
    {
        int below = 0, equal = 0, all = 0;
        foreach (var (day, other) in placebo)
        {
            if (IsNear(day, of)) continue;
            all++;
            if (other < rise) below++;
            else if (other == rise) equal++;
        }

        return (below + (0.5 * equal) + 0.5) / (all + 1);
    }

    /// <summary>
    /// The load with the customer's own week taken out: crews come on working days, so a shop closed on Sundays would else rise before every Wednesday.
    /// </summary>
    private static double[] WithoutWeekdays(double[] daily)
    {
        var all = Median(daily.Where(v => !double.IsNaN(v)));
        var level = Enumerable.Range(0, 7).Select(w => Median(daily.Where((v, i) => i % 7 == w && !double.IsNaN(v)))).ToArray();
        return [.. daily.Select((v, i) => level[i % 7] > 0.05 * all ? v * all / level[i % 7] : v)];
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
    }

    /// <summary>Logarithm of the mean load of the last three days over that of days 21 to 7 before; NaN where half is missing.</summary>
    public static double Rise(ReadOnlySpan<double> daily, int day)
    {
        var near = Mean(daily, day - NearDays, day);
        var before = Mean(daily, day - BeforeFrom, day - BeforeTo);
        // The small amount added keeps a meter that stood still from ruling the ranks by rounding.
        return Math.Log((near + 0.1) / (before + 0.1));
    }

    private static double Mean(ReadOnlySpan<double> daily, int from, int to)
    {
        if (from < 0 || to > daily.Length) return double.NaN;
        double sum = 0;
        var n = 0;
        for (var i = from; i < to; i++)
        {
            if (double.IsNaN(daily[i])) continue;
            sum += daily[i];
            n++;
        }

        return 2 * n < to - from ? double.NaN : sum / n;
    }

    /// <summary>
    /// Higher ranks than chance, by Fisher's sum of logarithms: a warned visit stands at the very top, and a third of warned visits shows better
    /// so than in the plain mean. Under the null a visit is like any of its placebo dates, so the sum is compared with sums over
    /// placebo dates drawn at random, until twenty were as high (Besag and Clifford 1991) or four thousand are drawn.
    /// </summary>
    private static LeakResult Judge(string group, VisitRanks[] visits)
    {
        var mean = visits.Length == 0 ? 0.5 : visits.Average(v => v.Own);
        if (visits.Length < 5) return new(group, visits.Length, mean, 1, false);
        var own = visits.Sum(v => Score(v.Own));
        var scores = visits.Select(v => v.Placebo.Select(Score).ToArray()).ToArray();
        var random = new Random(20_011);
        const int Draws = 4_000;
        var above = 0;
        for (var i = 1; i <= Draws; i++)
        {
            var sum = 0.0;
            foreach (var placebo in scores) sum += placebo[random.Next(placebo.Length)];
            if (sum >= own && ++above == 20) return new(group, visits.Length, mean, 20.0 / i, false);
        }

        return new(group, visits.Length, mean, (above + 1.0) / (Draws + 1), false);
    }

    private static double Score(double rank) => -Math.Log(1 - rank);

    private sealed record VisitRanks(double Own, double[] Placebo);
}
