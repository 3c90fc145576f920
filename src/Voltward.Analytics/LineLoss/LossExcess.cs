namespace Voltward.Analytics.LineLoss;

/// <summary>How far the recent loss lies above the technical one, and above its own calm level, in standard deviations.</summary>
internal static class LossExcess
{
    public const int FewestDays = 3;

    /// <summary>Mean non-technical loss (kWh a day), z of its level and z of its rise; NaN with fewer than three days.</summary>
    public static (double KwhPerDay, double LevelZ, double RiseZ) Of(AreaFit fit, TechnicalLoss model)
    {
        var recent = fit.Recent;
        if (recent.Length < FewestDays) return (double.NaN, double.NaN, double.NaN);
        var n = (double)recent.Length;
        var index = recent.Sum(d => fit.Index[d]);
        var excess = recent.Sum(d => fit.Balance.Loss[d]) - model.Of(n, index);
        var budget = fit.RecentBudget;
        var day = model.DaySdKwh * model.DaySdKwh * (1 + model.LagOne) / (1 - model.LagOne);
        // The level shares its sign with the meters' bias; a rise does not, because the bias was there before.
        var level = (n * day) + model.Variance(index) + budget.Bias + budget.Fill + budget.Step;

        var all = (double)model.Clean.Count(c => c);
        var inside = (double)recent.Count(d => model.Clean[d]);
        // Two means over all calm and over the recent days, the days they share counted once.
        var noise = day * Math.Max(n + (n * n / Math.Max(all, 1)) - (2 * n * inside / Math.Max(all, 1)), 0.05 * n);
        var rise = noise + model.Variance(index - (n * model.CalmIndex)) + budget.Fill + budget.Step;
        var riseKwh = excess - (n * model.HiddenKwh);
        return (excess / n, excess / Math.Sqrt(Math.Max(level, 1e-9)), model.PriorOnly ? double.NaN : riseKwh / Math.Sqrt(Math.Max(rise, 1e-9)));
    }
}
