namespace Voltward.Analytics.Inspections;

/// <summary>One group's count before shrinkage.</summary>
/// <param name="Group">Crew, inspector or area.</param>
/// <param name="Missed">Missed defects.</param>
/// <param name="Defects">Defects.</param>
public readonly record struct GroupCount(string Group, double Missed, double Defects);

/// <summary>A group's rate, raw and shrunk (收缩估计).</summary>
/// <param name="Group">Which.</param>
/// <param name="Raw">Exact interval of its own count.</param>
/// <param name="Shrunk">Posterior mean and equal-tailed 95 % interval under the prior all groups share.</param>
public sealed record GroupRate(string Group, Estimate Raw, Estimate Shrunk);

/// <summary>
/// Empirical Bayes for crew rates: a beta prior shared by all groups, fitted by maximum likelihood of the beta-binomial over mean and
/// strength. A crew with three defects says little by itself, so it is drawn towards the mean; a crew with three hundred keeps its own figure.
/// </summary>
public static class CrewShrinkage
{
    public static IReadOnlyList<GroupRate> Of(IReadOnlyList<GroupCount> groups)
    {
        var some = groups.Where(g => g.Defects > 0).ToList();
        if (some.Count == 0) return [.. groups.Select(g => new GroupRate(g.Group, Estimate.Unknown, Estimate.Unknown))];
        var (a, b) = Prior(some);
        return [.. groups.Select(g => new GroupRate(g.Group, Proportion.Exact(g.Missed, g.Defects), Posterior(g, a, b)))];
    }

    /// <summary>Parameters of the shared beta prior.</summary>
    public static (double A, double B) Prior(IReadOnlyList<GroupCount> groups)
    {
        // The half added keeps the mean inside (0, 1) when nobody missed anything.
        var mean = (groups.Sum(g => g.Missed) + 0.5) / (groups.Sum(g => g.Defects) + 1);
        var (best, bestMean, bestStrength) = (double.NegativeInfinity, mean, 1.0);
        for (var step = -8; step <= 8; step++)
        {
            var m = 1 / (1 + Math.Exp(-(Math.Log(mean / (1 - mean)) + (step * 0.15))));
            for (var s = Math.Log(2); s <= Math.Log(2000); s += 0.25)
            {
                var strength = Math.Exp(s);
                var value = groups.Sum(g => LogLikelihood(g, m * strength, (1 - m) * strength));
                if (value > best) (best, bestMean, bestStrength) = (value, m, strength);
            }
        }

        return (bestMean * bestStrength, (1 - bestMean) * bestStrength);
    }

    private static double LogLikelihood(GroupCount g, double a, double b) =>
        LogBeta(g.Missed + a, g.Defects - g.Missed + b) - LogBeta(a, b);

    private static double LogBeta(double a, double b) => Beta.LogGamma(a) + Beta.LogGamma(b) - Beta.LogGamma(a + b);

    private static Estimate Posterior(GroupCount g, double a, double b)
    {
        var (pa, pb) = (g.Missed + a, g.Defects - g.Missed + b);
        return new(pa / (pa + pb), Beta.Quantile(0.025, pa, pb), Beta.Quantile(0.975, pa, pb), g.Missed, g.Defects, pa + pb);
    }
}
