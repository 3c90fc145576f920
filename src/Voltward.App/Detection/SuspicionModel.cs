using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>
/// What turns an evidence vector into a chance: the ranker when one fits the evidence, else the transparent formula of the prior.
/// Both were made from simulated utilities or by hand; neither has seen a real theft.
/// </summary>
internal sealed class SuspicionModel(Fusion prior, EvidenceRanker? ranker)
{
    private const double Listed = 0.5;

    public string Model => ranker?.Model ?? prior.Model;

    public EvidenceRanker? Ranker => ranker;

    /// <summary>Chance that a visit finds something, 0 to 1, for each of some customers.</summary>
    public double[] Probabilities(IReadOnlyList<double[]> features)
    {
        var chances = ranker?.Probabilities(features) ?? [.. features.Select(f => prior.Probability(f))];
        for (var i = 0; i < chances.Length; i++) chances[i] = LocalisedOdds.Probability(chances[i], features[i]);
        return chances;
    }

    /// <summary>Energy hidden if it is theft; null when no ranker says.</summary>
    public LostEnergy? Energy(double[] features) => ranker?.Energy(features);

    /// <summary>What each engine adds to the log odds; empty when no ranker says.</summary>
    public IReadOnlyDictionary<EngineId, double> Shares(double[] features)
    {
        var shares = new Dictionary<EngineId, double>(ranker?.Explain(features) ?? new Dictionary<EngineId, double>());
        if (ranker is not null) shares[EngineId.E2] = shares.GetValueOrDefault(EngineId.E2) + LocalisedOdds.Added(features);
        return shares;
    }

    /// <summary>How many of the first customers make a list of which at most half are expected to be false orders; null without a ranker.</summary>
    public int? ListLength(IReadOnlyCollection<double> probabilities)
    {
        if (ranker is null) return null;
        // The honest scores kept are the highest of so many: those below count as honest customers without a high score.
        double[] honest = [.. Enumerable.Repeat(double.NegativeInfinity, ranker.HonestCount - ranker.HonestScores.Count), .. ranker.HonestScores.Select(ranker.Calibration.Probability)];
        return ConformalList.Length([.. probabilities], honest, Listed);
    }
}
