namespace Voltward.Analytics.LineLoss;

/// <summary>Likely causes of an abnormal loss, in the order in which they are looked into: cheap and innocent ones first.</summary>
public enum LossSuspect
{
    /// <summary>Missing readings or customers (采集与档案完整性).</summary>
    Completeness,

    /// <summary>Ratio of the supply meter (总表倍率).</summary>
    SupplyRatio,

    /// <summary>Ratio of a customer (用户倍率).</summary>
    CustomerRatio,

    /// <summary>A customer booked in the wrong area (户变关系).</summary>
    WrongArea,

    /// <summary>Phase or clock (相别与时钟).</summary>
    PhaseOrClock,

    /// <summary>Feed-in without a contract (无合同反送电).</summary>
    FeedIn,

    /// <summary>A faulty meter (计量故障).</summary>
    Meter,

    /// <summary>Supply without a meter (无表用电).</summary>
    Unmetered,

    /// <summary>Overload, unbalance or a bad joint (技术原因).</summary>
    Technical,

    /// <summary>Theft, on the meter or before it (窃电).</summary>
    Theft,
}

/// <summary>What is known of an abnormal area.</summary>
/// <param name="LossShare">Loss as a share of the supply.</param>
/// <param name="TechnicalShare">Technical loss as a share of the supply.</param>
/// <param name="IncompleteShare">Share of days that were not complete, 0 to 1.</param>
/// <param name="Unmetered">Supplies without a meter in the area.</param>
/// <param name="Z">Standard deviations of the abnormal loss; NaN when unknown.</param>
/// <param name="Steadiness">Spread of the daily loss rate over its middle; small when the loss keeps in step with the load.</param>
public readonly record struct DiagnosisFacts(
    double LossShare, double TechnicalShare, double IncompleteShare, long Unmetered, double Z, double Steadiness);

/// <summary>A lead of the area that speaks for a cause.</summary>
public readonly record struct DiagnosisLead(LossSuspect Suspect, string Customer, double Strength);

/// <summary>One branch of the cause tree.</summary>
/// <param name="Suspect">The cause.</param>
/// <param name="Strength">How much speaks for it, 0 to 1; an order of suggestions, not a probability.</param>
/// <param name="Customers">Customers who explain the loss best by it, the strongest first.</param>
public sealed record DiagnosisBranch(LossSuspect Suspect, double Strength, IReadOnlyList<string> Customers);

/// <summary>Diagnosis tree of an abnormal area (异常台区诊断树).</summary>
public static class LossDiagnosis
{
    private const int MostCustomers = 10;
    private static readonly double[] RatioSteps = [0.25, 0.4, 0.5, 0.6, 0.75, 5.0 / 4, 1.5, 2];

    /// <summary>All branches in the order of the tree; <see cref="DiagnosisBranch.Strength"/> says which to suggest first.</summary>
    public static IReadOnlyList<DiagnosisBranch> Of(DiagnosisFacts facts, IReadOnlyCollection<DiagnosisLead> leads) =>
    [
        .. Enum.GetValues<LossSuspect>().Select(s =>
        {
            var own = leads.Where(l => l.Suspect == s).OrderByDescending(l => l.Strength).ThenBy(l => l.Customer, StringComparer.Ordinal).ToArray();
            // Several leads to one cause say more than the strongest of them: 1 − Π(1 − p).
            var together = 1 - own.Aggregate(1.0, (rest, l) => rest * (1 - (0.8 * Math.Clamp(l.Strength, 0, 1))));
            return new DiagnosisBranch(s, Math.Max(together, ByFacts(s, facts)), [.. own.Select(l => l.Customer).Distinct().Take(MostCustomers)]);
        }),
    ];

    /// <summary>The first suggestions of a tree.</summary>
    public static IReadOnlyList<LossSuspect> First(IReadOnlyList<DiagnosisBranch> tree, int count) =>
        [.. tree.OrderByDescending(b => b.Strength).ThenBy(b => b.Suspect).Take(count).Select(b => b.Suspect)];

    private static double ByFacts(LossSuspect suspect, DiagnosisFacts f) => suspect switch
    {
        LossSuspect.Completeness => Math.Clamp(f.IncompleteShare, 0.05, 0.6),
        LossSuspect.SupplyRatio => IsRatioStep(f) ? 0.8 : 0.02,
        LossSuspect.WrongArea => f.LossShare < 0 || f.Z < -2 ? 0.6 : 0.15,
        LossSuspect.FeedIn => f.LossShare < 0 ? 0.4 : 0.03,
        LossSuspect.Unmetered => f.Unmetered > 0 ? 0.25 : 0.05,
        LossSuspect.Meter => f.Z > 2 ? 0.2 : 0.05,
        LossSuspect.Theft => f.Z > 2 ? 0.5 : 0.1,
        LossSuspect.Technical => f.Z > 2 ? 0.1 : 0.05,
        LossSuspect.CustomerRatio => 0.08,
        LossSuspect.PhaseOrClock => 0.03,
    };

    /// <summary><c>l' = 1 − k(1 − l)</c>: a steady offset at every load, with k a usual step of ratios.</summary>
    private static bool IsRatioStep(DiagnosisFacts f)
    {
        var k = (1 - f.LossShare) / (1 - f.TechnicalShare);
        return Math.Abs(k - 1) > 0.15 && f.Steadiness < 0.15 && RatioSteps.Any(s => Math.Abs((s / k) - 1) < 0.04);
    }
}
