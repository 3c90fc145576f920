using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Tariffs;

/// <summary>A transformer as the billing of its losses sees it.</summary>
/// <param name="NoLoadKw">P0, kW.</param>
/// <param name="LoadKw">Pk, kW.</param>
/// <param name="RatedKva">Se, kVA, positive.</param>
public sealed record BilledTransformer(decimal NoLoadKw, decimal LoadKw, decimal RatedKva);

/// <summary>Energy lost in a customer's transformer that is metered on the low-voltage side (变损, 高供低计).</summary>
public static class TransformerLossRules
{
    /// <summary>P0·hours + k·Pk·(Wp² + Wq²)/(Se²·hours), kWh; a table of the province goes before it.</summary>
    /// <param name="transformer">Ratings.</param>
    /// <param name="activeKwh">Wp, kWh.</param>
    /// <param name="reactiveKvarh">Wq, kvarh.</param>
    /// <param name="hours">Hours in service, positive.</param>
    /// <param name="shapeFactor">k of the load shape.</param>
    [LegalSource("变压器损耗电量计算（高供低计）", "条号未见", "待核实")]
    public static KilowattHours Loss(
        BilledTransformer transformer, decimal activeKwh, decimal reactiveKvarh, Hours hours, decimal shapeFactor)
    {
        var share = activeKwh / transformer.RatedKva;
        var reactiveShare = reactiveKvarh / transformer.RatedKva;
        return new((transformer.NoLoadKw * hours.Value)
            + (shapeFactor * transformer.LoadKw * ((share * share) + (reactiveShare * reactiveShare)) / hours.Value));
    }
}
