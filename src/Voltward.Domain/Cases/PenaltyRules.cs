using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Cases;

/// <summary>How an edition fixes the multiple of the penalty charge.</summary>
public enum MultiplierMode
{
    /// <summary>The edition states the multiple (1996: 二倍、三倍).</summary>
    Fixed,

    /// <summary>The edition states the most; the contract states the multiple (2024: 不高于…倍).</summary>
    CapByContract,
}

/// <summary>The dated figures of a penalty charge.</summary>
/// <param name="Mode">Whether <paramref name="Multiple"/> is the multiple or the most it may be.</param>
/// <param name="Multiple">Multiple or cap, not negative.</param>
public sealed record PenaltyTerms(MultiplierMode Mode, decimal Multiple);

/// <summary>The penalty charge by contract (违约使用电费) as a multiple of what is owed, or by kW and by time.</summary>
public static class PenaltyRules
{
    /// <summary>The multiple that applies; null when the contract is silent and the edition leaves it to the contract.</summary>
    /// <param name="terms">Figures of the edition in force on the day of the conduct.</param>
    /// <param name="agreed">Multiple in the contract, not negative; null when the contract says nothing.</param>
    public static decimal? Multiple(PenaltyTerms terms, decimal? agreed) => terms.Mode switch
    {
        MultiplierMode.Fixed => terms.Multiple,
        MultiplierMode.CapByContract => agreed is { } multiple ? Math.Min(multiple, terms.Multiple) : null,
    };

    /// <summary>A multiple of the rounded charge, so that the notice adds up.</summary>
    [LegalSource("供电营业规则", "第一百零一条、第一百零四条（条号待核实）", "2024")]
    [LegalSource("供电营业规则", "第一百条、第一百零二条", "1996")]
    public static PenaltyCharge OfCharge(BackBilledCharge charge, decimal multiple) => new(Yuan.Rounded(charge.Amount.Value * multiple));

    /// <summary>A multiple of the charge before it was rounded: a company's other choice, which can differ by a fen.</summary>
    /// <param name="unroundedYuan">Charge before rounding, yuan.</param>
    /// <param name="multiple">Multiple, not negative.</param>
    [LegalSource("供电营业规则", "第一百零一条、第一百零四条（条号待核实）", "2024")]
    [LegalSource("供电营业规则", "第一百条、第一百零二条", "1996")]
    public static PenaltyCharge OfUnrounded(decimal unroundedYuan, decimal multiple) => new(Yuan.Rounded(unroundedYuan * multiple));

    /// <summary>So much per kW (kVA counts as kW) and time: over-capacity, suspended equipment, own sources without a two-part tariff.</summary>
    /// <param name="capacity">Capacity concerned, kW.</param>
    /// <param name="yuanPerKw">Rate of the edition, yuan/kW.</param>
    /// <param name="times">How often it happened; 1 where the rule counts once.</param>
    [LegalSource("供电营业规则", "第一百零一条", "2024")]
    [LegalSource("供电营业规则", "第一百条第2、3、4、6项", "1996")]
    public static PenaltyCharge PerKilowatt(Kilowatts capacity, decimal yuanPerKw, int times) =>
        new(Yuan.Rounded(capacity.Value * yuanPerKw * times));

    /// <summary>So much per time: moving, altering or operating the company's devices.</summary>
    /// <param name="yuanPerTime">Rate of the edition for the kind of customer, yuan.</param>
    /// <param name="times">How often it happened.</param>
    [LegalSource("供电营业规则", "第一百零一条", "2024")]
    [LegalSource("供电营业规则", "第一百条第5项", "1996")]
    public static PenaltyCharge PerTime(decimal yuanPerTime, int times) => new(Yuan.Rounded(yuanPerTime * times));

    /// <summary>A multiple of the energy charge of the energy used above the planned quota; only in the 1996 edition.</summary>
    /// <param name="energyCharge">Energy charge of the over-used energy, yuan.</param>
    /// <param name="multiple">Multiple of the edition.</param>
    [LegalSource("供电营业规则", "第一百条第3项", "1996")]
    public static PenaltyCharge OverQuota(Yuan energyCharge, decimal multiple) => new(Yuan.Rounded(energyCharge.Value * multiple));
}
