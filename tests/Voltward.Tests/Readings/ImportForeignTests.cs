using System.Globalization;
using System.Text;
using Voltward.App.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>Foreign layouts: totals equal sums taken from the raw text by other means, on real exports where they are there.</summary>
public sealed class ImportForeignTests
{
    private static readonly CompositeFormat Nem12 = CompositeFormat.Parse(
        "100,NEM12,200501011200,X,Y\n200,N1,E1B1E2,E1,E1,,S1,KWH,60,\n300,20260301,{0},A,,,20260302000000,\n300,20260302,{0},V,,,,\n400,1,12,A,,\n400,13,23,S52,,\n400,24,24,N,,\n"
        + "200,N1,E1B1E2,B1,B1,,S1,WH,60,\n300,20260301,{1},A,,,,\n200,N1,E1B1E2,E2,E2,,S2,MWH,60,\n300,20260301,{2},A,,,,\n200,N1,Q1,Q1,Q1,,S3,KVARH,60,\n300,20260301,{0},A,,,,\n900\n");

    [Fact]
    public async Task NEM12_units_directions_and_qualities_are_understood()
    {
        await using var x = await Importer.OpenAsync();
        x.Write("meter.csv", string.Format(CultureInfo.InvariantCulture, Nem12, Values("1"), Values("500"), Values("0.002")));
        var report = await x.LoadAsync("nem12", "meter.csv");
        Assert.Equal((5, 4, 1), (report.Rows, report.Loaded, report.Rejected));
        Assert.Equal(1, report.Reasons["reading.unit-unknown"]);
        Assert.Equal(
            ["N1|01|24000|12000|", "N1|02|23000||[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0]", "N1:E2|01|48000||"],
            await x.LakeAsync("select point, strftime(day, '%d'), cast(list_sum(import_wh) as bigint), cast(list_sum(export_wh) as bigint), cast(quality as varchar) from interval order by point, day"));
        Assert.Equal(4, (await x.LoadAsync("nem12", "meter.csv")).Unchanged);
    }

    [Fact]
    public async Task NEM12_records_that_are_cut_or_out_of_place_are_refused_by_line()
    {
        await using var x = await Importer.OpenAsync();
        x.Write("meter.csv", $"300,20260301,{Values("1")},A\n200,N1,E1,E1,E1,,S1,KWH,60,\n300,20260301,1,2,3,A\n777,x\n300,20260332,{Values("1")},A,,\n300,20260303,{Values("1")},A,,\n400,20,30,A,,\n");
        var report = await x.LoadAsync("nem12", "meter.csv");
        Assert.Equal((1, 5), (report.Loaded, report.Rejected));
        var lines = await File.ReadAllLinesAsync(report.RejectFile!, TestContext.Current.CancellationToken);
        Assert.Equal(["1", "3", "4", "5", "7"], lines.Skip(1).Select(l => l.Split(',')[1]));
    }

    [Fact]
    public async Task Real_NEM12_files_sum_to_what_plain_splitting_gives()
    {
        await using var x = await Importer.OpenAsync();
        foreach (var (name, point) in (IEnumerable<(string, string)>)[("meter01.csv", "M1"), ("meter02.csv", "6407368186")])
        {
            var file = TestFiles.Find($"meter-exports/{name}");
            await x.LoadAsync("nem12", file);
            var records = File.ReadLines(file).Select(l => l.Split(',')).Where(f => f[0] == "300").ToList();
            var total = records.Sum(f => f.Skip(2).Take(48).Sum(v => decimal.Parse(v, CultureInfo.InvariantCulture)));
            Assert.Equal([$"{records.Count}|{total * 1000:0}"], await x.LakeAsync($"select count(*), cast(sum(list_sum(import_wh)) as bigint) from interval where point = '{point}'"));
        }
    }

