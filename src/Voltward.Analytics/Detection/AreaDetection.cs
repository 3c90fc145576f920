using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Runs the engines over one area. Pure: the same facts give the same bits on any number of threads.</summary>
public static class AreaDetection
{
    private const int WindowDays = 120;
    private const double GateZ = 1;

    /// <summary>Assessments in the order of the area's points.</summary>
    public static AreaAssessment Run(AreaFacts facts)
    {
        IReadOnlyList<EngineEvidence> ofArea = BalanceEvidence.OfArea(facts.Loss) is { } loss ? [loss] : [];
        return new AreaAssessment(facts.Loss.Area, ofArea, facts.Points.Length == 0 ? [] : Customers(facts));
    }

    private static IReadOnlyList<Assessment> Customers(AreaFacts facts)
    {
        var daily = facts.Daily;
        var onset = facts.Loss.Chart.Open?.Onset ?? -1;
        var windowFrom = WindowStart(daily.Days, onset);
        var askGate = facts.Loss.Z > GateZ || onset >= 0;
        var located = Localiser.Run(daily, windowFrom, onset, askGate);
        var ntl = facts.Loss.NonTechnical();
        var scores = Standardised.Of(located.Customers);
        return [.. facts.Points.Select((point, i) =>
        {
            var change = ChangePoint.StrongestFall(point.DailyKwh, point.Course);
            var fall = change is { Day: >= 0, T: > 4, Ratio: < 0.85 }
                ? VacancyOrTheft.Separate(point.DailyKwh, point.Course, ntl, change.Day, facts.Seed + (ulong)i)
                : null;
            return Assess(facts, i, new Found(located, scores, change, fall));
        })];
    }

    /// <summary>The window is the last 120 days, but leaves honest days before the onset as reference when there are any.</summary>
    private static int WindowStart(int days, int onset)
    {
        var start = Math.Max(0, days - WindowDays);
        return onset >= 28 ? Math.Max(start, Math.Min(onset - 14, days - 28)) : start;
    }

    private static Assessment Assess(AreaFacts facts, int i, Found found)
    {
        var point = facts.Points[i];
        var evidence = new List<EngineEvidence>();
        if (BalanceEvidence.Localised(facts, i, found) is { } localised) evidence.Add(localised);
        if (BalanceEvidence.Fell(facts, i, found) is { } fell) evidence.Add(fell);
        evidence.AddRange(EventRules.Run(point, new EventLimits()));
        return new Assessment
        {
            Point = point.Point,
            Localisation = found.Located.Customers[i],
            Change = found.Change,
            Fall = found.Fall,
            Evidence = evidence,
            Silent = [],
            Features = Features(facts, i, found, evidence),
        };
    }

    private static double[] Features(AreaFacts facts, int i, Found found, List<EngineEvidence> evidence)
    {
        var loss = facts.Loss;
        var point = facts.Points[i];
        var located = found.Located.Customers[i];
        var supply = Robust.Median(loss.Balance.In.Skip(Math.Max(0, loss.Days - 28)));
        var abnormal = loss.AbnormalKwhPerDay;
        return
        [
            Math.Clamp(loss.Z, -4, 8), Math.Clamp(abnormal / supply, -0.1, 0.3), loss.Chart.Open is null ? 0 : 1, found.Located.Gate,
            found.Scores.Deficit[i], found.Scores.DeficitDaily[i], abnormal > 0 ? Math.Clamp(located.ExplainedKwhPerDay / abnormal, 0, 1.5) : 0,
            found.Scores.Reading[i], found.Scores.Opposite[i], Math.Clamp(located.Band, -6, 12), Math.Clamp(located.FallT, -10, 20),
            found.Change is null ? double.NaN : Math.Clamp(found.Change.T, 0, 30), found.Change?.Ratio ?? double.NaN,
            Verdict(found.Fall, FallVerdict.TheftConsistent), Verdict(found.Fall, FallVerdict.VacancyConsistent),
            found.Fall is null ? double.NaN : Math.Clamp(found.Fall.Rho, -1, 2),
            Strongest(evidence, EngineId.E5), Strongest(evidence, EngineId.E3), double.NaN, double.NaN,
            point.DailyKwh.Count(v => v <= 0.01f) / (double)point.Days, point.DailyKwh.Count(float.IsNaN) / (double)point.Days,
        ];
    }

    private static double Verdict(FallAgainstLoss? fall, FallVerdict verdict) => fall?.Verdict == verdict ? 1 : 0;

    private static double Strongest(List<EngineEvidence> evidence, EngineId engine) =>
        evidence.Where(e => e.Engine == engine).Select(e => e.Strength).DefaultIfEmpty(0).Max();

    /// <summary>What the engines found for one customer, before it is put in words.</summary>
    internal sealed record Found(AreaLocalisation Located, Standardised Scores, Change? Change, FallAgainstLoss? Fall);
}

/// <summary>Localisation statistics standardised across the customers of the area; NaN where not computable.</summary>
internal sealed record Standardised(double[] Deficit, double[] DeficitDaily, double[] Reading, double[] Opposite)
{
    private const double Floor = 0.03;

    public static Standardised Of(Localisation[] customers) => new(
        Z(customers, c => c.Deficit), Z(customers, c => c.DeficitDaily), Z(customers, c => c.Reading), Z(customers, c => c.Opposite));

    private static double[] Z(Localisation[] customers, Func<Localisation, double> statistic) =>
        [.. Robust.Standardise(customers.Select(statistic).ToArray(), Floor).Select(z => Math.Clamp(z, -6, 12))];
}
