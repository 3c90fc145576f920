namespace Voltward.Analytics.Inspections;

/// <summary>Seeded defects one inspector faced, by type.</summary>
/// <param name="Inspector">Who.</param>
/// <param name="DefectType">Which.</param>
/// <param name="Found">Found.</param>
/// <param name="Faced">Faced.</param>
public readonly record struct SkillCount(string Inspector, string DefectType, int Found, int Faced);

/// <summary>How well one inspector finds one type of defect (检出率).</summary>
/// <param name="Inspector">Who.</param>
/// <param name="DefectType">Which.</param>
/// <param name="Sensitivity">Share found, exact interval.</param>
/// <param name="ChanceAmongPeers">Chance of so few finds if this inspector found the type as the others do.</param>
/// <param name="Weak">Whether that chance stays below 5 % after allowing for all that was tested (Holm).</param>
public sealed record Skill(string Inspector, string DefectType, Estimate Sensitivity, double ChanceAmongPeers, bool Weak);

/// <summary>Sensitivity by inspector and type of defect from sites with known faults (预置缺陷检验).</summary>
public static class SkillTest
{
    private const double FalseWeak = 0.05;

    /// <summary>All skills, in order of inspector and type.</summary>
    public static IReadOnlyList<Skill> Of(IReadOnlyList<SkillCount> counts)
    {
        var totals = counts.GroupBy(c => c.DefectType).ToDictionary(g => g.Key, g => (Found: g.Sum(c => c.Found), Faced: g.Sum(c => c.Faced)));
        var tested = counts.Select(c => (Count: c, Chance: Chance(c, totals[c.DefectType]))).OrderBy(t => t.Chance).ToList();
        var weak = new HashSet<SkillCount>();
        for (var i = 0; i < tested.Count && tested[i].Chance * (tested.Count - i) <= FalseWeak; i++) weak.Add(tested[i].Count);
        return
        [
            .. tested.OrderBy(t => t.Count.Inspector, StringComparer.Ordinal).ThenBy(t => t.Count.DefectType, StringComparer.Ordinal)
                .Select(t => new Skill(t.Count.Inspector, t.Count.DefectType, Proportion.Exact(t.Count.Found, t.Count.Faced), t.Chance, weak.Contains(t.Count))),
        ];
    }

    /// <summary>Fisher's exact test, one-sided, against everybody else on the same type.</summary>
    private static double Chance(SkillCount c, (int Found, int Faced) all)
    {
        var (n, hits, draws) = (all.Faced, all.Found, c.Faced);
        if (draws == n) return 1;
        var sum = 0.0;
        for (var k = Math.Max(0, draws - (n - hits)); k <= c.Found; k++)
        {
            sum += Math.Exp(LogChoose(hits, k) + LogChoose(n - hits, draws - k) - LogChoose(n, draws));
        }

        return Math.Min(1, sum);
    }

    private static double LogChoose(int n, int k) => Beta.LogGamma(n + 1) - Beta.LogGamma(k + 1) - Beta.LogGamma(n - k + 1);
}
