using Voltward.Simulation.Customers;
using Voltward.Simulation.Detection;
using Voltward.Simulation.Inspections;

namespace Voltward.Simulation.Readings;

/// <summary>One event a meter reported.</summary>
internal sealed record MeterEvent(Customer Customer, string Code, DateTime At, DateTime? Until, string? Phase, string? Detail);

/// <summary>
/// Events of history and window. Many thefts leave none, and most events are innocent: openings under a work order or without one,
/// power cuts, clock campaigns, a loudspeaker beside a meter.
/// </summary>
internal sealed class EventLog
{
    private readonly Town _town;
    private readonly List<MeterEvent> _events = [];

    private EventLog(Town town) => _town = town;

    public static List<MeterEvent> Of(Town town, IReadOnlyList<FieldOrder> orders)
    {
        var log = new EventLog(town);
        foreach (var order in orders) log.Order(order);
        foreach (var customer in town.Customers)
        {
            if (customer.AgreedKwh is not null) continue;
            var chance = Chance.For(town.Seed, Purpose.Event, customer.Index);
            log.Routine(customer, chance);
            log.Cuts(customer, chance);
            if (customer.Theft is { } theft) log.Theft(customer, theft, chance);
            if (customer.Twin is { } twin) log.Twin(customer, twin, chance);
        }

        return [.. log._events.OrderBy(e => e.At).ThenBy(e => e.Customer.UsagePointNo, StringComparer.Ordinal).ThenBy(e => e.Code, StringComparer.Ordinal)];
    }

    public static SmallTable File(IReadOnlyList<MeterEvent> events)
    {
        var table = new SmallTable("events", "point", "meter_no", "code", "at", "until", "phase", "detail");
        foreach (var e in events)
        {
            var meter = e.Customer.NextMeter is { } next && next.From <= DateOnly.FromDateTime(e.At) ? next : e.Customer.Meter;
            table.Add(e.Customer.UsagePointNo, meter.No, e.Code, e.At, e.Until, e.Phase, e.Detail);
        }

        return table;
    }

    private void Order(FieldOrder order)
    {
        if (order.Kind is not ("maintenance" or "meter-swap") || order.Customer.AgreedKwh is not null) return;
        var chance = Chance.For(_town.Seed, Purpose.Event, order.Customer.Index, order.On.DayNumber);
        var day = order.On.DayNumber - _town.Season.First.DayNumber;
        if (chance.Happens(0.7f)) Put(order.Customer, ("terminal-open", 0.5f, -1), (day, 9, 17), chance);
        if (chance.Happens(0.5f)) Put(order.Customer, ("cover-open", 0.5f, -1), (day, 9, 17), chance);
    }

    private void Routine(Customer customer, Chance chance)
    {
        var years = _town.Season.Total / 365f;
        ReadOnlySpan<(string Code, float Yearly, float Hours)> rates =
        [
            ("cover-open", 1.2e-2f, 0.3f), ("terminal-open", 1.5e-2f, 0.5f), ("magnetic-field", 2e-3f, 0.4f), ("clock-set", 0.04f, 0f), ("over-current", 8e-3f, 1f),
            ("neutral-current", 4e-3f, 2f), ("unbalance", customer.ThreePhase ? 0.15f : 0f, 6f), ("voltage-loss", customer.ThreePhase ? 0.03f : 0f, 3f), ("current-loss", customer.ThreePhase ? 0.02f : 0f, 3f), ("phase-failure", 3e-3f, 1f),
            ("reverse-power", customer.Generates ? 0f : 3e-3f, 0.5f), ("parameter-set", 0.02f, 0f), ("clock-fault", 4e-3f, 0f),
        ];
        foreach (var (code, yearly, hours) in rates)
        {
            for (var n = chance.Poisson(yearly * years); n > 0; n--) Put(customer, (code, hours, -1), (chance.Below(_town.Season.Total), 0, 24), chance);
        }
    }

    private void Cuts(Customer customer, Chance chance)
    {
        foreach (var (day, from, to) in customer.Area.Outages)
        {
            if (!chance.Happens(0.35f)) continue;
            var start = _town.Season.Start.AddDays(day).ToDateTime(default);
            _events.Add(new MeterEvent(customer, "power-down", start.AddMinutes((from * 15) + chance.Below(3)), start.AddMinutes(to * 15), null, null));
        }
    }

