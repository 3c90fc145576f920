using System.Globalization;
using DuckDB.NET.Data;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>
/// A hand-made utility for tests: areas with customers whose daily energy is level × weather × noise, a supply meter that sees the
/// true energy plus a quadratic loss, and thefts put in afterwards. Written as lake parts and archive rows.
/// </summary>
internal sealed class SmallUtility
{
    public static readonly DateOnly First = new(2026, 1, 1);
    private readonly Random _random;

    public SmallUtility(int areas, int customers, int days, int seed)
    {
        (Areas, Customers, Days, _random) = (areas, customers, days, new Random(seed));
        True = new double[areas * customers][];
        Metered = new double?[areas * customers][];
        var weather = Enumerable.Range(0, days).Select(d => 1 + (0.2 * Math.Sin(d / 9.0))).ToArray();
        for (var i = 0; i < True.Length; i++)
        {
            var level = Math.Exp(1.8 + (0.6 * Normal()));
            True[i] = [.. Enumerable.Range(0, days).Select(d => level * weather[d] * Math.Exp(0.25 * Normal()) * (First.AddDays(d).DayOfWeek is DayOfWeek.Sunday ? 1.1 : 1))];
            Metered[i] = [.. True[i].Select(v => (double?)v)];
        }
    }

    public int Areas { get; }

    public int Customers { get; }

    public int Days { get; }

    /// <summary>What flows to each customer, kWh a day.</summary>
    public double[][] True { get; }

    /// <summary>What the meter reports; null = no reading.</summary>
    public double?[][] Metered { get; }

    /// <summary>What the meter at the head of the feeder reads every day in both directions, kWh; null: there is none.</summary>
    public (double Import, double Export)? FeederMeter { get; init; }

    /// <summary>What passes every meter of an area from a day on, kWh a day.</summary>
    public Dictionary<int, (int From, double Kwh)> Unmetered { get; } = [];

    /// <summary>First day without readings of the supply meter, by area.</summary>
    public Dictionary<int, int> SupplyUntil { get; } = [];

    public List<(string Point, string Code, DateTime At)> Events { get; } = [];

    public static string AreaNo(int area) => $"T{area:000}";

    public static string Point(int i) => $"P{i:00000}";

    public static string Customer(int i) => $"C{i:00000}";

    /// <summary>From a day on, the meter reports only a share.</summary>
    public void Steal(int i, int from, double reported)
    {
        for (var d = from; d < Days; d++) Metered[i][d] = True[i][d] * reported;
    }

    /// <summary>Customers whose file names another area than the one they are fed from, with the true one.</summary>
    public Dictionary<int, int> FedFrom { get; } = [];

    /// <summary>From a day on, the customer really uses less.</summary>
    public void LeaveHome(int i, int from, double left)
    {
        for (var d = from; d < Days; d++) (True[i][d], Metered[i][d]) = (True[i][d] * left, True[i][d] * left);
    }

    /// <summary>Supply of an area on a day: everything that flows, with 20 Wh per meter and a loss of about 3 %.</summary>
    public double Supply(int area, int day)
    {
        var sum = Enumerable.Range(0, True.Length).Where(i => FedFrom.GetValueOrDefault(i, i / Customers) == area).Sum(i => True[i][day]);
        if (Unmetered.TryGetValue(area, out var more) && day >= more.From) sum += more.Kwh;
        var ordinary = Enumerable.Range(area * Customers, Customers).Sum(i => True[i].Average());
        return sum + (0.018 * Customers) + (0.03 * sum * sum / ordinary) + (0.05 * Normal());
    }

