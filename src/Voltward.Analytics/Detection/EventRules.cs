namespace Voltward.Analytics.Detection;

/// <summary>One event of a meter, with its day in the window (negative: before it).</summary>
/// <param name="Code">As in docs/formats.md.</param>
/// <param name="Day">Day index from the first day of the readings.</param>
/// <param name="Hours">Length, hours; 0 when it has no end.</param>
/// <param name="Phase">A, B, C or empty.</param>
public sealed record MeterEvent(string Code, int Day, double Hours, string Phase);

/// <summary>What the meter itself noticed (计量事件), against our own work orders: an opening that we ordered raises nothing.</summary>
public static class EventRules
{
    /// <summary>EngineEvidence of one usage point; empty when its events say nothing.</summary>
    /// <param name="facts">The point's readings, events and orders.</param>
    /// <param name="rules">Limits.</param>
    public static IReadOnlyList<EngineEvidence> Run(PointFacts facts, RuleBook rules)
    {
        if (facts.Events.Count == 0) return [];
        var found = new List<EngineEvidence>();
        if (rules.Has("R1")) Cover(facts, rules, found);
        if (rules.Has("R2")) Magnet(facts, rules, found);
        if (rules.Has("R3")) Clock(facts, rules, found);
        if (rules.Has("R4")) Repeated(facts, rules, "R4", "R4e", ["voltage-loss", "current-loss", "phase-failure"], found);
        if (rules.Has("R8")) Repeated(facts, rules, "R8", "R8e", ["reverse-power"], found);
        if (rules.Has("R10")) Repeated(facts, rules, "R10", "R10e", ["over-current"], found);
        return found;
    }

    /// <summary>R1: cover or terminal cover opened without an order of ours, and consumption fell afterwards.</summary>
    private static void Cover(PointFacts facts, RuleBook rules, List<EngineEvidence> found)
    {
        var openings = Unexplained(facts, rules, "R1", "cover-open", "terminal-open");
        if (openings.Count == 0) return;
        var (at, fell) = openings.Select(e => (e, fall: FallAfter(facts, (int)rules.Limit("R1", "fallDays"), e.Day))).MaxBy(p => p.fall.Share);
        var counts = fell.Share >= rules.Limit("R1", "fallShare");
        found.Add(facts.Evidence(EngineId.E5, "R1", counts ? 0.9 : 0.3, at.Day) with
        {
            Lost = counts ? new LostEnergy(0.5 * fell.Kwh, fell.Kwh, 1.5 * fell.Kwh) : null,
            InnocentCauses = [CauseCode.Maintenance, CauseCode.NewOccupant],
            WouldClear = [CheckCode.WorkOrderSearch, CheckCode.SealsAgainstRegister],
            Figures = new Dictionary<string, double> { ["openings"] = openings.Count, ["fallShare"] = fell.Share, ["fallKwhPerDay"] = fell.Kwh },
        });
    }

    /// <summary>R2: a strong constant magnetic field at the meter.</summary>
    private static void Magnet(PointFacts facts, RuleBook rules, List<EngineEvidence> found)
    {
        var fields = Unexplained(facts, rules, "R2", "magnetic-field");
        if (fields.Count == 0) return;
        var fell = FallAfter(facts, (int)rules.Limit("R2", "fallDays"), fields[0].Day);
        found.Add(facts.Evidence(EngineId.E5, "R2", fell.Share >= rules.Limit("R2", "fallShare") ? 0.95 : Math.Min(0.8, 0.5 + (0.1 * fields.Count)), fields[0].Day) with
        {
            InnocentCauses = [CauseCode.NearbyMagnet, CauseCode.MeterFault],
            WouldClear = [CheckCode.ClampAgainstMeter, CheckCode.OpenBox],
            Figures = new Dictionary<string, double> { ["events"] = fields.Count, ["fallShare"] = fell.Share, ["hours"] = fields.Sum(f => f.Hours) },
        });
    }

