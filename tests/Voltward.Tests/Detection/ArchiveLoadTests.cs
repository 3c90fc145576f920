using Voltward.Analytics.Readings;
using Voltward.App.Detection;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>The archive is read in two halves at once: nobody is lost between them, nobody is read twice.</summary>
public sealed class ArchiveLoadTests
{
    private static readonly DateOnly First = new(2025, 3, 1);
    private static readonly DateOnly AsOf = new(2025, 5, 31);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Engine.Sqlite, 0)]
    [InlineData(Engine.Sqlite, 1)]
    [InlineData(Engine.Sqlite, 2)]
    [InlineData(Engine.Sqlite, 7)]
    [InlineData(Engine.Postgres, 0)]
    [InlineData(Engine.Postgres, 1)]
    [InlineData(Engine.Postgres, 8)]
    public async Task Every_point_is_there_once_in_order_with_its_customer_its_meter_and_all_its_stays(Engine engine, int count)
    {
        await using var store = await Store.OpenAsync(engine);
        await WriteAsync(store.Database, count);
        var archive = await LoadAsync(store.Database);
        Assert.Equal([.. Enumerable.Range(0, count).Select(i => $"P{i}")], archive.Points.Select(p => p.Subject.Point));
        for (var i = 0; i < count; i++)
        {
            var point = archive.Points[i];
            // The customers run the other way, so that points of one half belong to customers of the other.
            Assert.Equal(($"C{count - 1 - i}", i % 2 == 0 ? "resident" : "shop", $"tariff {i}"), (point.Subject.Customer, point.Subject.CustomerClass, point.Subject.Tariff));
            Assert.Equal((2.0, 10 + i), (point.Subject.ClassPercent, point.Subject.Factor));
            Assert.Equal(
                [new Archive.Stay("T1", new DateOnly(2025, 1, 1), new DateOnly(2025, 4, 1)), new Archive.Stay("T2", new DateOnly(2025, 4, 1), new DateOnly(9999, 12, 31))],
                point.Stays);
            Assert.Equal([new DateOnly(2025, 5, 1).AddDays(i)], point.Orders);
        }

        Assert.Equal(count, archive.InSeveralPlaces.Count);
        Assert.Equal(["T1", "T2"], archive.Areas.Keys);
    }

    [Theory]
    [InlineData(Engine.Sqlite)]
    [InlineData(Engine.Postgres)]
    public async Task Readers_that_began_while_others_wrote_see_one_state(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await WriteAsync(store.Database, 1);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                await using var work = await store.Database.BeginAsync(Actor.System, Stop);
                await work.ExecuteAsync(
                    "insert into feeder (feeder_no, name, voltage_v, org_path, valid_from, known_from, source) values (@no, 'F', 10000, '/1/', '2025-01-01', @known, 'test')", new { no = $"F{i}", known = work.Now });
                await work.CommitAsync("test.feeder", $"F{i}");
                await Task.Delay(TimeSpan.FromMilliseconds(2), CancellationToken.None);
            }
        }, Stop);
        for (var turn = 0; turn < 40; turn++)
        {
            var sessions = await AnalysisInputs.SameStateAsync(store.Database, Archive.Sessions, Stop);
            var seen = new HashSet<long>();
            foreach (var session in sessions) seen.Add(await session.ScalarAsync<long>("select count(*) from feeder"));
            foreach (var session in sessions) await session.DisposeAsync();
            Assert.Single(seen);
        }

        await enough.CancelAsync();
        await writing;
    }

    /// <summary>The latest agreement that had begun by the decision day counts, whatever its number; one that was withdrawn or is to come does not.</summary>
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task The_latest_agreement_of_a_customer_counts(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await WriteAsync(store.Database, 2);
        await using (var work = await store.Database.BeginAsync(Actor.System, Stop))
        {
            const string Insert = "insert into agreement (customer_no, agreement_no, tariff_category, contracted_va, feed_in, valid_from, known_from, known_to, source) values (@customer, @no, @no, @va, 1, @from, @known, @to, 'test')";
            foreach (var (customer, no, from, to) in new[] { ("C0", "0-latest", "2025-05-01", "9999-12-31T00:00:00.0000000Z"), ("C0", "Z-older", "2025-02-01", "9999-12-31T00:00:00.0000000Z"),
                ("C0", "to come", "2025-06-01", "9999-12-31T00:00:00.0000000Z"), ("C0", "withdrawn", "2025-05-02", "2025-05-03T00:00:00.0000000Z"), ("nobody", "alone", "2025-05-01", "9999-12-31T00:00:00.0000000Z") })
            {
                await work.ExecuteAsync(Insert, new { customer, no, va = 8000L, from, to, known = work.Now });
            }

            await work.CommitAsync("test.agreements", "C0");
        }

        var points = (await LoadAsync(store.Database)).Points.ToDictionary(p => p.Subject.Customer, p => p.Subject);
        Assert.Equal(("0-latest", 8.0, true), (points["C0"].Tariff, points["C0"].ContractedKva, points["C0"].FeedIn));
        Assert.Equal(("tariff 0", double.NaN, false), (points["C1"].Tariff, points["C1"].ContractedKva, points["C1"].FeedIn));
    }

    [Fact]
    public async Task Who_comes_back_to_an_area_belongs_to_it_once()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await WriteAsync(store.Database, 2);
        await using (var work = await store.Database.BeginAsync(Actor.System, Stop))
        {
            foreach (var (area, from, to) in new[] { ("T1", "2025-01-01", "2025-04-01"), ("T2", "2025-04-01", "2025-05-01"), ("T1", "2025-05-01", "9999-12-31") })
            {
                await work.ExecuteAsync(
                    "insert into usage_point (usage_point_no, customer_no, area_no, org_path, valid_from, valid_to, known_from, source) values ('P9', 'C0', @area, '/1/', @from, @to, @known, 'test')",
                    new { area, from, to, known = work.Now });
            }

            await work.CommitAsync("test.moves", "P9");
        }

        var archive = await LoadAsync(store.Database);
        var buckets = AnalysisInputs.ByBucket(archive, new CacheLayout(CacheLayout.CurrentVersion, 1));
        var areas = Assert.Single(buckets).Areas.ToDictionary(a => a.AreaNo, a => a.Points.Select(p => p.Subject.Point));
        Assert.Equal(["P0", "P1", "P9"], areas["T1"]);
        Assert.Equal(["P0", "P1", "P9"], areas["T2"]);
    }

    private static async Task<Archive> LoadAsync(Database database)
    {
        var sessions = await AnalysisInputs.SameStateAsync(database, Archive.Sessions, Stop);
        try
        {
            return await Archive.LoadAsync(sessions, First, AsOf);
        }
        finally
        {
            foreach (var session in sessions) await session.DisposeAsync();
        }
    }

    private static async Task WriteAsync(Database database, int count)
    {
        await using var work = await database.BeginAsync(Actor.System, Stop);
        var known = work.Now.AddDays(-1);
        await work.ExecuteAsync("insert into organisation values ('1', null, 'County', '/1/')");
        foreach (var area in (string[])["T1", "T2"])
        {
            await work.ExecuteAsync("insert into transformer_area (area_no, name, org_path, valid_from, known_from, source) values (@area, @area, '/1/', '2025-01-01', @known, 'test')", new { area, known });
        }

        for (var i = 0; i < count; i++)
        {
            var row = new
            {
                point = $"P{i}",
                customer = $"C{count - 1 - i}",
                kind = i % 2 == 0 ? "resident" : "shop",
                tariff = $"tariff {i}",
                factor = 1000L * (10 + i),
                done = new DateOnly(2025, 5, 1).AddDays(i),
                known,
            };
            await work.ExecuteAsync("insert into customer (customer_no, name, customer_class, org_path, valid_from, known_from, source) values (@customer, @customer, @kind, '/1/', '2025-01-01', @known, 'test')", row);
            await work.ExecuteAsync("insert into agreement (customer_no, agreement_no, tariff_category, valid_from, known_from, source) values (@customer, 'A', @tariff, '2025-01-01', @known, 'test')", row);
            await work.ExecuteAsync(
                "insert into usage_point (usage_point_no, customer_no, area_no, org_path, valid_from, valid_to, known_from, source) values (@point, @customer, 'T1', '/1/', '2025-01-01', '2025-04-01', @known, 'test')", row);
            await work.ExecuteAsync("insert into usage_point (usage_point_no, customer_no, area_no, org_path, valid_from, known_from, source) values (@point, @customer, 'T2', '/1/', '2025-04-01', @known, 'test')", row);
            foreach (var (meter, from, factor) in new[] { ("old", "2025-01-01", 1000L), ("new", "2025-02-01", row.factor) })
            {
                await work.ExecuteAsync(
                    "insert into meter_installation (meter_no, usage_point_no, accuracy_class, multiplying_factor_milli, valid_from, known_from, source) values (@no, @point, '2', @factor, @from, @known, 'test')",
                    new { no = meter + row.point, row.point, factor, from, known });
            }

            await work.ExecuteAsync("insert into past_work_order (order_no, usage_point_no, kind, done_on, source) values (@point, @point, 'maintenance', @done, 'test')", row);
        }

        await work.CommitAsync("test.archive", "archive");
    }
}
