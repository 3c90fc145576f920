using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;

namespace Voltward.App.Readings;

/// <summary>
/// The readings of one customer as pages show them (用电曲线、账单、事件). A gap stays a gap. The caller has made sure that the
/// person may see the customer: the lake knows no organisations.
/// </summary>
public sealed class ReadingQueries(Lake lake)
{
    /// <summary>Everything of the usage points, summed over them where there are several.</summary>
    /// <param name="customerNo">Whose bills.</param>
    /// <param name="points">Whose energy, curves and events.</param>
    /// <param name="dayView">Day whose quarter hours are wanted; null for none.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Readings> RunAsync(string customerNo, IReadOnlyList<string> points, DateOnly? dayView, CancellationToken stop)
    {
        await using var connection = await lake.OpenAsync(stop, memoryMegabytes: 256);
        var list = points.Count == 0 ? "('')" : $"({string.Join(", ", points.Select(Quoted))})";
        return new Readings(
            Rows(connection, $"select day, sum(import_wh), max(quality), sum(export_wh) from energy where point in {list} group by day order by day", r =>
                new DayEnergy(Day(r, 0), Long(r, 1), Long(r, 2) ?? 0, Long(r, 3))),
            Rows(connection, $"select point, meter, code, \"at\", \"until\", phase, detail from event where point in {list} order by \"at\" desc limit 500", r =>
                new MeterEvent(r.GetString(0), Text(r, 1), r.GetString(2), Instant(r, 3)!.Value, Instant(r, 4), Text(r, 5), Text(r, 6))),
            Rows(connection, $"select bill_no, kind, billed_on, period_from, period_to, months, energy_wh, amount_fen, tariff, read_type, status, remark, flags, index_from, index_to from bill where customer = {Quoted(customerNo)} order by period_to desc nulls last, billed_on desc nulls last, bill_no desc limit 400", BillOf),
            dayView is null ? null : Curve(connection, list, dayView.Value));
    }

    /// <summary>The middle customer of a group, day by day: the median of those who have a reading.</summary>
    public async Task<IReadOnlyList<DayEnergy>> TypicalAsync(IReadOnlyList<string> points, CancellationToken stop)
    {
        if (points.Count == 0) return [];
        await using var connection = await lake.OpenAsync(stop, memoryMegabytes: 256);
        return Rows(connection, $"select day, cast(median(import_wh) as bigint) from energy where point in ({string.Join(", ", points.Select(Quoted))}) group by day order by day", r =>
            new DayEnergy(Day(r, 0), Long(r, 1), 0, null));
    }

    private static QuarterHours? Curve(DuckDBConnection connection, string points, DateOnly day)
    {
        var on = string.Create(CultureInfo.InvariantCulture, $"date '{day:yyyy-MM-dd}'");
        var days = Rows(connection, $"select day, minutes, import_wh from interval where point in {points} and day between {on} - 28 and {on} order by day, minutes", r =>
            (Day: Day(r, 0), Minutes: (int)r.GetInt16(1), Values: r.IsDBNull(2) ? [] : r.GetFieldValue<List<long?>>(2)));
        var same = days.Where(d => d.Day == day).ToList();
        if (same.Count == 0) return null;
        var finest = same.Min(d => d.Minutes);
        return new QuarterHours(
            day,
            finest,
            same.First(d => d.Minutes == finest).Values,
            [.. days.Where(d => d.Minutes == finest && d.Day < day && d.Day.DayOfWeek == day.DayOfWeek).Select(d => (d.Day, (IReadOnlyList<long?>)d.Values))]);
    }

    private static BillLine BillOf(DbDataReader r) => new(
        r.GetString(0), r.GetString(1), NullableDay(r, 2), NullableDay(r, 3), NullableDay(r, 4), Long(r, 5), Long(r, 6), Long(r, 7),
        Text(r, 8), Text(r, 9), Text(r, 10), Text(r, 11), Text(r, 12), Long(r, 13), Long(r, 14));

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

    private static long? Long(DbDataReader r, int i) => r.IsDBNull(i) ? null : Convert.ToInt64(r.GetValue(i) is System.Numerics.BigInteger big ? (long)big : r.GetValue(i), CultureInfo.InvariantCulture);

    private static string? Text(DbDataReader r, int i) => r.IsDBNull(i) || r.GetString(i).Length == 0 ? null : r.GetString(i);

    private static DateOnly Day(DbDataReader r, int i) => r.GetFieldValue<DateOnly>(i);

    private static DateOnly? NullableDay(DbDataReader r, int i) => r.IsDBNull(i) ? null : Day(r, i);

    private static DateTimeOffset? Instant(DbDataReader r, int i) =>
        r.IsDBNull(i) ? null : new DateTimeOffset(DateTime.SpecifyKind(r.GetDateTime(i), DateTimeKind.Utc));
}

/// <summary>Readings of one customer.</summary>
/// <param name="Days">Daily energy, by day; days without a row are absent.</param>
/// <param name="Events">The latest 500 events of the meters, the latest first.</param>
/// <param name="Bills">The latest 400 bills, the latest first.</param>
/// <param name="Curve">Quarter hours of the day asked for; null when there are none.</param>
public sealed record Readings(IReadOnlyList<DayEnergy> Days, IReadOnlyList<MeterEvent> Events, IReadOnlyList<BillLine> Bills, QuarterHours? Curve);

/// <summary>Energy of one day, watt-hours; null where nothing was read.</summary>
/// <param name="Date">Business day.</param>
/// <param name="ImportWh">Energy drawn.</param>
/// <param name="Quality">0 measured, 1 estimated, 2 corrected, 3 suspect; the worst of the points.</param>
/// <param name="ExportWh">Energy fed in.</param>
public sealed record DayEnergy(DateOnly Date, long? ImportWh, long Quality, long? ExportWh);

/// <summary>One meter event (计量事件).</summary>
public sealed record MeterEvent(string Point, string? Meter, string Code, DateTimeOffset At, DateTimeOffset? Until, string? Phase, string? Detail);

/// <summary>One bill (电费账单): energy in Wh, amount in fen, period end exclusive.</summary>
public sealed record BillLine(
    string BillNo, string Kind, DateOnly? BilledOn, DateOnly? PeriodFrom, DateOnly? PeriodTo, long? Months, long? EnergyWh, long? AmountFen,
    string? Tariff, string? ReadType, string? Status, string? Remark, string? Flags, long? IndexFrom, long? IndexTo);

/// <summary>One day in intervals, with the same weekday of the four weeks before.</summary>
/// <param name="Day">The day.</param>
/// <param name="Minutes">Length of an interval.</param>
/// <param name="ImportWh">Energy of each interval from 00:00, Wh; null = missing.</param>
/// <param name="Before">Earlier days of the same weekday, the oldest first.</param>
public sealed record QuarterHours(DateOnly Day, int Minutes, IReadOnlyList<long?> ImportWh, IReadOnlyList<(DateOnly Day, IReadOnlyList<long?> ImportWh)> Before);
