namespace Voltward.Analytics.Readings;

/// <summary>
/// The mapped readings of one bucket over a run of days. Reading past the decision day is impossible: days outside
/// <see cref="First"/> … <see cref="First"/> + <see cref="Days"/> − 1 are not opened.
/// </summary>
public sealed class BucketReadings : IDisposable
{
    private readonly Dictionary<string, Mapped> _datasets = new(StringComparer.Ordinal);

    private const int DaysAtOnce = 16;
    private readonly float[] _missing;

    private BucketReadings(DateOnly first, int days)
    {
        (First, Days, _missing) = (first, days, new float[days]);
        Array.Fill(_missing, float.NaN);
    }

    public DateOnly First { get; }

    public int Days { get; }

    /// <summary>Files that are mapped.</summary>
    public int Maps { get; private set; }

    /// <summary>Maps the days of a bucket.</summary>
    /// <param name="cache">Folder of the whole cache.</param>
    /// <param name="bucket">Which bucket.</param>
    /// <param name="first">First day.</param>
    /// <param name="days">Number of days, 1 or more.</param>
    public static BucketReadings Open(string cache, int bucket, DateOnly first, int days)
    {
        var readings = new BucketReadings(first, days);
        foreach (var dataset in CacheDataset.All)
        {
            var folder = Path.Combine(CacheLayout.Folder(cache, bucket), dataset.Name);
            var points = PointsOf(cache, bucket, dataset);
            var files = new DayFile?[days];
            if (points.Count > 0)
            {
                for (var d = 0; d < days; d++) files[d] = DayFile.Open(folder, first.AddDays(d), dataset.Width);
            }

            readings.Maps += files.Count(f => f is not null);

            readings._datasets.Add(dataset.Name, new Mapped(points, files));
        }

        return readings;
    }

    /// <summary>Points of a dataset in a bucket, without mapping its days.</summary>
    public static PointList PointsOf(string cache, int bucket, CacheDataset dataset) =>
        PointList.Load(Path.Combine(CacheLayout.Folder(cache, bucket), dataset.Name, "points.txt"));

    /// <summary>Points of a dataset by ordinal.</summary>
    public PointList Points(CacheDataset dataset) => _datasets[dataset.Name].Points;

    /// <summary>All values of one day, by ordinal; empty when nothing was read that day.</summary>
    public ReadOnlySpan<float> Day(CacheDataset dataset, int day) =>
        _datasets[dataset.Name].Files[day] is { } file ? file.Values : [];

    /// <summary>Rows of all days of a dataset with one value per day; the bucket must stay open while they are read.</summary>
    public DayRow Rows(CacheDataset dataset)
    {
        var files = _datasets[dataset.Name].Files;
        return day => files[day] is { } file ? file.Values : [];
    }

    /// <summary>Copies one point's values, <c>Days × Width</c>, NaN where missing; false when the dataset does not know the point.</summary>
    public bool CopyTo(CacheDataset dataset, string point, Span<float> values) => CopyTo(dataset, point, 0, values);

    /// <summary>Copies the values of some consecutive days, as many as the buffer has room for.</summary>
    public bool CopyTo(CacheDataset dataset, string point, int firstDay, Span<float> values)
    {
        values.Fill(float.NaN);
        var mapped = _datasets[dataset.Name];
        var ordinal = mapped.Points.Find(point);
        if (ordinal < 0) return false;
        for (var d = 0; d < values.Length / dataset.Width; d++)
        {
            if (mapped.Files[firstDay + d] is { } file) file.Of(ordinal).CopyTo(values[(d * dataset.Width)..]);
        }

        return true;
    }

    /// <summary>Ordinals of several points of a dataset, −1 where it does not know them; they stay true for every later mapping.</summary>
    public int[] Places(CacheDataset dataset, IReadOnlyList<string> points)
    {
        var list = _datasets[dataset.Name].Points;
        var places = new int[points.Count];
        for (var i = 0; i < places.Length; i++) places[i] = list.Find(points[i]);
        return places;
    }

    /// <summary>
    /// Values of several points of a dataset with one value per day, <c>float[N][Days]</c>, NaN where missing. Day by day, because points
    /// of an area lie side by side in a day. Points that the dataset does not know share one array: read, never write.
    /// </summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="places">Ordinals, as <see cref="Places"/> gives them.</param>
    /// <param name="loan">Where the arrays come from; null: they are new.</param>
    public float[][] Series(CacheDataset dataset, int[] places, SeriesStore.Loan? loan = null)
    {
        var files = _datasets[dataset.Name].Files;
        var series = new float[places.Length][];
        var known = 0;
        for (var i = 0; i < places.Length; i++)
        {
            series[i] = places[i] < 0 ? _missing : loan?.Take() ?? new float[Days];
            if (places[i] >= 0) known++;
        }

        for (var from = 0; from < Days && known > 0; from += DaysAtOnce) Copy(files.AsSpan(from, Math.Min(DaysAtOnce, Days - from)), places, series, from);
        return series;
    }

    /// <summary>A few days of every point: the days lie far apart and so do the series, and both are gone through in runs.</summary>
    private static unsafe void Copy(ReadOnlySpan<DayFile?> files, int[] at, float[][] series, int from)
    {
        var values = stackalloc float*[files.Length];
        var fewest = int.MaxValue;
        for (var d = 0; d < files.Length; d++)
        {
            values[d] = files[d] is { } file ? file.Start : null;
            fewest = Math.Min(fewest, files[d]?.Count ?? 0);
        }

        for (var i = 0; i < at.Length; i++)
        {
            var place = at[i];
            if (place < 0) continue;
            var to = series[i].AsSpan(from, files.Length);
            if (place < fewest)
            {
                for (var d = 0; d < to.Length; d++) to[d] = values[d][place];
            }
            else
            {
                for (var d = 0; d < to.Length; d++) to[d] = files[d] is { } file && place < file.Count ? values[d][place] : float.NaN;
            }
        }
    }

    /// <summary>Whether the dataset knows the point at all.</summary>
    public bool Has(CacheDataset dataset, string point) => _datasets[dataset.Name].Points.Find(point) >= 0;

    public void Dispose()
    {
        foreach (var mapped in _datasets.Values)
        {
            foreach (var file in mapped.Files) file?.Dispose();
        }
    }

    private sealed record Mapped(PointList Points, DayFile?[] Files);
}
