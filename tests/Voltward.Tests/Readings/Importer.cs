using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DuckDB.NET.Data;
using Voltward.App.Readings;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>An empty installation with a folder for files to be imported, and ways to look at what came in.</summary>
internal sealed class Importer : IAsyncDisposable
{
    /// <summary>Two units, one area, two customers with a point each.</summary>
    public static readonly IReadOnlyDictionary<string, string> Archive = new Dictionary<string, string>
    {
        ["organisations.csv"] = "org_code,parent_code,name\n350,,省公司\n3501,350,市公司\n",
        ["areas.csv"] = "area_no,name,org_code,capacity_kva,valid_from\nT1,一号台区,3501,400,2019-01-01\nT2,二号台区,3501,200,2019-01-01\n",
        ["customers.csv"] = "customer_no,name,customer_class,org_code,valid_from,valid_to\nC1,张三,resident,3501,2020-01-01,\nC2,李四,shop,3501,2020-01-01,\n",
        ["usage-points.csv"] = "usage_point_no,customer_no,area_no,phase,valid_from\nP1,C1,T1,A,2020-01-01\nP2,C2,T1,ABC,2020-01-01\n",
    };

    private Importer(Store store, Clock clock)
    {
        (Store, Clock) = (store, clock);
        Files = Directory.CreateTempSubdirectory("voltward-files-").FullName;
        Lake = new Lake(store.Database, store.Folder);
        Import = new ImportFiles(store.Database, store.Folder, Lake, clock);
    }

    public Store Store { get; }

    public Clock Clock { get; }

    public string Files { get; }

    public Lake Lake { get; }

    public ImportFiles Import { get; }

    public static async Task<Importer> OpenAsync(Engine engine = Engine.Sqlite)
    {
        var clock = Clock.AtNoon();
        return new Importer(await Store.OpenAsync(engine, clock), clock);
    }

    /// <summary>With the archive of <see cref="Archive"/> loaded.</summary>
    public static async Task<Importer> WithArchiveAsync(Engine engine = Engine.Sqlite)
    {
        var importer = await OpenAsync(engine);
        foreach (var (name, text) in Archive) importer.Write(name, text);
        await importer.LoadAsync("company", [.. Archive.Keys]);
        return importer;
    }

    public string Write(string name, string text, Encoding? encoding = null)
    {
        var path = Path.Combine(Files, name);
        File.WriteAllBytes(path, encoding is null ? Encoding.UTF8.GetBytes(text) : [.. encoding.Preamble, .. encoding.GetBytes(text)]);
        return path;
    }

    /// <summary>Writes a Parquet file from a DuckDB query.</summary>
    public string WriteParquet(string name, string sql)
    {
        var path = Path.Combine(Files, name);
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"copy ({sql}) to '{path}' (format parquet)";
        command.ExecuteNonQuery();
        return path;
    }

    /// <summary>Imports files of <see cref="Files"/> (or full paths) and returns what came of it.</summary>
    public Task<ImportResult> TryAsync(string profile, string[] files, bool dryRun = false, RejectMode mode = RejectMode.ByProfile)
    {
        Clock.Pass(TimeSpan.FromMinutes(1));
        return Import.ReportAsync(new(profile, [.. files.Select(f => Path.Combine(Files, f))], dryRun, mode), Actor.System, null, TestContext.Current.CancellationToken);
    }

    /// <summary>As <see cref="TryAsync"/>, and it must succeed.</summary>
    public async Task<ImportReport> LoadAsync(string profile, params string[] files)
    {
        var result = await TryAsync(profile, files);
        Assert.True(result.Refusal is null, $"{result.Refusal?.Code} {result.Refusal?.Where}: {result.Refusal?.Text.En}");
        var report = result.Report!;
        Assert.Equal(report.Rows, report.Loaded + report.Rejected + report.Unchanged);
        return report;
    }

    /// <summary>Rows of a query over the lake views, cells as text joined by a bar.</summary>
    public async Task<IReadOnlyList<string>> LakeAsync(string sql)
    {
        using var connection = await Lake.OpenAsync(TestContext.Current.CancellationToken);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? "" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    public async Task<IReadOnlyList<T>> SqlAsync<T>(string sql)
    {
        await using var look = await Store.Database.LookAsync(Actor.System, TestContext.Current.CancellationToken);
        return await look.QueryAsync<T>(sql);
    }

    /// <summary>A hash over everything the installation would answer: datasets, archive rows with their times, and the size of trail and ledger.</summary>
    public async Task<string> StateAsync(bool withTimes = true)
    {
        var text = new StringBuilder();
        foreach (var dataset in Lake.Keys.Keys) text.AppendJoin('\n', await LakeAsync($"select cast(row({Columns(dataset)}) as varchar) from {dataset} order by 1")).Append('\n');
        foreach (var table in (string[])["feeder", "transformer_area", "customer", "agreement", "usage_point", "meter_installation", "instrument_transformer", "seal", "past_work_order", "organisation"])
        {
            foreach (var row in (await SqlAsync<dynamic>($"select * from {table}")).Select(r => string.Join('|', ((IDictionary<string, object?>)r).Where(c => withTimes || c.Key is not ("known_from" or "source")).Select(c => $"{c.Key}={c.Value}"))).Order(StringComparer.Ordinal)) text.Append(table).Append(' ').Append(row).Append('\n');
        }

        if (withTimes) text.Append((await SqlAsync<long>("select count(*) from trail_entry"))[0]).Append(' ').Append((await SqlAsync<long>("select count(*) from import_run"))[0]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        Directory.Delete(Files, recursive: true);
    }

    private static string Columns(string dataset) => string.Join(", ", Lake.Columns[dataset].Split(", ").Select(c => $"\"{c.Split(' ')[0]}\""));
}
