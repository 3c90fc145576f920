using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.LineLoss;

/// <summary>Power cuts of whole areas: mostly an hour or a few, now and then a day.</summary>
internal static class Outages
{
    public static void Draw(Town town)
    {
        foreach (var area in town.Areas)
        {
            var chance = Chance.For(town.Seed, Purpose.Area, area.Index, 5);
            for (var day = 0; day < town.Season.Days; day++)
            {
                if (!chance.Happens(town.Priors.Outage)) continue;
                var from = chance.Below(88);
                area.Outages.Add(chance.Happens(0.08f) ? (day, 0, 96) : (day, from, Math.Min(96, from + chance.Whole(2, 30))));
            }
        }
    }
}
