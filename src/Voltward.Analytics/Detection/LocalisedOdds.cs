namespace Voltward.Analytics.Detection;

/// <summary>
/// What the localisation of an area's loss adds to the chance of its customers. The ranker learned from towns where most customers are
/// read once a day; there one customer seldom stands out, and it had no occasion to learn that one who stands far above all others
/// explains the loss. Where every customer of an area is read within the day, what behaviour alone suggests is kept small beside it.
/// Chosen with four development towns and eight sets of drawn area files (docs/decisions/0009-localisation-and-evidence-ranker.md).
/// </summary>
public static class LocalisedOdds
{
    private const double PerLead = 0.5;
    private const double MostLead = 8;
    private const double PerDeviation = 0.8;
    private const double OrdinaryZ = 4;
    private const double Below = -2;
    private const double Above = 10;

    private const double PerFall = 0.5;
    private const double OrdinaryFall = 5;
    private const double MostFall = 8;
    private const double LeastPart = 0.2;
    private const double MostPart = 0.85;

    /// <summary>Log odds that behaviour alone may reach in an area that is localised within the day: one in thirteen.</summary>
    private const double MostOfBehaviour = -2.5;

    private const double Physical = 0.25;
    private static readonly int Z = FeatureNames.IndexOf("matchZ");
    private static readonly int Lead = FeatureNames.IndexOf("matchLead");
    private static readonly int ChangeT = FeatureNames.IndexOf("changeT");
    private static readonly int ChangeRatio = FeatureNames.IndexOf("changeRatio");
    private static readonly int Fine = FeatureNames.IndexOf("fineReadingZ");
    private static readonly int[] Strengths = [.. ((string[])["electrical", "voltage", "events"]).Select(FeatureNames.IndexOf)];

    /// <summary>What is added to the log odds; 0 where nothing could be localised.</summary>
    /// <param name="features">The evidence vector.</param>
    public static double Added(ReadOnlySpan<double> features)
    {
        if (double.IsNaN(features[Z])) return 0;
        var lead = double.IsNaN(features[Lead]) ? 0 : PerLead * Math.Clamp(features[Lead], 0, MostLead);
        return double.IsNaN(features[Fine]) ? lead : lead + (PerDeviation * Math.Clamp(features[Z] - OrdinaryZ, Below, Above)) + Fall(features);
    }

    /// <summary>
    /// Who fell for good against the peers, to a part and not to nothing, may hide what a rough loss does not show; an empty dwelling falls to
    /// nothing.
    /// </summary>
    private static double Fall(ReadOnlySpan<double> features) => features[ChangeRatio] > LeastPart && features[ChangeRatio] < MostPart
        ? PerFall * Math.Clamp(features[ChangeT] - OrdinaryFall, 0, MostFall)
        : 0;

    /// <summary>Chance that a visit finds something, with the localisation heard, 0 to 1.</summary>
    /// <param name="probability">Chance by the ranker.</param>
    /// <param name="features">The evidence vector.</param>
    public static double Probability(double probability, ReadOnlySpan<double> features)
    {
        if (double.IsNaN(features[Z])) return probability;
        var added = Added(features);
        var odds = Math.Log(Math.Max(probability, 1e-9) / Math.Max(1 - probability, 1e-9));
        if (!double.IsNaN(features[Fine]) && !IsPhysical(features)) odds = Math.Min(odds, MostOfBehaviour);
        var sum = odds + added;
        // A wrong ratio or a dead phase explains a loss as well as a theft does: certainty is approached slowly, and the order is kept.
        if (sum > 1 && added > 0) sum = Math.Max(odds, 1 + Math.Log(sum));
        return 1 / (1 + Math.Exp(-sum));
    }

    private static bool IsPhysical(ReadOnlySpan<double> features)
    {
        foreach (var at in Strengths)
        {
            if (features[at] >= Physical) return true;
        }

        return false;
    }
}
