using Voltward.Analytics.Inspections;
using Voltward.App.Evidence;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>
/// Which visits of a period should be looked at again first (检查记录复核排序). The score compares what was written with what the meter, the clock, the
/// map and other visits say. It asks for a review and accuses nobody.
/// </summary>
public sealed class ScoreVisits(Database database, EvidenceFiles files, AroundVisits remote, InspectionShelf rules)
{
    /// <param name="Visits">Visits scored.</param>
    /// <param name="Review">How many reviewers are asked to look at: the company's share, those without any reason left out.</param>
    /// <param name="Scores">Every visit with a reason, highest first.</param>
    /// <param name="Compared">How many had a remote reading of their minute.</param>
    public sealed record Scored(int Visits, int Review, IReadOnlyList<VisitScore> Scores, int Compared)
    {
        /// <summary>Where and when each visit was, by visit.</summary>
        public IReadOnlyDictionary<string, (string Place, DateTimeOffset StartedAt)> Seen { get; init; } = new Dictionary<string, (string, DateTimeOffset)>();
    }

    public async Task<Outcome<Scored>> RunAsync(DateOnly from, DateOnly until, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Reviewer, Role.Manager)) return AccessProblems.RoleMissing(Role.Reviewer, Role.Manager);
        if (until < from) return QualityProblems.PeriodSenseless;
        IReadOnlyList<ScoredVisitRow> rows;
        ILookup<string, ScoredValueRow> values;
        ILookup<string, ScoredPhotoRow> photos;
        IReadOnlyDictionary<string, PictureHash?> hashes;
        await using (var work = await database.BeginAsync(actor, stop))
        {
            rows = await work.ScoredVisitsAsync(from, until);
            values = (await work.ScoredValuesAsync(from, until)).ToLookup(v => v.VisitId);
            photos = (await work.ScoredPhotosAsync(from, until)).ToLookup(p => p.VisitId);
            hashes = await PictureHashes.KnownAsync(work, files, [.. photos.SelectMany(g => g).Select(p => p.Sha256)], stop);
            await work.CommitAsync("quality.visits-scored", $"visits/{from:yyyy-MM-dd}/{until:yyyy-MM-dd}", new { visits = rows.Select(r => r.VisitId).Distinct().Count() }, stop: stop);
        }

        var visits = rows.GroupBy(r => r.VisitId).Select(g => (Row: g.First(), People: g.Select(r => r.PersonId).ToList())).ToList();
        var readings = await remote.MinutesAsync([.. visits.Select(v => v.Row).Where(r => r is { CustomerNo: not null, UsagePointNo: not null, Ct: 0 }).Select(Asked)], stop);
        var seen = visits.Select(v => Seen(v.Row, v.People, [.. values[v.Row.VisitId]], [.. photos[v.Row.VisitId].Select(p => new SeenPhoto(p.Sha256, hashes[p.Sha256]))], readings.GetValueOrDefault(v.Row.VisitId))).ToList();
        var scores = VisitSuspicion.Score(VisitComparison.Traits(seen)).Where(s => s.Score > 0).ToList();
        var review = Math.Min(scores.Count, (int)Math.Ceiling(rules.Quality(until).ReviewShare * visits.Count));
        return new Scored(visits.Count, review, scores, readings.Count) { Seen = seen.ToDictionary(v => v.VisitId, v => (v.Place, v.StartedAt)) };
    }

    private static MinuteAsked Asked(ScoredVisitRow row)
    {
        var local = (row.MeasuredAt ?? row.StartedAt).ToOffset(CompanyTime.Offset);
        return new(row.VisitId, row.CustomerNo!, row.UsagePointNo!, DateOnly.FromDateTime(local.DateTime), (local.Hour * 60) + local.Minute);
    }

    private static SeenVisit Seen(ScoredVisitRow row, IReadOnlyList<string> people, IReadOnlyList<ScoredValueRow> values, IReadOnlyList<SeenPhoto> photos, MinuteReading? remote) => new()
    {
        VisitId = row.VisitId,
        Place = row.CustomerNo ?? row.AreaNo ?? row.VisitId,
        People = people,
        StartedAt = row.StartedAt,
        FinishedAt = row.FinishedAt ?? row.StartedAt,
        Items = (int)row.Items,
        Longitude = row.Longitude ?? double.NaN,
        Latitude = row.Latitude ?? double.NaN,
        Values = [.. values.Where(v => v.Quantity != "reading").Select(v => new SeenValue(v.Quantity, v.Phase ?? "", v.Value))],
        Photos = photos,
        ReadingGap = Register(values) is { } read && remote?.RegisterKwh is { } expected ? Math.Abs(read - expected) / remote.RegisterToleranceKwh : double.NaN,
        PowerGap = PowerKw(values) is { } power && remote?.PowerKw is { } mean ? Math.Abs(power - mean) / Math.Max(0.3, remote.PowerChangeKw) : double.NaN,
    };

    /// <summary>The one register value written down; null when there are several, since each register has its own.</summary>
    private static double? Register(IEnumerable<ScoredValueRow> values) => values.Where(v => v.Quantity == "reading").ToList() is [{ } only] ? only.Value : null;

    /// <summary>Power as measured, else voltage times current of each phase.</summary>
    internal static double? PowerKw(IReadOnlyList<ScoredValueRow> values)
    {
        var measured = values.Where(v => v.Quantity == "power").ToList();
        if (measured.Count > 0) return measured.Sum(v => v.Value);
        var volts = values.Where(v => v is { Quantity: "voltage", Phase: not null and not "N" }).DistinctBy(v => v.Phase).ToDictionary(v => v.Phase!, v => v.Value);
        var amps = values.Where(v => v is { Quantity: "current", Phase: not null and not "N" }).DistinctBy(v => v.Phase).ToList();
        return amps.Count == 0 || amps.Any(a => !volts.ContainsKey(a.Phase!)) ? null : amps.Sum(a => a.Value * volts[a.Phase!] / 1e3);
    }
}
