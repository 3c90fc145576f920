using Voltward.Simulation.Customers;

namespace Voltward.Simulation.Readings;

/// <summary>
/// Chooses by lot who is read every quarter hour and who with phase curves: some areas completely, so that a loss can be followed to a
/// customer there, and scattered customers everywhere else. The shares asked for hold for the company as a whole.
/// </summary>
internal static class Coverage
{
    /// <summary>Share of the customers that live in areas which are read completely, at most half of the share asked for.</summary>
    private const float FullShare = 0.12f;

    private const float FullCurveShare = 0.05f;

    public static void Choose(Area[] areas, SimulationOptions options)
    {
        var order = Enumerable.Range(0, areas.Length).ToArray();
        var lot = Chance.For(options.Seed, Purpose.Meter, -1);
        lot.Shuffle(order);
        var curves = Fill(order, areas, options.CurveShare * FullCurveShare / 0.09f, a => a.FullCurves = true);
        var interval = Fill(order, areas, options.IntervalShare * FullShare / 0.25f, a => a.FullInterval = true);
        foreach (var area in areas)
        {
            var chance = Chance.For(options.Seed, Purpose.Meter, area.Index);
            foreach (var customer in area.Customers.Where(c => c.AgreedKwh is null))
            {
                customer.Interval = area.FullInterval || chance.Happens(Rest(options.IntervalShare, interval));
                var share = Rest(options.CurveShare, curves) / Math.Max(1e-6f, options.IntervalShare);
                customer.Curves = area.FullCurves || (customer.Interval && chance.Happens(Math.Min(1f, share)));
                // A meter that sends curves sends its energy as well.
                customer.Interval |= customer.Curves;
            }
        }
    }

    /// <summary>Marks areas in the drawn order until they hold the share; at least one, when anything is asked for. Returns the share reached.</summary>
    private static float Fill(int[] order, Area[] areas, float share, Action<Area> mark)
    {
        var all = areas.Sum(a => a.Customers.Count);
        var marked = 0;
        foreach (var i in order)
        {
            if (marked >= share * all) break;
            mark(areas[i]);
            marked += areas[i].Customers.Count;
        }

        return (float)marked / all;
    }

    private static float Rest(float wanted, float full) => full >= 1f ? 1f : Math.Clamp((wanted - full) / (1f - full), 0f, 1f);
}
