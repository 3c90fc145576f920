using Voltward.Analytics.Readings;
using Voltward.App.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>A bucket stays mapped between two steps of an analysis, as long as not too many files are.</summary>
public sealed class OpenBucketsTests : IDisposable
{
    private const int Days = 3;
    private static readonly DateOnly First = new(2026, 1, 1);
    private readonly string _cache = Directory.CreateTempSubdirectory("voltward-buckets-").FullName;
    private int _opened;

    public void Dispose() => Directory.Delete(_cache, recursive: true);

    [Fact]
    public void A_bucket_that_came_back_is_not_mapped_again_until_it_is_let_go()
    {
        using var open = new OpenBuckets(Map);
        Assert.Equal(10, Read(open, 0));
        Assert.Equal(10, Read(open, 0));
        Assert.Equal((1, Days), (_opened, open.Maps));
        open.Drop(0);
        Assert.Equal(0, open.Maps);
        Assert.Equal(10, Read(open, 0));
        Assert.Equal(2, _opened);
    }

    [Fact]
    public void No_more_files_than_allowed_stay_mapped_and_every_bucket_is_read_all_the_same()
    {
        using var open = new OpenBuckets(Map, most: (2 * Days) + 1);
        for (var round = 0; round < 2; round++)
        {
            for (var bucket = 0; bucket < 4; bucket++) Assert.Equal(10 + bucket, Read(open, bucket));
        }

        Assert.Equal((2 * Days, 4 + 2), (open.Maps, _opened));
    }

    [Fact]
    public void Two_readers_of_a_bucket_at_once_keep_one_mapping()
    {
        using var open = new OpenBuckets(Map);
        using (var one = open.Take(1))
        {
            using var other = open.Take(1);
            Assert.Equal(11, one.Readings.Day(CacheDataset.Energy, 0)[0]);
            Assert.Equal(11, other.Readings.Day(CacheDataset.Energy, 0)[0]);
        }

        Assert.Equal((2, Days), (_opened, open.Maps));
        Assert.Equal(11, Read(open, 1));
        Assert.Equal(2, _opened);
    }

    private static float Read(OpenBuckets open, int bucket)
    {
        using var lease = open.Take(bucket);
        return lease.Readings.Day(CacheDataset.Energy, Days - 1)[0];
    }

    private BucketReadings Map(int bucket)
    {
        _opened++;
        var folder = Path.Combine(CacheLayout.Folder(_cache, bucket), CacheDataset.Energy.Name);
        var points = new PointList();
        points.Add("P");
        points.Save(Path.Combine(folder, "points.txt"));
        for (var day = 0; day < Days; day++) DayFile.Write(folder, First.AddDays(day), 1, 1, [10f + bucket]);
        return BucketReadings.Open(_cache, bucket, First, Days);
    }
}
