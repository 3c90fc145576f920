using System.Text.RegularExpressions;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Readings;

public sealed partial class SimulationFormatTests
{
    private static readonly SimulatedCompany Company = SimulatedCompany.Shared;

    /// <summary>Tables of docs/formats.md: columns with whether they must be filled.</summary>
    private static readonly Dictionary<string, Dictionary<string, bool>> Documented = Read();

    [Fact]
    public void Every_file_is_a_documented_table_with_documented_columns_only()
    {
        Assert.True(Documented.Count >= 15);
        foreach (var table in Company.Summary.Files.Select(f => f.Split('.')[0]).Distinct())
        {
            var columns = Columns(table);
            Assert.Empty(columns.Except(Documented[table].Keys));
            Assert.Empty(Documented[table].Where(c => c.Value).Select(c => c.Key).Except(columns));
        }
    }

    [Theory]
    [InlineData("seals", "seal_no")]
    [InlineData("work_orders", "order_no")]
    [InlineData("usage_points", "usage_point_no")]
    [InlineData("customers", "customer_no")]
    public void A_large_town_gives_no_number_twice(string table, string column)
    {
        var row = SimulatedCompany.Large.Rows($"select count(*), count(distinct {column}) from {table}")[0];
        Assert.Equal(row[0], row[1]);
    }

    [Fact]
    public void Columns_that_must_be_filled_are_filled()
    {
        foreach (var table in Company.Summary.Files.Select(f => f.Split('.')[0]).Distinct())
        {
            var must = Documented[table].Where(c => c.Value).Select(c => $"count(*) filter (\"{c.Key}\" is null)");
            var row = Company.Rows($"select count(*), {string.Join(", ", must)} from {table.Replace('-', '_')}")[0];
            Assert.True(SimulatedCompany.Number(row[0]) > 0, table + " is empty");
            Assert.All(row[1..], n => Assert.Equal(0, SimulatedCompany.Number(n)));
        }
    }

    [Theory]
    [InlineData("select distinct point from readings_daily", "select usage_point_no from usage_points union all select 'A:' || area_no from areas union all select 'F:' || feeder_no from feeders")]
    [InlineData("select distinct point from events", "select usage_point_no from usage_points")]
    [InlineData("select meter_no from events", "select meter_no from meters")]
    [InlineData("select customer_no from bills", "select customer_no from customers")]
    [InlineData("select customer_no from usage_points", "select customer_no from customers")]
    [InlineData("select area_no from usage_points", "select area_no from areas")]
    [InlineData("select feeder_no from areas", "select feeder_no from feeders")]
    [InlineData("select org_code from customers", "select org_code from organisations")]
    [InlineData("select parent_code from organisations where parent_code is not null", "select org_code from organisations")]
    [InlineData("select usage_point_no from seals", "select usage_point_no from usage_points")]
    [InlineData("select usage_point_no from instrument_transformers", "select usage_point_no from usage_points")]
    public void What_one_table_names_the_other_has(string names, string has) => Assert.Empty(Company.Rows($"({names}) except ({has})"));

    [Theory]
    [InlineData("organisations", "org_code")]
    [InlineData("customers", "customer_no")]
    [InlineData("usage_points", "usage_point_no")]
    [InlineData("meters", "meter_no")]
    [InlineData("seals", "seal_no")]
    [InlineData("work_orders", "order_no")]
    [InlineData("areas", "area_no")]
    [InlineData("instrument_transformers", "asset_no")]
    [InlineData("agreements", "agreement_no")]
    [InlineData("bills", "bill_no")]
    [InlineData("readings_daily", "point, day")]
    [InlineData("readings_interval", "point, day, direction")]
    [InlineData("curves", "point, day, phase, quantity")]
    public void A_key_stands_once(string table, string key) => Assert.Empty(Company.Rows($"select {key} from {table} group by all having count(*) > 1"));

    [Fact]
    public void Energy_is_never_negative() =>
        Assert.Empty(Company.Rows("select point from readings_daily where import_kwh < 0 or export_kwh < 0 union all select point from readings_interval where v01 < 0 or v50 < 0 or v96 < 0"));

    [Fact]
    public void Telephone_numbers_are_from_a_range_that_is_never_given_out() =>
        Assert.Empty(Company.Rows("select phone from customers where not regexp_full_match(phone, '100[0-9]{8}')"));

    private static HashSet<string> Columns(string table) =>
        [.. Company.Rows($"describe {table.Replace('-', '_')}").Select(r => (string)r[0]!)];

    private static Dictionary<string, Dictionary<string, bool>> Read()
    {
        var tables = new Dictionary<string, Dictionary<string, bool>>();
        foreach (var line in File.ReadLines(Golden.Root("docs/formats.md")).TakeWhile(l => !l.StartsWith("## 3", StringComparison.Ordinal)))
        {
            if (TableRow().Match(line) is not { Success: true } row) continue;
            tables[row.Groups[1].Value] = row.Groups[2].Value.Split('·').SelectMany(Cell).ToDictionary(c => c.Name, c => c.Must);
        }

        return tables;
    }

    private static IEnumerable<(string Name, bool Must)> Cell(string text)
    {
        if (text.Contains("`v01`", StringComparison.Ordinal)) return Enumerable.Range(1, 288).Select(i => (FormattableString.Invariant($"v{i:D2}"), false));
        return Name().Match(text) is { Success: true } name ? [(name.Groups[1].Value, text.Contains('●', StringComparison.Ordinal))] : [];
    }

    [GeneratedRegex("^\\| `([a-z-]+)` \\| (.*) \\|$")]
    private static partial Regex TableRow();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Name();
}
