using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;
using Voltward.App.LineLoss;

namespace Voltward.App.Detection;

/// <summary>Feeder balances from the areas' own: parts and the feeder's loss add up to its supply.</summary>
internal static class FeederSums
{
    public static IEnumerable<(string FeederNo, DateOnly Day, FeederDay Sum)> Of(
        IReadOnlyList<AreaLoss> losses, IReadOnlyList<BucketReadings> buckets, AnalysisSpan span)
    {
        foreach (var feeder in losses.Where(l => l.Area.FeederNo is not null).GroupBy(l => l.Area.FeederNo!).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var meter = Meter(buckets, "F:" + feeder.Key, span.Days);
            for (var d = span.WindowFrom.DayNumber - span.First.DayNumber; d < span.Days; d++)
            {
                var day = d;
                var areas = feeder.Select(l => LossRows.Wh(l.Balance.In[day]) is { } supplied
                    ? (supplied, LossRows.Wh(l.Balance.Out[day]) ?? 0)
                    : ((long, long)?)null).ToArray();
                yield return (feeder.Key, span.First.AddDays(d), FeederBalance.Sum(LossRows.Wh(meter[d]), areas, feeder.All(l => l.Balance.Usable(day))));
            }
        }
    }

    private static float[] Meter(IReadOnlyList<BucketReadings> buckets, string point, int days)
    {
        var values = new float[days];
        values.AsSpan().Fill(float.NaN);
        foreach (var bucket in buckets)
        {
            if (bucket.CopyTo(CacheDataset.Energy, point, values)) return values;
        }

        return values;
    }
}
