using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Cases;

/// <summary>How the capacity behind a meter is worked out from its calibrated current.</summary>
public enum CapacityMethod
{
    /// <summary>Single phase: phase voltage × current.</summary>
    SinglePhase,

    /// <summary>Three phase, low voltage: √3 × line voltage × current × CT ratio.</summary>
    Sqrt3x380,

    /// <summary>Three phase, low voltage: 3 × phase voltage × current × CT ratio; 0.3 % above the other.</summary>
    ThreeTimes220,

    /// <summary>High voltage: √3 × primary line voltage × current × CT ratio; the PT ratio is in the primary voltage.</summary>
    HighVoltage,
}

/// <summary>What the meter says about the load that may have been used behind it.</summary>
/// <param name="Method">Formula.</param>
/// <param name="VoltageV">Phase or line voltage, as the formula asks, V.</param>
/// <param name="CalibratedCurrentA">标定电流, A; never the maximum current.</param>
/// <param name="CtRatio">CT ratio, 1 for a direct meter.</param>
public sealed record MeterRating(CapacityMethod Method, decimal VoltageV, decimal CalibratedCurrentA, decimal CtRatio);

/// <summary>How much energy a theft took and what it costs (窃电量与补交电费). Days are in <see cref="TheftDayRules"/>.</summary>
public static class TheftRules
{
    /// <summary>The capacity of a meter's calibrated current (标定电流容量), kW, not rounded.</summary>
    /// <param name="meter">Rating of the meter.</param>
    /// <param name="sqrt3">√3 as the company counts it.</param>
    [LegalSource("供电营业规则", "第一百零五条（条号待核实）", "2024")]
    [LegalSource("供电营业规则", "第一百零三条", "1996")]
    public static Kilowatts MeterCapacity(MeterRating meter, decimal sqrt3) => new(meter.Method switch
    {
        CapacityMethod.SinglePhase => meter.VoltageV * meter.CalibratedCurrentA * meter.CtRatio / 1000m,
        CapacityMethod.Sqrt3x380 or CapacityMethod.HighVoltage =>
            sqrt3 * meter.VoltageV * meter.CalibratedCurrentA * meter.CtRatio / 1000m,
        CapacityMethod.ThreeTimes220 => 3m * meter.VoltageV * meter.CalibratedCurrentA * meter.CtRatio / 1000m,
    });

    /// <summary>THF-Q4: capacity × hours a day × days. The capacity is not rounded before.</summary>
    /// <param name="capacity">Connected or calibrated capacity, kW.</param>
    /// <param name="perDay">Hours of theft a day, at most 24.</param>
    /// <param name="days">Days of theft, not negative.</param>
    /// <param name="step">Rounding of the quantity sheet.</param>
    [LegalSource("供电营业规则", "第一百零五条（条号待核实）", "2024")]
    [LegalSource("供电营业规则", "第一百零三条", "1996")]
    public static KilowattHours CapacityTimesTime(Kilowatts capacity, Hours perDay, int days, EnergyStep step) =>
        step.Round(capacity * new Hours(perDay.Value * days));

    /// <summary>THF-Q1: what a check instrument measured less what the meter billed, kWh; not below zero.</summary>
    /// <param name="measured">Energy by the check meter, area meter or load curve.</param>
    /// <param name="metered">Energy by the customer's meter, or by all branch meters together.</param>
    /// <param name="normalLoss">Loss that belongs to the same balance.</param>
    /// <param name="step">Rounding of the quantity sheet.</param>
    [LegalSource("最高人民法院、最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释", "第四条第一款第（三）项", "2013")]
    public static KilowattHours MeasuredDifference(KilowattHours measured, KilowattHours metered, KilowattHours normalLoss, EnergyStep step)
    {
        var difference = step.Round(measured - metered - normalLoss);
        return difference.Value < 0 ? new(0) : difference;
    }

    /// <summary>THF-Q2: normal months before less metered months afterwards, kWh; not below zero.</summary>
    /// <param name="normalMonth">Mean of the months before, at most six, kWh a month.</param>
    /// <param name="meteredMonth">Mean metered afterwards, kWh a month.</param>
    /// <param name="months">Months of theft.</param>
    /// <param name="step">Rounding of the quantity sheet.</param>
    [LegalSource("最高人民法院、最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释", "第四条第一款第（三）项", "2013")]
    public static KilowattHours NormalMonths(KilowattHours normalMonth, KilowattHours meteredMonth, decimal months, EnergyStep step)
    {
        var difference = step.Round(new((normalMonth.Value - meteredMonth.Value) * months));
        return difference.Value < 0 ? new(0) : difference;
    }

    /// <summary>THF-Q3: energy per unit of product × output + auxiliary use − metered, kWh; not below zero.</summary>
    /// <param name="perUnit">Energy of one unit of the same product, kWh.</param>
    /// <param name="output">Units made.</param>
    /// <param name="auxiliaryLessMetered">Auxiliary use less metered energy, kWh.</param>
    /// <param name="step">Rounding of the quantity sheet.</param>
    [LegalSource("某省反窃电规定（网页转引，未注明省份）", "条号未见", "待核实")]
    public static KilowattHours UnitOutput(KilowattHours perUnit, decimal output, KilowattHours auxiliaryLessMetered, EnergyStep step)
    {
        var energy = step.Round(new KilowattHours(perUnit.Value * output) + auxiliaryLessMetered);
        return energy.Value < 0 ? new(0) : energy;
    }

    /// <summary>What the energy costs: owed in any case (补交电费).</summary>
    [LegalSource("电力法", "第七十一条", "2018")]
    [LegalSource("供电营业规则", "第一百零四条（条号待核实）", "2024")]
    [LegalSource("供电营业规则", "第一百零二条", "1996")]
    public static BackBilledCharge Charge(KilowattHours energy, YuanPerKilowattHour price) => new(energy * price);

    /// <summary>What the energy counts for in criminal law (盗窃数额). Only for measured or compared energy.</summary>
    [LegalSource("最高人民法院、最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释", "第四条第一款第（三）项", "2013")]
    public static CriminalAmount CriminalAmount(KilowattHours energy, YuanPerKilowattHour price) => new(energy * price);
}
