using System.Data.Common;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Storage;

/// <summary>Rows bound one by one stand in the database exactly as those written the usual way.</summary>
public sealed class RowsTests
{
    private const string Insert = "insert into area_loss_day (run_id, area_no, day, supplied_wh, z, state) values ('R', @p0, @p1, @p2, @p3, @p4)";
    private static readonly object?[][] Rows = [["台区一'\"", "2026-01-01", long.MaxValue, 0.1, ""], ["b", "2026-01-02", null, null, "ok"], ["c", "2026-01-03", -5, double.MaxValue, "x"]];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Many_rows_stand_as_single_ones_do(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await using (var work = await BeginAsync(store))
        {
            await work.ExecuteRowsAsync(Insert, Rows);
            foreach (var row in Rows) await work.ExecuteAsync(Insert.Replace("'R'", "'S'", StringComparison.Ordinal), new { p0 = row[0], p1 = row[1], p2 = row[2] is { } whole ? Convert.ToInt64(whole, System.Globalization.CultureInfo.InvariantCulture) : (long?)null, p3 = (double?)row[3], p4 = row[4] });
            await work.CommitAsync("test.rows", "rows", stop: Stop);
        }

        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        const string Columns = "area_no as AreaNo, day as Day, supplied_wh as SuppliedWh, z as Z, state as State";
        var (many, single) = (await look.QueryAsync<Row>($"select {Columns} from area_loss_day where run_id = 'R' order by day"), await look.QueryAsync<Row>($"select {Columns} from area_loss_day where run_id = 'S' order by day"));
        Assert.Equal(3, many.Count);
        Assert.Equivalent(single, many, strict: true);
        if (engine == Engine.Sqlite) Assert.Equal(3, await look.ScalarAsync<long>("select count(*) from area_loss_day a join area_loss_day b on a.day = b.day and a.run_id = 'R' and b.run_id = 'S' where typeof(a.supplied_wh) = typeof(b.supplied_wh) and typeof(a.z) = typeof(b.z)"));
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_row_that_the_database_refuses_leaves_nothing_of_the_others(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await using (var work = await BeginAsync(store))
        {
            await Assert.ThrowsAnyAsync<DbException>(() => work.ExecuteRowsAsync(Insert, [Rows[0], Rows[1], Rows[0]]));
        }

        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(0, await look.ScalarAsync<long>("select count(*) from area_loss_day"));
    }

    [Fact]
    public async Task A_number_that_is_none_is_not_stored_as_nothing()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await using var work = await BeginAsync(store);
        await Assert.ThrowsAsync<ArgumentException>(() => work.ExecuteRowsAsync(Insert, [["a", "2026-01-01", 1L, double.NaN, "ok"]]));
        await Assert.ThrowsAsync<ArgumentException>(() => work.ExecuteRowsAsync(Insert, [["a", "2026-01-01", 1m, 1.0, "ok"]]));
    }

    private static async Task<Voltward.App.Storage.Work> BeginAsync(Store store)
    {
        var work = await store.Database.BeginAsync(Actor.System, Stop);
        foreach (var run in (string[])["R", "S"]) await work.ExecuteAsync("insert into analysis_run (run_id, as_of, window_from, window_to, started_at, state, data_id) values (@run, '2026-01-01', '2026-01-01', '2026-01-01', @Now, 'running', 'x')", new { run, work.Now });
        return work;
    }

    private sealed class Row
    {
        public string AreaNo { get; init; } = "";

        public string Day { get; init; } = "";

        public long? SuppliedWh { get; init; }

        public double? Z { get; init; }

        public string State { get; init; } = "";
    }
}
