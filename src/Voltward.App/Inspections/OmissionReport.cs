using Voltward.Analytics.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>
/// What the inspections of a period missed (漏检率), from blind re-inspections: item by item, crew by crew, area by area, with interval and
/// denominator, and how many defects nobody found.
/// </summary>
public sealed class OmissionReport(Database database, InspectionShelf rules)
{
    public async Task<Outcome<OmissionView>> RunAsync(DateOnly from, DateOnly until, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Reviewer, Role.Manager, Role.Auditor)) return AccessProblems.RoleMissing(Role.Reviewer, Role.Manager, Role.Auditor);
        if (until < from) return QualityProblems.PeriodSenseless;
        await using var look = await database.LookAsync(actor, stop);
        var pairs = await look.BlindPairsAsync(from, until);
        var strata = await look.BlindStrataAsync(from, until);
        return View(pairs, strata, rules.Quality(until).Changeable);
    }

    internal static OmissionView View(IReadOnlyList<PairRow> pairs, IReadOnlyList<StratumRow> strata, IReadOnlySet<string> changeable)
    {
        var inTime = pairs.Where(p => !p.Late).ToList();
        var steady = inTime.Where(p => !changeable.Contains(p.Item)).ToList();
        var compared = inTime.GroupBy(p => Key(p)).ToDictionary(g => g.Key, g => (long)g.Select(p => p.OrderNo).Distinct().Count());
        var weights = strata.ToDictionary(s => $"{s.SampleId}|{s.Stratum}", s => new Stratum(s.Visits, compared.GetValueOrDefault($"{s.SampleId}|{s.Stratum}")));
        var tables = ItemComparison.Tables(steady.Select(Pair));
        return new(
            Rate(steady, weights),
            [.. tables.Select(t => new ItemLine(t, Rate([.. steady.Where(p => p.Item == t.Item)], weights)))],
            CrewShrinkage.Of(Counts(steady, p => p.CrewId)),
            CrewShrinkage.Of(Counts(steady.Where(p => p.AreaNo.Length > 0), p => p.AreaNo)),
            ItemComparison.Tables(inTime.Where(p => changeable.Contains(p.Item)).Select(Pair)),
            Hidden(tables),
            new(
                strata.Sum(s => s.Visits), strata.Sum(s => s.Drawn), compared.Values.Sum(),
                strata.Sum(s => s.Waiting), pairs.Where(p => p.Late).Select(p => p.OrderNo).Distinct().Count()));
    }

    private static string Key(PairRow pair) => $"{pair.SampleId}|{pair.Stratum}";

    private static ItemPair Pair(PairRow p) => new(p.Item, Judged(p.FirstAnswer, p.FirstFailed), Judged(p.SecondAnswer, p.SecondFailed));

    private static bool? Judged(string answer, long failed) => failed == 1 ? true : answer switch { "ok" => false, "fail" => true, _ => null };

    private static Estimate Rate(IReadOnlyList<PairRow> pairs, Dictionary<string, Stratum> weights) => OmissionRate.Of(
        [.. pairs.GroupBy(p => p.OrderNo).Select(g =>
        {
            var found = g.Select(Pair).Where(p => p is { FirstFailed: not null, SecondFailed: true }).ToList();
            return new ReinspectedVisit(Key(g.First()), found.Count, found.Count(p => p.FirstFailed == false));
        })],
        weights);

    private static List<GroupCount> Counts(IEnumerable<PairRow> pairs, Func<PairRow, string> group) =>
    [
        .. pairs.GroupBy(group).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g =>
        {
            var found = g.Select(Pair).Where(p => p is { FirstFailed: not null, SecondFailed: true }).ToList();
            return new GroupCount(g.Key, found.Count(p => p.FirstFailed == false), found.Count);
        }),
    ];

    /// <summary>Null when no pair was compared: then nothing can be said of what nobody found.</summary>
    private static HiddenView? Hidden(IReadOnlyList<ItemTable> tables)
    {
        var some = tables.Where(t => t.BothFailed + t.Missed + t.OnlyFirst + t.BothPassed > 0).ToList();
        if (some.Count == 0) return null;
        var counted = CaptureRecapture.Chapman(
            some.Sum(t => t.BothFailed + t.OnlyFirst), some.Sum(t => t.Defects), some.Sum(t => t.BothFailed));
        // Bit 0 is the first crew, bit 1 the second.
        var latent = LatentClass.Fit([.. some.Select(t => new PatternCounts(t.Item, [t.BothPassed, t.OnlyFirst, t.Missed, t.BothFailed]))], seed: 1);
        return new(counted, latent);
    }
}

/// <summary>What the inspections of a period missed.</summary>
/// <param name="Overall">Omission rate of all items that cannot honestly change in between.</param>
/// <param name="Items">By item.</param>
/// <param name="Crews">By first crew, raw and shrunk.</param>
/// <param name="Areas">By area, raw and shrunk.</param>
/// <param name="Changeable">2×2 tables of the items that may honestly change, apart; no rate is made of them.</param>
/// <param name="Hidden">Defects nobody found; null when nothing was compared.</param>
/// <param name="Sample">What it rests on.</param>
public sealed record OmissionView(
    Estimate Overall,
    IReadOnlyList<ItemLine> Items,
    IReadOnlyList<GroupRate> Crews,
    IReadOnlyList<GroupRate> Areas,
    IReadOnlyList<ItemTable> Changeable,
    HiddenView? Hidden,
    SampleView Sample);

/// <summary>One item: its table and its weighted rate.</summary>
public sealed record ItemLine(ItemTable Table, Estimate Omission);

/// <summary>Defects nobody found, by two methods.</summary>
/// <param name="Counted">Chapman's count: takes every call of a defect as true.</param>
/// <param name="Latent">Latent classes: neither crew is taken as infallible.</param>
public sealed record HiddenView(DefectCount Counted, LatentFit Latent);

/// <summary>The sample behind the rates.</summary>
/// <param name="Visits">Visits of the period that could be drawn.</param>
/// <param name="Drawn">Drawn.</param>
/// <param name="Compared">With an accepted second visit in time.</param>
/// <param name="Waiting">Second visit not finished yet.</param>
/// <param name="Late">Second visit after its day; left out.</param>
public sealed record SampleView(long Visits, long Drawn, long Compared, long Waiting, long Late);
