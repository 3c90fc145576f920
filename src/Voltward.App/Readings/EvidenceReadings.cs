using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;

namespace Voltward.App.Readings;

/// <summary>
/// Readings that show what an engine saw (证据读数): levels of a customer and its neighbours around a day, and voltages and currents by
/// phase. The caller has made sure that the person may see them: the lake knows no organisations.
/// </summary>
public sealed class EvidenceReadings(Lake lake)
{
    /// <summary>Mean daily energy before and since a day; points that lack either side are absent.</summary>
    /// <param name="points">Usage points.</param>
    /// <param name="from">First day.</param>
    /// <param name="since">First day of the second part.</param>
    /// <param name="to">Last day.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IReadOnlyList<Levels>> LevelsAsync(IReadOnlyList<string> points, DateOnly from, DateOnly since, DateOnly to, CancellationToken stop)
    {
        if (points.Count == 0) return [];
        await using var connection = await lake.OpenAsync(stop, memoryMegabytes: 256);
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select point, avg(import_wh) filter (where day < date '{since:yyyy-MM-dd}') / 1000.0 as before, avg(import_wh) filter (where day >= date '{since:yyyy-MM-dd}') / 1000.0 as after
            from energy where point in ({string.Join(", ", points.Select(Quoted))}) and day between date '{from:yyyy-MM-dd}' and date '{to:yyyy-MM-dd}'
            group by point having before is not null and after is not null order by point
            """);
        return Rows(connection, sql, r => new Levels(r.GetString(0), r.GetDouble(1), r.GetDouble(2)));
    }

    /// <summary>Mean voltage and current of each phase and day; empty when the point has no curves.</summary>
    public async Task<IReadOnlyList<PhaseDay>> PhasesAsync(string point, DateOnly from, DateOnly to, CancellationToken stop)
    {
        await using var connection = await lake.OpenAsync(stop, memoryMegabytes: 256);
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select day, phase, list_avg(list_filter(u_v, x -> not isnan(x))) as u, list_avg(list_filter(i_a, x -> not isnan(x))) as i
            from curve where point = {Quoted(point)} and day between date '{from:yyyy-MM-dd}' and date '{to:yyyy-MM-dd}' order by day, phase
            """);
        return Rows(connection, sql, r => new PhaseDay(r.GetFieldValue<DateOnly>(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetDouble(2), r.IsDBNull(3) ? null : r.GetDouble(3)));
    }

    private static List<T> Rows<T>(DuckDBConnection connection, string sql, Func<DbDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}

/// <summary>Mean energy of a point before and since a day, kWh a day.</summary>
public sealed record Levels(string Point, double BeforeKwh, double AfterKwh)
{
    /// <summary>After over before; NaN when nothing was used before.</summary>
    public double Ratio => BeforeKwh > 0 ? AfterKwh / BeforeKwh : double.NaN;
}

/// <summary>Mean voltage and current of one phase on one day; null where not measured.</summary>
public sealed record PhaseDay(DateOnly Day, string Phase, double? VoltageV, double? CurrentA);
