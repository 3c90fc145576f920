namespace Voltward.Analytics.Detection;

/// <summary>
/// R15: current flows and the meter measures no power at all, on any phase. No wiring does that, because no wiring turns every element to a right
/// angle, and nobody who takes power past the meter leaves its current: the meter has failed (电能表停走).
/// </summary>
public static class StandstillRule
{
    private const int PerDay = PointCurves.Quarters;

    /// <summary>Evidence of one usage point; null when its curves do not show it.</summary>
    public static EngineEvidence? Of(PointFacts facts, PointCurves curves, RuleBook rules)
    {
        var (stillKw, leastKva, needed) = (rules.Limit("R15", "stillKw"), rules.Limit("R15", "loadKva"), rules.Limit("R15", "stillQuarters"));
        var (loaded, first, hidden) = (0, -1, 0.0);
        for (var t = (curves.Days * PerDay) - 1; t >= 0; t--)
        {
            var (apparent, active, reactive) = Sums(curves, t);
            if (!(apparent >= leastKva)) continue;
            if (active > stillKw) break;
            (loaded, first) = (loaded + 1, t);
            hidden += Math.Sqrt(Math.Max(0, (apparent * apparent) - (reactive * reactive)));
        }

        if (loaded < needed) return null;
        // Quarters without load or without a reading hide nothing that could be named.
        var perDay = hidden / 4 / Math.Max(1, curves.Days - (first / PerDay));
        return facts.Evidence(EngineId.E3, "R15s", 0.9, curves.DayOf(first)) with
        {
            Lost = new LostEnergy(0.7 * perDay, perDay, 1.2 * perDay),
            InnocentCauses = [CauseCode.MeterFault],
            WouldClear = [CheckCode.ClampAgainstMeter],
            Figures = new Dictionary<string, double> { ["quarters"] = loaded, ["kwhPerDay"] = perDay },
        };
    }

    /// <summary>kVA, largest kW of a phase, kvar of one quarter hour over all phases; NaN where one is missing.</summary>
    private static (double Apparent, double Active, double Reactive) Sums(PointCurves curves, int t)
    {
        var (apparent, active, reactive) = (0.0, 0.0, 0.0);
        foreach (var (_, curve) in curves.Phases)
        {
            apparent += curve.VoltageV[t] * curve.CurrentA[t] / 1000.0;
            active = Math.Max(active, Math.Abs((double)curve.PowerKw[t]));
            reactive += curve.ReactiveKvar[t];
        }

        return (double.IsNaN(active + reactive) ? double.NaN : apparent, active, reactive);
    }
}
