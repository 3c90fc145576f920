using System.Text;
using Voltward.App.Readings;
using Xunit;

namespace Voltward.Tests.Readings;

/// <summary>What is wrong with a file is said by file, row or column, and remedy, and nothing of it comes in.</summary>
public sealed class ImportBadInputTests
{
    private const string Daily = "point,day,import_kwh\n";

    /// <summary>Name of the file, its text, and the code and place the refusal must name.</summary>
    public static TheoryData<string, string, string, string> Files() => new()
    {
        { "readings-daily.csv", "", "reading.file-empty", "readings-daily.csv" },
        { "readings-daily.csv", Daily, "reading.file-empty", "readings-daily.csv" },
        { "reading-daily.csv", Daily + "P1,2026-03-01,1\n", "reading.table-unknown", "reading-daily.csv" },
        { "readings-daily.csv", "point,import_kwh\nP1,1\n", "reading.column-missing", "readings-daily.csv, column day" },
        { "readings-daily.csv", "point,day,import_kw\nP1,2026-03-01,1\n", "reading.column-unknown", "readings-daily.csv, column import_kw" },
        { "readings-daily.csv", "point,day,day\nP1,2026-03-01,1\n", "reading.column-twice", "readings-daily.csv, column day" },
        { "readings-daily.csv", Daily + "P1,2026-03-01,1\nP1,2026-03-02,-0.5\n", "reading.negative-energy", "readings-daily.csv, row 3, column import_kwh" },
        { "readings-daily.csv", Daily + "P1,2026-12-24,1\n", "reading.future-day", "readings-daily.csv, row 2, column day" },
        { "readings-daily.csv", Daily + "P1,3/4/26,1\n", "reading.day-ambiguous", "readings-daily.csv, row 2, column day" },
        { "readings-daily.csv", Daily + "P1,31.12.2025,1\n", "reading.day-ambiguous", "readings-daily.csv, row 2, column day" },
        { "readings-daily.csv", Daily + "P1,2026-02-30,1\n", "reading.not-a-day", "readings-daily.csv, row 2, column day" },
        { "readings-daily.csv", Daily + "P1,46082,1\n", "reading.not-a-day", "readings-daily.csv, row 2, column day" },
        { "readings-daily.csv", Daily + "2.01811E+13,2026-03-01,1\n", "reading.damaged-by-spreadsheet", "readings-daily.csv, row 2, column point" },
        { "readings-daily.csv", Daily + "P1,2026-03-01,2.01811E+13\n", "reading.damaged-by-spreadsheet", "readings-daily.csv, row 2, column import_kwh" },
        { "readings-daily.csv", Daily + "P1,2026-03-01,12 kWh\n", "reading.not-a-number", "readings-daily.csv, row 2, column import_kwh" },
        { "readings-daily.csv", Daily + "P1,2026-03-01,NaN\n", "reading.not-finite", "readings-daily.csv, row 2, column import_kwh" },
        { "readings-daily.csv", Daily + "P1,2026-03-01,1e12\n", "reading.out-of-range", "readings-daily.csv, row 2, column import_kwh" },
        { "readings-daily.csv", Daily + "P1,2026-03-01,\n", "reading.no-value", "readings-daily.csv, row 2, column import_kwh" },
        { "readings-daily.csv", Daily + ",2026-03-01,1\n", "reading.value-missing", "readings-daily.csv, row 2, column point" },
        { "readings-daily.csv", Daily + "P1,2026-03-01,1,5\n", "reading.field-count", "readings-daily.csv, row 2" },
        { "readings-daily.csv", Daily + "P1,2026-03-01\n", "reading.field-count", "readings-daily.csv, row 2" },
        { "readings-daily.csv", Daily + "P1,2026-03-01,1\n\"P2,2026-03-01,1\nP1,2026-03-02,1\n", "reading.quote-open", "readings-daily.csv, row 3" },
        { "readings-daily.csv", Daily + "P\u0007,2026-03-01,1\n", "reading.control-character", "readings-daily.csv, row 2" },
        { "readings-daily.csv", Daily + "P1,2026-03-01,1\nP1,2026-03-01,2\n", "reading.key-repeated", "readings-daily.csv, row 3, column point+day" },
        { "readings-daily.csv", "point,day,import_kwh,quality\nP1,2026-03-01,1,guessed\n", "reading.not-allowed", "readings-daily.csv, row 2, column quality" },
        { "customers.csv", "customer_no,name,customer_class,org_code,valid_from\nC1,a,resident,3501,2020-01-01\nC1,b,resident,3501,2020-01-01\n", "reading.key-repeated", "customers.csv, row 3, column customer_no+valid_from" },
        { "customers.csv", "customer_no,name,customer_class,org_code,valid_from\nC7,a,resident,3501,2020-01-01\nC7,b,resident,3501,2021-01-01\n", "customer.overlap", "customers.csv, row 3, column valid_from" },
        { "customers.csv", "customer_no,name,customer_class,org_code,valid_from\nC7,a,resident,999,2020-01-01\n", "customer.organisation-unknown", "customers.csv, row 2, column org_code" },
        { "customers.csv", "customer_no,name,customer_class,org_code,valid_from,valid_to\nC7,a,resident,3501,2020-01-01,2019-01-01\n", "reading.period-backwards", "customers.csv, row 2, column valid_to" },
        { "usage-points.csv", "usage_point_no,customer_no,area_no,valid_from\nP7,C1,T9,2020-01-01\n", "customer.area-unknown", "usage-points.csv, row 2, column area_no" },
        { "usage-points.csv", "usage_point_no,customer_no,area_no,valid_from\nP7,C9,T1,2020-01-01\n", "customer.customer-unknown", "usage-points.csv, row 2, column customer_no" },
        { "usage-points.csv", "usage_point_no,customer_no,area_no,valid_from\nP1,C1,T2,2026-01-01\n", "customer.overlap", "usage-points.csv, row 2, column valid_from" },
        { "meters.csv", "meter_no,usage_point_no,valid_from\nM1,P9,2020-01-01\n", "customer.point-unknown", "meters.csv, row 2, column usage_point_no" },
        { "meters.csv", "meter_no,usage_point_no,valid_from,valid_to\nM1,P1,2020-01-01,2021-01-01\nM1,P2,2020-06-01,\n", "customer.overlap", "meters.csv, row 3, column valid_from" },
        { "organisations.csv", "org_code,parent_code,name\n3501,,a\n", "customer.organisation-moved", "organisations.csv, row 2, column parent_code" },
        { "organisations.csv", "org_code,parent_code,name\nA,B,a\nB,A,b\n", "customer.organisation-circle", "organisations.csv, row 2, column parent_code" },
        { "readings-interval.csv", "point,day,minutes," + ImportCompanyTests.Columns(24) + "\nP1,2026-03-01,15," + new string(',', 23) + "\n", "reading.interval-count", "readings-interval.csv, row 2, column v01" },
        { "readings-interval.csv", "point,day,minutes," + ImportCompanyTests.Columns(24) + "\nP1,2026-03-01,60,1,x" + new string(',', 22) + "\n", "reading.not-a-number", "readings-interval.csv, row 2, column v02" },
        { "readings-interval.csv", "point,day,minutes," + ImportCompanyTests.Columns(24) + "\nP1,2026-03-01,60,1,-1" + new string(',', 22) + "\n", "reading.negative-energy", "readings-interval.csv, row 2, column v01" },
        { "bills.csv", "customer_no,bill_no,period_from,period_to,energy_kwh\nC1,B1,2026-02-01,2026-01-01,5\n", "reading.period-backwards", "bills.csv, row 2, column period_to" },
    };

