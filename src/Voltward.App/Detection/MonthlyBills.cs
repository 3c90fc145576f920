using System.Globalization;
using DuckDB.NET.Data;

namespace Voltward.App.Detection;

/// <summary>
/// Billed energy by customer and calendar month, kWh a day, over the last two years: a longer memory than the daily readings
/// have. A bill is spread over the months it covers; a month counts when most of its days are billed.
/// </summary>
internal sealed class MonthlyBills
{
    /// <summary>Months kept, the last one being that of the decision day.</summary>
    public const int Months = 24;

    private const double EnoughDays = 0.8;
    private readonly Dictionary<string, float[]> _byCustomer = new(StringComparer.Ordinal);

    private MonthlyBills(DateOnly first) => First = first;

    /// <summary>First day of the first month.</summary>
    public DateOnly First { get; }

    /// <summary>kWh a day by month, NaN where not billed; null for a customer without bills.</summary>
    public float[]? Of(string customer) => _byCustomer.GetValueOrDefault(customer);

    public static MonthlyBills Load(DuckDBConnection lake, DateOnly asOf)
    {
        var bills = new MonthlyBills(new DateOnly(asOf.Year, asOf.Month, 1).AddMonths(1 - Months));
        var days = new Dictionary<string, float[]>(StringComparer.Ordinal);
        using var command = lake.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture,
            $"""
            select customer, period_from, period_to, energy_wh / 1000.0 from bill
            where kind = 'ELEC' and energy_wh is not null and period_from is not null and period_to > period_from
                and period_to > date '{bills.First:yyyy-MM-dd}' and period_to <= date '{asOf.AddDays(1):yyyy-MM-dd}'
                and coalesce(read_type, 'measured') <> 'estimated'
            order by customer, period_from, bill_no
            """);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            var customer = reader.GetString(0);
            if (!days.TryGetValue(customer, out var covered))
            {
                days.Add(customer, covered = new float[Months]);
                bills._byCustomer.Add(customer, new float[Months]);
            }

            bills.Spread(bills._byCustomer[customer], covered, reader.GetFieldValue<DateOnly>(1), reader.GetFieldValue<DateOnly>(2), reader.GetDouble(3));
        }

        foreach (var (customer, energy) in bills._byCustomer)
        {
            for (var m = 0; m < Months; m++)
            {
                var month = bills.First.AddMonths(m);
                var enough = EnoughDays * DateTime.DaysInMonth(month.Year, month.Month);
                energy[m] = days[customer][m] >= enough ? energy[m] / days[customer][m] : float.NaN;
            }
        }

        return bills;
    }

    private void Spread(float[] energy, float[] covered, DateOnly from, DateOnly to, double kwh)
    {
        var perDay = kwh / (to.DayNumber - from.DayNumber);
        for (var m = 0; m < Months; m++)
        {
            var month = First.AddMonths(m);
            var overlap = Math.Min(to.DayNumber, month.AddMonths(1).DayNumber) - Math.Max(from.DayNumber, month.DayNumber);
            if (overlap <= 0) continue;
            energy[m] += (float)(perDay * overlap);
            covered[m] += overlap;
        }
    }
}
