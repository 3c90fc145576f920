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
        ["event"] = "point, code, at, phase",
        ["bill"] = "customer, bill_no, kind",
        ["weather"] = "org, day",
    };

    /// <summary>Columns of each dataset, in order, as DuckDB types; an empty lake shows empty views of these.</summary>
    public static IReadOnlyDictionary<string, string> Columns { get; } = new Dictionary<string, string>
    {
        ["energy"] = "point varchar, day date, import_wh bigint, export_wh bigint, quality tinyint",
        ["interval"] = "point varchar, day date, minutes smallint, import_wh bigint[], export_wh bigint[], quality tinyint[]",
        ["curve"] = "point varchar, day date, phase varchar, u_v float[], i_a float[], p_kw float[], q_kvar float[]",
        ["event"] = "point varchar, meter varchar, code varchar, at timestamp, until timestamp, phase varchar, detail varchar",
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
        IReadOnlyList<LakePart> parts;
        await using (var look = await database.LookAsync(Actor.System, stop))
        {
            parts = await LakeStore.PartsAsync(look);
        }

        var connection = new DuckDBConnection("Data Source=:memory:");
        await connection.OpenAsync(stop);
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"set memory_limit='{memoryMegabytes}MB'; set temp_directory='{Path.Combine(folder.Cache, "duckdb")}'; set preserve_insertion_order=false"));
        foreach (var dataset in Keys.Keys)
        {
            Execute(connection, $"create view {dataset} as {Latest(dataset, parts)}");
        }

        return connection;
    }

    /// <summary>Names and types of a dataset's columns, in order.</summary>
    internal static IReadOnlyList<(string Name, string Type)> ColumnsOf(string dataset) =>
        [.. Columns[dataset].Split(", ").Select(c => (c[..c.IndexOf(' ', StringComparison.Ordinal)], c[(c.IndexOf(' ', StringComparison.Ordinal) + 1)..]))];

    /// <summary>SQL of the latest revision of every key in some parts of a dataset.</summary>
    internal string Latest(string dataset, IEnumerable<LakePart> parts)
    {
        var own = parts.Where(p => p.Dataset == dataset).ToList();
        // Nothing can come before the earliest parts, whatever they are called.
        var earliest = own.Count == 0 ? 0 : own.Min(p => p.Revision);
        var plain = Rows(dataset, own.Where(p => p.Role == LakePart.First || (p.Role == LakePart.Revised && p.Revision == earliest)));
        var later = own.Where(p => p.Role == LakePart.Revised && p.Revision > earliest).GroupBy(p => p.Revision).OrderBy(g => g.Key).ToList();
        if (later.Count == 0) return plain;

        // First values are disjoint by key, so only the few keys with a revision need a look at their history.
        var key = string.Join(", ", Keys[dataset].Split(", ").Select(k => $"\"{k}\""));
        var revisions = string.Join(" union all ", later.Select(g => string.Create(CultureInfo.InvariantCulture, $"select *, {g.Key} as revision from ({Rows(dataset, g)})")));
        return $"with r as (select * exclude (revision) from ({revisions}) qualify row_number() over (partition by {key} order by revision desc) = 1) "
            + $"select * from r union all (select b.* from ({plain}) b anti join r using ({key}))";
    }

    /// <summary>SQL of all rows of some parts.</summary>
    internal string Rows(string dataset, IEnumerable<LakePart> parts)
    {
        var files = parts.Where(p => p.Dataset == dataset).Select(p => $"'{Path.Combine(folder.Lake, p.File).Replace("'", "''", StringComparison.Ordinal)}'").ToList();
        var columns = ColumnsOf(dataset);
        return files.Count == 0
            ? $"select {string.Join(", ", columns.Select(c => $"cast(null as {c.Type}) as \"{c.Name}\""))} where false"
            : $"select {string.Join(", ", columns.Select(c => $"\"{c.Name}\""))} from read_parquet([{string.Join(", ", files)}])";
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
