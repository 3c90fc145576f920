using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Cases;

/// <summary>What the company owes a customer for an outage it caused (供电企业赔偿), where the contract has the clause.</summary>
public static class LiabilityRules
{
    /// <summary>Expected energy × mean energy price of the class × multiple.</summary>
    /// <param name="expected">Energy that would probably have been used, kWh.</param>
    /// <param name="price">Mean energy price of the class at the time.</param>
    /// <param name="multiple">Multiple of the edition, higher for two-part tariffs.</param>
    [LegalSource("供电营业规则", "第九十七条第（一）项", "2024")]
    public static Yuan Compensation(KilowattHours expected, YuanPerKilowattHour price, decimal multiple) =>
        Yuan.Rounded(expected.Value * price.Value * multiple);
}
