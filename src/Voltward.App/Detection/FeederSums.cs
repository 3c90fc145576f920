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
            var import = Meter(buckets, CacheDataset.Energy, "F:" + feeder.Key, span.Days);
            var export = Meter(buckets, CacheDataset.EnergyExport, "F:" + feeder.Key, span.Days);
            for (var d = span.WindowFrom.DayNumber - span.First.DayNumber; d < span.Days; d++)
            {
                var day = d;
                var meter = LossRows.Wh(import[d]) is { } supplied ? (supplied, LossRows.Wh(export[d]) ?? 0) : ((long, long)?)null;
                yield return (feeder.Key, span.First.AddDays(d), FeederBalance.Sum(meter, [.. feeder.Select(l => Flow(l.Balance, day))], feeder.All(l => l.Balance.Usable(day))));
            }
        }
    }

    /// <summary>Whole watt-hours whose loss is exactly that of the area's own row.</summary>
    private static AreaFlow? Flow(BalanceDays balance, int d)
    {
        if (LossRows.Wh(balance.In[d]) is not { } supplied || LossRows.Wh(balance.Out[d]) is not { } sold) return null;
        var (generated, reverse) = (LossRows.Wh(balance.Generated[d]) ?? 0, LossRows.Wh(balance.Reverse[d]) ?? 0);
        return new AreaFlow(supplied - generated, reverse, generated, sold - reverse);
    }

    private static float[] Meter(IReadOnlyList<BucketReadings> buckets, CacheDataset dataset, string point, int days)
    {
        var values = new float[days];
        values.AsSpan().Fill(float.NaN);
        foreach (var bucket in buckets)
        {
            if (bucket.CopyTo(dataset, point, values)) return values;
        }

        return values;
    }
}
