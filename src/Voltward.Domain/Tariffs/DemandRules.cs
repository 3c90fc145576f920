using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Tariffs;

/// <summary>The two readings of the charge for demand above the contract.</summary>
public enum OverrunFormula
{
    /// <summary>[D0 + m·(Dmax − t·D0)]·p.</summary>
    A,

    /// <summary>[t·D0 + m·(Dmax − t·D0)]·p.</summary>
    B,
}

/// <summary>The dated figures of the demand charge.</summary>
/// <param name="Formula">Reading of the text.</param>
/// <param name="Threshold">t: multiple of the contract up to which only the contract is charged.</param>
/// <param name="OverrunMultiple">m: how often the part above counts.</param>
public sealed record DemandTerms(OverrunFormula Formula, decimal Threshold, decimal OverrunMultiple);

/// <summary>Demand charge by contract (需量电费).</summary>
public static class DemandRules
{
    /// <summary>The demand that is charged, kW.</summary>
    /// <param name="contract">Contract demand D0, positive.</param>
    /// <param name="highest">Highest demand of the month Dmax.</param>
    /// <param name="terms">Figures in force.</param>
    public static Kilowatts Charged(Kilowatts contract, Kilowatts highest, DemandTerms terms)
    {
        var limit = contract.Value * terms.Threshold;
        if (highest.Value <= limit) return contract;
        var floor = terms.Formula switch
        {
            OverrunFormula.A => contract.Value,
            OverrunFormula.B => limit,
        };
        return new(floor + (terms.OverrunMultiple * (highest.Value - limit)));
    }

    /// <summary>The charge of a demand.</summary>
    /// <param name="charged">Demand charged, kW.</param>
    /// <param name="price">Price of the month.</param>
    /// <param name="factor">1, or the factor for well-used capacity.</param>
    [LegalSource("两部制电价政策（需量电费）", "条号未见", "2023")]
    public static Yuan Charge(Kilowatts charged, CapacityPrice price, decimal factor) =>
        Yuan.Rounded(charged.Value * price.YuanPerKilowattMonth * factor);

    /// <summary>Factor of the demand price for a month with much energy per kVA.</summary>
    /// <param name="kwhPerKva">Energy of all points ÷ contract transformer capacity.</param>
    /// <param name="threshold">From which the factor applies, counted.</param>
    /// <param name="factor">Factor then; 1 otherwise.</param>
    public static decimal UseFactor(decimal kwhPerKva, decimal threshold, decimal factor) => kwhPerKva >= threshold ? factor : 1m;
}
