using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Fills the evidence vector of a customer in the order of <see cref="FeatureNames"/>.</summary>
internal static class EvidenceVector
{
    public static double[] Of(AreaFacts facts, PointFindings found, IReadOnlyList<EngineEvidence> evidence)
    {
        var (loss, i) = (facts.Loss, found.Index);
        var (daily, scores) = (found.Area.Daily.Customers[i], found.Area.Scores);
        var (fine, fineScores) = (found.Area.Fine?.Customers[i], found.Area.FineScores);
        var supply = Robust.Median(loss.Balance.In.AsSpan(Math.Max(0, loss.Days - 28)));
        var readings = facts.Points[i].DailyKwh;
        var values = new Dictionary<string, double>
        {
            ["areaZ"] = Math.Clamp(loss.Z, -4, 12),
            ["areaAbnormalShare"] = Math.Clamp(loss.AbnormalKwhPerDay / supply, -0.1, 0.3),
            ["areaAlarm"] = loss.Chart.Open is null ? 0 : 1,
            ["gate"] = found.Area.Daily.Gate,
            ["deficitZ"] = scores.Deficit[i],
            ["deficitDailyZ"] = scores.DeficitDaily[i],
            ["explainedShare"] = Share(daily.ExplainedKwhPerDay, loss.AbnormalKwhPerDay),
            ["readingZ"] = scores.Reading[i],
            ["oppositeZ"] = scores.Opposite[i],
            ["bandZ"] = Math.Clamp(daily.Band, -6, 12),
            ["fallT"] = Math.Clamp(daily.FallT, -10, 20),
            ["changeT"] = found.Change is { } change ? Math.Clamp(change.T, 0, 30) : double.NaN,
            ["changeRatio"] = found.Change?.Ratio ?? double.NaN,
            ["rhoTheft"] = found.Fall?.Verdict == FallVerdict.TheftConsistent ? 1 : 0,
            ["rhoVacancy"] = found.Fall?.Verdict == FallVerdict.VacancyConsistent ? 1 : 0,
            ["rhoShare"] = found.Fall is { } fall ? Math.Clamp(fall.Rho, -1, 2) : double.NaN,
            ["events"] = Strongest(evidence, EngineId.E5),
            ["electrical"] = Strongest(evidence, EngineId.E3),
            ["voltage"] = found.Area.Voltage[i]?.Strength ?? (facts.Points[i].Curves is null ? double.NaN : 0),
            ["zeroShare"] = readings.Count(v => v <= 0.01f) / (double)readings.Length,
            ["missingShare"] = readings.Count(float.IsNaN) / (double)readings.Length,
            ["voltageT"] = found.Area.Voltage[i]?.Figures.GetValueOrDefault("t") ?? double.NaN,
            ["archive"] = Strongest(evidence, EngineId.E0),
        };
        if (fine is not null && fineScores is not null)
        {
            values["fineGate"] = found.Area.Fine!.Gate;
            values["fineDeficitZ"] = fineScores.Deficit[i];
            values["fineReadingZ"] = fineScores.Reading[i];
            values["fineOppositeZ"] = fineScores.Opposite[i];
            values["fineBandZ"] = Math.Clamp(fine.Band, -6, 12);
            values["fineExplainedShare"] = Share(fine.ExplainedKwhPerDay, loss.AbnormalKwhPerDay);
        }

        return [.. FeatureNames.All.Select(name => values.GetValueOrDefault(name, double.NaN))];
    }

    private static double Share(double explained, double abnormal) => abnormal > 0 ? Math.Clamp(explained / abnormal, 0, 1.5) : double.IsNaN(abnormal) ? double.NaN : 0;

    private static double Strongest(IReadOnlyList<EngineEvidence> evidence, EngineId engine) =>
        evidence.Where(e => e.Engine == engine).Select(e => e.Strength).DefaultIfEmpty(0).Max();
}
