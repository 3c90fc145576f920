using Voltward.Tests.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Customers;

/// <summary>The archive through imports: two times, nothing overwritten, references and organisation resolved.</summary>
public sealed class ArchiveImportTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_changed_row_ends_the_old_belief_and_begins_a_new_one(Engine engine)
    {
        await using var x = await Importer.WithArchiveAsync(engine);
        x.Write("customers.csv", "customer_no,name,customer_class,org_code,valid_from,valid_to\nC1,张三,resident,3501,2020-01-01,2026-06-01\nC1,张三,shop,3501,2026-06-01,\nC2,李四,shop,3501,2020-01-01,\n");
        var report = await x.LoadAsync("company", "customers.csv");
        Assert.Equal((2, 1), (report.Loaded, report.Unchanged));
        Assert.Equal(
            ["2020-01-01 2026-06-01 resident now", "2020-01-01 9999-12-31 resident until", "2026-06-01 9999-12-31 shop now"],
            await x.SqlAsync<string>("select valid_from || ' ' || valid_to || ' ' || customer_class || ' ' || case when known_to like '9999%' then 'now' else 'until' end from customer where customer_no = 'C1' order by 1"));
        Assert.Equal(["/350/3501/"], await x.SqlAsync<string>("select distinct org_path from customer"));
        Assert.Equal(1, (await x.SqlAsync<long>("select count(*) from trail_entry where action = 'readings.imported' and seq = 2"))[0]);
    }

    [Fact]
    public async Task Tables_of_one_call_are_taken_in_the_order_of_their_references()
    {
        await using var x = await Importer.OpenAsync();
        foreach (var (name, text) in Importer.Archive) x.Write(name, text);
        x.Write("meters.csv", "meter_no,usage_point_no,wiring,rated_voltage_v,maximum_current_a,valid_from\nM1,P1,1P2W,220,60,2020-01-01\n");
        x.Write("seals.csv", "seal_no,usage_point_no,position,applied_by,valid_from\nS1,P1,meter-cover,王五,2020-01-01\n");
        x.Write("instrument-transformers.csv", "asset_no,usage_point_no,kind,ratio_primary,ratio_secondary,valid_from\nX1,P2,CT,200,5,2020-01-01\nX2,P2,CT,12.5,5,2020-01-01\n");
        x.Write("agreements.csv", "customer_no,agreement_no,tariff_category,contracted_kva,penalty_multiple,valid_from\nC1,H1,residential,8.5,3,2020-01-01\n");
        x.Write("feeders.csv", "feeder_no,name,voltage_v,org_code,valid_from\nF1,甲线,10000,3501,2019-01-01\n");
        x.Write("work-orders.csv", "order_no,usage_point_no,kind,done_on,outcome,found_kwh\nW1,P1,inspection,2025-01-01,theft,120.5\n");
        await x.LoadAsync("company", "seals.csv", "work-orders.csv", "meters.csv", "agreements.csv", "usage-points.csv", "instrument-transformers.csv", "customers.csv", "areas.csv", "feeders.csv", "organisations.csv");
        Assert.Equal(["220000 60000 1000"], await x.SqlAsync<string>("select rated_voltage_mv || ' ' || maximum_current_ma || ' ' || multiplying_factor_milli from meter_installation"));
        Assert.Equal(["200/5", "25/10"], await x.SqlAsync<string>("select ratio_primary || '/' || ratio_secondary from instrument_transformer order by asset_no"));
        Assert.Equal(["8500 3000"], await x.SqlAsync<string>("select contracted_va || ' ' || penalty_multiple_milli from agreement"));
        Assert.Equal([120_500L], await x.SqlAsync<long>("select found_wh from past_work_order"));
    }

    [Fact]
    public async Task A_column_the_file_lacks_keeps_what_is_known_and_an_empty_cell_says_nothing_is()
    {
        await using var x = await Importer.WithArchiveAsync();
        const string Row = "C1,张三,resident,3501,2020-01-01";
        x.Write("customers.csv", $"customer_no,name,customer_class,org_code,valid_from,phone\n{Row},13800000000\n");
        await x.LoadAsync("company", "customers.csv");
        x.Write("customers.csv", $"customer_no,name,customer_class,org_code,valid_from\n{Row.Replace("resident", "shop", StringComparison.Ordinal)}\n");
        await x.LoadAsync("company", "customers.csv");
        const string Now = "select customer_class || ' ' || coalesce(phone, '-') from customer where customer_no = 'C1' and known_to like '9999%'";
        Assert.Equal(["shop 13800000000"], await x.SqlAsync<string>(Now));
        x.Write("customers.csv", $"customer_no,name,customer_class,org_code,valid_from,phone\n{Row.Replace("resident", "shop", StringComparison.Ordinal)},\n");
        await x.LoadAsync("company", "customers.csv");
        Assert.Equal(["shop -"], await x.SqlAsync<string>(Now));
    }

    [Fact]
    public async Task A_point_may_move_when_both_stays_are_given_and_a_gap_is_marked()
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write("usage-points.csv", "usage_point_no,customer_no,area_no,valid_from,valid_to\nP1,C1,T1,2020-01-01,2026-01-01\nP1,C1,T2,2026-02-01,\n");
        var report = await x.LoadAsync("company", "usage-points.csv");
        Assert.Equal((2, 1), (report.Loaded, report.Flagged));
        Assert.Equal(1, report.Reasons["customer.stay-gap"]);
        Assert.Equal(["T1 2026-01-01", "T2 9999-12-31"], await x.SqlAsync<string>("select area_no || ' ' || valid_to from usage_point where usage_point_no = 'P1' and known_to like '9999%' order by 1"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_database_itself_refuses_overlapping_stays(Engine engine)
    {
        await using var x = await Importer.WithArchiveAsync(engine);
        await using var work = await x.Store.Database.BeginAsync(Domain.Access.Actor.System, TestContext.Current.CancellationToken);
        var refused = await Record.ExceptionAsync(() => work.ExecuteAsync(
            "insert into usage_point (usage_point_no, customer_no, area_no, org_path, valid_from, known_from, source) values ('P1', 'C1', 'T2', '/350/3501/', '2026-01-01', '2026-11-25T00:00:00.0000000Z', 'test')"));
        Assert.Contains("usage point stays may not overlap", refused?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrected_work_order_keeps_what_it_said_before()
    {
        await using var x = await Importer.WithArchiveAsync();
        x.Write("work-orders.csv", "order_no,usage_point_no,kind,done_on,outcome\nW1,P1,inspection,2025-01-01,nothing\n");
        await x.LoadAsync("company", "work-orders.csv");
        x.Write("work-orders.csv", "order_no,usage_point_no,kind,done_on,outcome\nW1,P1,inspection,2025-01-01,theft\n");
        await x.LoadAsync("company", "work-orders.csv");
        Assert.Equal(["theft"], await x.SqlAsync<string>("select outcome from past_work_order"));
        Assert.Equal(["nothing"], await x.SqlAsync<string>("select outcome from past_work_order_earlier"));
    }
}
