namespace Voltward.App.Planning;

/// <summary>One order as the optimiser sees it.</summary>
/// <param name="Stop">Orders of one stop share one trip.</param>
/// <param name="District">For the cap per district.</param>
/// <param name="Minutes">Minutes on site.</param>
/// <param name="VoltageV">What both inspectors must be qualified for.</param>
/// <param name="Value">Worth in fen, safety included; may be negative.</param>
/// <param name="Must">To be planned if any crew can.</param>
internal sealed record PlanOrder(string Stop, string District, long Minutes, long VoltageV, long Value, bool Must)
{
    /// <summary>People who may not go there: recused, or of the first crew of a blind re-inspection.</summary>
    public IReadOnlySet<string> Aside { get; init; } = Nobody;

    public static IReadOnlySet<string> Nobody { get; } = new HashSet<string>();
}

/// <summary>A crew's day.</summary>
/// <param name="CrewId">Crew.</param>
/// <param name="Day">Day.</param>
/// <param name="First">Lead inspector; null for an assumed crew.</param>
/// <param name="Second">Second inspector; null for an assumed crew.</param>
/// <param name="VoltageV">Highest voltage that both are qualified for on that day.</param>
internal sealed record PlanSlot(string CrewId, DateOnly Day, string? First, string? Second, long VoltageV)
{
    /// <summary>Minutes of the day that orders given by hand already take, travel included.</summary>
    public long TakenMinutes { get; init; }
}

/// <summary>The whole of what is to be decided.</summary>
/// <param name="Orders">What could be done.</param>
/// <param name="Slots">When, and by whom.</param>
/// <param name="MinutesPerDay">Working minutes of a crew's day.</param>
/// <param name="OrdersPerDay">Most orders of a crew in a day.</param>
/// <param name="StopMinutes">Minutes to reach a stop, once per crew-day.</param>
/// <param name="CrewDays">Most crew-days used.</param>
/// <param name="DaysPerPerson">Most days per person.</param>
/// <param name="DistrictMost">Most orders in one district.</param>
/// <param name="StopFen">Cost of reaching a stop, fen.</param>
internal sealed record PlanProblem(
    IReadOnlyList<PlanOrder> Orders,
    IReadOnlyList<PlanSlot> Slots,
    long MinutesPerDay,
    int OrdersPerDay,
    long StopMinutes,
    int CrewDays,
    int DaysPerPerson,
    int DistrictMost,
    long StopFen)
{
    public bool Fits(PlanOrder order, PlanSlot slot) =>
        order.VoltageV <= slot.VoltageV && order.Minutes + StopMinutes <= MinutesOf(slot)
        && (order.Aside.Count == 0 || !new[] { slot.First, slot.Second }.OfType<string>().Any(order.Aside.Contains));

    /// <summary>Minutes of a crew's day that are still free.</summary>
    public long MinutesOf(PlanSlot slot) => MinutesPerDay - slot.TakenMinutes;

    /// <summary>What an assignment is worth, fen; <c>slotOf[i]</c> is −1 when order i is left out.</summary>
    public long Worth(IReadOnlyList<int> slotOf)
    {
        long worth = 0;
        var stops = new HashSet<(int, string)>();
        for (var i = 0; i < slotOf.Count; i++)
        {
            if (slotOf[i] < 0) continue;
            worth += Orders[i].Value;
            if (stops.Add((slotOf[i], Orders[i].Stop))) worth -= StopFen;
        }

        return worth;
    }

    /// <summary>How many must-orders an assignment holds.</summary>
    public int Musts(IReadOnlyList<int> slotOf)
    {
        var held = 0;
        for (var i = 0; i < slotOf.Count; i++)
        {
            if (slotOf[i] >= 0 && Orders[i].Must) held++;
        }

        return held;
    }

    /// <summary>The first limit that an assignment breaks, or null.</summary>
    public string? Breaks(IReadOnlyList<int> slotOf)
    {
        var used = slotOf.Select((slot, order) => (slot, order)).Where(a => a.slot >= 0).ToLookup(a => a.slot, a => Orders[a.order]);
        foreach (var group in used)
        {
            var slot = Slots[group.Key];
            if (group.Any(o => !Fits(o, slot))) return "qualification";
            if (group.Sum(o => o.Minutes) + (StopMinutes * group.Select(o => o.Stop).Distinct().Count()) > MinutesOf(slot)) return "minutes";
            if (group.Count() > OrdersPerDay) return "orders per day";
        }

        var open = used.Select(g => Slots[g.Key]).ToList();
        if (open.Count > CrewDays) return "crew-days";
        var people = open.SelectMany(s => new[] { (s.First, s.Day), (s.Second, s.Day) }).Where(p => p.Item1 is not null).ToList();
        if (people.Distinct().Count() != people.Count) return "one crew per person and day";
        if (people.GroupBy(p => p.Item1).Any(g => g.Count() > DaysPerPerson)) return "days per person";
        return used.SelectMany(g => g).GroupBy(o => o.District).Any(g => g.Count() > DistrictMost) ? "district" : null;
    }
}

/// <summary>What the optimiser found.</summary>
/// <param name="SlotOf">Slot of each order, −1 = left out.</param>
/// <param name="Objective">Worth of the assignment, fen.</param>
/// <param name="Bound">No assignment with as many must-orders is worth more, fen.</param>
internal sealed record PlanSolution(IReadOnlyList<int> SlotOf, long Objective, long Bound)
{
    /// <summary>What each binding limit costs at the margin; empty when that was not asked.</summary>
    public IReadOnlyList<LimitPrice> Prices { get; init; } = [];

    /// <summary>Prices of orders, districts and must-orders that bound by whole crew-days; null when the plan was searched at once or there are none.</summary>
    public CrewDayPrices? DayPrices { get; init; }
}
