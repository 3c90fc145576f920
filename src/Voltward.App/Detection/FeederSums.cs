using Voltward.Analytics.LineLoss;
using Voltward.App.LineLoss;

namespace Voltward.App.Detection;

/// <summary>Feeder balances from the areas' own: parts and the feeder's loss add up to its supply.</summary>
internal static class FeederSums
{
    /// <summary>What the number of a meter at the head of a feeder begins with.</summary>
    public const string Meter = "F:";

    /// <param name="losses">Losses of all areas.</param>
    /// <param name="meters">Meters at the heads of feeders, both directions, kWh a day, by feeder.</param>
    /// <param name="span">Days of the analysis.</param>
    public static IEnumerable<(string FeederNo, DateOnly Day, FeederDay Sum)> Of(
        IReadOnlyList<AreaLoss> losses, IReadOnlyDictionary<string, (float[] Import, float[] Export)> meters, AnalysisSpan span)
    {
        foreach (var feeder in losses.Where(l => l.Area.FeederNo is not null).GroupBy(l => l.Area.FeederNo!).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var (import, export) = meters.TryGetValue(feeder.Key, out var known) ? known : (Nothing(span), Nothing(span));
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

    private static float[] Nothing(AnalysisSpan span) => [.. Enumerable.Repeat(float.NaN, span.Days)];
}
