using System.Collections.Concurrent;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>
/// Mapped buckets of one analysis. A bucket that comes back stays mapped for the next step as long as not too many files are: a process may map some
/// 65,000, and a year of four million customers has 45,000.
/// </summary>
/// <param name="open">Maps a bucket.</param>
/// <param name="most">Files that are kept mapped.</param>
internal sealed class OpenBuckets(Func<int, BucketReadings> open, int most = 20_000) : IDisposable
{
    private readonly ConcurrentDictionary<int, BucketReadings> _kept = new();
    private int _maps;

    /// <summary>Files that are mapped between two steps.</summary>
    public int Maps => _maps;

    /// <summary>A bucket to read from until the lease is given back.</summary>
    public Lease Take(int bucket) => new(this, bucket, _kept.GetValueOrDefault(bucket) ?? open(bucket));

    /// <summary>Lets a bucket go for good; nobody may be reading it.</summary>
    public void Drop(int bucket)
    {
        if (!_kept.TryRemove(bucket, out var readings)) return;
        Interlocked.Add(ref _maps, -readings.Maps);
        readings.Dispose();
    }

    public void Dispose()
    {
        foreach (var bucket in _kept.Keys) Drop(bucket);
    }

    private void Back(int bucket, BucketReadings readings)
    {
        if (ReferenceEquals(_kept.GetValueOrDefault(bucket), readings)) return;
        if (Interlocked.Add(ref _maps, readings.Maps) <= most && _kept.TryAdd(bucket, readings)) return;
        Interlocked.Add(ref _maps, -readings.Maps);
        readings.Dispose();
    }

    /// <summary>The right to read a bucket.</summary>
    internal readonly struct Lease(OpenBuckets owner, int bucket, BucketReadings readings) : IDisposable
    {
        public BucketReadings Readings => readings;

        public void Dispose() => owner.Back(bucket, readings);
    }
}
