using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Fills the evidence vector of a customer in the order of <see cref="FeatureNames"/>.</summary>
internal static class EvidenceVector
{
    private const double OwnEventShare = 0.2;

    private static readonly (string Name, string[] Codes)[] ByRule =
    [
        ("cover", ["R1"]), ("magnet", ["R2"]), ("settings", ["R3"]), ("neutral", ["R6"]), ("lostVoltage", ["R4", "R4e", "R5"]), ("reversed", ["R8", "R8e", "R8x"]),
        ("ratioStep", ["R13", "R11"]), ("overCapacity", ["R10", "R10e"]), ("wiring", ["R14", "R7"]), ("stuck", ["R15", "R9"]),
    ];

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
            ["voltageT"] = Math.Clamp(found.Area.VoltageLean[i], -5, 25),
            ["archive"] = Strongest(evidence, EngineId.E0),
            ["riseZ"] = Math.Clamp(loss.RiseZ, -4, 12),
            ["hiddenShare"] = loss.Model.HiddenKwh / supply,
            ["billT"] = facts.Points[i].Bills is { } bills ? Math.Clamp(bills.T, 0, 20) : double.NaN,
            ["billRatio"] = facts.Points[i].Bills?.Ratio ?? double.NaN,
            ["billFallShare"] = facts.Points[i].Bills is { } fell ? Share(fell.FallKwhPerDay, loss.AbnormalKwhPerDay) : double.NaN,
            ["changeFallShare"] = found.Change is { } drop ? Share(drop.FallKwhPerDay, loss.AbnormalKwhPerDay) : double.NaN,
            ["powerDowns"] = facts.Points[i].Events.Count(e => e.Code == "power-down" && facts.Points[i].SameEventInArea(e.Code, e.Day) < OwnEventShare),
            ["dailyUse"] = Robust.Quantile(readings.Select(v => (double)v).ToArray(), 0.95, between: true) / 24 / facts.Points[i].Point.ContractedKva,
            ["peakUse"] = PeakKw(facts.Points[i].Quarters) / facts.Points[i].Point.ContractedKva,
            ["courseCorrelationZ"] = PairSums.Of(readings, facts.Points[i].Course.Select(v => (float)v).ToArray()).Correlation,
            ["unbalance"] = facts.Points[i].Events.Count(e => e.Code == "unbalance"),
        };
        AddEnergies(values, facts, found);
        AddMatch(values, found, supply, Robust.Median(readings.Select(v => (double)v)));
        foreach (var (name, codes) in ByRule) values[name] = evidence.Where(e => codes.Contains(e.Code)).Select(e => e.Strength).DefaultIfEmpty(0).Max();
        if (fine is not null && fineScores is not null)
        {
            values["fineGate"] = found.Area.Fine!.Gate;
            values["fineDeficitZ"] = fineScores.Deficit[i];
            values["fineReadingZ"] = fineScores.Reading[i];
            values["fineOppositeZ"] = fineScores.Opposite[i];
            values["fineBandZ"] = Math.Clamp(fine.Band, -6, 12);
            values["fineExplainedShare"] = Share(fine.ExplainedKwhPerDay, loss.AbnormalKwhPerDay);
        }

        return [.. FeatureNames.All.Select(name => values.TryGetValue(name, out var value) && double.IsFinite(value) ? value : double.NaN)];
    }

    private static void AddEnergies(Dictionary<string, double> values, AreaFacts facts, PointFindings found)
    {
        static double Log(double kwh) => Math.Log(Math.Max(kwh, 0.05));
        var point = facts.Points[found.Index];
        values["ownKwh"] = Log(Robust.Median(point.DailyKwh.Select(v => (double)v)));
        values["matchKwh"] = Log(found.Area.Match[found.Index].KwhPerDay);
        values["areaKwh"] = Log(facts.Loss.AbnormalKwhPerDay);
        if (found.Change is { } change) values["changeKwh"] = Log(change.FallKwhPerDay);
        if (point.Bills is { } bills) values["billKwh"] = Log(bills.FallKwhPerDay);
        if (found.Area.Voltage[found.Index]?.Lost is { } lost) values["voltageKwh"] = Log(lost.Mid);
    }

    private static void AddMatch(Dictionary<string, double> values, PointFindings found, double supply, double own)
    {
        var match = found.Area.Match[found.Index];
        if (double.IsNaN(match.Z)) return;
        var others = found.Area.Match.Where((m, i) => i != found.Index && !double.IsNaN(m.Z)).Select(m => m.Z).DefaultIfEmpty(0).Max();
        values["matchZ"] = Math.Clamp(match.Z, -5, 40);
        values["matchLead"] = Math.Clamp(match.Z - others, -40, 40);
        values["matchFactor"] = Math.Clamp(match.Factor, 0, 5);
        values["matchAlways"] = match.Always ? 1 : 0;
        values["matchShare"] = Math.Clamp(match.KwhPerDay / supply, 0, 0.3);
        values["matchOfOwn"] = Math.Clamp(match.KwhPerDay / Math.Max(own, 0.3), 0, 5);
        values["matchDeficit"] = match.Course is "deficit" or "deficit-band" or "fall" or "absent" ? 1 : 0;
    }

    /// <summary>A high quarter, not the highest one: the sixth from the top.</summary>
    private static double PeakKw(float[]? quarters)
    {
        if (quarters is null) return double.NaN;
        Span<float> top = stackalloc float[6];
        top.Clear();
        foreach (var value in quarters)
        {
            if (!(value > top[^1])) continue;
            var place = top.Length - 1;
            for (; place > 0 && value > top[place - 1]; place--) top[place] = top[place - 1];
            top[place] = value;
        }

        return 4 * top[^1];
    }

    private static double Share(double explained, double abnormal) => abnormal > 0 ? Math.Clamp(explained / abnormal, 0, 1.5) : double.IsNaN(abnormal) ? double.NaN : 0;

    private static double Strongest(IReadOnlyList<EngineEvidence> evidence, EngineId engine) =>
        evidence.Where(e => e.Engine == engine).Select(e => e.Strength).DefaultIfEmpty(0).Max();
}
