using System.Collections.Frozen;
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

    private static readonly FrozenDictionary<string, int> Places = FeatureNames.All.Select((name, place) => (name, place)).ToFrozenDictionary(p => p.name, p => p.place, StringComparer.Ordinal);

    public static double[] Of(AreaFacts facts, PointFindings found, IReadOnlyList<EngineEvidence> evidence)
    {
        var (loss, i) = (facts.Loss, found.Index);
        var (daily, scores) = (found.Area.Daily.Customers[i], found.Area.Scores);
        var (fine, fineScores) = (found.Area.Fine?.Customers[i], found.Area.FineScores);
        var supply = found.Area.SupplyKwh;
        var readings = facts.Points[i].DailyKwh;
        var values = new Values();
        values["areaZ"] = Math.Clamp(loss.Z, -4, 12);
        values["areaAbnormalShare"] = Math.Clamp(loss.AbnormalKwhPerDay / supply, -0.1, 0.3);
        values["areaAlarm"] = loss.Chart.Open is null ? 0 : 1;
        values["gate"] = found.Area.Daily.Gate;
        values["deficitZ"] = scores.Deficit[i];
        values["deficitDailyZ"] = scores.DeficitDaily[i];
        values["explainedShare"] = Share(daily.ExplainedKwhPerDay, loss.AbnormalKwhPerDay);
        values["readingZ"] = scores.Reading[i];
        values["oppositeZ"] = scores.Opposite[i];
        values["bandZ"] = Math.Clamp(daily.Band, -6, 12);
        values["fallT"] = Math.Clamp(daily.FallT, -10, 20);
        values["changeT"] = found.Change is { } change ? Math.Clamp(change.T, 0, 30) : double.NaN;
        values["changeRatio"] = found.Change?.Ratio ?? double.NaN;
        values["rhoTheft"] = found.Fall?.Verdict == FallVerdict.TheftConsistent ? 1 : 0;
        values["rhoVacancy"] = found.Fall?.Verdict == FallVerdict.VacancyConsistent ? 1 : 0;
        values["rhoShare"] = found.Fall is { } fall ? Math.Clamp(fall.Rho, -1, 2) : double.NaN;
        values["events"] = Strongest(evidence, EngineId.E5);
        values["electrical"] = Strongest(evidence, EngineId.E3);
        values["voltage"] = found.Area.Voltage[i]?.Strength ?? (facts.Points[i].Curves is null ? double.NaN : 0);
        (values["zeroShare"], values["missingShare"]) = Shares(readings);
        values["voltageT"] = Math.Clamp(found.Area.VoltageLean[i], -5, 25);
        values["archive"] = Strongest(evidence, EngineId.E0);
        values["riseZ"] = Math.Clamp(loss.RiseZ, -4, 12);
        values["hiddenShare"] = loss.Model.HiddenKwh / supply;
        values["billT"] = facts.Points[i].Bills is { } bills ? Math.Clamp(bills.T, 0, 20) : double.NaN;
        values["billRatio"] = facts.Points[i].Bills?.Ratio ?? double.NaN;
        values["billFallShare"] = facts.Points[i].Bills is { } fell ? Share(fell.FallKwhPerDay, loss.AbnormalKwhPerDay) : double.NaN;
        values["changeFallShare"] = found.Change is { } drop ? Share(drop.FallKwhPerDay, loss.AbnormalKwhPerDay) : double.NaN;
        values["powerDowns"] = OwnEvents(facts.Points[i], "power-down");
        if (facts.Points[i].Point.ContractedKva > 0) values["dailyUse"] = Robust.Quantile(readings.AsSpan(), 0.95, between: true) / 24 / facts.Points[i].Point.ContractedKva;
        values["peakUse"] = PeakKw(facts.Points[i].Quarters) / facts.Points[i].Point.ContractedKva;
        values["courseCorrelationZ"] = PairSums.Of(readings, found.Area.Courses[facts.Points[i].Course]).Correlation;
        values["unbalance"] = Events(facts.Points[i], "unbalance");
        var own = facts.Input.LevelKwh?[i] ?? Robust.Median(readings);
        AddEnergies(values, facts, found, own);
        AddMatch(values, found, supply, own);
        foreach (var (name, codes) in ByRule) values[name] = Strongest(evidence, codes);
        if (fine is not null && fineScores is not null)
        {
            values["fineGate"] = found.Area.Fine!.Gate;
            values["fineDeficitZ"] = fineScores.Deficit[i];
            values["fineReadingZ"] = fineScores.Reading[i];
            values["fineOppositeZ"] = fineScores.Opposite[i];
            values["fineBandZ"] = Math.Clamp(fine.Band, -6, 12);
            values["fineExplainedShare"] = Share(fine.ExplainedKwhPerDay, loss.AbnormalKwhPerDay);
        }

        return values.Finite();
    }

    private static void AddEnergies(Values values, AreaFacts facts, PointFindings found, double own)
    {
        static double Log(double kwh) => Math.Log(Math.Max(kwh, 0.05));
        var point = facts.Points[found.Index];
        values["ownKwh"] = Log(own);
        values["matchKwh"] = Log(found.Area.Match[found.Index].KwhPerDay);
        values["areaKwh"] = Log(facts.Loss.AbnormalKwhPerDay);
        if (found.Change is { } change) values["changeKwh"] = Log(change.FallKwhPerDay);
        if (point.Bills is { } bills) values["billKwh"] = Log(bills.FallKwhPerDay);
        if (found.Area.Voltage[found.Index]?.Lost is { } lost) values["voltageKwh"] = Log(lost.Mid);
    }

    private static void AddMatch(Values values, PointFindings found, double supply, double own)
    {
        var match = found.Area.Match[found.Index];
        if (double.IsNaN(match.Z)) return;
        var others = found.Area.BestBut(found.Index);
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

    private static int Events(PointFacts point, string code)
    {
        var count = 0;
        for (var k = 0; k < point.Events.Count; k++) count += point.Events[k].Code == code ? 1 : 0;
        return count;
    }

    /// <summary>Events that hardly anybody else in the area had at the time.</summary>
    private static int OwnEvents(PointFacts point, string code)
    {
        var count = 0;
        for (var k = 0; k < point.Events.Count; k++) count += point.Events[k].Code == code && point.SameEventInArea(code, point.Events[k].Day) < OwnEventShare ? 1 : 0;
        return count;
    }

    private static double Strongest(IReadOnlyList<EngineEvidence> evidence, EngineId engine)
    {
        var strongest = 0.0;
        for (var k = 0; k < evidence.Count; k++)
        {
            if (evidence[k].Strength > strongest && evidence[k].Engine == engine) strongest = evidence[k].Strength;
        }

        return strongest;
    }

    private static double Strongest(IReadOnlyList<EngineEvidence> evidence, string[] codes)
    {
        var strongest = 0.0;
        for (var k = 0; k < evidence.Count; k++)
        {
            if (evidence[k].Strength > strongest && codes.Contains(evidence[k].Code)) strongest = evidence[k].Strength;
        }

        return strongest;
    }

    private static (double Zero, double Missing) Shares(float[] readings)
    {
        var (zero, missing) = (0, 0);
        foreach (var value in readings)
        {
            if (value <= 0.01f) zero++;
            if (float.IsNaN(value)) missing++;
        }

        return (zero / (double)readings.Length, missing / (double)readings.Length);
    }

    /// <summary>The vector while it is filled, by name.</summary>
    private sealed class Values
    {
        private readonly double[] _values = new double[FeatureNames.Count];

        public Values() => Array.Fill(_values, double.NaN);

        public double this[string name]
        {
            set => _values[Places[name]] = value;
        }

        /// <summary>What is no finite number is not computable.</summary>
        public double[] Finite()
        {
            for (var f = 0; f < _values.Length; f++)
            {
                if (!double.IsFinite(_values[f])) _values[f] = double.NaN;
            }

            return _values;
        }
    }
}
