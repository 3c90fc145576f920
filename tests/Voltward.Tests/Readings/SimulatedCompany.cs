using System.Globalization;
using System.Numerics;
using System.Text.Json;
using DuckDB.NET.Data;
using Voltward.Simulation.Readings;

namespace Voltward.Tests.Readings;

/// <summary>A synthetic utility on disk with its truth, made once and read with SQL by all tests that look at it.</summary>
internal sealed class SimulatedCompany
{
    private static readonly Lazy<SimulatedCompany> TheOne = new(() => Make(new SimulationOptions { Seed = 20_261, Customers = 3000, Days = 60 }));

    private static readonly Lazy<SimulatedCompany> TheLarge = new(() => Make(new SimulationOptions { Seed = 77, Customers = 12_000, Days = 5, TheftShare = 0.04f }));

    private readonly Lazy<DuckDBConnection> _tables;

    private SimulatedCompany(string folder, SimulationSummary summary)
    {
        (Folder, Summary) = (folder, summary);
        _tables = new Lazy<DuckDBConnection>(Open);
        Truth = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "truth.json"))).RootElement;
    }

    /// <summary>12,000 customers and few days: enough thieves for a probe to mean something.</summary>
    public static SimulatedCompany Large => TheLarge.Value;

    /// <summary>3,000 customers, 60 days.</summary>
    public static SimulatedCompany Shared => TheOne.Value;

    public string Folder { get; }

    public SimulationSummary Summary { get; }

    public JsonElement Truth { get; }

    public IEnumerable<JsonElement> Areas => Truth.GetProperty("areas").EnumerateArray();

    /// <summary>Thefts of customers that go on in the window.</summary>
    public IEnumerable<JsonElement> Thefts => Truth.GetProperty("thefts").EnumerateArray()
        .Where(t => t.GetProperty("inWindow").GetBoolean() && t.GetProperty("customer").ValueKind == JsonValueKind.String);

    public IEnumerable<JsonElement> Twins => Truth.GetProperty("twins").EnumerateArray();

    public static SimulatedCompany Make(SimulationOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("voltward-sim-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return new SimulatedCompany(folder, SyntheticUtility.Write(options, folder, null, CancellationToken.None));
    }

    /// <summary>Rows of a query over the tables, named as the files with underscores.</summary>
    public List<object?[]> Rows(string sql)
    {
        lock (_tables)
        {
            using var command = _tables.Value.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<object?[]>();
            while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
            return rows;
        }
    }

    public Dictionary<string, double> Numbers(string sql) => Rows(sql).ToDictionary(r => (string)r[0]!, r => Number(r[1]), StringComparer.Ordinal);

    public static double Number(object? value) => value is BigInteger large ? (double)large : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    public static double Sum(JsonElement array) => array.EnumerateArray().Sum(v => v.GetDouble());

    private DuckDBConnection Open()
    {
        var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        foreach (var group in Directory.GetFiles(Path.Combine(Folder, "files")).GroupBy(f => Path.GetFileName(f).Split('.')[0]))
        {
            var files = string.Join(", ", group.Select(f => $"'{f}'"));
            using var command = connection.CreateCommand();
            var name = group.Key.Replace('-', '_');
            command.CommandText = group.First().EndsWith(".csv", StringComparison.Ordinal)
                ? $"create table {name} as select * from read_csv({files}, all_varchar = true, header = true)"
                : $"create view {name} as select * from read_parquet([{files}])";
            command.ExecuteNonQuery();
        }

        return connection;
    }
}
