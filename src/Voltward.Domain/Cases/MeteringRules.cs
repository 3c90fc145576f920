using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Cases;

/// <summary>How the error of a meter becomes energy.</summary>
public enum MeterErrorFormula
{
    /// <summary>From the true energy W/(1+e): −W·e/(1+e).</summary>
    EOverOnePlusE,

    /// <summary>From the recorded energy: −W·e.</summary>
    Simple,
}

/// <summary>Wrong wirings with a known correction factor at balanced load.</summary>
public enum WiringFault
{
    /// <summary>Three-phase four-wire, one phase of voltage or current lost.</summary>
    FourWireOnePhaseLost,

    /// <summary>Three-phase four-wire, two phases lost.</summary>
    FourWireTwoPhasesLost,

    /// <summary>Three-phase four-wire, one current transformer reversed.</summary>
    FourWireOneReversed,

    /// <summary>Three-phase three-wire, first element dead: only Ucb·Ic registers.</summary>
    ThreeWireFirstDead,

    /// <summary>Three-phase three-wire, second element dead: only Uab·Ia registers.</summary>
    ThreeWireSecondDead,

    /// <summary>Three-phase three-wire, first current reversed.</summary>
    ThreeWireFirstReversed,

    /// <summary>Three-phase three-wire, second current reversed: the register runs backward and the factor is negative.</summary>
    ThreeWireSecondReversed,
}

/// <summary>
/// Energy to collect or refund for faults of metering (退补电量): positive = collect, negative = refund. An act of the customer that
/// makes the meter under-register is a breach or theft and no case for these rules.
/// </summary>
public static class MeteringRules
{
    /// <summary>ADJ-1: whole verified error of meter, CT or PT, for part of the interval.</summary>
    /// <param name="recorded">Energy recorded over the whole interval, kWh.</param>
    /// <param name="error">Verified relative error, above −1; negative = slow.</param>
    /// <param name="formula">From true or from recorded energy.</param>
    /// <param name="timeFactor">Part of the interval that counts, 0 to 1.</param>
    /// <param name="step">Rounding of the quantity sheet.</param>
    [LegalSource("供电营业规则", "误差超差退补条款（条号未见）", "2024")]
    [LegalSource("供电营业规则", "第八十条", "1996")]
    public static KilowattHours MeterError(
        KilowattHours recorded, decimal error, MeterErrorFormula formula, decimal timeFactor, EnergyStep step) => step.Round(new(formula switch
        {
            MeterErrorFormula.EOverOnePlusE => -recorded.Value * error / (1m + error) * timeFactor,
            MeterErrorFormula.Simple => -recorded.Value * error * timeFactor,
        }));

    /// <summary>ADJ-2: voltage drop of the connecting line above what is allowed.</summary>
    /// <param name="recorded">Energy recorded since the line was in service or the load grew, kWh.</param>
    /// <param name="actualPercent">Verified drop, per cent.</param>
    /// <param name="allowedPercent">Allowed drop, per cent.</param>
    /// <param name="step">Rounding of the quantity sheet.</param>
    [LegalSource("供电营业规则", "连接线电压降退补条款（条号未见）", "2024")]
    [LegalSource("供电营业规则", "第八十条", "1996")]
    public static KilowattHours VoltageDrop(KilowattHours recorded, decimal actualPercent, decimal allowedPercent, EnergyStep step) =>
        step.Round(new(recorded.Value * (actualPercent - allowedPercent) / 100m));

    /// <summary>ADJ-3 and the fall-back of ADJ-5: normal months less what was recorded.</summary>
    /// <param name="normalMonth">Normal use, kWh a month.</param>
    /// <param name="months">Months concerned.</param>
    /// <param name="recorded">Energy recorded in them, kWh.</param>
    /// <param name="step">Rounding of the quantity sheet.</param>
    [LegalSource("供电营业规则", "退补电量条款（条号未见）", "2024")]
    [LegalSource("供电营业规则", "第八十条、第八十一条", "1996")]
    public static KilowattHours AgainstNormal(KilowattHours normalMonth, decimal months, KilowattHours recorded, EnergyStep step) =>
        step.Round(new((normalMonth.Value * months) - recorded.Value));

    /// <summary>ADJ-4: wrong wiring, recorded energy × (K − 1), for the whole interval.</summary>
    /// <param name="recorded">Recorded energy, kWh; negative when the register ran backward.</param>
    /// <param name="factor">K = true ÷ registered, both signed.</param>
    /// <param name="step">Rounding of the quantity sheet.</param>
    [LegalSource("供电营业规则", "接线错误退补条款（条号未见）", "2024")]
    [LegalSource("供电营业规则", "第八十一条", "1996")]
    public static KilowattHours WrongWiring(KilowattHours recorded, decimal factor, EnergyStep step) =>
        step.Round(new(recorded.Value * (factor - 1m)));

    /// <summary>ADJ-5: fault of an instrument transformer, by the theoretical difference rate.</summary>
    /// <param name="recorded">Recorded energy, kWh.</param>
    /// <param name="rate">Energy not recorded ÷ energy recorded.</param>
    /// <param name="step">Rounding of the quantity sheet.</param>
    [LegalSource("供电营业规则", "互感器故障退补条款（条号未见）", "2024")]
    [LegalSource("供电营业规则", "第八十一条", "1996")]
    public static KilowattHours TransformerFault(KilowattHours recorded, decimal rate, EnergyStep step) =>
        step.Round(new(recorded.Value * rate));

    /// <summary>ADJ-6: wrong ratio, index difference × (true − used ratio).</summary>
    /// <param name="indexDifference">Difference of the register, not negative.</param>
    /// <param name="trueRatio">Ratio installed.</param>
    /// <param name="usedRatio">Ratio billed with.</param>
    /// <param name="step">Rounding of the quantity sheet.</param>
    [LegalSource("供电营业规则", "倍率不符退补条款（条号未见）", "2024")]
    [LegalSource("供电营业规则", "第八十一条", "1996")]
    public static KilowattHours WrongRatio(decimal indexDifference, MultiplyingFactor trueRatio, MultiplyingFactor usedRatio, EnergyStep step) =>
        step.Round(trueRatio.Energy(indexDifference) - usedRatio.Energy(indexDifference));

    /// <summary>The correction factor K of a wrong wiring at balanced load; null where the meter registers nothing and none exists.</summary>
    /// <param name="fault">Wiring found.</param>
    /// <param name="powerFactor">cos φ of the load, lagging, above 0, at most 1.</param>
    public static decimal? CorrectionFactor(WiringFault fault, decimal powerFactor)
    {
        var tan = Tangent(powerFactor);
        var sqrt3 = SquareRoot.Of(3m);
        return fault switch
        {
            WiringFault.FourWireOnePhaseLost => 3m / 2m,
            WiringFault.FourWireTwoPhasesLost or WiringFault.FourWireOneReversed => 3m,
            WiringFault.ThreeWireFirstDead => 2m * sqrt3 / (sqrt3 + tan),
            WiringFault.ThreeWireSecondDead => Math.Abs(sqrt3 - tan) < 0.000000001m ? null : 2m * sqrt3 / (sqrt3 - tan),
            WiringFault.ThreeWireFirstReversed => tan == 0m ? null : sqrt3 / tan,
            WiringFault.ThreeWireSecondReversed => tan == 0m ? null : -sqrt3 / tan,
        };
    }

    /// <summary>tan φ of a power factor above 0, at most 1.</summary>
    public static decimal Tangent(decimal powerFactor) => SquareRoot.Of(1m - (powerFactor * powerFactor)) / powerFactor;
}
