namespace Voltward.Analytics.Detection;

/// <summary>Rules on phase curves: lost voltage, lost current, apparent power, reversed phase, overload (R4, R5, R7, R8, R10).</summary>
public static class ElectricalRules
{
    private const double QuarterHours = 0.25;

    /// <summary>EngineEvidence of one usage point from its curves.</summary>
    public static IReadOnlyList<EngineEvidence> Run(PointFacts facts, RuleBook rules)
    {
        if (facts.Curves is not { } curves || curves.Phases.Count == 0) return [];
        var found = new List<EngineEvidence?>
        {
            rules.Has("R4") ? LostVoltage(facts, curves, rules) : null,
            rules.Has("R5") ? LostCurrent(facts, curves, rules) : null,
            rules.Has("R7") ? ApparentPower(facts, curves, rules) : null,
            rules.Has("R8") ? ReversedPhase(facts, curves, rules) : null,
            rules.Has("R10") ? OverCapacity(facts, curves, rules) : null,
        };
        return [.. found.OfType<EngineEvidence>()];
    }

    /// <summary>R4: low voltage on a metering phase under load while the neighbours on that phase are normal.</summary>
    private static EngineEvidence? LostVoltage(PointFacts facts, PointCurves curves, RuleBook rules)
    {
        var (rated, calibrated) = (facts.Point.RatedVoltageV, facts.Point.CalibratedCurrentA);
        if (!(rated > 0) || !(calibrated > 0)) return null;
        var (lowV, loadA) = (rules.Limit("R4", "voltageShare") * rated, rules.Limit("R4", "currentShare") * calibrated);
        foreach (var (phase, curve) in curves.Phases)
        {
            var (count, first, missing) = (0, -1, 0.0);
            for (var t = 0; t < curve.VoltageV.Length; t++)
            {
                var (u, i) = (curve.VoltageV[t], curve.CurrentA[t]);
                if (!(u < lowV) || !(i > loadA)) continue;
                // When the neighbours are low too it is a fault of the network.
                if (facts.NeighbourVoltage(phase, t) < lowV) continue;
                if (first < 0) first = t;
                count++;
                missing += (rated - u) / 1000 * i * QuarterHours;
            }

            if (count * QuarterHours < rules.Limit("R4", "hours")) continue;
            var perDay = missing / Math.Max(1, curves.FirstDay + curves.Days - curves.DayOf(first));
            return facts.Evidence(EngineId.E3, "R4", Math.Min(0.95, 0.6 + (count * QuarterHours / 240)), curves.DayOf(first)) with
            {
                Phases = PhaseOf(phase),
                Lost = new LostEnergy(0.8 * perDay, perDay, 1.2 * perDay),
                InnocentCauses = [CauseCode.BlownFuse, CauseCode.NetworkFault, CauseCode.MeterFault],
                WouldClear = [CheckCode.VoltageAtTerminals, CheckCode.SealsAgainstRegister],
                Figures = new Dictionary<string, double> { ["hours"] = count * QuarterHours, ["phase"] = phase },
            };
        }

        return null;
    }

    /// <summary>R5: one phase without current while another carries load, and that phase used to carry its share (an onset, not a level).</summary>
    private static EngineEvidence? LostCurrent(PointFacts facts, PointCurves curves, RuleBook rules)
    {
        var calibrated = facts.Point.CalibratedCurrentA;
        if (curves.Phases.Count < 2 || !(calibrated > 0)) return null;
        EngineEvidence? best = null;
        foreach (var (phase, _) in curves.Phases)
        {
            var share = PhaseShare(curves, phase, calibrated * rules.Limit("R5", "otherShare"));
            var onset = CurrentShareOnset(share);
            if (onset < 0) continue;
            var (before, after) = (Mean(share, 0, onset), Mean(share, onset, share.Length));
            if (before < rules.Limit("R5", "historyShare") || after > before * (1 - rules.Limit("R5", "fallOfShare"))) continue;
            var strength = Math.Clamp(0.4 + (0.6 * (1 - (after / before))), 0, 0.95);
            if (best is not null && best.Strength >= strength) continue;
            var others = OtherEnergy(curves, phase, onset);
            var lost = Math.Max(0, (before / (1 - before)) - (after / (1 - after))) * others;
            best = facts.Evidence(EngineId.E3, "R5", strength, curves.FirstDay + onset) with
            {
                Phases = PhaseOf(phase),
                Lost = new LostEnergy(0.7 * lost, lost, 1.3 * lost),
                InnocentCauses = [CauseCode.LoadRemoved, CauseCode.BlownFuse, CauseCode.MeterFault],
                WouldClear = [CheckCode.ClampAgainstMeter, CheckCode.PhasorDiagram],
                Figures = new Dictionary<string, double> { ["before"] = before, ["after"] = after, ["phase"] = phase },
            };
        }

        return best;
    }

    /// <summary>Share of the phase in the current of all phases, by curve day; NaN on days without load.</summary>
    private static double[] PhaseShare(PointCurves curves, char phase, double load)
    {
        var share = new double[curves.Days];
        for (var d = 0; d < share.Length; d++)
        {
            double own = 0, all = 0;
            for (var t = d * PointCurves.Quarters; t < (d + 1) * PointCurves.Quarters; t++)
            {
                double sum = 0, mine = 0;
                foreach (var (letter, curve) in curves.Phases)
                {
                    sum += curve.CurrentA[t];
                    if (letter == phase) mine = curve.CurrentA[t];
                }

                if (!(sum > load)) continue;
                own += mine;
                all += sum;
            }

            share[d] = all > 0 ? own / all : double.NaN;
        }

        return share;
    }

