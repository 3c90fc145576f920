using Voltward.Simulation.Detection;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Customers;

/// <summary>The year before the window, day by day: what each register counted, so that bills and readings tell one story.</summary>
internal static class PastYear
{
    /// <summary>Registered energy of every day of the history, kWh, [customer of the area][day].</summary>
    public static float[][] Registered(Town town, Area area)
    {
        var season = town.Season;
        var loads = new DayLoad(season);
        var tampering = new Tampering(town, area);
        var kw = new float[LoadModel.Slots];
        var chances = area.Customers.Select(c => Chance.For(town.Seed, Purpose.Past, area.Index, c.Number)).ToArray();
        var kwh = area.Customers.Select(_ => new float[season.History]).ToArray();
        for (var day = 0; day < season.History; day++)
        {
            loads.Enter(day);
            foreach (var customer in area.Customers)
            {
                if (day < customer.Course.Begin) continue;
                kwh[customer.Number][day] = Day((loads, tampering), customer, (day, kw, chances[customer.Number]));
            }
        }

        return kwh;
    }

    private static float Day((DayLoad Loads, Tampering Tampering) by, Customer customer, (int Day, float[] Kw, Chance Chance) at)
    {
        var model = customer.ModelOn(at.Day);
        by.Loads.Expected(model, customer.Course, at.Kw);
        var expected = 0f;
        foreach (var kw in at.Kw) expected += MathF.Max(0f, kw) * 0.25f;
        // Appliances come in whole uses: so many uses scatter by the square root of their number.
        var uses = customer.Course.Activity[at.Day] * model.ActivityKwh * model.PulseShare * model.MeanPulseKwh;
        var share = Touched(customer) ? by.Tampering.RegisteredShare(customer, at.Day, at.Kw) : 1f;
        return MathF.Max(0.2f * expected, expected + (MathF.Sqrt(uses) * at.Chance.Jitter())) * share;
    }

    private static bool Touched(Customer customer) =>
        customer.Theft is not null || (customer.Twin is { } twin && Faults.HidesEnergy(twin.Kind));
}
