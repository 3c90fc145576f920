using System.Globalization;
using DuckDB.NET.Data;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.Benchmarks;

/// <summary>
/// The real import of a file of bills into an empty installation — judged row by row, duplicates and dirty codes counted, files made
/// durable, trail written — against bare DuckDB that casts the same columns and writes them as sorted, partitioned Parquet with ZSTD.
/// </summary>
internal static class ImportBench
{
    public const string Name = "import";
    private const double TargetSeconds = 60;

    public static async Task<Figure> RunAsync(BenchRequest request)
    {
        var folder = request.Folder(Name);
        var file = Path.Combine(request.Data, "steg", "invoices.parquet");
        var notes = new List<string>();
        if (!File.Exists(file))
        {
            file = Path.Combine(folder, "invented.parquet");
            notes.Add("the STEG bills are not there (--public-data): an invented file of the same columns was used");
            Invent(file, request.Full ? 4_000_000 : 400_000);
        }

        ImportReport? report = null;
        var run = 0;
        request.Say($"{Name}: {file}");
        var (work, peerWork) = (new List<double>(), new List<double>());
        var (ours, peer, ratio) = await Timing.PairsAsync(
            request.Repeats,
            async () => report = await ProcessorAsync(work, () => ImportAsync(file, Path.Combine(folder, "data" + run++.ToString(CultureInfo.InvariantCulture)), request)),
            () => ProcessorAsync(peerWork, () => Task.Run(() => Bare(file, Path.Combine(folder, "bare" + run.ToString(CultureInfo.InvariantCulture))))));
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"{report!.Rows:N0} rows = {report.Loaded:N0} loaded ({report.Flagged:N0} marked) + {report.Rejected:N0} refused + {report.Unchanged:N0} unchanged; {report.Rows / ours.Median / 1e3:N0} thousand rows a second"));
        notes.Add("the peer judges nothing: no quality marks, no duplicates, no reject file, no index of parts, no fsync, no trail");
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"processor time of all threads: ours {new Spread(work).Text("0.0")} s, the peer's {new Spread(peerWork).Text("0.0")} s: {new Spread(work).Median / new Spread(peerWork).Median:0.00} times as much"));
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"peak memory of the process {Timing.PeakMegabytes():N0} MB"));
        Directory.Delete(folder, recursive: true);
        return new Figure(
            Name, string.Create(CultureInfo.InvariantCulture, $"import of {report.Rows:N0} bills from Parquet into an empty installation"), ours,
            "bare DuckDB: read, cast, write the same columns as Parquet, ZSTD, 16 parts, sorted by customer", peer, ratio,
            "≤ 60 s, ≤ 2 GB", ours.Median <= TargetSeconds && Timing.PeakMegabytes() <= 2000, notes);
    }

    private static async Task<T> ProcessorAsync<T>(List<double> seconds, Func<Task<T>> work)
    {
        var before = Environment.CpuUsage.TotalTime;
        var result = await work();
        seconds.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
        return result;
    }

    private static async Task<ImportReport> ImportAsync(string file, string data, BenchRequest request)
    {
        var folder = new DataFolder(data);
        await using var database = Database.Sqlite(folder.DatabaseFile, TimeProvider.System);
        await database.MigrateAsync(CancellationToken.None);
        var import = new ImportFiles(database, folder, new Lake(database, folder), TimeProvider.System);
        var outcome = await import.RunAsync(new("steg-bills", [file]), Actor.System, null, CancellationToken.None);
        if (!outcome.Succeeded(out var report, out var problem)) throw new InvalidOperationException(problem.Code + " " + problem.Where);
        request.Say($"{Name}: {report.Loaded:N0} rows loaded");
        return report;
    }

    private static bool Bare(string file, string target)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Execute(connection, "set preserve_insertion_order=false");
        Execute(connection,
            $"""
            copy (
                select client_id as customer,
                    left(md5(concat_ws('|', invoice_date, counter_number, old_index, new_index, tarif_type, counter_code, months_number)), 16) as bill_no,
                    case counter_type when 'ELEC' then 'ELEC' else 'GAS' end as kind, try_cast(invoice_date as date) as billed_on,
                    cast(try_cast(invoice_date as date) - to_months(least(cast(months_number as bigint), 1200)::integer) as date) as period_from, try_cast(invoice_date as date) as period_to,
                    try_cast(months_number as smallint) as months, cast(counter_number as varchar) as meter,
                    cast(old_index as bigint) * 1000 as index_from, cast(new_index as bigint) * 1000 as index_to, cast(counter_coefficient as bigint) * 1000 as factor_milli,
                    1000 * (cast(consommation_level_1 as bigint) + consommation_level_2 + consommation_level_3 + consommation_level_4) as energy_wh, cast(null as bigint) as amount_fen,
                    cast(tarif_type as varchar) as tariff, cast(counter_code as varchar) as read_type, cast(counter_statue as varchar) as status, cast(reading_remarque as varchar) as remark,
                    1000 * cast(consommation_level_1 as bigint) as level1_wh, 1000 * cast(consommation_level_2 as bigint) as level2_wh,
                    1000 * cast(consommation_level_3 as bigint) as level3_wh, 1000 * cast(consommation_level_4 as bigint) as level4_wh, cast(null as varchar) as flags,
                    hash(client_id) % 16 as slice
                from read_parquet('{file}') order by slice, customer)
            to '{target}' (format parquet, compression zstd, partition_by (slice))
            """);
        return true;
    }

    private static void Invent(string file, int rows)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        Execute(connection,
            $"""
            copy (
                select 'client-' || (i // 40) as client_id, strftime(date '2008-01-15' + to_months((i % 40 * 4)::integer), '%Y-%m-%d') as invoice_date, 10 + i % 5 as tarif_type,
                    i // 40 + 1000 as counter_number, '0' as counter_statue, 203 as counter_code, 6 + i % 4 as reading_remarque, 1 as counter_coefficient,
                    hash(i) % 900 as consommation_level_1, 0 as consommation_level_2, 0 as consommation_level_3, 0 as consommation_level_4,
                    i % 40 * 1000 as old_index, (i % 40 * 1000 + hash(i) % 900)::bigint as new_index, 4 as months_number, 'ELEC' as counter_type, i as __null_dask_index__
                from range({rows}) r(i))
            to '{file}' (format parquet)
            """);
    }

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
