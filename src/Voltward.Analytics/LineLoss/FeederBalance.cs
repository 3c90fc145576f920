namespace Voltward.Analytics.LineLoss;

/// <summary>One day of a feeder or region: parts and own loss add up to the supply. Energies in whole watt-hours.</summary>
/// <param name="SuppliedWh">Into the feeder by its own meter; without one, the sum of its areas' supply.</param>
/// <param name="AreasWh">Into its areas.</param>
/// <param name="OwnLossWh">Lost on the feeder itself: supplied − areas; null without a feeder meter.</param>
/// <param name="SoldWh">Metered at the customers of its areas, with what flowed back.</param>
/// <param name="LossWh">Everything lost: own loss and the losses of the areas.</param>
/// <param name="Areas">Areas summed.</param>
/// <param name="Complete">False when an area of the feeder was not complete that day.</param>
public sealed record FeederDay(long SuppliedWh, long AreasWh, long? OwnLossWh, long SoldWh, long LossWh, int Areas, bool Complete);

/// <summary>Adds areas up to feeders and regions, to the watt-hour.</summary>
public static class FeederBalance
{
    /// <summary>Sums one day.</summary>
    /// <param name="feederWh">Reading of the feeder's meter, or null.</param>
    /// <param name="areas">Supply and sales of each area, Wh; null where its supply was not read.</param>
    /// <param name="complete">Whether every area was complete.</param>
    public static FeederDay Sum(long? feederWh, IReadOnlyCollection<(long SuppliedWh, long SoldWh)?> areas, bool complete)
    {
        long supplied = 0, sold = 0;
        foreach (var area in areas)
        {
            if (area is not { } known) continue;
            supplied += known.SuppliedWh;
            sold += known.SoldWh;
        }

        var own = feederWh - supplied;
        return new FeederDay(
            feederWh ?? supplied, supplied, own, sold, (feederWh ?? supplied) - sold, areas.Count(a => a is not null), complete && areas.All(a => a is not null));
    }
}
