using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Cases;

/// <summary>The dated figures of a criminal referral.</summary>
/// <param name="AllowedMethods">Quantity methods whose amount may support a referral: measured or compared energy only.</param>
/// <param name="HalvedFactor">Factor of the threshold for a repeated offender and the like.</param>
/// <param name="RepeatCount">Number of thefts in <paramref name="RepeatYears"/> that refers by itself.</param>
/// <param name="RepeatYears">Years in which they are counted.</param>
public sealed record ReferralTerms(IReadOnlyList<string> AllowedMethods, decimal HalvedFactor, int RepeatCount, int RepeatYears);

/// <summary>The facts of a criminal referral.</summary>
/// <param name="QuantityMethod">How the energy was established, such as <c>THF-Q1</c>.</param>
/// <param name="ThresholdLow">The province's 数额较大, or the least it can be.</param>
/// <param name="ThresholdHigh">The same figure, or the most it can be where the province's is not known.</param>
/// <param name="Halved">Whether the threshold is halved.</param>
/// <param name="CountInYears">Thefts inside the counted years, this one included.</param>
/// <param name="DevicesSoldOrTaught">Whether theft devices were sold or methods taught.</param>
public sealed record ReferralFacts(
    string QuantityMethod, Yuan ThresholdLow, Yuan ThresholdHigh, bool Halved, int CountInYears, bool DevicesSoldOrTaught);

/// <summary>Whether the law asks to report a case to the police (移送).</summary>
/// <param name="ThresholdApplied">Threshold after halving; the lower end where the province's figure is open.</param>
/// <param name="ByAmount">Whether the amount alone refers; null when it depends on the province's figure.</param>
/// <param name="Referral">Whether anything refers; null when only the open amount could.</param>
/// <param name="Reasons">What refers: <c>Amount Repeated DevicesOrTeaching</c>.</param>
/// <param name="LegalReview">Whether the legal department must look first.</param>
public sealed record ReferralVerdict(
    Yuan ThresholdApplied, bool? ByAmount, bool? Referral, IReadOnlyList<string> Reasons, bool LegalReview);

/// <summary>When a theft is reported to the police instead of only settled (移送公安). Civil figures never enter.</summary>
public static class ReferralRules
{
    /// <summary>The threshold that counts, yuan.</summary>
    [LegalSource("最高人民法院、最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释", "第一条、第二条", "2013")]
    public static Yuan Threshold(Yuan large, bool halved, decimal halvedFactor) =>
        Yuan.Rounded(large.Value * (halved ? halvedFactor : 1m));

    /// <summary>The verdict. An amount from presumed days × hours never refers.</summary>
    [LegalSource("最高人民法院、最高人民检察院关于办理盗窃刑事案件适用法律若干问题的解释", "第一条至第四条", "2013")]
    [LegalSource("行政处罚法", "第二十七条", "2021")]
    public static ReferralVerdict Referral(CriminalAmount amount, ReferralTerms terms, ReferralFacts facts)
    {
        var low = Threshold(facts.ThresholdLow, facts.Halved, terms.HalvedFactor);
        var high = Threshold(facts.ThresholdHigh, facts.Halved, terms.HalvedFactor);
        var allowed = terms.AllowedMethods.Contains(facts.QuantityMethod);
        bool? byAmount = !allowed || !amount.Reaches(low) ? false : amount.Reaches(high) ? true : null;

        var reasons = new List<string>();
        if (byAmount == true) reasons.Add("Amount");
        if (facts.CountInYears >= terms.RepeatCount) reasons.Add("Repeated");
        if (facts.DevicesSoldOrTaught) reasons.Add("DevicesOrTeaching");
        bool? referral = reasons.Count > 0 ? true : byAmount is null ? null : false;
        return new(low, byAmount, referral, reasons, !allowed || byAmount is null);
    }

    /// <summary>The most the authority may fine: a multiple of the charge owed. For the authority only.</summary>
    [LegalSource("电力法", "第七十一条", "2018")]
    public static FineCeiling Ceiling(BackBilledCharge charge, decimal multiple) => new(Yuan.Rounded(charge.Amount.Value * multiple));
}
