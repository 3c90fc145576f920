namespace Voltward.Analytics.Detection;

/// <summary>Rules on the shape of power: power-factor step, hours of use, wiring, standstill (R11, R12, R14, R15).</summary>
public static class CurveRules
{
    private const double QuarterHours = 0.25;
    private static readonly string[] DayBusiness = ["shop", "school", "public"];

    public static IReadOnlyList<EngineEvidence> Run(PointFacts facts, RuleBook rules)
    {
        var found = new List<EngineEvidence?> { rules.Has("R12") ? NightOnly(facts, rules) : null };
        if (facts.Curves is { } curves && curves.Phases.Count > 0)
        {
            found.Add(rules.Has("R11") ? PowerFactorStep(facts, curves, rules) : null);
            found.Add(rules.Has("R14") ? Wiring(facts, curves, rules) : null);
            found.Add(rules.Has("R15") ? StandstillRule.Of(facts, curves, rules) : null);
        }

        return [.. found.OfType<EngineEvidence>()];
    }

    /// <summary>R11: active energy fell while reactive energy stayed: something now measures less of the active part.</summary>
    private static EngineEvidence? PowerFactorStep(PointFacts facts, PointCurves curves, RuleBook rules)
    {
        var (active, reactive) = (Daily(curves, c => c.PowerKw), Daily(curves, c => c.ReactiveKvar));
        var margin = (int)rules.Limit("R11", "days");
        var (at, best) = (-1, 1.0);
        for (var d = margin; d <= curves.Days - margin; d++)
        {
            var ratio = Mean(active, d, d + margin) / Mean(active, d - margin, d);
            if (ratio < best && Mean(reactive, d - margin, d) > 0.3) (at, best) = (d, ratio);
        }

        if (at < 0 || best > rules.Limit("R11", "activeShare")) return null;
        var stayed = Mean(reactive, at, at + margin) / Mean(reactive, at - margin, at);
        if (!(stayed > rules.Limit("R11", "reactiveShare"))) return null;
        var lost = Mean(active, at - margin, at) - Mean(active, at, at + margin);
        return facts.Evidence(EngineId.E3, "R11", Math.Clamp(0.4 + ((stayed - best) / 2), 0, 0.8), curves.FirstDay + at) with
        {
            Lost = new LostEnergy(0.5 * lost, lost, 1.5 * lost),
            InnocentCauses = [CauseCode.ChangedWork, CauseCode.Refit],
            WouldClear = [CheckCode.PhasorDiagram, CheckCode.ClampAgainstMeter],
            Figures = new Dictionary<string, double> { ["active"] = best, ["reactive"] = stayed },
        };
    }

    /// <summary>R12: a business of the day that uses nearly everything at night.</summary>
    private static EngineEvidence? NightOnly(PointFacts facts, RuleBook rules)
    {
        if (facts.Quarters is not { } quarters || !DayBusiness.Contains(facts.Point.CustomerClass)) return null;
        var (from, to) = ((int)rules.Limit("R12", "valleyFromHour") * 4, (int)rules.Limit("R12", "valleyToHour") * 4);
        double valley = 0, all = 0;
        var days = 0;
        for (var d = 0; d < quarters.Length / PointCurves.Quarters; d++)
        {
            var day = quarters.AsSpan(d * PointCurves.Quarters, PointCurves.Quarters);
            if (HasGap(day)) continue;
            days++;
            for (var q = 0; q < PointCurves.Quarters; q++)
            {
                all += day[q];
                if (q >= from || q < to) valley += day[q];
            }
        }

        if (days < rules.Limit("R12", "days") || all < days || valley < rules.Limit("R12", "valleyShare") * all) return null;
        return facts.Evidence(EngineId.E3, "R12", 0.4, null) with
        {
            InnocentCauses = [CauseCode.NightBusiness, CauseCode.ClockOffset],
            WouldClear = [CheckCode.ClockReading, CheckCode.ContractCheck],
            Figures = new Dictionary<string, double> { ["valleyShare"] = valley / all, ["days"] = days },
        };
    }

