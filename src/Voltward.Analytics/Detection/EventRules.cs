namespace Voltward.Analytics.Detection;

/// <summary>One event of a meter, with its day in the window (negative: before it).</summary>
/// <param name="Code">As in docs/formats.md.</param>
/// <param name="Day">Day index from the first day of the readings.</param>
/// <param name="Hours">Length, hours; 0 when it has no end.</param>
/// <param name="Phase">A, B, C or empty.</param>
public sealed record MeterEvent(string Code, int Day, double Hours, string Phase);

/// <summary>Limits of the event rules.</summary>
public readonly record struct EventLimits()
{
    /// <summary>Days around an event in which an own work order explains it.</summary>
    public int OrderDays { get; init; } = 3;

    /// <summary>Days after an opened cover in which a fall counts.</summary>
    public int FallDays { get; init; } = 30;

    /// <summary>Fall against the peers that counts, as a share.</summary>
    public double FallShare { get; init; } = 0.3;

    /// <summary>Only events of this many last days are looked at.</summary>
    public int LookBackDays { get; init; } = 180;
}

/// <summary>What the meter itself noticed (计量事件), against our own work orders: an opening that we ordered raises nothing.</summary>
public static class EventRules
{
    /// <summary>EngineEvidence of one usage point; empty when its events say nothing.</summary>
    /// <param name="facts">The point's readings, events and orders.</param>
    /// <param name="limits">Limits.</param>
    public static IReadOnlyList<EngineEvidence> Run(PointFacts facts, EventLimits limits)
    {
        var found = new List<EngineEvidence>();
        Cover(facts, limits, found);
        Magnet(facts, limits, found);
        Clock(facts, limits, found);
        return found;
    }

    /// <summary>R1: cover or terminal cover opened without an order of ours, and consumption fell afterwards.</summary>
    private static void Cover(PointFacts facts, EventLimits limits, List<EngineEvidence> found)
    {
        var openings = Unexplained(facts, limits, "cover-open", "terminal-open");
        if (openings.Count == 0) return;
        var (at, fell) = openings.Select(e => (e, fall: FallAfter(facts, limits, e.Day))).MaxBy(p => p.fall.Share);
        var strength = fell.Share >= limits.FallShare ? 0.9 : 0.3;
        found.Add(facts.Evidence(EngineId.E5, "R1", strength, at.Day) with
        {
            Lost = fell.Share >= limits.FallShare ? new LostEnergy(0.5 * fell.Kwh, fell.Kwh, 1.5 * fell.Kwh) : null,
            InnocentCauses = [CauseCode.Maintenance, CauseCode.NewOccupant],
            WouldClear = [CheckCode.WorkOrderSearch, CheckCode.SealsAgainstRegister],
            Figures = new Dictionary<string, double> { ["openings"] = openings.Count, ["fallShare"] = fell.Share, ["fallKwhPerDay"] = fell.Kwh },
        });
    }

    /// <summary>R2: a strong constant magnetic field at the meter.</summary>
    private static void Magnet(PointFacts facts, EventLimits limits, List<EngineEvidence> found)
    {
        var fields = Unexplained(facts, limits, "magnetic-field");
        if (fields.Count == 0) return;
        var fell = FallAfter(facts, limits, fields[0].Day);
        found.Add(facts.Evidence(EngineId.E5, "R2", fell.Share >= limits.FallShare ? 0.95 : Math.Min(0.8, 0.5 + (0.1 * fields.Count)), fields[0].Day) with
        {
            InnocentCauses = [CauseCode.NearbyMagnet, CauseCode.MeterFault],
            WouldClear = [CheckCode.ClampAgainstMeter, CheckCode.OpenBox],
            Figures = new Dictionary<string, double> { ["events"] = fields.Count, ["fallShare"] = fell.Share, ["hours"] = fields.Sum(f => f.Hours) },
        });
    }

    /// <summary>R3: clock or parameters set without an order; a campaign sets many meters of an area on one day.</summary>
    private static void Clock(PointFacts facts, EventLimits limits, List<EngineEvidence> found)
    {
        var settings = Unexplained(facts, limits, "clock-set", "parameter-set")
            .Where(e => facts.SameEventInArea(e.Code, e.Day) < 0.2).ToList();
        if (settings.Count == 0) return;
        found.Add(facts.Evidence(EngineId.E5, "R3", Math.Min(0.6, 0.2 + (0.1 * settings.Count)), settings[0].Day) with
        {
            InnocentCauses = [CauseCode.FirmwareCampaign, CauseCode.ClockOffset],
            WouldClear = [CheckCode.WorkOrderSearch, CheckCode.ClockReading],
            Figures = new Dictionary<string, double> { ["events"] = settings.Count },
        });
    }

    private static List<MeterEvent> Unexplained(PointFacts facts, EventLimits limits, params string[] codes) =>
        [.. facts.Events.Where(e => codes.Contains(e.Code) && e.Day >= facts.Days - limits.LookBackDays
            && !facts.OrderDays.Any(o => Math.Abs(o - e.Day) <= limits.OrderDays)).OrderBy(e => e.Day)];

    /// <summary>Fall against the peers, as a share of the level before and in kWh a day.</summary>
    private static (double Share, double Kwh) FallAfter(PointFacts facts, EventLimits limits, int day)
    {
        var before = Level(facts, day - 28, day - 1);
        var after = Level(facts, day + 1, Math.Min(day + limits.FallDays, facts.Days - 1));
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
