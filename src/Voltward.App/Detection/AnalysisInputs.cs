using System.Globalization;
using Voltward.Analytics.Readings;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Detection;

/// <summary>What an analysis is made from.</summary>
internal sealed class AnalysisInputs
{
    public required Archive Archive { get; init; }

    public required PointContext Context { get; init; }

    /// <summary>Areas of each bucket with their points, in order of number.</summary>
    public required IReadOnlyList<(int Bucket, IReadOnlyList<(string AreaNo, Archive.PointEntry[] Points)> Areas)> Buckets { get; init; }

    /// <summary>Hash over lake parts and archive rows.</summary>
    public required string DataId { get; init; }

    /// <summary>First and last day that have readings, cut at the decision day; null when there are none.</summary>
    public static Task<AnalysisSpan?> ExtentAsync(Database database, DateOnly? asOf, CancellationToken stop) =>
        ExtentAsync(database, "dataset in ('energy', 'interval')", asOf, stop);

    /// <summary>The same for a company that has bills only.</summary>
    public static Task<AnalysisSpan?> BillExtentAsync(Database database, DateOnly? asOf, CancellationToken stop) =>
        ExtentAsync(database, "dataset = 'bill'", asOf, stop);

    /// <summary>Whether anybody has bills who has no score yet.</summary>
    public static async Task<bool> HasOtherBillsAsync(Database database, Lake lake, IEnumerable<string> scored, CancellationToken stop)
    {
        await using (var look = await database.LookAsync(Actor.System, stop))
        {
            if (await look.ScalarAsync<long>("select count(*) from lake_part where dataset = 'bill'") == 0) return false;
        }

        await using var connection = await lake.OpenAsync(stop);
        CachePoints.Execute(connection, "create temp table scored (customer varchar)");
        using (var appender = connection.CreateAppender("scored"))
        {
            foreach (var customer in scored) appender.CreateRow().AppendValue(customer).EndRow();
        }

        using var command = connection.CreateCommand();
        command.CommandText = "select exists (select 1 from bill b anti join scored s using (customer))";
        return Convert.ToBoolean(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static async Task<AnalysisSpan?> ExtentAsync(Database database, string which, DateOnly? asOf, CancellationToken stop)
    {
        await using var look = await database.LookAsync(Actor.System, stop);
        var row = await look.FindAsync<Extent>($"select min(first_day) as First, max(last_day) as Last from lake_part where {which}");
        if (row?.First is not { } first || row.Last is not { } last) return null;
        var end = asOf is { } day && day < last ? day : last;
        return end < first ? null : new AnalysisSpan(first, first, end);
    }

    /// <summary>Loads the archive while the cache takes up new days: the two need different things.</summary>
    public static async Task<AnalysisInputs> LoadAsync(Database database, Lake lake, BuildCache cache, AnalysisSpan span, CancellationToken stop)
    {
        var loading = Task.Run(() => ArchiveAsync(database, span, stop), stop);
        var built = await cache.RunAsync(stop);
        await using var connection = await lake.OpenAsync(stop);
        var context = PointContext.Load(connection, span.First, span.AsOf);
        var (archive, identity) = await loading;
        var buckets = ByBucket(archive, built.Layout);
        return new AnalysisInputs { Archive = archive, Context = context, Buckets = buckets, DataId = await identity };
    }

    private static async Task<(Archive Archive, Task<string> DataId)> ArchiveAsync(Database database, AnalysisSpan span, CancellationToken stop)
    {
        var sessions = await SameStateAsync(database, Archive.Sessions, stop);
        try
        {
            var archive = await Archive.LoadAsync(sessions, span.First, span.AsOf);
            var parts = await sessions[0].QueryAsync<string>("select sha256 from lake_part order by part_file");
            return (archive, Task.Run(() => DataIdentity.Of(archive, parts, span), stop));
        }
        finally
        {
            foreach (var session in sessions) await session.DisposeAsync();
        }
    }

    /// <summary>
    /// Sessions that see one state. Whatever changes the archive adds to the trail in the same transaction, so that those who see the same last entry see
    /// the same archive; when something was written between the first and the last, all are begun again.
    /// </summary>
    internal static async Task<IReadOnlyList<Session>> SameStateAsync(Database database, int count, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var (sessions, entries, isSame) = (new List<Session>(), new HashSet<long>(), false);
            try
            {
                for (var n = 0; n < count; n++)
                {
                    sessions.Add(await database.LookAsync(Actor.System, stop));
                    entries.Add(await sessions[n].ScalarAsync<long>("select coalesce(max(seq), 0) from trail_entry"));
                }

                isSame = entries.Count == 1;
                if (isSame) return sessions;
            }
            finally
            {
                // Whoever cancels or cannot be answered leaves no reader behind either.
                foreach (var session in isSame ? [] : sessions) await session.DisposeAsync();
            }
        }
    }

    /// <summary>Areas of each bucket with their points; whoever comes back to an area belongs to it once.</summary>
    internal static List<(int Bucket, IReadOnlyList<(string AreaNo, Archive.PointEntry[] Points)> Areas)> ByBucket(Archive archive, CacheLayout layout)
    {
        var members = archive.Areas.Keys.ToDictionary(a => a, _ => new List<Archive.PointEntry>());
        foreach (var point in archive.Points)
        {
            for (var s = 0; s < point.Stays.Count; s++)
            {
                if (members.TryGetValue(point.Stays[s].AreaNo, out var list) && (list.Count == 0 || !ReferenceEquals(list[^1], point))) list.Add(point);
            }
        }

        return [.. archive.Areas.Keys.GroupBy(layout.BucketOf).OrderBy(g => g.Key)
            .Select(g => (g.Key, (IReadOnlyList<(string, Archive.PointEntry[])>)[.. g.Select(a => (a, members[a].ToArray()))]))];
    }

    private sealed class Extent
    {
        public DateOnly? First { get; init; }

        public DateOnly? Last { get; init; }
    }
}
