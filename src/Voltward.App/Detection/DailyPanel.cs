using Voltward.Analytics.Detection;
using Voltward.Analytics.Readings;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Detection;

/// <summary>Points with daily energy and the features of their series, read from the cache.</summary>
internal sealed class DailyPanel
{
    /// <summary>More history than this is left out: what somebody used four years ago says little of today.</summary>
    private const int HistoryDays = 1096;

    public required DateOnly First { get; init; }

    public required DateOnly AsOf { get; init; }

    public required IReadOnlyList<Entry> Points { get; init; }

    /// <summary>Row-major, in the order of the points, by <see cref="DailyFeatureNames"/>.</summary>
    public required float[] Features { get; init; }

    public int Days => AsOf.DayNumber - First.DayNumber + 1;

    public ReadOnlySpan<float> Row(int point) => Features.AsSpan(point * DailyFeatureNames.Count, DailyFeatureNames.Count);

    /// <summary>First and last day of the lake's energy, cut at the decision day; null when there are none.</summary>
    public static async Task<AnalysisSpan?> SpanAsync(Database database, DateOnly? asOf, CancellationToken stop)
    {
        if (await AnalysisInputs.ExtentAsync(database, asOf, stop) is not { } span) return null;
        var earliest = span.AsOf.AddDays(1 - HistoryDays);
        return span with { First = span.First > earliest ? span.First : earliest };
    }

    /// <summary>Features of every wanted point, up to the last day of the span. A point that the archive does not know stands for its customer.</summary>
    /// <param name="cache">The readings cache, up to date.</param>
    /// <param name="span">Days.</param>
    /// <param name="archive">Points of the archive.</param>
    /// <param name="wants">Whether a customer is wanted.</param>
    public static DailyPanel Load(BuildCache cache, AnalysisSpan span, IReadOnlyDictionary<string, ArchiveQueries.PointRow> archive, Func<string, bool> wants)
    {
        var (points, features) = (new List<Entry>(), new List<float>());
        var buckets = CacheLayout.Find(cache.Root)?.Buckets ?? 0;
        for (var bucket = 0; bucket < buckets; bucket++)
        {
            using var readings = BucketReadings.Open(cache.Root, bucket, span.First, span.Days);
            var known = readings.Points(CacheDataset.Energy).Points.Select((p, i) => (Entry: EntryOf(p, bucket, archive), Ordinal: i));
            var wanted = known.Where(k => !IsSupply(k.Entry.Point) && wants(k.Entry.Customer)).ToArray();
            if (wanted.Length == 0) continue;
            var all = DailyFeatures.Compute(readings);
            foreach (var (entry, ordinal) in wanted)
            {
                points.Add(entry);
                features.AddRange(all.AsSpan(ordinal * DailyFeatureNames.Count, DailyFeatureNames.Count));
            }
        }

        return new DailyPanel { First = span.First, AsOf = span.AsOf, Points = points, Features = [.. features] };
    }

    /// <summary>Whether the cache holds energy of a customer's point that is not among these.</summary>
    public static bool HasOthers(BuildCache cache, Func<string, bool> isKnown)
    {
        var buckets = CacheLayout.Find(cache.Root)?.Buckets ?? 0;
        return Enumerable.Range(0, buckets).Any(bucket => BucketReadings.PointsOf(cache.Root, bucket, CacheDataset.Energy).Points.Any(p => !IsSupply(p) && !isKnown(p)));
    }

    public static async Task<IReadOnlyDictionary<string, ArchiveQueries.PointRow>> ArchiveAsync(Database database, CancellationToken stop)
    {
        await using var look = await database.LookAsync(Actor.System, stop);
        return await ArchiveQueries.PointsAsync(look);
    }

    /// <summary>Series of some points, kWh a day, NaN = missing.</summary>
    public IReadOnlyDictionary<string, float[]> Series(BuildCache cache, IEnumerable<Entry> points)
    {
        var series = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var bucket in points.GroupBy(p => p.Bucket))
        {
            using var readings = BucketReadings.Open(cache.Root, bucket.Key, First, Days);
            foreach (var entry in bucket)
            {
                var values = new float[Days];
                readings.CopyTo(CacheDataset.Energy, entry.Point, values);
                series[entry.Point] = values;
            }
        }

        return series;
    }

    private static Entry EntryOf(string point, int bucket, IReadOnlyDictionary<string, ArchiveQueries.PointRow> archive) =>
        archive.TryGetValue(point, out var row) ? new Entry(point, row.Customer, row.OrgPath, bucket) : new Entry(point, point, "/", bucket);

    private static bool IsSupply(string point) => point.StartsWith("A:", StringComparison.Ordinal) || point.StartsWith("F:", StringComparison.Ordinal);

    /// <summary>A point, its customer, its place in the organisation, and where its readings lie.</summary>
    internal sealed record Entry(string Point, string Customer, string OrgPath, int Bucket);
}
