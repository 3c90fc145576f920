namespace Voltward.Analytics.LineLoss;

/// <summary>How far the recent loss lies above the technical one, and above its own clean level, in standard deviations.</summary>
internal static class LossExcess
{
    public const int FewestDays = 3;

    /// <summary>Mean non-technical loss (kWh a day), z of its level and z of its rise; NaN with fewer than three days.</summary>
    public static (double KwhPerDay, double LevelZ, double RiseZ) Of(
        AreaInput input, BalanceDays balance, HeadLoad load, TechnicalLoss model, int[] recent)
    {
        var days = recent.Where(d => !double.IsNaN(load.Square[d])).ToArray();
        if (days.Length < FewestDays) return (double.NaN, double.NaN, double.NaN);
        var n = (double)days.Length;
        var sums = days.Aggregate((One: 0.0, Square: 0.0, Neutral: 0.0), (s, d) =>
        {
            var t = load.At(d);
            return (s.One + t.One, s.Square + t.Square, s.Neutral + t.Neutral);
        });
        var excess = days.Sum(d => balance.Loss[d]) - model.Of(sums);
        var budget = ErrorBudget.Of(input, balance, days);
        var day = model.DaySdKwh * model.DaySdKwh * (1 + model.LagOne) / (1 - model.LagOne);
        // The level shares its sign with the meters' bias; a rise does not, because the bias was there before.
        var level = (n * day) + model.Variance(sums) + budget.Bias + budget.Fill + budget.Step;

        var all = (double)model.Clean.Count(c => c);
        var inside = (double)days.Count(d => model.Clean[d]);
        // Days that the model was fitted on have already pulled it towards themselves.
        var noise = day * Math.Max(n - (inside * inside / Math.Max(all, 1)), 0.05 * n);
        var rise = noise + ((1 - (inside / n)) * model.LevelVariance(sums)) + budget.Fill + budget.Step;
        var riseKwh = excess - (n * model.HiddenKwh);
        return (excess / n, excess / Math.Sqrt(Math.Max(level, 1e-9)), model.PriorOnly ? double.NaN : riseKwh / Math.Sqrt(Math.Max(rise, 1e-9)));
    }
}
