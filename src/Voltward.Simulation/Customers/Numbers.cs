using System.Globalization;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Customers;

/// <summary>Gives out numbers by lot, so that no number tells where or what its holder is.</summary>
internal static class Numbers
{
    public static void Give(IReadOnlyList<Customer> customers, ulong seed)
    {
        var accounts = Lot(customers.Count, seed, 1);
        var points = Lot(customers.Count, seed, 2);
        var meters = Lot(customers.Count, seed, 3);
        for (var i = 0; i < customers.Count; i++)
        {
            var customer = customers[i];
            customer.CustomerNo = string.Create(CultureInfo.InvariantCulture, $"61{accounts[i]:D8}");
            customer.UsagePointNo = string.Create(CultureInfo.InvariantCulture, $"700{points[i]:D8}");
            customer.Meter = customer.Meter with { No = string.Create(CultureInfo.InvariantCulture, $"3330{meters[i]:D8}") };
        }
    }

    /// <summary>A number for the meter that replaces another: nobody else has it.</summary>
    public static string Spare(string meterNo) => "3331" + meterNo[4..];

    /// <summary>Different numbers below a hundred million, in random order.</summary>
    public static int[] Lot(int count, ulong seed, int purpose)
    {
        var chance = Chance.For(seed, Purpose.Number, -1, purpose);
        var lot = new int[count];
        var step = Math.Max(1, 90_000_000 / Math.Max(1, count));
        for (var i = 0; i < count; i++) lot[i] = 1_000_000 + (i * step) + chance.Below(step);
        chance.Shuffle(lot);
        return lot;
    }
}
