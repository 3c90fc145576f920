namespace Voltward.Analytics.Detection;

/// <summary>Rules on daily energy and events: feed-in without contract, zero use, impossible energy, ratio steps, stuck readings (R6, R8, R9, R10, R13, R15).</summary>
public static class DailyRules
{
    private static readonly (double Ratio, string Text)[] Steps =
        [(1.0 / 2, "1/2"), (1.0 / 3, "1/3"), (2.0 / 3, "2/3"), (1.0 / 4, "1/4"), (3.0 / 4, "3/4"), (2.0 / 5, "2/5"), (3.0 / 5, "3/5")];

    /// <summary>EngineEvidence of one usage point.</summary>
    /// <param name="facts">The point.</param>
    /// <param name="change">Its strongest fall, if any.</param>
    /// <param name="areaZ">Loss of its area in standard deviations.</param>
    /// <param name="rules">Limits.</param>
    public static IReadOnlyList<EngineEvidence> Run(PointFacts facts, Change? change, double areaZ, RuleBook rules)
    {
        var found = new List<EngineEvidence?>
        {
            rules.Has("R6") ? NeutralCurrent(facts, rules) : null,
            rules.Has("R8") ? FeedInWithoutContract(facts, rules) : null,
            rules.Has("R9") ? ZeroUse(facts, areaZ, rules) : null,
            rules.Has("R10") ? ImpossibleEnergy(facts, rules) : null,
            rules.Has("R10") ? QuarterDemand(facts, rules) : null,
            rules.Has("R13") ? RatioStep(facts, change, rules) : null,
            rules.Has("R15") ? Implausible(facts, rules) : null,
        };
        return [.. found.OfType<EngineEvidence>()];
    }

    /// <summary>R6: phase and neutral current differ, as the meter itself reported.</summary>
    private static EngineEvidence? NeutralCurrent(PointFacts facts, RuleBook rules)
    {
        var events = facts.Events.Where(e => e.Code == "neutral-current" && e.Day >= facts.Days - rules.Limit("R6", "lookBackDays")).ToList();
        if (events.Count < rules.Limit("R6", "events")) return null;
        return facts.Evidence(EngineId.E3, "R6", Math.Min(0.85, 0.4 + (0.05 * events.Count)), events[0].Day) with
        {
            InnocentCauses = [CauseCode.SharedNeutral, CauseCode.WiringAtInstallation],
            WouldClear = [CheckCode.NeutralAgainstPhase],
            Figures = new Dictionary<string, double> { ["events"] = events.Count, ["hours"] = events.Sum(e => e.Hours) },
        };
    }

    /// <summary>R8: energy flowed back although there is no contract to feed in.</summary>
    private static EngineEvidence? FeedInWithoutContract(PointFacts facts, RuleBook rules)
    {
        if (facts.Point.FeedIn) return null;
        var days = Above(facts.DailyExportKwh, rules.Limit("R8", "exportKwh"));
        if (days.Count < rules.Limit("R8", "days")) return null;
        var mean = days.Average(d => (double)facts.DailyExportKwh[d]);
        return facts.Evidence(EngineId.E3, "R8x", Math.Min(0.7, 0.3 + (0.01 * days.Count)), days[0]) with
        {
            InnocentCauses = [CauseCode.OwnGeneration, CauseCode.WiringAtInstallation],
            WouldClear = [CheckCode.ContractCheck, CheckCode.PhasorDiagram],
            Figures = new Dictionary<string, double> { ["days"] = days.Count, ["kwhPerDay"] = mean },
        };
    }

    /// <summary>R9: nearly nothing used for a long time while the area loses more than it should; otherwise it is a vacancy.</summary>
    private static EngineEvidence? ZeroUse(PointFacts facts, double areaZ, RuleBook rules)
    {
        var (run, at, nearZero) = (0, facts.Days, rules.Limit("R9", "nearZeroKwh"));
        for (var d = facts.Days - 1; d >= 0; d--)
        {
            if (float.IsNaN(facts.DailyKwh[d])) continue;
            if (facts.DailyKwh[d] > nearZero) break;
            run++;
            at = d;
        }

        if (run < rules.Limit("R9", "days")) return null;
        return facts.Evidence(EngineId.E3, "R9", areaZ > rules.Limit("R9", "areaZ") ? 0.5 : 0.1, at) with
        {
            InnocentCauses = [CauseCode.Vacancy, CauseCode.MeterFault],
            WouldClear = [CheckCode.ShowOccupancy, CheckCode.ClampAgainstMeter],
            Figures = new Dictionary<string, double> { ["days"] = run, ["areaZ"] = areaZ },
        };
    }

