namespace Voltward.Analytics.LineLoss;

/// <summary>What passed an area on one day, whole watt-hours; nothing is netted.</summary>
/// <param name="ImportWh">From medium voltage through the transformer.</param>
/// <param name="ReverseWh">Back to medium voltage.</param>
/// <param name="GeneratedWh">Fed in by customers.</param>
/// <param name="SoldWh">Drawn by customers.</param>
public readonly record struct AreaFlow(long ImportWh, long ReverseWh, long GeneratedWh, long SoldWh)
{
    public long LossWh => ImportWh + GeneratedWh - ReverseWh - SoldWh;
}

/// <summary>One day of a feeder or region: parts and own loss add up to the supply. Energies in whole watt-hours.</summary>
/// <param name="SuppliedWh">Into the feeder by its own meter and from the customers who feed in; without a meter, the sum of its areas' supply.</param>
/// <param name="AreasWh">Into its areas, less what they sent back.</param>
/// <param name="OwnLossWh">Lost on the feeder itself, between its meter and those of its areas; null without a feeder meter.</param>
/// <param name="SoldWh">Drawn by the customers of its areas, and what flowed back to the station.</param>
/// <param name="LossWh">Everything lost: own loss and the losses of the areas.</param>
/// <param name="Areas">Areas summed.</param>
/// <param name="Complete">False when an area of the feeder was not complete that day.</param>
public sealed record FeederDay(long SuppliedWh, long AreasWh, long? OwnLossWh, long SoldWh, long LossWh, int Areas, bool Complete);

/// <summary>
/// Adds areas up to feeders and regions, to the watt-hour. What customers generate stands on the supply side, what flows back to the station on the
/// sales side; what one area sends to its neighbours over the feeder is neither.
/// </summary>
public static class FeederBalance
{
    /// <summary>Sums one day.</summary>
    /// <param name="feeder">Readings of the feeder's meter in both directions, or null.</param>
    /// <param name="areas">Flows of each area; null where its supply was not read.</param>
    /// <param name="complete">Whether every area was complete.</param>
    public static FeederDay Sum((long ImportWh, long ExportWh)? feeder, IReadOnlyCollection<AreaFlow?> areas, bool complete)
    {
        long import = 0, reverse = 0, generated = 0, sold = 0;
        foreach (var area in areas)
        {
            if (area is not { } flow) continue;
            (import, reverse, generated, sold) = (import + flow.ImportWh, reverse + flow.ReverseWh, generated + flow.GeneratedWh, sold + flow.SoldWh);
        }

        var known = areas.Count(a => a is not null);
        var (whole, net) = (complete && known == areas.Count, import - reverse);
        return feeder is not { } meter
            ? new FeederDay(import + generated, net, null, sold + reverse, import + generated - sold - reverse, known, whole)
            : new FeederDay(
                meter.ImportWh + generated, net, meter.ImportWh - meter.ExportWh - net, sold + meter.ExportWh, meter.ImportWh + generated - sold - meter.ExportWh, known, whole);
    }
}
