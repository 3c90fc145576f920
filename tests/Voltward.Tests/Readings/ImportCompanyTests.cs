using System.Text;
using MiniExcelLibs;
using Voltward.App.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>Loading the company's own tables: what comes in, what a repetition, a correction and another order do.</summary>
public sealed class ImportCompanyTests
{
    private const string Daily = "point,day,import_kwh\nP1,2026-03-01,10.5\nP1,2026-03-02,\nP2,2026-03-01,0\nA:T1,2026-03-01,11.001\n";

    static ImportCompanyTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public async Task Daily_readings_become_whole_watt_hours()
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write("readings-daily.csv", "point,day,import_kwh,export_kwh,quality\nP1,2026-03-01,10.5,,\nP1,2026-03-02,0.0005,3,estimated\nA:T1,2026-03-01,11.0014,,corrected\n");
        var report = await x.LoadAsync("company", "readings-daily.csv");
        Assert.Equal((3, 3, 0, 0, 0), (report.Rows, report.Loaded, report.Flagged, report.Rejected, report.Unchanged));
        // 0.0005 kWh is half a watt-hour and rounds away from zero.
        Assert.Equal(
            ["A:T1|11001||2", "P1|10500||0", "P1|1|3000|1"],
            await x.LakeAsync("select point, import_wh, export_wh, quality from energy order by point, day"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_same_files_again_change_nothing_at_all(Engine engine)
    {
        await using var x = await Importer.WithArchiveAsync(engine);
        x.Write("readings-daily.csv", Daily.Replace("P1,2026-03-02,\n", "", StringComparison.Ordinal));
        await x.LoadAsync("company", "readings-daily.csv");
        var before = await x.StateAsync();
        foreach (var files in (string[][])[["readings-daily.csv"], [.. Importer.Archive.Keys], [.. Importer.Archive.Keys, "readings-daily.csv"]])
        {
            var report = await x.LoadAsync("company", files);
            Assert.Equal((0, report.Rows), (report.Loaded, report.Unchanged));
        }

        Assert.Equal(before, await x.StateAsync());
    }

    [Fact]
    public async Task Another_value_is_a_new_revision_and_the_old_file_stays()
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write("readings-daily.csv", "point,day,import_kwh\nP1,2026-03-01,10\nP1,2026-03-02,20\n");
        await x.LoadAsync("company", "readings-daily.csv");
        x.Write("readings-daily.2.csv", "point,day,import_kwh\nP1,2026-03-01,10\nP1,2026-03-02,21\nP1,2026-03-03,30\n");
        var report = await x.LoadAsync("company", "readings-daily.2.csv");
        Assert.Equal((2, 1, 1), (report.Loaded, report.Flagged, report.Unchanged));
        Assert.Equal(1, report.Reasons["reading.revised"]);
        Assert.Equal(["10000", "21000", "30000"], await x.LakeAsync("select import_wh from energy order by day"));
        Assert.Equal(["first", "first", "revision"], await x.SqlAsync<string>("select role from lake_part order by role"));
        foreach (var file in await x.SqlAsync<string>("select part_file from lake_part")) Assert.True(File.Exists(Path.Combine(x.Store.Folder.Lake, file)));
    }

    [Fact]
    public async Task An_estimate_that_comes_late_is_kept_but_does_not_replace_the_measurement()
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write("readings-daily.csv", "point,day,import_kwh,quality\nP1,2026-03-01,10,measured\n");
        x.Write("readings-daily.late.csv", "point,day,import_kwh,quality\nP1,2026-03-01,9,estimated\n");
        x.Write("readings-daily.fixed.csv", "point,day,import_kwh,quality\nP1,2026-03-01,8,corrected\n");
        await x.LoadAsync("company", "readings-daily.csv");
        Assert.Equal(1, (await x.LoadAsync("company", "readings-daily.late.csv")).Reasons["reading.weaker"]);
        Assert.Equal(["10000|0"], await x.LakeAsync("select import_wh, quality from energy"));
        Assert.Equal(1, (await x.LoadAsync("company", "readings-daily.late.csv")).Unchanged);
        await x.LoadAsync("company", "readings-daily.fixed.csv");
        Assert.Equal(["8000|2"], await x.LakeAsync("select import_wh, quality from energy"));
    }

