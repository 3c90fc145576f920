using Voltward.Simulation.Customers;
using Voltward.Simulation.Detection;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Inspections;

/// <summary>
/// A year of inspections before the window: chosen with bias, done by people who overlook, invent and warn. They are the only labels
/// the company has. Who was caught stopped; who was overlooked may still be stealing.
/// </summary>
internal sealed class PastInspections
{
    private readonly Town _town;
    private readonly Chance _chance;
    private readonly Dictionary<Organisation, Inspector[]> _staff;
    private readonly HashSet<Customer> _visited = [];

    private PastInspections(Town town)
    {
        _town = town;
        _chance = Chance.For(town.Seed, Purpose.Past, -2);
        _staff = Inspector.Hire(town);
    }

    public IReadOnlyList<PastVisit> Visits { get; private set; } = [];

    public IEnumerable<Inspector> Staff => _staff.Values.SelectMany(s => s);

    /// <summary>Tells the past. Thieves of the past are planted here; call after the thieves and twins of the window.</summary>
    public static PastInspections Tell(Town town)
    {
        var past = new PastInspections(town);
        var visits = new List<PastVisit>();
        past.Caught(visits);
        past.Missed(visits);
        past.Honest(visits);
        visits.Sort((a, b) => a.Day != b.Day ? a.Day.CompareTo(b.Day) : string.CompareOrdinal(a.Customer.CustomerNo, b.Customer.CustomerNo));
        for (var i = 0; i < visits.Count; i++) visits[i].OrderNo = FormattableString.Invariant($"JC{town.Season.Date(visits[i].Day):yyyyMMdd}{i + 1:D5}");
        past.Visits = visits;
        return past;
    }

    /// <summary>Thieves who were found, and stopped on that day.</summary>
    private void Caught(List<PastVisit> visits)
    {
        var kinds = Planting.Allowed(_town.Options.Kinds, _town.Options.HeldOut);
        var history = _town.Season.History;
        if (kinds.Count == 0 || history < 120) return;
        var deck = new Deck<TheftKind>(kinds, _ => 1f);
        var draft = new ThiefDraft(_town, _chance);
        foreach (var customer in draft.Choose(_town.Priors.TheftShare * 0.8f).Where(c => c.Theft is null && c.Twin is null))
        {
            if (deck.Deal(k => Planting.Suits(k, customer), _chance) is not { } kind) continue;
            var onset = _chance.Whole(10, history - 60);
            var day = _chance.Whole(onset + 25, history - 12);
            customer.Theft = draft.Story(kind, customer) with { Onset = onset, End = day };
            if (kind != TheftKind.ApplianceBypass) customer.Course.Change(onset, day, _chance.Between(1.05f, 1.5f), 1f, _chance.Between(1.1f, 1.9f));
            var found = customer.Course.Activity[day] * customer.Model.ActivityKwh * (day - onset) * _chance.Between(0.2f, 0.7f);
            visits.Add(Visit(customer, day, ("theft", "honest"), (OutcomeKind(kind), Math.Round(found, 1))));
            Warn(customer, day);
        }
    }

    /// <summary>Visits to thieves who still steal: overlooked, or warned in time.</summary>
    private void Missed(List<PastVisit> visits)
    {
        var caught = visits.Count;
        var wanted = (int)MathF.Round(caught * _town.Priors.Overlook / (1f - _town.Priors.Overlook));
        var active = _town.Customers.Where(c => c.Theft is { } t && t.Onset < _town.Season.History - 20 && t.End > _town.Season.History).ToList();
        _chance.Shuffle(active);
        foreach (var customer in active.Take(wanted))
        {
            var day = _chance.Whole(Math.Max(1, customer.Theft!.Onset + 3), _town.Season.History - 5);
            var crew = Crew(customer);
            var leaked = _chance.Happens(crew.First.Leak / (crew.First.Leak + crew.First.Overlook));
            if (leaked) customer.Theft.Pauses.Add((day - 2, day + _chance.Whole(3, 25)));
            visits.Add(Visit(customer, day, ("nothing", leaked ? "leaked" : "overlooked"), (null, null)));
        }
    }

