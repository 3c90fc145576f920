using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;
using Voltward.App.Detection;
using Voltward.App.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>Series that the first step of an analysis borrows belong to the next bucket afterwards: nothing may still look at them.</summary>
public sealed class LentSeriesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_first_step_found_stays_when_its_series_are_lent_again()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        var utility = new SmallUtility(areas: 4, customers: 30, days: 90, seed: 5);
        utility.Steal(i: 42, from: 55, reported: 0.4);
        await utility.WriteAsync(store);
        var lake = new Lake(store.Database, store.Folder);
        var cache = new BuildCache(store.Database, store.Folder, lake);
        var span = new AnalysisSpan(SmallUtility.First, SmallUtility.First, SmallUtility.First.AddDays(89));
        var inputs = await AnalysisInputs.LoadAsync(store.Database, lake, cache, span, Stop);
        using var open = new OpenBuckets(bucket => BucketReadings.Open(cache.Root, bucket, span.First, span.Days));
        var (number, areas) = Assert.Single(inputs.Buckets);
        var shared = new SeriesStore(span.Days);
        var parts = new[] { shared, new SeriesStore(span.Days) }.Select(s => new AnalyseBucket(inputs.Archive, inputs.Context, areas, () => open.Take(number), s)).ToArray();

        // Somebody else writes nonsense into all of them.
        Assert.InRange(shared.Free, 120, int.MaxValue);
        using (var loan = shared.Lend())
        {
            while (shared.Free > 0) Array.Fill(loan.Take(), 1e6f);
        }

        var found = parts.Select(part =>
        {
            var peers = PeerModel.Fit(part.Fits);
            var losses = part.Losses(peers);
            return (Losses: losses.SelectMany(l => l.Balance.Loss.Concat(l.Technical)).ToArray(), Vectors: part.Detect(losses, new UtilityFacts(peers, 0.04, [], DetectionFiles.Rules())).SelectMany(a => a.Customers).SelectMany(c => c.Features).ToArray());
        }).ToArray();
        Assert.Equal(found[1].Losses, found[0].Losses);
        Assert.Equal(found[1].Vectors, found[0].Vectors);
    }
}
