using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Detection;

/// <summary>Plants innocent causes that look like thefts: at least as many as thefts, and each at least once where the town is large enough.</summary>
internal static class Twinning
{
    public static void Plant(Town town)
    {
        var chance = Chance.For(town.Seed, Purpose.Twin);
        var kinds = Planting.Allowed(town.Options.Twins, town.Options.HeldOutTwins);
        foreach (var site in town.Customers.Where(c => c.Model.Life == Life.Construction)) Construct(town, site, kinds, chance);
        kinds.Remove(TwinKind.ConstructionSupply);
        if (kinds.Count == 0) return;
        var deck = new Deck<TwinKind>(kinds, Weight);
        var thefts = town.Customers.Count(c => c.Theft is not null);
        var wanted = (int)Math.Ceiling(thefts * chance.Between(1.1f, 1.7f)) + 1;
        var candidates = Candidates(town);
        chance.Shuffle(candidates);
        foreach (var customer in candidates)
        {
            if (wanted <= 0) break;
            if (customer.Twin is not null || deck.Deal(k => Suits(k, customer), chance) is not { } kind) continue;
            Give(town, customer, kind, chance);
            wanted--;
        }

        foreach (var kind in deck.Missing.ToArray())
        {
            var customer = candidates.FirstOrDefault(c => c.Twin is null && Suits(kind, c));
            if (customer is null || town.Customers.Count < Planting.Complete) continue;
            Give(town, customer, kind, chance);
        }
    }

    private static List<Customer> Candidates(Town town)
    {
        var partners = town.Customers.Select(c => c.Theft?.Partner).OfType<Customer>().ToHashSet();
        return [.. town.Customers.Where(c => c.Theft is null && c.Twin is null && Planting.Eligible(c) && !partners.Contains(c))];
    }

    private static bool Suits(TwinKind kind, Customer customer) => kind switch
    {
        TwinKind.DeadPhase or TwinKind.PhaseLoadRemoved or TwinKind.StaleCapacity => customer.ThreePhase,
        TwinKind.WiringFault or TwinKind.WrongRatio => customer.Factor > 1f,
        TwinKind.WrongPhase or TwinKind.SharedNeutral => !customer.ThreePhase,
        TwinKind.CrossedMeters => !customer.ThreePhase && !customer.Generates && Across(customer) is not null,
        TwinKind.Closing => customer.Class is "shop" or "restaurant" or "workshop" or "other",
        TwinKind.ShiftChange or TwinKind.HolidayHome => customer.Class == "resident",
        TwinKind.PvInstallation or TwinKind.PvWithoutContract => !customer.Generates && customer.Class is "resident" or "farm" or "workshop",
        TwinKind.WrongArea => customer.Area.Feeder.Areas.Count > 1,
        TwinKind.ConstructionSupply => false,
        _ => true,
    };

    private static float Weight(TwinKind kind) => kind switch
    {
        TwinKind.Vacancy or TwinKind.TenantChange or TwinKind.WrongPhase => 2.5f,
        TwinKind.EfficiencyRefit or TwinKind.MeterSwapGap or TwinKind.CoverService => 2f,
        _ => 1f,
    };

    private static void Give(Town town, Customer customer, TwinKind kind, Chance chance)
    {
        var (history, total) = (town.Season.History, town.Season.Total);
        var margin = Math.Min(14, town.Season.Days / 4);
        var onset = chance.Happens(0.42f)
            ? chance.Whole(Math.Max(1, history - 330), history - 1)
            : chance.Whole(history + Math.Min(7, margin), total - 1 - margin);
        // A meter change is only seen when it happens in the window.
        if (kind == TwinKind.MeterSwapGap) onset = Math.Max(onset, history + 3);
        var end = Lasts(kind) && chance.Happens(0.8f) ? total : Math.Min(total, onset + chance.Whole(15, 120));
        if (kind == TwinKind.Outage) end = Math.Min(total, onset + chance.Whole(2, 14));
        if (kind is TwinKind.WiringFault) onset = chance.Happens(0.6f) ? 0 : onset;
        customer.Twin = new Twin
        {
            Kind = kind,
            Onset = onset,
            End = end,
            Strength = Strength(kind, chance),
            Phase = chance.Below(3),
            Partner = kind == TwinKind.CrossedMeters ? Across(customer) : null,
        };
        TwinEffects.Apply(town, customer, chance);
    }

    private static bool Lasts(TwinKind kind) => kind is not (TwinKind.StuckMeter or TwinKind.ClockFault or TwinKind.Outage or TwinKind.Vacancy);

    private static float Strength(TwinKind kind, Chance chance) => kind switch
    {
        TwinKind.BadJoint => chance.Between(0.12f, 0.7f),
        TwinKind.PhaseLoadRemoved => chance.Between(0.03f, 0.3f),
        TwinKind.ClockFault => chance.Whole(1, 9) * (chance.Happens(0.5f) ? 1f : -1f),
        TwinKind.PvInstallation or TwinKind.PvWithoutContract => chance.Between(2f, 8f),
        TwinKind.EfficiencyRefit or TwinKind.ApplianceRemoved => chance.Between(0.45f, 0.8f),
        TwinKind.SlowDecline => chance.Between(0.3f, 0.6f),
        TwinKind.Vacancy or TwinKind.Closing => chance.Between(0f, 0.5f),
        _ => chance.Between(0.3f, 1.2f),
    };

    /// <summary>A neighbour with whom the meters may have been crossed.</summary>
    private static Customer? Across(Customer customer) => customer.Area.Customers.FirstOrDefault(c =>
        c != customer && c.Box == customer.Box && c.Phase == customer.Phase && !c.ThreePhase && !c.Generates && c.Theft is null && c.Twin is null && Planting.Eligible(c));

    private static void Construct(Town town, Customer site, List<TwinKind> kinds, Chance chance)
    {
        var onset = chance.Whole(Math.Max(0, town.Season.History - 195), town.Season.Total - 1);
        site.Course.Begin = onset;
        site.Since = town.Season.Date(onset);
        if (kinds.Contains(TwinKind.ConstructionSupply)) site.Twin = new Twin { Kind = TwinKind.ConstructionSupply, Onset = onset, End = town.Season.Total };
    }
}
