using System.Globalization;
using DuckDB.NET.Data;
using Voltward.App.Detection;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.Benchmarks;

/// <summary>A real installation in a scratch folder, filled through the real import.</summary>
internal sealed class BenchInstallation : IAsyncDisposable
{
    /// <summary>Neighbours among which a wrong booking is looked for.</summary>
    private const int AreasOnFeeder = 20;

    private readonly DataFolder _folder;
    private readonly Lake _lake;

    private BenchInstallation(DataFolder folder, Database database)
    {
        (_folder, Database, _lake) = (folder, database, new Lake(database, folder));
        Cache = new BuildCache(database, folder, _lake);
    }

    public Database Database { get; }

    public BuildCache Cache { get; }

    public static async Task<BenchInstallation> OpenAsync(string data)
    {
        var folder = new DataFolder(data);
        var database = Database.Sqlite(folder.DatabaseFile, TimeProvider.System);
        await database.MigrateAsync(CancellationToken.None);
        return new BenchInstallation(folder, database);
    }

    public async Task<ImportReport> ImportAsync(string profile, params string[] files) =>
        Value(await new ImportFiles(Database, _folder, _lake, TimeProvider.System).RunAsync(new(profile, files), Actor.System, null, CancellationToken.None));

    public async Task<AnalyseUtility.Report> AnalyseAsync(DateOnly? asOf = null) =>
        Value(await new AnalyseUtility(Database, _lake, Cache, new BillSuspicion(_lake, _folder), _folder).RunAsync(new(asOf), Actor.System, CancellationToken.None));

    public async Task<TrainRanker.Result> TrainAsync() =>
        Value(await new TrainDays(Database, _folder, Cache, new()).RunAsync(new(null), Actor.System, CancellationToken.None));

    public async Task<RunQueries.Report> LeadsAsync(int top) =>
        Value(await new RunQueries(Database).RunAsync(top, all: false, Actor.System, CancellationToken.None));

    public ValueTask DisposeAsync() => Database.DisposeAsync();

    /// <summary>Archive of areas with a supply meter and some customers each, as files of the company profile.</summary>
    public static string[] WriteArchive(string folder, int customers, int perArea)
    {
        string File(string name, string header, int rows, Func<int, string> row)
        {
            var path = Path.Combine(folder, name);
            System.IO.File.WriteAllLines(path, Enumerable.Range(0, rows).Select(row).Prepend(header));
            return path;
        }

        string I(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        return
        [
            File("organisations.csv", "org_code,parent_code,name", 1, _ => "1,,bench"),
            File("feeders.csv", "feeder_no,name,substation,voltage_v,org_code,valid_from", ((customers / perArea) + AreasOnFeeder - 1) / AreasOnFeeder, f => I($"{f},feeder {f},bench,10000,1,2020-01-01")),
            File("areas.csv", "area_no,name,feeder_no,org_code,capacity_kva,valid_from", customers / perArea, a => I($"T{a:00000},area {a},{a / AreasOnFeeder},1,400,2020-01-01")),
            File("customers.csv", "customer_no,name,customer_class,org_code,valid_from", customers, c => I($"C{c:0000000},customer {c},resident,1,2020-01-01")),
            File("usage-points.csv", "usage_point_no,customer_no,area_no,phase,valid_from", customers, c => I($"P{c:0000000},C{c:0000000},T{c / perArea:00000},{"ABC"[c % 3]},2020-01-01")),
        ];
    }

    /// <summary>Daily readings of some days, customers and supply meters, as one Parquet file of the company profile.</summary>
    public static string WriteReadings(string folder, (int Customers, int PerArea) size, int from, int days)
    {
        const float Gaps = 0.001f;
        var file = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"readings-daily.{from}.parquet"));
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Execute(connection, "create table r (point varchar, day date, import_kwh double)");
        using (var appender = connection.CreateAppender("r"))
        {
            for (var t = from; t < from + days; t++)
            {
                var day = DailyReadings.First.AddDays(t);
                var supply = 0.0;
                for (var c = 0; c < size.Customers; c++)
                {
                    var value = DailyReadings.Value((uint)c, (uint)t, Gaps);
                    var metered = value * (1 - DailyReadings.Stolen((uint)c, (uint)t));
                    if (!float.IsNaN(value)) appender.CreateRow().AppendValue(string.Create(CultureInfo.InvariantCulture, $"P{c:0000000}")).AppendValue(day).AppendValue(Math.Round(metered, 2)).EndRow();
                    supply += DailyReadings.Value((uint)c, (uint)t, 0);
                    if ((c + 1) % size.PerArea != 0) continue;
                    var area = c / size.PerArea;
                    supply += ((supply * 0.02) + (supply * supply * 2e-5)) * DailyReadings.LossOf((uint)area);
                    supply *= 1 + DailyReadings.SupplyError((uint)area, (uint)t);
                    appender.CreateRow().AppendValue(string.Create(CultureInfo.InvariantCulture, $"A:T{area:00000}")).AppendValue(day).AppendValue(Math.Round(supply, 2)).EndRow();
                    supply = 0;
                }
            }
        }

        Execute(connection, $"copy r to '{file}' (format parquet)");
        return file;
    }

    private static T Value<T>(Outcome<T> outcome)
        where T : notnull => outcome.Succeeded(out var value, out var problem) ? value : throw new InvalidOperationException($"{problem.Code} {problem.Where}: {problem.Text.En}");

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
