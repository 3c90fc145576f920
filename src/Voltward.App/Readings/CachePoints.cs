using System.Globalization;
using DuckDB.NET.Data;
using Voltward.Analytics.Readings;

namespace Voltward.App.Readings;

/// <summary>
/// Where each point stands in the cache: its bucket and its ordinal per dataset. A point that moved between areas of two
/// buckets stands in both. A point that the archive does not know stands alone, under its own number.
/// </summary>
internal sealed class CachePoints(string cache, CacheLayout layout)
{
    private readonly Dictionary<(string Dataset, int Bucket), PointList> _lists = [];
    private readonly HashSet<(string Dataset, int Bucket)> _grown = [];

    /// <summary>Buckets of the points that the archive knows.</summary>
    public Dictionary<string, int[]> Buckets { get; } = new(StringComparer.Ordinal);

    public PointList List(CacheDataset dataset, int bucket)
    {
        if (!_lists.TryGetValue((dataset.Name, bucket), out var list))
        {
            _lists.Add((dataset.Name, bucket), list = PointList.Load(File(dataset, bucket)));
        }

        return list;
    }

    public int[] BucketsOf(string point) =>
        Buckets.TryGetValue(point, out var known) ? known : [layout.BucketOf(point)];

    /// <summary>Registers points in a dataset and puts a table (point, phase, bucket, ord) for joins into DuckDB.</summary>
    public void Register(DuckDBConnection lake, CacheDataset dataset, string table, IEnumerable<(string Point, string Phase)> keys)
    {
        Execute(lake, $"create or replace temp table {table} (point varchar, phase varchar, bucket integer, ord integer)");
        using var appender = lake.CreateAppender(table);
        foreach (var (point, phase) in keys)
        {
            foreach (var bucket in BucketsOf(point))
            {
                var ordinal = Place(dataset, bucket, phase.Length == 0 ? point : CacheDataset.PhaseKey(point, phase));
                appender.CreateRow().AppendValue(point).AppendValue(phase).AppendValue(bucket).AppendValue(ordinal).EndRow();
            }
        }
    }

    /// <summary>Gives every point that the archive knows its place in a dataset.</summary>
    /// <returns>Points that were new in some bucket although the dataset had been filled before.</returns>
    public IReadOnlyList<string> Fresh(CacheDataset dataset)
    {
        var fresh = new List<string>();
        foreach (var (point, buckets) in Buckets)
        {
            foreach (var bucket in buckets)
            {
                if (List(dataset, bucket).Find(point) < 0) fresh.Add(point);
            }
        }

        fresh.Sort(StringComparer.Ordinal);
        foreach (var point in fresh)
        {
            foreach (var bucket in Buckets[point]) Place(dataset, bucket, point);
        }

        return fresh;
    }

    private int Place(CacheDataset dataset, int bucket, string key)
    {
        var list = List(dataset, bucket);
        var before = list.Count;
        var ordinal = list.Add(key);
        if (list.Count > before) _grown.Add((dataset.Name, bucket));
        return ordinal;
    }

    /// <summary>Keeps the lists that grew. Must come before the day files that use the new ordinals.</summary>
    public void Save()
    {
        foreach (var (name, bucket) in _grown) _lists[(name, bucket)].Save(Path.Combine(CacheLayout.Folder(cache, bucket), name, "points.txt"));
        _grown.Clear();
    }

    public static void Execute(DuckDBConnection lake, string sql)
    {
        using var command = lake.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static string Days(IEnumerable<DateOnly> days) =>
        string.Join(", ", days.Select(d => string.Create(CultureInfo.InvariantCulture, $"date '{d:yyyy-MM-dd}'")));

    private string File(CacheDataset dataset, int bucket) =>
        Path.Combine(CacheLayout.Folder(cache, bucket), dataset.Name, "points.txt");
}
