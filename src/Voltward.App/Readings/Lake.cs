using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;
using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Readings;

/// <summary>
/// The readings lake: Parquet files below the data folder, of which only those listed in <c>lake_part</c> exist for a reader.
/// Opens an in-memory DuckDB with one view per dataset (<c>energy interval curve event bill weather</c>), each showing the
/// latest revision of every natural key. The columns are described in docs/formats.md.
/// </summary>
public sealed class Lake(Database database, DataFolder folder)
{
    /// <summary>Natural key of each dataset: the same key again with the same values changes nothing.</summary>
    public static IReadOnlyDictionary<string, string> Keys { get; } = new Dictionary<string, string>
    {
        ["energy"] = "point, day",
        ["interval"] = "point, day, minutes",
        ["curve"] = "point, day, phase",
        ["event"] = "point, code, \"at\", phase",
        ["bill"] = "customer, bill_no, kind",
        ["weather"] = "org, day",
    };

    /// <summary>Columns of each dataset, in order, as DuckDB types; an empty lake shows empty views of these.</summary>
    public static IReadOnlyDictionary<string, string> Columns { get; } = new Dictionary<string, string>
    {
        ["energy"] = "point varchar, day date, import_wh bigint, export_wh bigint, quality tinyint",
        ["interval"] = "point varchar, day date, minutes smallint, import_wh bigint[], export_wh bigint[], quality tinyint[]",
        ["curve"] = "point varchar, day date, phase varchar, u_v float[], i_a float[], p_kw float[], q_kvar float[]",
        ["event"] = "point varchar, meter varchar, code varchar, \"at\" timestamp, until timestamp, phase varchar, detail varchar",
        ["bill"] = "customer varchar, bill_no varchar, kind varchar, billed_on date, period_from date, period_to date, months smallint, "
            + "meter varchar, index_from bigint, index_to bigint, factor_milli bigint, energy_wh bigint, amount_fen bigint, "
            + "tariff varchar, read_type varchar, status varchar, remark varchar, level1_wh bigint, level2_wh bigint, "
            + "level3_wh bigint, level4_wh bigint, flags varchar",
        ["weather"] = "org varchar, day date, mean_c double",
    };

    /// <summary>Opens the views over all listed files.</summary>
    /// <param name="stop">Cancels.</param>
    /// <param name="memoryMegabytes">Limit of DuckDB's own memory; it spills to disk beyond that.</param>
    public async Task<DuckDBConnection> OpenAsync(CancellationToken stop, int memoryMegabytes = 1024)
    {
        IReadOnlyList<Part> parts;
        await using (var look = await database.LookAsync(Actor.System, stop))
        {
            parts = await look.QueryAsync<Part>("select dataset as Dataset, part_file as File, revision as Revision from lake_part order by part_file");
        }

        var connection = new DuckDBConnection("Data Source=:memory:");
        await connection.OpenAsync(stop);
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"set memory_limit='{memoryMegabytes}MB'; set temp_directory='{Path.Combine(folder.Cache, "duckdb")}'; set preserve_insertion_order=false"));
        foreach (var (dataset, key) in Keys)
        {
            Execute(connection, View(dataset, key, [.. parts.Where(p => p.Dataset == dataset)]));
        }

        return connection;
    }

    private string View(string dataset, string key, IReadOnlyList<Part> parts)
    {
        var columns = Columns[dataset];
        if (parts.Count == 0)
        {
            var empty = columns.Split(", ").Select(c => $"cast(null as {c[(c.IndexOf(' ', StringComparison.Ordinal) + 1)..]}) as \"{c[..c.IndexOf(' ', StringComparison.Ordinal)]}\"");
            return $"create view {dataset} as select {string.Join(", ", empty)} where false";
        }

        var names = string.Join(", ", columns.Split(", ").Select(c => $"\"{c[..c.IndexOf(' ', StringComparison.Ordinal)]}\""));
        var reads = parts.GroupBy(p => p.Revision).Select(g => string.Create(
            CultureInfo.InvariantCulture,
            $"select {names}, {g.Key} as revision from read_parquet([{string.Join(", ", g.Select(p => $"'{Path.Combine(folder.Lake, p.File)}'"))}])"));
        var all = string.Join(" union all ", reads);
        // One revision only: nothing can be superseded, and the window would cost a sort of the whole dataset.
        return parts.Select(p => p.Revision).Distinct().Count() == 1
            ? $"create view {dataset} as select {names} from ({all})"
            : $"create view {dataset} as select {names} from ({all}) qualify row_number() over (partition by {key} order by revision desc) = 1";
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed class Part
    {
        public string Dataset { get; init; } = "";

        public string File { get; init; } = "";

        public long Revision { get; init; }
    }
}