    /// <summary>R10: more energy in a day than the meter's largest current could pass: the multiplying factor in the archive is wrong.</summary>
    private static EngineEvidence? ImpossibleEnergy(PointFacts facts, RuleBook rules)
    {
        var phases = facts.Point.Phase.Length == 3 ? 3 : 1;
        var largest = facts.Point.RatedVoltageV * facts.Point.MaximumCurrentA * phases / 1000 * rules.Limit("R10", "hours");
        if (!(largest > 0)) return null;
        var days = Above(facts.DailyKwh, largest);
        if (days.Count < 3) return null;
        return facts.Evidence(EngineId.E3, "R10x", 0.5, days[0]) with
        {
            InnocentCauses = [CauseCode.WrongRatio, CauseCode.CapacityOutOfDate],
            WouldClear = [CheckCode.RatioPlate],
            Figures = new Dictionary<string, double> { ["days"] = days.Count, ["largestKwh"] = largest, ["mostKwh"] = days.Max(d => (double)facts.DailyKwh[d]) },
        };
    }

    /// <summary>R10: the energy of single quarter hours asks for more than the contract gives, where there are no phase curves to say so.</summary>
    private static EngineEvidence? QuarterDemand(PointFacts facts, RuleBook rules)
    {
        if (facts.Quarters is not { } quarters || facts.Curves is not null || !(facts.Point.ContractedKva > 0)) return null;
        var limit = rules.Limit("R10", "overShare") * facts.Point.ContractedKva;
        var (over, peak, first) = (0, 0.0, -1);
        for (var t = 0; t < quarters.Length; t++)
        {
            if (!(quarters[t] * 4 > limit)) continue;
            if (first < 0) first = t;
            over++;
            peak = Math.Max(peak, quarters[t] * 4);
        }

        if (over < rules.Limit("R10", "points")) return null;
        var day = facts.Days - (quarters.Length / PointCurves.Quarters) + (first / PointCurves.Quarters);
        return facts.Evidence(EngineId.E3, "R10", Math.Clamp(0.3 + (0.05 * over), 0, 0.8), day) with
        {
            InnocentCauses = [CauseCode.CapacityOutOfDate],
            WouldClear = [CheckCode.ContractCheck],
            Figures = new Dictionary<string, double> { ["peakKva"] = peak, ["contractedKva"] = facts.Point.ContractedKva, ["quarters"] = over },
        };
    }

    /// <summary>R13: consumption fell to a simple fraction with its shape unchanged: a ratio was changed, in the archive or at the transformer.</summary>
    private static EngineEvidence? RatioStep(PointFacts facts, Change? change, RuleBook rules)
    {
        if (change is not { Day: >= 0 } fall || fall.T < rules.Limit("R13", "t") || !(facts.Point.Factor > 1)) return null;
        foreach (var (ratio, _) in Steps)
        {
            if (Math.Abs(fall.Ratio - ratio) > rules.Limit("R13", "tolerance")) continue;
            return facts.Evidence(EngineId.E3, "R13", 0.6, fall.Day) with
            {
                Lost = new LostEnergy(0.8 * fall.FallKwhPerDay, fall.FallKwhPerDay, 1.2 * fall.FallKwhPerDay),
                InnocentCauses = [CauseCode.WrongRatio, CauseCode.ChangedWork],
                WouldClear = [CheckCode.RatioPlate, CheckCode.ClampAgainstMeter],
                Figures = new Dictionary<string, double> { ["ratio"] = fall.Ratio, ["step"] = ratio, ["factor"] = facts.Point.Factor },
            };
        }

        return null;
    }

    /// <summary>R15: negative days, wild jumps, or the same reading again and again: the meter, not the customer.</summary>
    private static EngineEvidence? Implausible(PointFacts facts, RuleBook rules)
    {
        var from = Math.Max(0, facts.Days - (int)rules.Limit("R15", "days"));
        var (level, jump) = (LineLoss.Robust.Median(facts.DailyKwh.AsSpan(from)), rules.Limit("R15", "jumpFactor"));
        var (negative, jumps, repeats, run, first) = (0, 0, 1, 1, -1);
        for (var d = from; d < facts.Days; d++)
        {
            var reading = facts.DailyKwh[d];
            var isRepeat = d > from && reading > 0.02 && reading == facts.DailyKwh[d - 1];
            run = isRepeat ? run + 1 : 1;
            repeats = Math.Max(repeats, run);
            var isJump = level > 0.5 && reading > jump * level;
            if (isJump) jumps++;
            if (reading < 0) negative++;
            if (!isRepeat && !isJump && !(reading < 0)) continue;
            if (first < 0) first = d;
        }

        if (negative == 0 && jumps == 0 && repeats < rules.Limit("R15", "repeats")) return null;
        return facts.Evidence(EngineId.E3, "R15", negative > 0 || repeats >= rules.Limit("R15", "repeats") ? 0.6 : 0.3, first) with
        {
            InnocentCauses = [CauseCode.MeterFault, CauseCode.ReadingGaps],
            WouldClear = [CheckCode.ClampAgainstMeter],
            Figures = new Dictionary<string, double> { ["negative"] = negative, ["jumps"] = jumps, ["repeats"] = repeats },
        };
    }

    /// <summary>Days on which a series lies above a limit.</summary>
    private static List<int> Above(float[] series, double limit)
    {
        var days = new List<int>();
        for (var d = 0; d < series.Length; d++)
        {
            if (series[d] > limit) days.Add(d);
        }

        return days;
    }
}
