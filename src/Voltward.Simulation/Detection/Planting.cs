using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Detection;

/// <summary>Chooses who steals, blind to what the archive says of a customer.</summary>
internal static class Planting
{
    public static void Plant(Town town)
    {
        var chance = Chance.For(town.Seed, Purpose.Theft);
        foreach (var customer in town.Customers)
        {
            if (!chance.Happens(town.Priors.TheftShare)) continue;
            customer.Theft = new Theft
            {
                Kind = TheftKind.Scale,
                Onset = town.Season.History + chance.Whole(-60, town.Season.Days - 10),
                End = town.Season.Total,
                Share = chance.Between(0.2f, 0.9f),
                Kw = 0f,
                Window = (0, 96),
                Phase = 0,
            };
        }
    }
}