    private void Honest(List<PastVisit> visits)
    {
        var wanted = (int)(_town.Customers.Count * _chance.Between(0.06f, 0.1f));
        var stations = _staff.Keys.ToDictionary(s => s, _ => _chance.LogNormal(1f, 0.7f));
        var pool = _town.Customers.Where(c => c.Theft is null && !_visited.Contains(c)).ToArray();
        var weights = pool.Select(c => stations[c.Area.Feeder.Station] * (c.Class == "resident" ? 1f : 2f) * MathF.Sqrt(c.Model.ActivityKwh + 1f)).ToArray();
        var sums = new double[pool.Length];
        var sum = 0.0;
        for (var i = 0; i < pool.Length; i++) sums[i] = sum += weights[i];
        for (var n = 0; n < wanted && pool.Length > 0; n++)
        {
            var at = Array.BinarySearch(sums, _chance.Unit() * sum);
            var customer = pool[Math.Min(pool.Length - 1, at < 0 ? ~at : at)];
            if (!_visited.Contains(customer)) visits.Add(HonestVisit(customer));
        }
    }

    private PastVisit HonestVisit(Customer customer)
    {
        var day = _chance.Whole(5, _town.Season.History - 3);
        var crew = Crew(customer);
        if (_chance.Happens(crew.First.Invent)) return Visit(customer, day, ("theft", "invented"), ("open-seal", Math.Round(_chance.Between(50f, 9e2f), 1)));
        if (customer.Twin is { } twin && twin.On(day) && Faults.HidesEnergy(twin.Kind)) return Visit(customer, day, ("meter-fault", "honest"), (null, null));
        var outcome = _chance.Weighted([0.82f, 0.09f, 0.02f, 0.07f]) switch { 0 => "nothing", 1 => "hazard", 2 => "breach", _ => "no-access" };
        return Visit(customer, day, (outcome, "honest"), (null, null));
    }

    private PastVisit Visit(Customer customer, int day, (string Outcome, string Conduct) said, (string? Kind, double? Kwh) found)
    {
        _visited.Add(customer);
        var (first, second) = Crew(customer);
        return new PastVisit
        {
            Customer = customer,
            Day = day,
            First = first,
            Second = second,
            Outcome = said.Outcome,
            Conduct = said.Conduct,
            OutcomeKind = found.Kind,
            FoundKwh = found.Kwh,
        };
    }

    /// <summary>The same two people each time: a customer's crew does not depend on what it finds.</summary>
    private (Inspector First, Inspector Second) Crew(Customer customer)
    {
        var chance = Chance.For(_town.Seed, Purpose.Past, customer.Index, -3);
        var staff = _staff[customer.Area.Feeder.Station];
        var first = chance.Below(staff.Length);
        return (staff[first], staff[(first + chance.Whole(1, staff.Length - 1)) % staff.Length]);
    }

    /// <summary>Neighbours hear of it, and some of those who steal rest for a while.</summary>
    private void Warn(Customer caught, int day)
    {
        foreach (var neighbour in caught.Area.Customers)
        {
            if (neighbour.Street != caught.Street || neighbour.Theft is not { } theft || !_chance.Happens(0.35f)) continue;
            theft.Pauses.Add((day, day + _chance.Whole(30, 90)));
        }
    }

    private static string OutcomeKind(TheftKind kind) => kind switch
    {
        TheftKind.ApplianceBypass or TheftKind.FullBypass or TheftKind.Zero or TheftKind.ZeroSpell or TheftKind.OnOff => "bypass-meter",
        TheftKind.DirectHook => "unauthorised-wiring",
        TheftKind.RegisterHack or TheftKind.ClockShift or TheftKind.Swap => "open-seal",
        TheftKind.CapacityFraud => "over-capacity",
        _ => "meter-inaccurate",
    };
}
