using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;

namespace Voltward.App.Readings;

/// <summary>Which remote readings are wanted: those of a point around a minute.</summary>
/// <param name="Key">Whatever the caller knows it by; no quote character.</param>
/// <param name="CustomerNo">Whose bills give the last register value.</param>
/// <param name="Point">Usage point.</param>
/// <param name="Day">Business day.</param>
/// <param name="Minute">Minute of that day, 0 to 1,439.</param>
public sealed record MinuteAsked(string Key, string CustomerNo, string Point, DateOnly Day, int Minute);

/// <summary>What the remote readings say of a minute.</summary>
/// <param name="RegisterKwh">Register value expected on the meter, before the multiplying factor; null when it cannot be worked out.</param>
/// <param name="RegisterToleranceKwh">What the expectation may be off by.</param>
/// <param name="PowerKw">Mean power of the interval that holds the minute; null when missing.</param>
/// <param name="PowerChangeKw">Usual change of the mean power between neighbouring intervals of that day.</param>
public sealed record MinuteReading(double? RegisterKwh, double RegisterToleranceKwh, double? PowerKw, double PowerChangeKw);

/// <summary>Remote readings around visits: the meter's own word on a minute, and daily loads over the course of the neighbours.</summary>
public sealed class AroundVisits(Lake lake)
{
    /// <summary>Readings by key; keys of which nothing is known are absent.</summary>
    public async Task<IReadOnlyDictionary<string, MinuteReading>> MinutesAsync(IReadOnlyList<MinuteAsked> asked, CancellationToken stop)
    {
        if (asked.Count == 0) return new Dictionary<string, MinuteReading>();
        await using var connection = await lake.OpenAsync(stop, memoryMegabytes: 256);
        Run(connection, "create temp table asked (k varchar, customer varchar, point varchar, d date)");
        foreach (var chunk in asked.Chunk(500))
        {
            Run(connection, "insert into asked values " + string.Join(", ", chunk.Select(a => string.Create(CultureInfo.InvariantCulture, $"({Quoted(a.Key)}, {Quoted(a.CustomerNo)}, {Quoted(a.Point)}, date '{a.Day:yyyy-MM-dd}')"))));
        }

        var registers = Rows(connection, RegisterSql, r => (Key: r.GetString(0), Start: Number(r, 1), Factor: Number(r, 2), Since: Number(r, 3), Missing: Number(r, 4)))
            .ToDictionary(r => r.Key);
        var days = Rows(connection, "select a.k, i.minutes, i.import_wh from asked a join interval i on i.point = a.point and i.day = a.d order by a.k, i.minutes", r =>
            (Key: r.GetString(0), Minutes: (int)r.GetInt16(1), Wh: r.IsDBNull(2) ? [] : r.GetFieldValue<List<long?>>(2))).ToLookup(d => d.Key);
        var found = new Dictionary<string, MinuteReading>();
        foreach (var a in asked)
        {
            var day = days[a.Key].FirstOrDefault();
            var register = registers.TryGetValue(a.Key, out var known) && known is { Start: { } start, Factor: > 0, Missing: 0 }
                ? (start / 1e3) + ((known.Since + Until(day, a.Minute)) / known.Factor) : null;
            var tolerance = 1 + (0.01 * (known.Since ?? 0) / Math.Max(1, known.Factor ?? 1)) + (day.Wh is null ? 0.05 * (known.Since ?? 0) / Math.Max(1, known.Factor ?? 1) : 0);
            var (power, change) = Power(day, a.Minute);
            if (register is not null || power is not null) found[a.Key] = new(register, tolerance, power, change);
        }

        return found;
    }

