using System.Globalization;
using ParquetSharp;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Customers;

/// <summary>One monthly bill.</summary>
internal sealed record Bill(Customer Customer, DateOnly From, DateOnly To, double? IndexFrom, double? IndexTo, double Kwh)
{
    public bool Agreed => Customer.AgreedKwh is not null;
}

/// <summary>
/// Monthly bills for the year before the window and every whole month in it. A register shows the same at the end of one bill and at
/// the beginning of the next, and between two midnights of the window it shows what the readings say.
/// </summary>
internal static class Bills
{
    /// <summary>
    /// Register at the first midnight of the window, not multiplied, for a customer whose past is known. Bills go back from it by the booked
    /// ratio and readings by the true one: by neither did the register ever stand below zero.
    /// </summary>
    public static double StartIndex(float[] past, (float True, float Booked) factor, Chance chance)
    {
        var sum = 0.0;
        foreach (var kwh in past) sum += kwh;
        return Math.Round((sum / Math.Min(factor.True, factor.Booked)) + chance.Between(10f, 20_000f), 2);
    }

    /// <summary>Bills of one customer.</summary>
    /// <param name="town">For the days.</param>
    /// <param name="customer">Whose.</param>
    /// <param name="past">Registered energy of each day of the history, kWh.</param>
    /// <param name="index">Register at each midnight of the window, not multiplied; empty when supplied by agreement.</param>
    public static IEnumerable<Bill> Of(Town town, Customer customer, float[] past, double[] index)
    {
        var season = town.Season;
        var factor = customer.BookedFactor ?? customer.Factor;
        var shown = index.Length == 0 ? [] : Shown(past, index, factor);
        for (var from = season.First; ; from = from.AddMonths(1))
        {
            var to = from.AddMonths(1);
            var end = to.DayNumber - season.First.DayNumber;
            if (end > season.Total) yield break;
            var begin = from.DayNumber - season.First.DayNumber;
            if (end <= customer.Course.Begin) continue;
            if (shown.Length == 0)
            {
                yield return new Bill(customer, from, to, null, null, Math.Round(Enumerable.Range(begin, end - begin).Sum(d => customer.AgreedOn(season, d)), 2));
                continue;
            }

            var kwh = Math.Round((shown[end] - shown[begin]) * factor, 2);
            var swapped = customer.NextMeter is { } next && next.From > from && next.From < to;
            yield return new Bill(customer, from, to, swapped ? null : shown[begin], swapped ? null : shown[end], kwh);
        }
    }

    public static BulkTable Open(string folder) => new(
        Path.Combine(folder, "bills.parquet"),
        new Column<string>("customer_no"), new Column<string>("bill_no"), new Column<Date>("period_from"), new Column<Date>("period_to"), new Column<string>("meter_no"),
        new Column<double?>("index_from"), new Column<double?>("index_to"), new Column<double>("multiplying_factor"), new Column<double>("energy_kwh"),
        new Column<double>("amount_yuan"), new Column<string>("tariff_category"), new Column<string>("read_type"), new Column<string>("status"), new Column<string>("remark"));

    public static void Append(BulkTable table, IReadOnlyList<Bill> bills) => table.Append(group =>
    {
        BulkTable.Write(group, bills.Select(b => b.Customer.CustomerNo).ToArray());
        BulkTable.Write(group, bills.Select(b => b.Customer.CustomerNo + b.From.ToString("yyyyMM", CultureInfo.InvariantCulture)).ToArray());
        BulkTable.Write(group, bills.Select(b => new Date(b.From.Year, b.From.Month, b.From.Day)).ToArray());
        BulkTable.Write(group, bills.Select(b => new Date(b.To.Year, b.To.Month, b.To.Day)).ToArray());
        BulkTable.Write(group, bills.Select(b => b.Agreed ? null : MeterOn(b.Customer, b.To).No).ToArray());
        BulkTable.Write(group, bills.Select(b => b.IndexFrom).ToArray());
        BulkTable.Write(group, bills.Select(b => b.IndexTo).ToArray());
        BulkTable.Write(group, bills.Select(b => (double)(b.Customer.BookedFactor ?? b.Customer.Factor)).ToArray());
        BulkTable.Write(group, bills.Select(b => b.Kwh).ToArray());
        BulkTable.Write(group, bills.Select(b => Math.Round(b.Kwh * Price(b.Customer.Tariff), 2)).ToArray());
        BulkTable.Write(group, bills.Select(b => b.Customer.Tariff).ToArray());
        BulkTable.Write(group, bills.Select(b => b.Agreed ? "estimated" : "measured").ToArray());
        BulkTable.Write(group, bills.Select(_ => "issued").ToArray());
        BulkTable.Write(group, bills.Select(b => b.IndexTo is null && !b.Agreed ? "换表" : null).ToArray());
    });

    private static MeterAsset MeterOn(Customer customer, DateOnly to) => customer.NextMeter is { } next && next.From < to ? next : customer.Meter;

    /// <summary>What the register shows at each midnight of history and window.</summary>
    private static double[] Shown(float[] past, double[] index, float factor)
    {
        var shown = new double[past.Length + index.Length];
        index.CopyTo(shown, past.Length);
        var at = index[0];
        for (var d = past.Length - 1; d >= 0; d--)
        {
            at -= past[d] / factor;
            shown[d] = Math.Floor(at * 100) / 100;
        }

        return shown;
    }

    private static double Price(string tariff) => tariff switch { "agricultural" => 0.46, "commercial" => 0.78, _ => 0.52 };
}
