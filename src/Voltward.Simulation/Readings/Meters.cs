using Voltward.Simulation.Customers;

namespace Voltward.Simulation.Readings;

/// <summary>Draws meters: model, error and clock. Makers and models say nothing about the customer.</summary>
internal static class Meters
{
    private static readonly string[] Makers = ["188", "285", "331", "719"];

    public static MeterAsset Draw(bool threePhase, bool transformers, Priors priors, Chance chance)
    {
        var small = chance.Happens(0.7f);
        var accuracy = transformers ? chance.Pick(["0.5S", "1"]) : chance.Pick(["1", "1", "2"]);
        var limit = accuracy switch { "0.5S" => 6e-3f, "1" => 0.01f, _ => 1.5e-2f };
        return new MeterAsset
        {
            No = "",
            Model = (threePhase ? "DTZY" : "DDZY") + chance.Pick(Makers),
            Wiring = threePhase ? "3P4W" : "1P2W",
            CalibratedA = transformers ? 1.5f : small ? 5f : 10f,
            MaximumA = transformers ? 6f : small ? 60f : 1e2f,
            Class = accuracy,
            Bias = Math.Clamp(limit * priors.Error * chance.Normal(), -limit, limit),
            ClockMinutes = Clock(chance),
        };
    }

    /// <summary>Replaces a customer's meter on a day of the window.</summary>
    public static void Swap(Town town, Customer customer, int day, Chance chance)
    {
        var on = town.Season.Date(day);
        var old = customer.Meter;
        customer.Meter = old with { To = on };
        customer.NextMeter = Draw(customer.ThreePhase, customer.Factor > 1f, town.Priors, chance) with
        {
            No = Numbers.Spare(old.No),
            From = on,
        };
    }

    private static float Clock(Chance chance)
    {
        if (chance.Happens(0.03f)) return chance.Between(-60f, 60f);
        return Math.Clamp(0.8f * chance.Normal(), -2f, 2f);
    }
}