    /// <summary>R14: the angles of the elements belong to another wiring than the right one.</summary>
    private static EngineEvidence? Wiring(PointFacts facts, PointCurves curves, RuleBook rules)
    {
        var wiring = facts.Point.Wiring == "3P3W" ? MeterWiring.ThreeWire : MeterWiring.FourWire;
        var elements = wiring == MeterWiring.ThreeWire ? new[] { curves.Of('A'), curves.Of('C') } : [curves.Of('A'), curves.Of('B'), curves.Of('C')];
        if (facts.Point.Wiring == "1P2W" || elements.Any(e => e is null) || !(facts.Point.RatedVoltageV > 0) || !(facts.Point.CalibratedCurrentA > 0)) return null;
        var limits = new WiringLimits(facts.Point.RatedVoltageV, facts.Point.CalibratedCurrentA)
        {
            ResidualDeg = rules.Limit("R14", "residualDeg"),
            LagDeg = (rules.Limit("R14", "lagFromDeg"), rules.Limit("R14", "lagToDeg")),
        };
        var span = (int)rules.Limit("R14", "days");
        if (Faulty(wiring, elements!, curves.Days - span, span, limits) is not { } fault) return null;

        // Walk back through the curves to the first window that shows the same wiring.
        var onset = curves.Days - span;
        while (onset >= span && Faulty(wiring, elements!, onset - span, span, limits) is { } before && before.Signature == fault.Signature) onset -= span;
        var g = fault.Factor.At(fault.LagDeg);
        var metered = Math.Abs(Mean(Daily(curves, c => c.PowerKw), curves.Days - span, curves.Days));
        var usable = fault.Factor.Sensitivity(fault.LagDeg) <= 0.2 && double.IsFinite(g);
        var lost = usable ? metered * (Math.Abs(g) - 1) : double.NaN;
        return facts.Evidence(EngineId.E3, "R14", 0.9, curves.FirstDay + Math.Max(0, onset)) with
        {
            Phases = PhaseSet.All,
            Lost = usable && lost > 0 ? new LostEnergy(0.8 * lost, lost, 1.2 * lost) : null,
            InnocentCauses = [CauseCode.WiringAtInstallation],
            WouldClear = [CheckCode.PhasorDiagram, CheckCode.SealsAgainstRegister],
            Figures = new Dictionary<string, double>
            {
                ["factor"] = double.IsFinite(g) ? g : 0,
                ["lagDeg"] = fault.LagDeg,
                ["sensitivity"] = fault.Factor.Sensitivity(fault.LagDeg),
                ["standstill"] = double.IsFinite(g) ? 0 : 1,
            },
        };
    }

    private static DecodedWiring? Faulty(MeterWiring wiring, ElementCurve[] elements, int day, int days, WiringLimits limits)
    {
        if (day < 0) return null;
        var (from, to) = (day * PointCurves.Quarters, (day + days) * PointCurves.Quarters);
        var part = elements.Select(e => new ElementCurve(e.VoltageV[from..to], e.CurrentA[from..to], e.PowerKw[from..to], e.ReactiveKvar[from..to])).ToArray();
        var decoding = WiringDecoder.Decode(wiring, part, limits);
        return decoding.Verdict == WiringVerdict.Decoded && !decoding.Kept[0].Signature.IsHealthy(wiring) ? decoding.Kept[0] : null;
    }

    private static double[] Daily(PointCurves curves, Func<ElementCurve, float[]> quantity)
    {
        var sums = new double[curves.Days];
        foreach (var (_, curve) in curves.Phases)
        {
            var values = quantity(curve);
            for (var t = 0; t < values.Length; t++) sums[t / PointCurves.Quarters] += values[t] * QuarterHours;
        }

        return sums;
    }

    private static bool HasGap(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (float.IsNaN(value)) return true;
        }

        return false;
    }

    private static double Mean(double[] values, int from, int to)
    {
        double sum = 0;
        var n = 0;
        for (var d = Math.Max(0, from); d < Math.Min(values.Length, to); d++)
        {
            if (double.IsNaN(values[d])) continue;
            sum += values[d];
            n++;
        }

        return n == 0 ? double.NaN : sum / n;
    }
}