    [Fact]
    public async Task Files_in_any_order_end_in_the_same_state()
    {
        string[] files = ["readings-daily.a.csv", "readings-daily.b.csv", "readings-interval.csv", "readings-interval.later.csv", "curves.csv", "readings-daily.c.csv"];
        var states = new HashSet<string>();
        foreach (var order in (int[][])[[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [3, 0, 5, 2, 4, 1]])
        {
            await using var x = await Importer.WithArchiveAsync();
            x.Write(files[0], "point,day,import_kwh,quality\nP1,2026-03-01,10,measured\nP1,2026-03-02,5,estimated\n");
            x.Write(files[1], "point,day,import_kwh,quality\nP1,2026-03-02,6,measured\nP1,2026-04-01,1,measured\n");
            x.Write(files[5], "point,day,import_kwh,quality\nP1,2026-03-01,11,corrected\n");
            x.Write(files[2], "point,day,minutes," + Columns(24) + "\nP1,2026-03-01,60," + string.Join(',', Enumerable.Range(0, 24).Select(i => i < 12 ? "1" : "")) + "\n");
            x.Write(files[3], "point,day,minutes," + Columns(24) + "\nP1,2026-03-01,60," + string.Join(',', Enumerable.Repeat("1", 24)) + "\n");
            x.Write(files[4], "point,day,phase,quantity," + Columns(96) + "\nP1,2026-03-01,A,U," + string.Join(',', Enumerable.Repeat("231.5", 96)) + "\n");
            foreach (var i in order) await x.LoadAsync("company", files[i]);
            states.Add(string.Join('\n', await x.LakeAsync("select cast(row(point, day, import_wh, quality) as varchar) from energy union all select cast(row(point, day, import_wh) as varchar) from interval union all select cast(row(point, u_v) as varchar) from curve order by 1")));
        }

        Assert.Single(states);
    }

    [Fact]
    public async Task A_dry_run_reports_what_the_real_run_does_and_writes_nothing()
    {
        await using var x = await Importer.OpenAsync();
        foreach (var (name, text) in Importer.Archive) x.Write(name, text);
        x.Write("readings-daily.csv", Daily.Replace("P1,2026-03-02,\n", "P9,2026-03-02,1\n", StringComparison.Ordinal));
        var empty = await x.StateAsync();
        var dry = await x.TryAsync("company", [.. Importer.Archive.Keys, "readings-daily.csv"], dryRun: true);
        Assert.Equal(empty, await x.StateAsync());
        Assert.Empty(Directory.EnumerateFileSystemEntries(x.Store.Folder.Lake));

        var real = await x.TryAsync("company", [.. Importer.Archive.Keys, "readings-daily.csv"]);
        Assert.Equivalent(dry, real, strict: true);
        Assert.Equal(12, real.Report!.Loaded);
        Assert.Equal(1, real.Report.Reasons["reading.point-unknown"]);
    }

    [Fact]
    public async Task One_refused_row_and_nothing_is_loaded_unless_asked_to_keep_going()
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write("readings-daily.csv", "point,day,import_kwh\nP1,2026-03-01,10\nP1,2026-03-02,-1\nP2,2026-03-01,5\n");
        var before = await x.StateAsync();
        var strict = await x.TryAsync("company", ["readings-daily.csv"]);
        Assert.Equal("reading.rows-refused", strict.Refusal!.Code);
        Assert.Equal("readings-daily.csv, row 3, column import_kwh", strict.Refusal.Where);
        Assert.Equal((3, 0, 3, 0), (strict.Report!.Rows, strict.Report.Loaded, strict.Report.Rejected, strict.Report.Unchanged));
        Assert.Equal((1, 2), (strict.Report.Reasons["reading.negative-energy"], strict.Report.Reasons["reading.held-back"]));
        Assert.Equal(before, await x.StateAsync());

        var kept = await x.TryAsync("company", ["readings-daily.csv"], mode: RejectMode.KeepGoing);
        Assert.Null(kept.Refusal);
        Assert.Equal((3, 2, 1), (kept.Report!.Rows, kept.Report.Loaded, kept.Report.Rejected));
        var lines = await File.ReadAllLinesAsync(kept.Report.RejectFile!, TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("readings-daily.csv,3,readings-daily,import_kwh,-1,reading.negative-energy,电量为负。", lines[1], StringComparison.Ordinal);
    }

    [Theory, InlineData("utf-8", ",", false), InlineData("utf-8", ";", true), InlineData("utf-16", "\t", true), InlineData("utf-16BE", ",", true), InlineData("GB18030", ",", false)]
    public async Task Chinese_text_is_read_in_every_common_encoding(string encoding, string separator, bool mark)
    {
        await using var x = await Importer.OpenAsync();
        var text = "org_code,name\r\n350,电力公司㐀\r\n".Replace(",", separator, StringComparison.Ordinal);
        var bytes = Encoding.GetEncoding(encoding).GetBytes(text);
        File.WriteAllBytes(Path.Combine(x.Files, "organisations.csv"), mark ? [.. Encoding.GetEncoding(encoding).GetPreamble(), .. bytes] : bytes);
        await x.LoadAsync("company", "organisations.csv");
        Assert.Equal(["电力公司㐀"], await x.SqlAsync<string>("select name from organisation"));
    }

    [Fact]
    public async Task A_spreadsheet_and_a_folder_are_read_like_text_files()
    {
        await using var x = await Importer.WithArchiveAsync();
        var folder = Directory.CreateDirectory(Path.Combine(x.Files, "month")).FullName;
        MiniExcel.SaveAs(Path.Combine(folder, "readings-daily.xlsx"), new[] { new { point = "P1", day = new DateTime(2026, 3, 1), import_kwh = 1.25 }, new { point = "P2", day = new DateTime(2026, 3, 1), import_kwh = 2.0 } });
        File.WriteAllText(Path.Combine(folder, "weather.csv"), "org_code,day,mean_c\n3501,2026-03-01,-3.5\n");
        File.WriteAllText(Path.Combine(folder, "notes.md"), "not data");
        Assert.Equal(3, (await x.LoadAsync("company", "month")).Loaded);
        Assert.Equal(["P1|1250", "P2|2000"], await x.LakeAsync("select point, import_wh from energy order by 1"));
        Assert.Equal(["-3.5"], await x.LakeAsync("select mean_c from weather"));
    }

    [Fact]
    public async Task Instants_are_company_time_unless_they_carry_an_offset()
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write("events.csv", "point,code,at,until\nP1,cover-open,2026-03-01 08:00:00,\nP1,clock-set,2026-03-01T08:00:00+09:00,2026-03-01 09:00\nP1,power-down,2026-03-01T00:00:00Z,\n");
        await x.LoadAsync("company", "events.csv");
        Assert.Equal(
            ["clock-set|2026-02-28 23:00:00", "cover-open|2026-03-01 00:00:00", "power-down|2026-03-01 00:00:00"],
            await x.LakeAsync("select code, strftime(\"at\", '%Y-%m-%d %H:%M:%S') from event order by 1"));
    }

    internal static string Columns(int count) => string.Join(',', Enumerable.Range(1, count).Select(i => $"v{i:00}"));
}