    /// <summary>First day after which the share stays lower; −1 when there is no such day.</summary>
    private static int CurrentShareOnset(double[] share)
    {
        var (at, best) = (-1, 0.0);
        for (var d = 7; d <= share.Length - 5; d++)
        {
            var (before, after) = (Mean(share, 0, d), Mean(share, d, share.Length));
            var gain = (before - after) * Math.Sqrt(d * (share.Length - d));
            if (gain > best) (at, best) = (d, gain);
        }

        return at;
    }

    private static double OtherEnergy(PointCurves curves, char phase, int onset)
    {
        var sum = 0.0;
        foreach (var (letter, curve) in curves.Phases)
        {
            if (letter == phase) continue;
            for (var t = onset * PointCurves.Quarters; t < curve.PowerKw.Length; t++) sum += float.IsNaN(curve.PowerKw[t]) ? 0 : curve.PowerKw[t] * QuarterHours;
        }

        return sum / Math.Max(1, curves.Days - onset);
    }

    /// <summary>R7: active and reactive power do not give the apparent power that voltage and current have.</summary>
    private static EngineEvidence? ApparentPower(PointFacts facts, PointCurves curves, RuleBook rules)
    {
        var (bad, judged, ratio) = (0, 0, 0.0);
        var first = -1;
        var (low, high) = (1 - rules.Limit("R7", "apparentShare"), 1 + rules.Limit("R7", "apparentShare"));
        foreach (var (_, curve) in curves.Phases)
        {
            for (var t = 0; t < curve.PowerKw.Length; t++)
            {
                var s = curve.VoltageV[t] * curve.CurrentA[t] / 1000;
                if (!(s > 0.05)) continue;
                var measured = Math.Sqrt((curve.PowerKw[t] * curve.PowerKw[t]) + (curve.ReactiveKvar[t] * curve.ReactiveKvar[t]));
                if (double.IsNaN(measured)) continue;
                judged++;
                if (measured > s * low && measured < s * high) continue;
                if (first < 0) first = t;
                bad++;
                ratio += measured / s;
            }
        }

        if (judged < PointCurves.Quarters || bad < rules.Limit("R7", "pointShare") * judged) return null;
        return facts.Evidence(EngineId.E3, "R7", Math.Min(0.9, 0.3 + (0.6 * bad / judged)), curves.DayOf(first)) with
        {
            InnocentCauses = [CauseCode.MeterFault, CauseCode.WrongRatio],
            WouldClear = [CheckCode.PhasorDiagram, CheckCode.ClampAgainstMeter],
            Figures = new Dictionary<string, double> { ["share"] = bad / (double)judged, ["ratio"] = ratio / bad },
        };
    }

    /// <summary>R8 on curves: one phase persistently negative while the others are positive.</summary>
    private static EngineEvidence? ReversedPhase(PointFacts facts, PointCurves curves, RuleBook rules)
    {
        if (facts.Point.FeedIn || curves.Phases.Count < 2) return null;
        foreach (var (phase, curve) in curves.Phases)
        {
            var (negative, judged, first) = (0, 0, -1);
            for (var t = 0; t < curve.PowerKw.Length; t++)
            {
                var others = -curve.PowerKw[t];
                foreach (var (_, other) in curves.Phases) others += other.PowerKw[t];
                if (!(others > 0.05) || float.IsNaN(curve.PowerKw[t])) continue;
                judged++;
                if (curve.PowerKw[t] > -0.005) continue;
                if (first < 0) first = t;
                negative++;
            }

            if (judged < PointCurves.Quarters || negative < rules.Limit("R8", "negativeShare") * judged) continue;
            return facts.Evidence(EngineId.E3, "R8", 0.85, curves.DayOf(first)) with
            {
                Phases = PhaseOf(phase),
                InnocentCauses = [CauseCode.WiringAtInstallation, CauseCode.OwnGeneration, CauseCode.ChangedWork],
                WouldClear = [CheckCode.PhasorDiagram],
                Figures = new Dictionary<string, double> { ["share"] = negative / (double)judged, ["phase"] = phase },
            };
        }

        return null;
    }

    /// <summary>R10: demand above the contract.</summary>
    private static EngineEvidence? OverCapacity(PointFacts facts, PointCurves curves, RuleBook rules)
    {
        var contracted = facts.Point.ContractedKva;
        if (!(contracted > 0)) return null;
        var (over, peak, first) = (0, 0.0, -1);
        var limit = rules.Limit("R10", "overShare") * contracted;
        for (var t = 0; t < curves.Days * PointCurves.Quarters; t++)
        {
            var kva = 0.0;
            foreach (var (_, curve) in curves.Phases) kva += curve.VoltageV[t] * curve.CurrentA[t] / 1000;
            if (!(kva > limit)) continue;
            if (first < 0) first = t;
            over++;
            peak = Math.Max(peak, kva);
        }

        if (over < rules.Limit("R10", "points")) return null;
        return facts.Evidence(EngineId.E3, "R10", Math.Clamp(0.3 + (0.05 * over), 0, 0.8), curves.DayOf(first)) with
        {
            InnocentCauses = [CauseCode.CapacityOutOfDate],
            WouldClear = [CheckCode.ContractCheck],
            Figures = new Dictionary<string, double> { ["peakKva"] = peak, ["contractedKva"] = contracted, ["quarters"] = over },
        };
    }

    internal static PhaseSet PhaseOf(char phase) => phase switch { 'A' => PhaseSet.A, 'B' => PhaseSet.B, 'C' => PhaseSet.C, _ => PhaseSet.None };

    private static double Mean(double[] values, int from, int to)
    {
        double sum = 0;
        var n = 0;
        for (var d = from; d < to; d++)
        {
            if (double.IsNaN(values[d])) continue;
            sum += values[d];
            n++;
        }

        return n == 0 ? double.NaN : sum / n;
    }
}