    public async Task WriteAsync(Store store)
    {
        await WriteArchiveAsync(store.Database);
        using var duck = new DuckDBConnection("Data Source=:memory:");
        duck.Open();
        Run(duck, "create table energy (point varchar, day date, import_wh bigint, export_wh bigint, quality tinyint)");
        using (var appender = duck.CreateAppender("energy"))
        {
            for (var d = 0; d < Days; d++)
            {
                if (FeederMeter is { } head) appender.CreateRow().AppendValue("F:F1").AppendValue(First.AddDays(d)).AppendValue((long)(head.Import * 1000)).AppendValue((long)(head.Export * 1000)).AppendValue((sbyte)0).EndRow();
                foreach (var a in Enumerable.Range(0, Areas).Where(a => d < SupplyUntil.GetValueOrDefault(a, Days))) appender.CreateRow().AppendValue("A:" + AreaNo(a)).AppendValue(First.AddDays(d)).AppendValue((long)(Supply(a, d) * 1000)).AppendNullValue().AppendValue((sbyte)0).EndRow();
                for (var i = 0; i < Metered.Length; i++)
                {
                    if (Metered[i][d] is { } kwh) appender.CreateRow().AppendValue(Point(i)).AppendValue(First.AddDays(d)).AppendValue((long)(kwh * 1000)).AppendNullValue().AppendValue((sbyte)0).EndRow();
                }
            }
        }

        Run(duck, "create table event (point varchar, meter varchar, code varchar, \"at\" timestamp, until timestamp, phase varchar, detail varchar)");
        foreach (var (point, code, at) in Events) Run(duck, string.Create(CultureInfo.InvariantCulture, $"insert into event values ('{point}', null, '{code}', timestamp '{at:yyyy-MM-dd HH:mm:ss}', null, '', null)"));
        foreach (var (dataset, days) in new[] { ("energy", Days), ("event", Days) }) await AddPartAsync(store, duck, dataset, $"{dataset}.parquet", days);
    }

    /// <summary>Copies a DuckDB table into the lake and lists it.</summary>
    public static async Task AddPartAsync(Store store, DuckDBConnection duck, string table, string file, int days, long revision = 1)
    {
        Run(duck, $"copy {table} to '{Path.Combine(store.Folder.Lake, file)}' (format parquet)");
        await using var work = await store.Database.BeginAsync(Actor.System, TestContext.Current.CancellationToken);
        await work.ExecuteAsync(
            "insert into import_run values ('I1', 'test', 'x', 'x', 0, 0, 0, 0, 0, '{}', null, 'system', @now, @now, '/', 1) on conflict (import_id) do nothing", new { now = work.Now });
        await work.ExecuteAsync(
            """
            insert into lake_part (part_file, dataset, month, bucket, rows, bytes, sha256, revision, first_day, last_day, import_id)
            values (@file, @dataset, '2026-01', 0, 1, 1, @hash, @revision, @First, @last, 'I1')
            """,
            new { file, dataset = table.Split('_')[0], hash = file + revision, revision, First, last = First.AddDays(days - 1) });
        await work.CommitAsync("test.part", file);
    }

    private async Task WriteArchiveAsync(Database database)
    {
        await using var work = await database.BeginAsync(Actor.System, TestContext.Current.CancellationToken);
        var known = new { known = work.Now.AddDays(-1) };
        await work.ExecuteAsync("insert into organisation values ('1', null, 'County', '/1/')");
        for (var a = 0; a < Areas; a++)
        {
            await work.ExecuteAsync(
                "insert into transformer_area (area_no, name, feeder_no, org_path, supply_meter_class, valid_from, known_from, source) values (@no, @no, 'F1', '/1/', '0.5S', '2025-01-01', @known, 'test')",
                new { no = AreaNo(a), known.known });
        }

        for (var i = 0; i < True.Length; i++)
        {
            var row = new { point = Point(i), customer = Customer(i), area = AreaNo(i / Customers), known.known };
            await work.ExecuteAsync("insert into customer (customer_no, name, customer_class, org_path, valid_from, known_from, source) values (@customer, @customer, 'resident', '/1/', '2025-01-01', @known, 'test')", row);
            await work.ExecuteAsync("insert into usage_point (usage_point_no, customer_no, area_no, phase, org_path, valid_from, known_from, source) values (@point, @customer, @area, 'A', '/1/', '2025-01-01', @known, 'test')", row);
        }

        await work.CommitAsync("test.archive", "archive");
    }

    private static void Run(DuckDBConnection duck, string sql)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
