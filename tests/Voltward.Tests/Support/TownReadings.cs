using System.Globalization;
using System.Security.Cryptography;
using DuckDB.NET.Data;
using Voltward.Domain.Access;

namespace Voltward.Tests.Support;

internal sealed partial class Town
{
    private static readonly string[] Datasets = ["energy", "interval", "event", "bill"];

    /// <summary>Writes the lake: daily energy for everybody, quarter hours, events and bills for the first area that has leads.</summary>
    private async Task ReadingsAsync(CancellationToken stop)
    {
        await using (var connection = new DuckDBConnection("Data Source=:memory:"))
        {
            await connection.OpenAsync(stop);
            foreach (var dataset in Datasets) Run(connection, $"copy ({Query(dataset)}) to '{Path.Combine(folder.Lake, dataset + ".parquet")}' (format parquet)");
        }

        await using var work = await database.BeginAsync(Actor.System, stop);
        await work.ExecuteAsync("insert into import_run (import_id, profile, file_name, content_sha256, rows, loaded, flagged, rejected, unchanged, reasons, actor, started_at, finished_at, seq) values ('imp-1', 'company', 'readings-daily.csv', 'x', 10, 10, 0, 0, 0, '{}', 'system', '2026-09-30T00:00:00.0000000Z', '2026-09-30T00:01:00.0000000Z', 1)");
        foreach (var dataset in Datasets)
        {
            var bytes = await File.ReadAllBytesAsync(Path.Combine(folder.Lake, dataset + ".parquet"), stop);
            await work.ExecuteAsync(
                "insert into lake_part (part_file, dataset, month, bucket, rows, bytes, sha256, revision, first_day, last_day, import_id) values (@file, @dataset, '2026-08', -1, 1, @size, @hash, 1, @From, @To, 'imp-1')",
                new { file = dataset + ".parquet", dataset, size = (long)bytes.Length, hash = Convert.ToHexStringLower(SHA256.HashData(bytes)), From, To });
        }

        await work.CommitAsync("test.lake-made", "town", stop: stop);
    }

    private string Query(string dataset)
    {
        var points = string.Create(CultureInfo.InvariantCulture, $"(select a, c, printf('P35%04d%02d', a, c) as point, printf('35%04d%02d', a, c) as customer from range({areas}) ra(a), range({customersPerArea}) rc(c))");
        var days = string.Create(CultureInfo.InvariantCulture, $"(select d, date '2026-08-01' + d::int as day from range({Days}) rd(d))");
        return dataset switch
        {
            "energy" => $"select point, day, case when (d + a + c) % 37 = 5 then null when a % 5 = 2 and c in (0, 3) and d >= 30 then 2500 + (d * 37 % 11) * 60 else 5500 + (d * 37 % 11) * 150 end::bigint as import_wh, null::bigint as export_wh, 0::tinyint as quality from {points}, {days}",
            "interval" => $"select point, day, 15::smallint as minutes, list_transform(range(96), i -> (40 + 60 * greatest(0, sin((i - 24) / 96.0 * 6.2832)) + (i * 7 + d) % 13)::bigint) as import_wh, null::bigint[] as export_wh, null::tinyint[] as quality from {points}, {days} where a = 2",
            "event" => $"select point, 'M' || customer as meter, 'cover-open' as code, timestamp '2026-08-31 06:05:00' as at, null::timestamp as until, '' as phase, null::varchar as detail from {points} where a % 5 = 2 and c in (0, 3)",
            _ => $"select customer, customer || '-' || m as bill_no, 'ELEC' as kind, date '2026-01-01' + (m * 30)::int as billed_on, date '2025-12-01' + (m * 30)::int as period_from, date '2026-01-01' + (m * 30)::int as period_to, 1::smallint as months, 'M' || customer as meter, (m * 180)::bigint as index_from, (m * 180 + 170)::bigint as index_to, 1000::bigint as factor_milli, 170000::bigint as energy_wh, 8874::bigint as amount_fen, 'residential' as tariff, 'measured' as read_type, '' as status, '' as remark, null::bigint as level1_wh, null::bigint as level2_wh, null::bigint as level3_wh, null::bigint as level4_wh, '' as flags from {points}, range(8) r(m)",
        };
    }

    private static void Run(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
