using System.Globalization;
using System.Text;
using Voltward.App.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>Bills of a foreign utility with the traps of the real ones: roll-backs, repeats, dirty codes, shifted columns.</summary>
public sealed class ImportBillTests
{
    private static readonly CompositeFormat Row = CompositeFormat.Parse(
        "select '{0}' as client_id, '{1}' as invoice_date, 11::bigint as tarif_type, {2}::bigint as counter_number, '{3}' as counter_statue, 203::bigint as counter_code, {4}::bigint as reading_remarque, "
        + "{5}::bigint as counter_coefficient, {6}::bigint as consommation_level_1, 0::bigint as consommation_level_2, 0::bigint as consommation_level_3, 0::bigint as consommation_level_4, "
        + "{7}::bigint as old_index, {8}::bigint as new_index, {9}::bigint as months_number, '{10}' as counter_type, 22::bigint as __null_dask_index__");

    [Fact]
    public async Task Every_trap_is_counted_under_its_own_reason()
    {
        await using var x = await Importer.OpenAsync();
        x.WriteParquet("i.parquet", string.Join(" union all ",
            Of("a", "2005-10-17", 1335667, "0", 6, 1, 124, 3685, 3809, 4),
            Of("a", "2005-10-17", 1335667, "0", 6, 1, 124, 3685, 3809, 4),
            Of("a", "2006-02-24", 1335667, "0", 6, 1, 5, 3809, 3800, 4),
            Of("b", "2006-02-24", 7, "0", 6, 40, 400, 10, 20, 4),
            Of("b", "2006-06-24", 7, "A", 8, 1, 0, 20, 20, 0),
            Of("c", "2006-06-24", 170, "769", 207, 6, 1, 0, 0, 332),
            Of("c", "2006-06-24", 170, "0", 9, 1, 5, 0, 495, 3311),
            Of("d", "2006-06-24", 9, "0", 6, 0, 0, 5, 5, 4, "GAZ")));
        var report = await x.LoadAsync("steg-bills", "i.parquet");
        Assert.Equal((8, 5, 2, 1), (report.Rows, report.Loaded, report.Rejected, report.Unchanged));
        Assert.Equal(3, report.Flagged);
        Assert.Equal((1, 2), (report.Reasons["reading.columns-shifted"], report.Reasons["reading.months-impossible"]));
        Assert.Equal((1, 1), (report.Reasons["reading.index-rolled-back"], report.Reasons["reading.energy-not-index-step"]));
        Assert.Equal((2, 1, 1, 1), (report.Reasons["reading.energy-zero"], report.Reasons["reading.months-zero"], report.Reasons["reading.status-unknown"], report.Reasons["reading.coefficient-zero"]));
        Assert.Equal(
            ["a|ELEC|2005-06-17|2005-10-17|1335667|3685000|3809000|1000|124000|11|0|6|124000|", "b|ELEC|2005-10-24|2006-02-24|7|10000|20000|40000|400000|11|0|6|400000|"],
            await x.LakeAsync("select customer, kind, strftime(period_from, '%Y-%m-%d'), strftime(period_to, '%Y-%m-%d'), meter, index_from, index_to, factor_milli, energy_wh, tariff, status, remark, level1_wh, flags from bill where flags is null order by 1"));
        Assert.Equal(["GAS"], await x.LakeAsync("select kind from bill where customer = 'd'"));
        var state = await x.StateAsync();
        var again = await x.LoadAsync("steg-bills", "i.parquet");
        Assert.Equal((0, 2, 6), (again.Loaded, again.Rejected, again.Unchanged));
        Assert.Equal(state, await x.StateAsync());
    }

    [Fact]
    public async Task A_file_of_which_too_much_is_wrong_is_refused_as_a_whole()
    {
        await using var x = await Importer.OpenAsync();
        x.WriteParquet("i.parquet", $"select * replace (case when i < 501 then 207 else 6 end as reading_remarque) from ({Of("a", "2005-10-17", 1, "0", 6, 1, 1, 0, 1, 4)}), range(9000) t(i)".Replace("select *", "select * exclude (i)", StringComparison.Ordinal));
        var result = await x.TryAsync("steg-bills", ["i.parquet"]);
        Assert.Equal("reading.too-many-refused", result.Refusal!.Code);
        Assert.Null((await x.TryAsync("steg-bills", ["i.parquet"], mode: RejectMode.KeepGoing)).Refusal);
    }

    /// <summary>The file of a real utility: 4.5 million bills, each accounted for, twice and compared in full.</summary>
    [Fact]
    public async Task All_4_476_749_real_bills_are_accounted_for()
    {
        TestFiles.OnlyWhenLong();
        await using var x = await Importer.OpenAsync();
        var file = TestFiles.Find("steg/invoices.parquet");
        var report = await x.LoadAsync("steg-bills", file);
        Assert.Equal((4_476_749, 1_448, 11), (report.Rows, report.Rejected, report.Unchanged));
        // The file names 135,493 clients; 23 of them have refused rows only.
        Assert.Equal(["4475290|135470"], await x.LakeAsync("select count(*), count(distinct customer) from bill"));
        Assert.Equal(["2261"], await x.LakeAsync("select count(*) from bill where index_to < index_from"));

        // Another run in between, so that the second time every row is compared.
        x.Write("organisations.csv", "org_code,name\n1,x\n");
        await x.LoadAsync("company", "organisations.csv");
        var state = await x.LakeAsync("select count(*), sum(hash(customer, bill_no, energy_wh)) from bill");
        var again = await x.LoadAsync("steg-bills", file);
        Assert.Equal((0, 1_448, 4_475_301), (again.Loaded, again.Rejected, again.Unchanged));
        Assert.Equal(state, await x.LakeAsync("select count(*), sum(hash(customer, bill_no, energy_wh)) from bill"));
    }

    private static string Of(params object[] values) => "(" + string.Format(CultureInfo.InvariantCulture, Row, values.Length == 10 ? [.. values, "ELEC"] : values) + ")";
}
