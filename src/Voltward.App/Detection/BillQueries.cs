using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;
using Voltward.Analytics.Detection;
using Voltward.App.Readings;

namespace Voltward.App.Detection;

/// <summary>Reads all bills of the lake, as numbers.</summary>
public static class BillQueries
{
    private static readonly string[] Channels = ["status", "remark", "tariff", "read_type"];

    /// <summary>The histories as read, with the text of every code number per channel.</summary>
    public sealed record Reading(IReadOnlyList<BillHistory> Histories, IReadOnlyList<IReadOnlyList<string>> Codes);

    /// <param name="lake">The lake.</param>
    /// <param name="asOf">Bills after this day are not read; null for all.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<Reading> ReadAsync(Lake lake, DateOnly? asOf, CancellationToken stop)
    {
        await using var connection = await lake.OpenAsync(stop);
        var codes = new List<IReadOnlyList<string>>();
        foreach (var channel in Channels) codes.Add(await NumberCodesAsync(connection, channel, stop));

        using var command = connection.CreateCommand();
        command.CommandText = Select(asOf);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var histories = new List<BillHistory>();
        var bills = new List<Bill>();
        var customer = "";
        for (var n = 0; await reader.ReadAsync(stop); n++)
        {
            var next = reader.GetString(0);
            if (next != customer && bills.Count > 0)
            {
                histories.Add(new BillHistory(customer, [.. bills]));
                bills.Clear();
            }

            customer = next;
            bills.Add(BillOf(reader));
        }

        if (bills.Count > 0) histories.Add(new BillHistory(customer, [.. bills]));
        return new Reading(histories, codes);
    }

    /// <summary>Gives every text of a column a number and keeps the pairs as an enumeration type of the connection.</summary>
    private static async Task<IReadOnlyList<string>> NumberCodesAsync(DuckDBConnection connection, string channel, CancellationToken stop)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"create type code_{channel} as enum (select distinct coalesce({channel}, '') from bill order by 1); "
            + $"select unnest(enum_range(null::code_{channel}))::varchar";
        await using var reader = await command.ExecuteReaderAsync(stop);
        var names = new List<string>();
        do
        {
            while (await reader.ReadAsync(stop)) names.Add(reader.GetString(0));
        }
        while (await reader.NextResultAsync(stop));

        return names;
    }

    private static string Select(DateOnly? asOf)
    {
        var day = "coalesce(billed_on, period_to)";
        var until = asOf is { } limit ? string.Create(CultureInfo.InvariantCulture, $" and {day} <= date '{limit:yyyy-MM-dd}'") : "";
        var numbers = string.Join(", ", Channels.Select(c => $"enum_code(coalesce({c}, '')::code_{c})::integer"));
        return $"""
            select customer, (kind = 'GAS') as gas, (epoch({day}::timestamp) // 86400)::integer as day,
                greatest(1, least(120, coalesce(months, round(date_diff('day', period_from, period_to) / 30.4375), 1)))::smallint as months,
                coalesce(try_cast(meter as bigint), -(hash(meter) >> 2)::bigint, 0) as meter,
                coalesce(index_from // 1000, -9223372036854775808) as index_from, coalesce(index_to // 1000, -9223372036854775808) as index_to,
                (coalesce(factor_milli, 1000) / 1000)::float as factor, (energy_wh / 1000)::float as kwh,
                (coalesce(level1_wh, 0) / 1000)::float as step1, (coalesce(level2_wh, 0) / 1000)::float as step2,
                (coalesce(level3_wh, 0) / 1000)::float as step3, (coalesce(level4_wh, 0) / 1000)::float as step4, {numbers}
            from bill where {day} is not null and energy_wh is not null{until} order by customer
            """;
    }

    private static Bill BillOf(DbDataReader row) => new()
    {
        IsGas = row.GetBoolean(1),
        Day = row.GetInt32(2),
        Months = row.GetInt16(3),
        Meter = row.GetInt64(4),
        IndexFrom = row.GetInt64(5),
        IndexTo = row.GetInt64(6),
        Factor = row.GetFloat(7),
        Kwh = row.GetFloat(8),
        Step1 = row.GetFloat(9),
        Step2 = row.GetFloat(10),
        Step3 = row.GetFloat(11),
        Step4 = row.GetFloat(12),
        Status = (ushort)row.GetInt32(13),
        Remark = (ushort)row.GetInt32(14),
        Tariff = (ushort)row.GetInt32(15),
        ReadType = (ushort)row.GetInt32(16),
    };
}