    private void Theft(Customer customer, Theft theft, Chance chance)
    {
        var first = Math.Max(0, theft.Onset - chance.Below(3));
        var (trace, likely) = Trace(theft.Kind);
        if (chance.Happens(Opened(theft.Kind))) Put(customer, (chance.Happens(0.5f) ? "cover-open" : "terminal-open", 0.5f, -1), (first, 0, 24), chance);
        if (trace is null || !chance.Happens(likely)) return;
        var times = trace is "magnetic-field" or "neutral-current" ? chance.Whole(1, 12) : 1;
        for (var n = 0; n < times; n++)
        {
            var day = n == 0 ? theft.Onset : chance.Whole(theft.Onset, Math.Max(theft.Onset, theft.End - 1));
            Put(customer, (trace, trace is "clock-set" or "parameter-set" ? 0f : 12f, theft.Phase), (day, 0, 24), chance);
        }
    }

    private void Twin(Customer customer, Twin twin, Chance chance)
    {
        var (code, likely, times) = twin.Kind switch
        {
            TwinKind.SharedNeutral => ("neutral-current", 0.9f, chance.Whole(2, 12)),
            TwinKind.MagnetNearby => ("magnetic-field", 1f, chance.Whole(1, 10)),
            TwinKind.DeadPhase => (customer.ThreePhase ? "voltage-loss" : "phase-failure", 0.85f, 1),
            TwinKind.WiringFault => ("reverse-power", 0.7f, 1),
            TwinKind.PhaseLoadRemoved => (chance.Happens(0.5f) ? "current-loss" : "unbalance", 0.6f, 2),
            TwinKind.ClockFault => ("clock-fault", 0.7f, 1),
            TwinKind.StuckMeter => ("clock-fault", 0.1f, 1),
            TwinKind.CoverService => (chance.Happens(0.5f) ? "cover-open" : "terminal-open", 1f, 1),
            TwinKind.StaleCapacity => ("over-current", 0.3f, 2),
            TwinKind.Outage => ("power-down", 0.9f, 1),
            _ => ("", 0f, 0),
        };
        for (var n = 0; n < times; n++)
        {
            if (!chance.Happens(likely)) return;
            var day = n == 0 ? twin.Onset : chance.Whole(twin.Onset, twin.End - 1);
            Put(customer, (code, code.StartsWith("clock", StringComparison.Ordinal) ? 0f : 8f, twin.Phase), (day, 0, 24), chance);
        }
    }

    private static float Opened(TheftKind kind) => kind switch
    {
        TheftKind.RegisterHack => 0.5f,
        TheftKind.ApplianceBypass or TheftKind.CapacityFraud or TheftKind.CtRatio or TheftKind.Swap or TheftKind.Magnet => 0.04f,
        TheftKind.FullBypass => 0.18f,
        _ => 0.33f,
    };

    private static (string? Code, float Likely) Trace(TheftKind kind) => kind switch
    {
        TheftKind.Magnet => ("magnetic-field", 0.7f),
        TheftKind.VoltageOpen => ("voltage-loss", 0.75f),
        TheftKind.PhaseShunt => ("current-loss", 0.5f),
        TheftKind.CtReversal => ("reverse-power", 0.6f),
        TheftKind.EarthReturn => ("neutral-current", 0.6f),
        TheftKind.ClockShift => ("clock-set", 0.6f),
        TheftKind.RegisterHack => ("parameter-set", 0.3f),
        TheftKind.CapacityFraud => ("over-current", 0.3f),
        _ => (null, 0f),
    };

    private void Put(Customer customer, (string Code, float Hours, int Phase) what, (int Day, int From, int To) when, Chance chance)
    {
        var (code, hours, phase) = what;
        if (when.Day < 0 || when.Day >= _town.Season.Total) return;
        var at = _town.Season.Date(when.Day).ToDateTime(default).AddSeconds((when.From * 3600) + chance.Below((when.To - when.From) * 3600));
        DateTime? until = hours > 0f ? at.AddSeconds(Math.Max(20, (int)(hours * 3.6e3f * chance.Between(0.05f, 1.5f)))) : null;
        var phased = code is "voltage-loss" or "current-loss" or "phase-failure" && customer.ThreePhase;
        var letter = phased ? "ABC"[phase < 0 ? chance.Below(3) : phase].ToString() : null;
        _events.Add(new MeterEvent(customer, code, at, until, letter, null));
    }
}
