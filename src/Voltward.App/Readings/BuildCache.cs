using System.Globalization;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using Voltward.Analytics.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Readings;

/// <summary>
/// Brings the readings cache up to date with the lake: writes the day files that are missing or were made from another state of
/// the lake, and leaves the rest alone. The cache may be deleted at any time; the next run builds it anew.
/// </summary>
public sealed class BuildCache(Database database, DataFolder folder, Lake lake)
{
    /// <summary>A file is mapped for each day and bucket, and a process may map some 65,000: a million points for a year are 11,680 files.</summary>
    private const int PointsPerBucket = 32_768;

    private const int MaximumBuckets = 1024;
    private const long ChunkBytes = 256L << 20;

    /// <summary>What a run did.</summary>
    /// <param name="Layout">How the cache is cut.</param>
    /// <param name="DaysWritten">Days whose files were written.</param>
    /// <param name="DaysKept">Days whose files were up to date.</param>
    public sealed record Report(CacheLayout Layout, int DaysWritten, int DaysKept);

    /// <summary>Every point that has its place, with the area whose bucket that is.</summary>
    private const string Places =
        """
        select usage_point_no as Point, coalesce(area_no, '') as Area from usage_point where known_to > @now
        union all select 'A:' || area_no, area_no from transformer_area where known_to > @now
        union all select 'F:' || feeder_no, '' from feeder where known_to > @now
        """;

    /// <summary>Folder of the readings cache.</summary>
    public string Root => Path.Combine(folder.Cache, "readings");

    public async Task<Report> RunAsync(CancellationToken stop)
    {
        await using var look = await database.LookAsync(Actor.System, stop);
        var wanted = Signatures(await look.QueryAsync<Part>(
            """
            select part_file as File, sha256 as Sha256, revision as Revision, first_day as FirstDay, last_day as LastDay
            from lake_part where dataset in ('energy', 'interval', 'curve') order by dataset, part_file
            """));

        var layout = CacheLayout.Find(Root) ?? NewLayout(await look.ScalarAsync<int>($"select count(*) from ({Places}) p", new { now = look.Now }));
        var points = new CachePoints(Root, layout);
        await PlaceAsync(look, points, layout);
        var dirty = wanted.Where(w => !UpToDate(layout, w.Key, w.Value)).Select(w => w.Key).ToHashSet();
        using var connection = await lake.OpenAsync(stop);
        dirty.UnionWith(DaysOfNewPlaces(connection, points, wanted.Keys.Except(dirty).Any()));
        RemoveDays(layout, wanted);
        if (dirty.Count > 0) Fill(connection, points, layout, [.. dirty.Order()], wanted);
        points.Save();
        return new Report(layout, dirty.Count, wanted.Count - dirty.Count);
    }

    /// <summary>Buckets of every point that the archive knows; a million rows go by and none becomes an object.</summary>
    private static async Task PlaceAsync(Look look, CachePoints points, CacheLayout layout)
    {
        // Nearly every point has stood in one bucket all its life: those share one array.
        int[][] alone = [.. Enumerable.Range(0, layout.Buckets).Select(b => (int[])[b])];
        var (lastArea, lastBucket) = ("", 0);
        await look.EachAsync(Places, new { now = look.Now }, row =>
        {
            var (point, area) = (row.GetString(0), row.GetString(1));
            if (area.Length == 0 || area != lastArea) (lastArea, lastBucket) = (area, layout.BucketOf(area.Length == 0 ? point : area));
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(points.Buckets, point, out var exists);
            if (!exists) known = alone[lastBucket];
            else if (!known!.Contains(lastBucket)) known = [.. known!.Append(lastBucket).Order()];
        });
    }

    private CacheLayout NewLayout(int points)
    {
        if (Directory.Exists(Root)) Directory.Delete(Root, recursive: true);
        var buckets = 1;
        while (buckets < MaximumBuckets && buckets * PointsPerBucket < points) buckets *= 2;
        var layout = new CacheLayout(CacheLayout.CurrentVersion, buckets);
        layout.Save(Root);
        return layout;
    }

    /// <summary>What each day of the lake is made of: a hash over the parts that cover it.</summary>
    private static SortedDictionary<DateOnly, ulong> Signatures(IReadOnlyList<Part> parts)
    {
        var days = new SortedDictionary<DateOnly, ulong>();
        foreach (var part in parts)
        {
            var hash = CacheLayout.Hash(string.Create(CultureInfo.InvariantCulture, $"{part.File}:{part.Sha256}:{part.Revision}"));
            for (var day = part.FirstDay; day <= part.LastDay; day = day.AddDays(1))
            {
                days[day] = unchecked((days.GetValueOrDefault(day, 17UL) * 0x100000001b3) ^ hash);
            }
        }

        return days;
    }

