using Voltward.Analytics.LineLoss;

namespace Voltward.App.Detection;

/// <summary>Losses against the truth, over the complete days of the window.</summary>
internal sealed class TruthLosses(
    TruthFile truth, IReadOnlyList<EvaluationQueries.AreaDay> days, IReadOnlyList<EvaluationQueries.AreaSum> areas)
{
    private const int FewestDays = 7;

    /// <summary>Technical part: heat in the lines, and in the transformer where the supply meter stands before it.</summary>
    public LossAccuracy Technical() => Judge(
        (a, d, side) => a.TechnicalKwh[d] + (side == "MV" ? a.TransformerKwh[d] : 0), d => (d.TechnicalWh, d.LowWh, d.HighWh));

    /// <summary>The whole metered loss: technical, stolen and lost in faulty meters.</summary>
    public LossAccuracy Metered() => Judge(
        (a, d, side) => a.TechnicalKwh[d] + (side == "MV" ? a.TransformerKwh[d] : 0) + a.StolenKwh[d] + a.FaultKwh[d], d => (d.LossWh, d.LossLowWh, d.LossHighWh));

    /// <summary>Share of areas without theft or fault that are called high or serious.</summary>
    public double CleanAlarmShare()
    {
        var clean = truth.Areas.Where(a => a.StolenKwh.Sum() + a.FaultKwh.Sum(Math.Abs) < 1e-6 * a.SuppliedKwh.Sum()).Select(a => a.AreaNo).ToHashSet();
        var judged = areas.Where(a => clean.Contains(a.Area) && a.Z is not null).ToArray();
        return judged.Length == 0 ? double.NaN : judged.Count(a => a.State is "high" or "serious") / (double)judged.Length;
    }

    private LossAccuracy Judge(Func<TruthFile.Area, int, string, double> real, Func<EvaluationQueries.AreaDay, (long Mid, long Low, long High)> said)
    {
        var sides = areas.ToDictionary(a => a.Area, a => a.Side ?? "LV");
        var known = truth.Areas.ToDictionary(a => a.AreaNo);
        var errors = new List<double>();
        var covered = 0;
        foreach (var group in days.GroupBy(d => d.Area).Where(g => known.ContainsKey(g.Key) && g.Count() >= FewestDays))
        {
            var (sum, mid, low, high) = (0.0, 0.0, 0.0, 0.0);
            foreach (var day in group)
            {
                var index = day.Day.DayNumber - truth.Start.DayNumber;
                if (index < 0 || index >= truth.Days) continue;
                var (m, l, h) = said(day);
                sum += real(known[group.Key], index, sides.GetValueOrDefault(group.Key, "LV"));
                (mid, low, high) = (mid + (m / 1000.0), low + (l / 1000.0), high + (h / 1000.0));
            }

            errors.Add(((mid / sum) - 1) * 100);
            if (low <= sum && sum <= high) covered++;
        }

        return errors.Count == 0
            ? new LossAccuracy(0, double.NaN, double.NaN, double.NaN, double.NaN)
            : new LossAccuracy(
                errors.Count, Robust.Median(errors), Robust.Quantile(errors.ToArray(), 0.1, true), Robust.Quantile(errors.ToArray(), 0.9, true), covered / (double)errors.Count);
    }
}
