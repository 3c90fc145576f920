using Voltward.Simulation.Customers;
using Voltward.Simulation.LineLoss;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Detection;

/// <summary>
/// Chooses who steals, and how. The choice is blind to all that the archive says of a customer, so that number, class and meter
/// tell nothing; the kind is then one that can be done at such a meter.
/// </summary>
internal static class Planting
{
    /// <summary>From this size on a town has every kind at least once.</summary>
    public const int Complete = 15 * 100;

    public static void Plant(Town town)
    {
        var chance = Chance.For(town.Seed, Purpose.Theft);
        var kinds = Allowed(town.Options.Kinds, town.Options.HeldOut);
        if (kinds.Count == 0) return;
        var deck = new Deck<TheftKind>(kinds, Weight);
        var drafts = new ThiefDraft(town, chance);
        // As many again stole in the year before and were found: their stories are told by Inspections.PastCases.
        foreach (var customer in drafts.Choose(town.Priors.TheftShare))
        {
            if (deck.Deal(k => Suits(k, customer), chance) is { } kind) drafts.Take(customer, kind);
        }

        if (kinds.Contains(TheftKind.DirectHook)) Hooks(town, drafts, chance);
        if (town.Customers.Count < Complete) return;
        foreach (var kind in deck.Missing.Where(k => k != TheftKind.DirectHook).ToArray())
        {
            if (drafts.One(c => Suits(kind, c)) is { } customer) drafts.Take(customer, kind);
        }
    }

    public static List<T> Allowed<T>(IReadOnlyCollection<T> kinds, IReadOnlyCollection<T> heldOut)
        where T : struct, Enum => [.. Enum.GetValues<T>().Where(k => kinds.Contains(k) && !heldOut.Contains(k))];

    /// <summary>Whether anybody could be chosen: there must be a meter, and a user behind it.</summary>
    public static bool Eligible(Customer customer) =>
        customer.AgreedKwh is null && customer.Model.Life is not (Life.Lighting or Life.SolarPlant);

    /// <summary>Whether a kind can be done at such a meter.</summary>
    public static bool Suits(TheftKind kind, Customer customer) => kind switch
    {
        TheftKind.DirectHook => false,
        TheftKind.PhaseShunt or TheftKind.VoltageOpen or TheftKind.CapacityFraud => customer.ThreePhase,
        TheftKind.CtReversal or TheftKind.CtRatio => customer.Factor > 1f,
        TheftKind.EarthReturn => !customer.ThreePhase,
        TheftKind.ClockShift => customer.Class != "resident",
        TheftKind.Swap => !customer.ThreePhase && !customer.Generates && ThiefDraft.Smaller(customer) is not null,
        TheftKind.Mean or TheftKind.Reversal or TheftKind.RandomMean => !customer.Generates,
        _ => true,
    };

    private static float Weight(TheftKind kind) => kind switch
    {
        TheftKind.Scale or TheftKind.ApplianceBypass or TheftKind.FullBypass => 3f,
        TheftKind.FixedOffset or TheftKind.NightOnly or TheftKind.RegisterHack or TheftKind.EarthReturn or TheftKind.WindowShare => 2f,
        _ => 1f,
    };

    private static void Hooks(Town town, ThiefDraft drafts, Chance chance)
    {
        var count = (int)((town.Customers.Count * town.Priors.TheftShare * 0.06f) + chance.Unit());
        if (town.Customers.Count >= Complete) count = Math.Max(1, count);
        for (var i = 0; i < count; i++)
        {
            var area = town.Areas[chance.Below(town.Areas.Count)];
            var neighbour = area.Customers[chance.Below(area.Customers.Count)];
            var life = chance.Pick([Life.Family, Life.Workshop, Life.Farm, Life.Shop]);
            var own = Chance.For(town.Seed, Purpose.Theft, -2, i);
            var model = new LoadModel(life, own, town.Priors.Noise) { MostKw = 5f };
            area.Network.Taps.Add(new Tap(area.Network.Taps[neighbour.FirstTap].Node, own.Below(3), own.Between(0.02f, 0.15f), 1e-3f));
            area.Hidden.Add(new HiddenLoad
            {
                Tap = area.Network.Taps.Count - 1,
                Model = model,
                Course = new Course(model, town.Season, own),
                Box = neighbour.Box,
                Theft = drafts.Story(TheftKind.DirectHook, neighbour) with { Share = 1f },
            });
        }
    }
}