    /// <summary>Daily energy of points over the median of their neighbours, kWh over kWh scaled to the point's own level; NaN = missing.</summary>
    /// <param name="points">Usage point → group of neighbours it belongs to.</param>
    /// <param name="wanted">The points whose course is wanted.</param>
    /// <param name="from">First day.</param>
    /// <param name="days">Number of days.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IReadOnlyDictionary<string, double[]>> CoursesAsync(
        IReadOnlyDictionary<string, string> points, IReadOnlySet<string> wanted, DateOnly from, int days, CancellationToken stop)
    {
        if (wanted.Count == 0) return new Dictionary<string, double[]>();
        await using var connection = await lake.OpenAsync(stop, memoryMegabytes: 256);
        Run(connection, "create temp table member (point varchar, g varchar)");
        foreach (var chunk in points.Chunk(1_000)) Run(connection, "insert into member values " + string.Join(", ", chunk.Select(p => $"({Quoted(p.Key)}, {Quoted(p.Value)})")));
        var window = string.Create(CultureInfo.InvariantCulture, $"e.day >= date '{from:yyyy-MM-dd}' and e.day < date '{from:yyyy-MM-dd}' + {days}");
        var typical = Rows(connection, $"select m.g, e.day, median(e.import_wh) from energy e join member m on m.point = e.point where {window} and e.import_wh is not null group by m.g, e.day having count(*) >= 5", r =>
            (Group: r.GetString(0), Day: r.GetFieldValue<DateOnly>(1), Wh: Number(r, 2)!.Value)).ToLookup(t => t.Group);
        var courses = typical.ToDictionary(g => g.Key, g => Course(g.Select(t => (t.Day, t.Wh)), from, days));
        var loads = wanted.ToDictionary(p => p, _ => Enumerable.Repeat(double.NaN, days).ToArray());
        foreach (var (point, day, wh) in Rows(connection, $"select e.point, e.day, e.import_wh from energy e join member m on m.point = e.point where {window} and e.import_wh is not null", r =>
                     (r.GetString(0), r.GetFieldValue<DateOnly>(1), Number(r, 2)!.Value)))
        {
            if (!loads.TryGetValue(point, out var load)) continue;
            var at = day.DayNumber - from.DayNumber;
            load[at] = wh / 1e3 / (courses.TryGetValue(points[point], out var course) && course[at] > 0 ? course[at] : 1);
        }

        return loads;
    }

    /// <summary>Register at the end of the last bill, its factor, and the energy of the whole days since.</summary>
    private const string RegisterSql =
        """
        with last as (
            select a.k, b.index_to, b.factor_milli, b.period_to from asked a
            join bill b on b.customer = a.customer and b.kind = 'ELEC' and b.index_to is not null and b.period_to <= a.d
            qualify row_number() over (partition by a.k order by b.period_to desc, b.bill_no desc) = 1)
        select a.k, any_value(last.index_to), any_value(last.factor_milli), coalesce(sum(e.import_wh), 0),
               any_value(a.d) - any_value(last.period_to) - count(e.import_wh)
        from asked a join last on last.k = a.k
        left join energy e on e.point = a.point and e.day >= last.period_to and e.day < a.d
        group by a.k
        """;

    private static double Until((string Key, int Minutes, List<long?> Wh) day, int minute) =>
        day.Wh is null ? 0 : day.Wh.Take(minute / day.Minutes).Sum(w => (double)(w ?? 0));

    private static (double? Power, double Change) Power((string Key, int Minutes, List<long?> Wh) day, int minute)
    {
        if (day.Wh is null || minute / day.Minutes >= day.Wh.Count || day.Wh[minute / day.Minutes] is not { } wh) return (null, 0);
        var scale = 60.0 / day.Minutes / 1e3;
        var changes = day.Wh.Zip(day.Wh.Skip(1)).Where(p => p is { First: not null, Second: not null }).Select(p => Math.Abs(p.First!.Value - p.Second!.Value) * scale).Order().ToList();
        return (wh * scale, changes.Count == 0 ? 0 : changes[changes.Count * 3 / 4]);
    }

    /// <summary>Each day of a group over its own middle day.</summary>
    private static double[] Course(IEnumerable<(DateOnly Day, double Wh)> typical, DateOnly from, int days)
    {
        var course = new double[days];
        foreach (var (day, wh) in typical) course[day.DayNumber - from.DayNumber] = wh;
        var some = course.Where(c => c > 0).Order().ToList();
        var middle = some.Count == 0 ? 1 : some[some.Count / 2];
        for (var i = 0; i < days; i++) course[i] /= middle;
        return course;
    }

    private static void Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
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

    private static double? Number(DbDataReader r, int i) =>
        r.IsDBNull(i) ? null : r.GetValue(i) is System.Numerics.BigInteger big ? (double)big : Convert.ToDouble(r.GetValue(i), CultureInfo.InvariantCulture);
}
