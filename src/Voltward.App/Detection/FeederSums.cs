using Voltward.Analytics.LineLoss;
using Voltward.App.LineLoss;

namespace Voltward.App.Detection;

/// <summary>Feeder balances from the areas' own: parts and the feeder's loss add up to its supply.</summary>
internal static class FeederSums
{
    /// <summary>What the number of a meter at the head of a feeder begins with.</summary>
    public const string Meter = "F:";

    /// <param name="losses">Losses of all areas.</param>
    /// <param name="meters">Meters at the heads of feeders, kWh a day, by feeder.</param>
    /// <param name="span">Days of the analysis.</param>
    public static IEnumerable<(string FeederNo, DateOnly Day, FeederDay Sum)> Of(
        IReadOnlyList<AreaLoss> losses, IReadOnlyDictionary<string, float[]> meters, AnalysisSpan span)
    {
        foreach (var feeder in losses.Where(l => l.Area.FeederNo is not null).GroupBy(l => l.Area.FeederNo!).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var meter = meters.TryGetValue(feeder.Key, out var known) ? known : [.. Enumerable.Repeat(float.NaN, span.Days)];
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
}
