using System.Globalization;
using DuckDB.NET.Data;
using Voltward.App.Readings;

namespace Voltward.App.Inspections;

/// <summary>Last readings of the customers of one day's orders, for the crew to compare with what it sees.</summary>
public sealed class FieldReadings(Lake lake)
{
    /// <summary>By customer; who has no readings is absent. The caller has made sure that the person may see them.</summary>
    public async Task<IReadOnlyDictionary<string, LastReadings>> RunAsync(IReadOnlyDictionary<string, string> pointOfCustomer, CancellationToken stop)
    {
        if (pointOfCustomer.Count == 0) return new Dictionary<string, LastReadings>();
        await using var connection = await lake.OpenAsync(stop, memoryMegabytes: 256);
        var customers = List(pointOfCustomer.Keys);
        var bills = Rows(
            connection,
            $"select customer, period_to, index_to from bill where customer in {customers} and index_to is not null qualify row_number() over (partition by customer order by period_to desc nulls last, bill_no desc) = 1",
            r => (r.GetString(0), Day: r.IsDBNull(1) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(1), Index: r.GetInt64(2))).ToDictionary(b => b.Item1);
        var days = Rows(
            connection,
            $"select point, day, import_wh from energy where point in {List(pointOfCustomer.Values)} and import_wh is not null qualify row_number() over (partition by point order by day desc) <= 7 order by point, day",
            r => (Point: r.GetString(0), Day: r.GetFieldValue<DateOnly>(1), Wh: r.GetInt64(2))).ToLookup(d => d.Point);
        return pointOfCustomer.ToDictionary(p => p.Key, p => new LastReadings(
            bills.TryGetValue(p.Key, out var bill) ? bill.Day : null,
            bills.TryGetValue(p.Key, out bill) ? bill.Index : null,
            [.. days[p.Value].Select(d => new LastDay(d.Day, d.Wh))]));
    }

    private static string List(IEnumerable<string> values) =>
        $"({string.Join(", ", values.Distinct().Select(v => string.Create(CultureInfo.InvariantCulture, $"'{v.Replace("'", "''", StringComparison.Ordinal)}'")))})";

    private static List<T> Rows<T>(DuckDBConnection connection, string sql, Func<System.Data.Common.DbDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }
}

/// <summary>What was read last.</summary>
/// <param name="IndexDay">End of the last billed period; null when never billed.</param>
/// <param name="IndexWh">Register at its end, Wh before the factor; null when none.</param>
/// <param name="Days">Energy of the last seven days read, oldest first.</param>
public sealed record LastReadings(DateOnly? IndexDay, long? IndexWh, IReadOnlyList<LastDay> Days);

/// <summary>Energy of one day, watt-hours.</summary>
public sealed record LastDay(DateOnly Date, long Wh);
