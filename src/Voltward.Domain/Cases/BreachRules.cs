using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Cases;

/// <summary>What is owed for a contract breach (违约用电) before any multiple: price difference and capacity charge.</summary>
public static class BreachRules
{
    /// <summary>Energy of equipment on a wrong price class when start and end are unknown: power × hours × days × months.</summary>
    /// <param name="power">Connected load of the equipment, kW.</param>
    /// <param name="perDay">Hours of use a day.</param>
    /// <param name="days">Days counted: presumed months × days of a month, or the known days.</param>
    /// <param name="step">Rounding of the quantity sheet.</param>
    [LegalSource("供电营业规则", "第一百零一条", "2024")]
    [LegalSource("供电营业规则", "第一百条第1项", "1996")]
    public static KilowattHours PresumedEnergy(Kilowatts power, Hours perDay, int days, EnergyStep step) =>
        step.Round(power * new Hours(perDay.Value * days));

    /// <summary>Price difference of a period (差额电费): energy × (price due − price charged), at the prices then in force.</summary>
    /// <param name="energy">Energy used by the wrongly classed equipment, kWh.</param>
    /// <param name="due">Price that was due.</param>
    /// <param name="charged">Price that was charged, lower than due.</param>
    [LegalSource("供电营业规则", "第一百零一条", "2024")]
    [LegalSource("供电营业规则", "第一百条第1项", "1996")]
    public static BackBilledCharge PriceDifference(KilowattHours energy, YuanPerKilowattHour due, YuanPerKilowattHour charged) =>
        new(energy * new YuanPerKilowattHour(due.Value - charged.Value));
}
