using System.Globalization;
using System.Text;
using DuckDB.NET.Data;
using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.Tests.Detection;

/// <summary>A small invented town of bills: one customer in ten steals, shows a lasting fall, and has the meter changed without a closing bill.</summary>
internal static class BillTown
{
    public const int Customers = 500;

    public static bool Steals(int customer) => customer % 10 == 3;

    public static string Number(int customer) => string.Create(CultureInfo.InvariantCulture, $"K{(customer * 7919) % 100003:D6}");

    /// <summary>Writes the bills into the lake of a data folder and lists the file.</summary>
    public static async Task BuildAsync(DataFolder folder, Database database, CancellationToken stop, int bills = 24)
    {
        var csv = Path.Combine(folder.Cache, "bills.csv");
        await File.WriteAllTextAsync(csv, Rows(bills), stop);
        using (var connection = new DuckDBConnection("Data Source=:memory:"))
        {
            await connection.OpenAsync(stop);
            using var command = connection.CreateCommand();
            command.CommandText = $"copy (select * from read_csv('{csv}', header = true, nullstr = 'NULL', types = {{"
                + string.Join(", ", Voltward.App.Readings.Lake.Columns["bill"].Split(", ").Select(c => $"'{c.Split(' ')[0]}': '{c.Split(' ')[1]}'"))
                + $"}})) to '{Path.Combine(folder.Lake, "bill-test.parquet")}' (format parquet)";
            await command.ExecuteNonQueryAsync(stop);
        }

        await using var work = await database.BeginAsync(Actor.System, stop);
        await work.ExecuteAsync(
            """
            insert into import_run (import_id, profile, file_name, content_sha256, rows, loaded, flagged, rejected, unchanged, reasons, actor, started_at, finished_at, seq)
            values ('t', 'company', 'bills.csv', 'h', 1, 1, 0, 0, 0, '{}', 'test', '2026-01-01', '2026-01-01', 1)
            """);
        await work.ExecuteAsync(
            """
            insert into lake_part (part_file, dataset, month, bucket, rows, bytes, sha256, revision, first_day, last_day, import_id)
            values ('bill-test.parquet', 'bill', '2020-01', 0, 1, 1, 'h', 1, '2012-01-01', '2020-01-01', 't')
            """);
        await work.CommitAsync("test.bills", "lake/bill", stop: stop);
    }

    /// <summary>A labels file over every second customer.</summary>
    public static async Task<string> LabelsAsync(DataFolder folder, CancellationToken stop)
    {
        var file = Path.Combine(folder.Root, "labels.csv");
        var text = new StringBuilder("customer,target\n");
        for (var c = 0; c < Customers; c++)
        {
            if (c % 10 == 3 || c % 3 == 0) text.Append(CultureInfo.InvariantCulture, $"{Number(c)},{(Steals(c) ? 1 : 0)}\n");
        }

        await File.WriteAllTextAsync(file, text.ToString(), stop);
        return file;
    }

    private static string Rows(int bills)
    {
        var text = new StringBuilder(string.Join(',', Voltward.App.Readings.Lake.Columns["bill"].Split(", ").Select(c => c.Split(' ')[0]))).Append('\n');
        for (var c = 0; c < Customers; c++)
        {
            var random = new Random(c);
            var level = 200 + random.Next(400);
            long meter = 100_000 + (c * 3), index = random.Next(20_000);
            var changeAt = Steals(c) && c % 30 != 3 ? bills - 6 : -1;
            for (var n = 0; n < bills; n++)
            {
                var steals = Steals(c) && n >= bills - 12 && (changeAt < 0 || n < changeAt);
                var kwh = (long)(level * (0.8 + (0.4 * random.NextDouble())) * (steals ? 0.45 : 1));
                if (n == changeAt) (meter, index) = (900_000_000_000 + c, 0);
                var day = new DateOnly(2012, 1, 13).AddMonths(4 * n).AddDays(c % 15);
                text.Append(CultureInfo.InvariantCulture, $"{Number(c)},{c}-{n},ELEC,{day:yyyy-MM-dd},NULL,NULL,4,{meter},{index},{index + kwh},1000,{kwh * 1000},NULL,11,203,0,{(random.Next(4) == 0 ? 8 : 6)},{kwh * 1000},0,0,0,NULL\n");
                index += kwh;
            }
        }

        return text.ToString();
    }
}