    [Theory, MemberData(nameof(Files))]
    public async Task The_first_fault_is_named_with_its_place(string name, string text, string code, string where)
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write(name, text);
        var before = await x.StateAsync();
        var result = await x.TryAsync("company", [name]);
        Assert.NotNull(result.Refusal);
        Assert.Equal(where, result.Refusal.Where);
        Assert.True(result.Refusal.Code == code || result.Report!.Reasons.ContainsKey(code), $"{result.Refusal.Code}: {result.Refusal.Text.En}");
        Assert.All([result.Refusal.Text.Zh, result.Refusal.Text.En, result.Refusal.Remedy.Zh, result.Refusal.Remedy.En], words => Assert.NotEmpty(words));
        Assert.Equal(before, await x.StateAsync());
        if (result.Report is { } r) Assert.Equal((r.Rows, 0), (r.Loaded + r.Rejected + r.Unchanged, r.Loaded));
    }

    [Fact]
    public async Task A_slip_in_a_column_name_is_answered_with_the_likely_one()
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write("readings-daily.csv", "point,day,imprt_kwh\nP1,2026-03-01,1\n");
        Assert.Contains("import_kwh", (await x.TryAsync("company", ["readings-daily.csv"])).Refusal!.Remedy.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_megabyte_in_one_field_is_refused_and_the_other_rows_are_read()
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write("readings-daily.csv", Daily + $"{new string('x', 1 << 20)},2026-03-01,1\nP1,2026-03-01,2\n");
        var result = await x.TryAsync("company", ["readings-daily.csv"], mode: RejectMode.KeepGoing);
        Assert.Equal((2, 1, 1), (result.Report!.Rows, result.Report.Loaded, result.Report.Rejected));
        Assert.Equal(1, result.Report.Reasons["reading.text-too-long"]);
    }

    [Fact]
    public async Task A_stray_quote_costs_its_own_line_only()
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write("readings-daily.csv", Daily + "P1,2026-03-01,1\n\"P1,2026-03-02,1\nP1,2026-03-03,1\n\"P1\",2026-03-04,1\n");
        var result = await x.TryAsync("company", ["readings-daily.csv"], mode: RejectMode.KeepGoing);
        Assert.Equal((4, 3, 1), (result.Report!.Rows, result.Report.Loaded, result.Report.Rejected));
    }

    [Fact]
    public async Task Text_of_another_encoding_is_refused_by_line()
    {
        await using var x = await Importer.WithArchiveAsync();
        // 0xE9 0x2C is é and a comma in Latin-1, and nothing in UTF-8 or GB18030.
        File.WriteAllBytes(Path.Combine(x.Files, "organisations.csv"), [.. "org_code,name\n1,a\n2,Caf"u8, 0xE9, .. ",\n"u8]);
        var problem = (await x.TryAsync("company", ["organisations.csv"])).Refusal!;
        Assert.Equal(("reading.encoding", "organisations.csv, line 3"), (problem.Code, problem.Where));
    }

    [Fact]
    public async Task Good_UTF8_with_a_broken_byte_is_not_taken_for_GB18030()
    {
        await using var x = await Importer.WithArchiveAsync();
        File.WriteAllBytes(Path.Combine(x.Files, "organisations.csv"), [.. Encoding.UTF8.GetBytes("org_code,name\n1,省电力公司市供电公司\n2,坏"), 0xE4, 0xB8, .. "\n"u8]);
        var problem = (await x.TryAsync("company", ["organisations.csv"])).Refusal!;
        Assert.Equal(("reading.encoding", "organisations.csv, line 3"), (problem.Code, problem.Where));
    }

    [Fact]
    public async Task A_truncated_Parquet_file_is_refused_wherever_it_is_cut()
    {
        await using var x = await Importer.WithArchiveAsync();
        var whole = File.ReadAllBytes(x.WriteParquet("w.parquet", "select 'P1' as point, date '2026-03-01' + (i % 30)::int as day, i::double as import_kwh from range(20000) t(i)"));
        var before = await x.StateAsync();
        foreach (var length in (int[])[1, 4, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(Path.Combine(x.Files, "readings-daily.parquet"), whole[..length]);
            Assert.Equal(("reading.file-damaged", "readings-daily.parquet"), Told(await x.TryAsync("company", ["readings-daily.parquet"])));
        }

        // A page destroyed in the middle shows only when it is read.
        Array.Fill(whole, (byte)0xFF, 40, 2000);
        File.WriteAllBytes(Path.Combine(x.Files, "readings-daily.parquet"), whole);
        Assert.Equal("reading.file-damaged", (await x.TryAsync("company", ["readings-daily.parquet"])).Refusal!.Code);
        Assert.Equal(before, await x.StateAsync());
    }

    [Fact]
    public async Task A_spreadsheet_that_is_none_is_refused()
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write("readings-daily.xlsx", "this is no spreadsheet");
        Assert.Equal(("reading.file-damaged", "readings-daily.xlsx"), Told(await x.TryAsync("company", ["readings-daily.xlsx"])));
    }

    [Fact]
    public async Task A_missing_file_and_an_empty_folder_are_named()
    {
        await using var x = await Importer.WithArchiveAsync();
        Assert.Equal("reading.file-missing", (await x.TryAsync("company", ["nothing.csv"])).Refusal!.Code);
        Directory.CreateDirectory(Path.Combine(x.Files, "empty"));
        Assert.Equal("reading.no-files", (await x.TryAsync("company", ["empty"])).Refusal!.Code);
        Assert.Equal("reading.profile-unknown", (await x.TryAsync("no-such-profile", ["customers.csv"])).Refusal!.Code);
    }

    private static (string Code, string? Where) Told(ImportResult result) => (result.Refusal!.Code, result.Refusal.Where);
}
