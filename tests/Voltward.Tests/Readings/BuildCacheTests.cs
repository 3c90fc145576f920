using System.Globalization;
using System.Text;
using Voltward.Analytics.Readings;
using Voltward.App.Readings;
using Voltward.Domain.Access;
using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>The nightly update of the cache: new days only, and the same bytes as a cache built anew.</summary>
public sealed class BuildCacheTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_day_is_added_alone_and_the_cache_equals_one_built_anew()
    {
        await using var x = await Importer.WithArchiveAsync();
        var cache = new BuildCache(x.Store.Database, x.Store.Folder, x.Lake);
        await LoadAsync(x, "first.csv", new DateOnly(2026, 1, 20), 20, 3);
        Assert.Equal((20, 0), Counts(await cache.RunAsync(Stop)));
        await LoadAsync(x, "second.csv", new DateOnly(2026, 2, 9), 1, 5);
        var written = Directory.GetFiles(cache.Root, "2026-01-20.f32", SearchOption.AllDirectories).ToDictionary(f => f, File.GetLastWriteTimeUtc);
        var report = await cache.RunAsync(Stop);
        Assert.Equal((1, 20), Counts(report));
        Assert.All(written, w => Assert.Equal(w.Value, File.GetLastWriteTimeUtc(w.Key)));

        var grown = Bytes(cache.Root);
        Directory.Delete(cache.Root, recursive: true);
        Assert.Equal((21, 0), Counts(await cache.RunAsync(Stop)));
        Assert.Equal(grown, Bytes(cache.Root));
        using var bucket = BucketReadings.Open(cache.Root, 0, new DateOnly(2026, 1, 20), 21);
        Assert.Equal(5, bucket.Day(CacheDataset.Energy, 20)[bucket.Points(CacheDataset.Energy).Find("P1")]);
    }

    [Fact]
    public async Task A_corrected_reading_brings_its_day_up_to_date()
    {
        await using var x = await Importer.WithArchiveAsync();
        var cache = new BuildCache(x.Store.Database, x.Store.Folder, x.Lake);
        await LoadAsync(x, "first.csv", new DateOnly(2026, 1, 1), 10, 3);
        await cache.RunAsync(Stop);
        x.Write("readings-daily.csv", "point,day,import_kwh,quality\nP1,2026-01-05,8,corrected\n");
        await x.LoadAsync("company", "readings-daily.csv");
        Assert.Equal((1, 9), Counts(await cache.RunAsync(Stop)));
        using var bucket = BucketReadings.Open(cache.Root, 0, new DateOnly(2026, 1, 1), 10);
        var ordinal = bucket.Points(CacheDataset.Energy).Find("P1");
        Assert.Equal([3, 8, 3], ((int[])[3, 4, 5]).Select(d => bucket.Day(CacheDataset.Energy, d)[ordinal]));
    }

    /// <summary>Points without an area follow each other in the archive and have no bucket in common.</summary>
    [Fact]
    public async Task A_point_without_area_stands_in_the_bucket_of_its_own_number()
    {
        await using var x = await Importer.WithArchiveAsync();
        var cache = new BuildCache(x.Store.Database, x.Store.Folder, x.Lake);
        var layout = new CacheLayout(CacheLayout.CurrentVersion, 8);
        layout.Save(cache.Root);
        string[] points = [.. Enumerable.Range(0, 12).Select(i => $"U{i}")];
        await using (var work = await x.Store.Database.BeginAsync(Actor.System, Stop))
        {
            foreach (var point in points)
            {
                await work.ExecuteAsync(
                    "insert into usage_point (usage_point_no, customer_no, org_path, valid_from, known_from, source) values (@point, @point, '/1/', '2025-01-01', @known, 'test')", new { point, known = work.Now });
            }

            await work.CommitAsync("test.points", "points");
        }

        await LoadAsync(x, "first.csv", new DateOnly(2026, 1, 20), 2, 3);
        await cache.RunAsync(Stop);
        Assert.All(points, p => Assert.Equal([layout.BucketOf(p)], Enumerable.Range(0, 8).Where(b => BucketReadings.PointsOf(cache.Root, b, CacheDataset.Energy).Find(p) >= 0)));
    }

    private static (int Written, int Kept) Counts(BuildCache.Report report) => (report.DaysWritten, report.DaysKept);

    private static async Task LoadAsync(Importer x, string name, DateOnly first, int days, int kwh)
    {
        var text = new StringBuilder("point,day,import_kwh\n");
        for (var d = 0; d < days; d++)
        {
            foreach (var point in (string[])["P1", "P2", "A:T1"]) text.Append(CultureInfo.InvariantCulture, $"{point},{first.AddDays(d):yyyy-MM-dd},{kwh}\n");
        }

        x.Write("readings-daily." + name, text.ToString());
        await x.LoadAsync("company", "readings-daily." + name);
    }

    private static SortedDictionary<string, string> Bytes(string root) => new(Directory.GetFiles(root, "*", SearchOption.AllDirectories)
        .ToDictionary(f => Path.GetRelativePath(root, f), f => Convert.ToHexString(File.ReadAllBytes(f))));
}
