using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>
/// Where a lead of over-capacity stands among the others (超容按价值排序). It is a breach of contract and hides no energy: what it is worth grows with the
/// capacity beyond the contract, and how surely a visit finds equipment for it grows with how far and how often the contract was passed. It ranks
/// by both together, so that many small ones never stand before a theft.
/// </summary>
internal static class BreachWorth
{
    /// <summary>Capacity beyond the contract whose penalty comes to what an ordinary theft of half a year does, charge and penalty together, kVA.</summary>
    private const double LikeTheftKva = 40;

    /// <summary>As often as this the contract was passed by half of what can be found, quarter hours.</summary>
    private const double OftenQuarters = 40;

    private const double MostChance = 0.4;
    private const double LeastScore = 0.005;

    /// <summary>Chance that a visit finds equipment beyond the contract, and what the lead ranks by.</summary>
    /// <param name="evidence">The evidence that made it a breach.</param>
    public static (double Chance, double RanksBy) Of(EngineEvidence evidence)
    {
        if (!evidence.Figures.TryGetValue("peakKva", out var peak) || !evidence.Figures.TryGetValue("contractedKva", out var contracted)) return (evidence.Strength / 2, Math.Max(LeastScore, evidence.Strength / 20));
        var quarters = evidence.Figures.GetValueOrDefault("quarters");
        var excess = Math.Max(0, (peak / contracted) - 1);
        var chance = MostChance * (excess / (1 + excess)) * (quarters / (quarters + OftenQuarters));
        return (chance, Math.Max(LeastScore, chance * Math.Min(1, (peak - contracted) / LikeTheftKva)));
    }
}