    /// <summary>R3: clock or parameters set without an order; a campaign sets many meters of an area on one day.</summary>
    private static void Clock(PointFacts facts, RuleBook rules, List<EngineEvidence> found)
    {
        var settings = Unexplained(facts, rules, "R3", "clock-set", "parameter-set")
            .Where(e => facts.SameEventInArea(e.Code, e.Day) < rules.Limit("R3", "campaignShare")).ToList();
        if (settings.Count == 0) return;
        found.Add(facts.Evidence(EngineId.E5, "R3", Math.Min(0.6, 0.2 + (0.1 * settings.Count)), settings[0].Day) with
        {
            InnocentCauses = [CauseCode.FirmwareCampaign, CauseCode.ClockOffset],
            WouldClear = [CheckCode.WorkOrderSearch, CheckCode.ClockReading],
            Figures = new Dictionary<string, double> { ["events"] = settings.Count },
        });
    }

    /// <summary>An electrical state that the meter itself reported again and again, and its neighbours did not.</summary>
    private static void Repeated(PointFacts facts, RuleBook rules, string rule, string code, string[] codes, List<EngineEvidence> found)
    {
        var events = Unexplained(facts, rules, rule, codes).Where(e => facts.SameEventInArea(e.Code, e.Day) < rules.Limit(rule, "sharedShare")).ToList();
        if (events.Count == 0 || (rule == "R8" && facts.Point.FeedIn)) return;
        var hours = events.Sum(e => e.Hours);
        found.Add(facts.Evidence(EngineId.E5, code, Math.Clamp(0.3 + (0.05 * events.Count) + (hours / 200), 0, 0.85), events[0].Day) with
        {
            Phases = events.Aggregate(PhaseSet.None, (all, e) => e.Phase.Aggregate(all, (p, c) => p | ElectricalRules.PhaseOf(c))),
            InnocentCauses = rule switch
            {
                "R4" => [CauseCode.BlownFuse, CauseCode.LoadRemoved, CauseCode.NetworkFault, CauseCode.MeterFault],
                "R8" => [CauseCode.WiringAtInstallation, CauseCode.OwnGeneration, CauseCode.ChangedWork],
                _ => [CauseCode.CapacityOutOfDate],
            },
            WouldClear = rule == "R10" ? [CheckCode.ContractCheck, CheckCode.ClampAgainstMeter] : [CheckCode.VoltageAtTerminals, CheckCode.PhasorDiagram],
            Figures = new Dictionary<string, double> { ["events"] = events.Count, ["hours"] = hours },
        });
    }

    private static List<MeterEvent> Unexplained(PointFacts facts, RuleBook rules, string rule, params string[] codes) =>
        [.. facts.Events.Where(e => codes.Contains(e.Code) && e.Day >= facts.Days - rules.Limit(rule, "lookBackDays")
            && !facts.OrderDays.Any(o => Math.Abs(o - e.Day) <= rules.Limit(rule, "orderDays"))).OrderBy(e => e.Day)];

    /// <summary>Fall against the peers, as a share of the level before and in kWh a day.</summary>
    private static (double Share, double Kwh) FallAfter(PointFacts facts, int days, int day)
    {
        var before = Level(facts, day - 28, day - 1);
        var after = Level(facts, day + 1, Math.Min(day + days, facts.Days - 1));
        return before > 0.1 && !double.IsNaN(after) ? (1 - (after / before), before - after) : (0, 0);
    }

    private static double Level(PointFacts facts, int from, int to)
    {
        double sum = 0;
        var n = 0;
        for (var d = Math.Max(0, from); d <= to && d < facts.Days; d++)
        {
            if (float.IsNaN(facts.DailyKwh[d]) || !(facts.Course[d] > 0)) continue;
            sum += facts.DailyKwh[d] / facts.Course[d];
            n++;
        }

        return n < 5 ? double.NaN : sum / n;
    }
}