    [Fact]
    public async Task Real_wide_and_long_interval_files_sum_to_what_plain_splitting_gives()
    {
        await using var x = await Importer.OpenAsync();
        var wide = TestFiles.Find("meter-exports/meter03.csv");
        await x.LoadAsync("interval-wide", wide);
        var expected = File.ReadLines(wide).Skip(1).Sum(l => l.Split(',').Skip(5).Sum(v => decimal.Parse(v, CultureInfo.InvariantCulture))) * 1000;
        Assert.Equal([$"465|{expected:0}|2019-06-22"], await x.LakeAsync("select count(*), cast(sum(list_sum(import_wh)) as bigint), strftime(min(day), '%Y-%m-%d') from interval"));

        var slots = TestFiles.Find("meter-exports/meter04-head.csv");
        var report = await x.LoadAsync("interval-long", slots);
        var values = File.ReadLines(slots).Skip(1).Select(l => decimal.Parse(l.Split(',')[8], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(values.Count, report.Loaded);
        Assert.Equal(
            [$"{values.Sum() * 1000:0}|{values.Count}"],
            await x.LakeAsync("select cast(sum(list_sum(import_wh)) as bigint), cast(sum(list_count(import_wh)) as bigint) from interval where point = '60013404613'"));
        Assert.Equal(values.Count, (await x.LoadAsync("interval-long", slots)).Unchanged);
    }

    [Fact]
    public async Task Single_values_of_a_day_come_together_in_any_order_and_a_gap_stays_a_gap()
    {
        await using var x = await Importer.OpenAsync();
        const string Head = "AccountNumber,NMI,DeviceNumber,DeviceType,RegisterCode,RateTypeDescription,StartDate,EndDate,ProfileReadValue,RegisterReadValue,QualityFlag\n";
        x.Write("late.csv", Head + "1,N,1,1,1,g,3/4/26 23:30,x,2,0,A\n1,N,1,1,1,g,3/4/26 0:00,x,1,0,E\n");
        x.Write("later.csv", Head + "1,N,1,1,1,g,3/4/26 0:30,x,4,0,A\n1,N,1,1,1,g,3/4/26 23:30,x,2,0,A\n");
        await x.LoadAsync("interval-long", "late.csv");
        var second = await x.LoadAsync("interval-long", "later.csv");
        Assert.Equal((1, 1), (second.Loaded, second.Unchanged));
        Assert.Equal(
            ["2026-04-03|1000|4000|2000|3|1|0"],
            await x.LakeAsync("select strftime(day, '%Y-%m-%d'), import_wh[1], import_wh[2], import_wh[48], list_count(import_wh), quality[1], quality[48] from interval"));
    }

    [Fact]
    public async Task The_State_Grid_layout_keeps_text_order_gaps_and_label()
    {
        await using var x = await Importer.OpenAsync();
        x.Write("s.csv", "CONS_NO,FLAG,2016/1/10,2016/1/2,2016/10/1\nA,1,10,,3\nB,0,0,x,5\n");
        var report = await x.TryAsync("sgcc-wide", ["s.csv"], mode: RejectMode.KeepGoing);
        // Five filled cells, one of them text, and two labels.
        Assert.Equal((7, 6, 1), (report.Report!.Rows, report.Report.Loaded, report.Report.Rejected));
        Assert.Contains("s.csv,3,readings-daily,2016/1/2,x,reading.not-a-number", await File.ReadAllTextAsync(report.Report.RejectFile!, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(["A|2016-01-10|10000", "A|2016-10-01|3000", "B|2016-01-10|0", "B|2016-10-01|5000"], await x.LakeAsync("select point, strftime(day, '%Y-%m-%d'), import_wh from energy order by point, day"));
        Assert.Equal(["A theft", "B nothing"], await x.SqlAsync<string>("select customer_no || ' ' || outcome from past_work_order order by 1"));
        x.Write("bad.csv", "CONS_NO,FLAG,2016/1/1,2016/13/1\nA,1,1,1\n");
        Assert.Equal("bad.csv, column 2016/13/1", (await x.TryAsync("sgcc-wide", ["bad.csv"])).Refusal!.Where);
    }

    [Fact]
    public async Task A_customer_who_stands_twice_in_a_wide_file_counts_once_and_is_refused_where_the_rows_differ()
    {
        await using var x = await Importer.OpenAsync();
        x.Write("s.csv", "CONS_NO,FLAG,2016/1/1,2016/01/2\nA,0, 1 ,2\nB,0,3,4\nA,0,1,5\n");
        var report = (await x.TryAsync("sgcc-wide", ["s.csv"], mode: RejectMode.KeepGoing)).Report!;
        // Six cells and three labels: of the second A the first day is equal, the second is not; its label is equal too.
        Assert.Equal((9, 6, 1, 2), (report.Rows, report.Loaded, report.Rejected, report.Unchanged));
        Assert.Contains("s.csv,4,readings-daily,", await File.ReadAllTextAsync(report.RejectFile!, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(["A|1000", "A|2000", "B|3000", "B|4000"], await x.LakeAsync("select point, import_wh from energy order by point, day"));
        x.Write("t.csv", "CONS_NO,FLAG,2016/1/1,2016/01/2\nC,0,x,-1\n");
        var refused = await File.ReadAllTextAsync((await x.TryAsync("sgcc-wide", ["t.csv"], mode: RejectMode.KeepGoing)).Report!.RejectFile!, TestContext.Current.CancellationToken);
        // A refused cell is named by the head above it, as the file writes it.
        Assert.Contains("t.csv,2,readings-daily,2016/01/2,-1,reading.negative-energy", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_State_Grid_row_sums_to_what_plain_splitting_gives()
    {
        await using var x = await Importer.OpenAsync();
        var file = TestFiles.Find("sgcc-format/one-customer.csv");
        await x.LoadAsync("sgcc-wide", file);
        var cells = File.ReadLines(file).Last().Split(',').Skip(2).Where(c => c.Length > 0).Select(c => decimal.Parse(c, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal([$"{cells.Count}|{cells.Sum() * 1000:0}"], await x.LakeAsync("select count(*), cast(sum(import_wh) as bigint) from energy"));
    }

    [Fact]
    public async Task OpenDSS_networks_become_areas_feeders_and_points_with_phase()
    {
        await using var x = await Importer.OpenAsync();
        var folder = TestFiles.Find("enwl/networks");
        var report = await x.LoadAsync("opendss", folder);
        var loads = Directory.EnumerateFiles(folder, "Loads.txt", SearchOption.AllDirectories).SelectMany(File.ReadLines).Where(l => l.StartsWith("New Load.", StringComparison.Ordinal)).ToList();
        Assert.Equal(7539, loads.Count);
        Assert.Equal(["25"], await x.SqlAsync<string>("select cast(count(*) as text) from transformer_area where capacity_va = 800000"));
        Assert.Equal(["128 416"], await x.SqlAsync<string>("select count(*) || ' ' || max(voltage_v) from feeder"));
        var phases = string.Join(' ', (string[])["A", "ABC", "B", "C"]).Split(' ').Select(p => $"{p} {loads.Count(l => p == "ABC" ? l.Contains("Phases=3", StringComparison.Ordinal) : l.Contains($".{"ABC".IndexOf(p, StringComparison.Ordinal) + 1} kV", StringComparison.Ordinal))}");
        Assert.Equal(phases, await x.SqlAsync<string>("select phase || ' ' || count(*) from usage_point group by phase order by phase"));
        Assert.Equal(report.Rows, (await x.LoadAsync("opendss", folder)).Unchanged);
    }

    private static string Values(string value) => string.Join(',', Enumerable.Repeat(value, 24));
}