    private bool UpToDate(CacheLayout layout, DateOnly day, ulong signature)
    {
        for (var bucket = 0; bucket < layout.Buckets; bucket++)
        {
            if (DayFile.Signature(DatasetFolder(bucket, CacheDataset.Energy), day) != signature) return false;
        }

        return true;
    }

    /// <summary>Days that hold readings of points that have come into a bucket since the other days were written.</summary>
    private static HashSet<DateOnly> DaysOfNewPlaces(DuckDBConnection lake, CachePoints points, bool anyKept)
    {
        var fresh = points.Fresh(CacheDataset.Energy);
        if (!anyKept || fresh.Count == 0) return [];
        CachePoints.Execute(lake, "create or replace temp table fresh (point varchar)");
        using (var appender = lake.CreateAppender("fresh"))
        {
            foreach (var point in fresh) appender.CreateRow().AppendValue(point).EndRow();
        }

        using var command = lake.CreateCommand();
        command.CommandText = "select distinct day from (select point, day from energy union all select point, day from interval "
            + "union all select point, day from curve) where point in (select point from fresh)";
        using var reader = command.ExecuteReader();
        var days = new HashSet<DateOnly>();
        while (reader.Read()) days.Add(reader.GetFieldValue<DateOnly>(0));
        return days;
    }

    private void RemoveDays(CacheLayout layout, SortedDictionary<DateOnly, ulong> wanted)
    {
        for (var bucket = 0; bucket < layout.Buckets; bucket++)
        {
            foreach (var dataset in CacheDataset.All)
            {
                var days = DatasetFolder(bucket, dataset);
                if (!Directory.Exists(days)) continue;
                foreach (var file in Directory.EnumerateFiles(days, "*.f32"))
                {
                    var name = Path.GetFileNameWithoutExtension(file);
                    if (!DateOnly.TryParseExact(name, "yyyy-MM-dd", out var day) || !wanted.ContainsKey(day)) File.Delete(file);
                }
            }
        }
    }

    private void Fill(
        DuckDBConnection connection, CachePoints points, CacheLayout layout, DateOnly[] dirty, SortedDictionary<DateOnly, ulong> wanted)
    {
        var filter = dirty.Length == wanted.Count ? "true" : $"day in ({CachePoints.Days(dirty)})";
        points.Register(connection, CacheDataset.Energy, "place_energy", Keys(connection, "energy", "''", filter));
        points.Register(connection, CacheDataset.Energy, "place_energy_of_interval", Keys(connection, "interval", "''", filter));
        points.Register(connection, CacheDataset.Interval, "place_interval", Keys(connection, "interval", "''", filter));
        points.Register(connection, CacheDataset.CurveU, "place_curve", Keys(connection, "curve", "phase", filter));
        points.Save();

        var perDay = Enumerable.Range(0, layout.Buckets).Sum(b =>
            (16L * points.List(CacheDataset.Energy, b).Count)
            + (800L * points.List(CacheDataset.Interval, b).Count) + (1600L * points.List(CacheDataset.CurveU, b).Count));
        var chunk = (int)Math.Clamp(ChunkBytes / Math.Max(1, perDay), 1, 31);
        foreach (var days in dirty.Chunk(chunk))
        {
            var fill = new CacheFill(points, layout.Buckets, days);
            fill.Load(connection);
            fill.Write(Root, days.Select(d => wanted.GetValueOrDefault(d)).ToArray());
        }
    }

    private static List<(string Point, string Phase)> Keys(DuckDBConnection lake, string dataset, string phase, string filter)
    {
        using var command = lake.CreateCommand();
        command.CommandText = $"select distinct point, {phase} from {dataset} where {filter} order by 1, 2";
        using var reader = command.ExecuteReader();
        var keys = new List<(string, string)>();
        while (reader.Read()) keys.Add((reader.GetString(0), reader.GetString(1)));
        return keys;
    }

    private string DatasetFolder(int bucket, CacheDataset dataset) => Path.Combine(CacheLayout.Folder(Root, bucket), dataset.Name);

    private sealed class Part
    {
        public string File { get; init; } = "";

        public string Sha256 { get; init; } = "";

        public long Revision { get; init; }

        public DateOnly FirstDay { get; init; }

        public DateOnly LastDay { get; init; }
    }
}
