using CsCheck;
using Voltward.App.Customers;
using Voltward.App.Detection;
using Voltward.App.LineLoss;
using Voltward.App.Storage;
using Voltward.App.Trail;
using Voltward.Domain.Access;
using Voltward.Host.Shared;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Shared;

public sealed class ListTests
{
    private static readonly Actor Everything = new("x", "x", new HashSet<Role> { Role.Analyst }, "/");
    private static readonly Actor East = Everything with { OrgPath = "/3500/3501/" };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Lists_page_sort_filter_and_stay_inside_the_persons_part(Engine engine)
    {
        await using var store = await TownAsync(engine);
        var losses = new AreaLossList(store.Database);
        var all = await losses.RunAsync(ListRequest.All, Everything, Stop);
        Assert.Equal(12, all.Total);
        Assert.Equal(["TQ0012"[..3]], all.Rows.Select(r => r.AreaNo[..3]).Distinct());
        Assert.Equal("serious", all.Rows[0].State);

        // Page by page the same rows come, each once.
        var paged = new List<string>();
        for (var page = 1; page <= 3; page++) paged.AddRange((await losses.RunAsync(ListRequest.All with { Page = page, Size = 5 }, Everything, Stop)).Rows.Select(r => r.AreaNo));
        Assert.Equal(all.Rows.Select(r => r.AreaNo), paged);

        var byLoss = await losses.RunAsync(ListRequest.All with { Sort = "loss", Descending = true }, Everything, Stop);
        Assert.Equal(all.Rows.Select(r => r.AreaNo).OrderByDescending(n => Rate(all, n)).First(), byLoss.Rows[0].AreaNo);
        Assert.All((await losses.RunAsync(ListRequest.All.Where("state", "abnormal"), Everything, Stop)).Rows, r => Assert.Contains(r.State, (string[])["high", "serious", "negative"]));

        var east = await losses.RunAsync(ListRequest.All, East, Stop);
        Assert.Equal(6, east.Total);
        Assert.Equal(6, (await losses.TotalAsync(East, Stop)).Areas);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_list_answers_on_every_column_it_offers(Engine engine)
    {
        await using var store = await TownAsync(engine);
        var sorts = new[] { "rank", "customer", "area", "kind", "probability", "score", "energy", "onset", "open", "state", "feeder", "points", "name", "seq" };
        foreach (var sort in sorts)
        {
            foreach (var descending in (bool[])[false, true])
            {
                var request = ListRequest.First(3) with { Sort = sort, Descending = descending };
                Assert.Equal(3, (await new LeadList(store.Database).RunAsync(request, Everything, Stop)).Rows.Count);
                Assert.Equal(3, (await new CustomerList(store.Database).RunAsync(request, Everything, Stop)).Rows.Count);
                Assert.Equal(3, (await new AreaList(store.Database).RunAsync(request, Everything, Stop)).Rows.Count);
                Assert.NotEmpty((await new FeederQueries(store.Database).ListAsync(request, Everything, Stop)).Rows);
                Assert.NotEmpty((await new TrailList(store.Database).RunAsync(request, Everything, Stop)).Rows);
            }
        }
    }

    [Theory]
    [InlineData("35000203", 1)]
    [InlineData("居民3-", 6)]
    [InlineData("%", 0)]
    [InlineData("_", 0)]
    [InlineData("\\", 0)]
    [InlineData("' or 1=1 --", 0)]
    public async Task N44_a_search_is_taken_by_the_letter(string text, int found)
    {
        await using var store = await TownAsync(Engine.Sqlite);
        Assert.Equal(found, (await new CustomerList(store.Database).RunAsync(ListRequest.All with { Search = text }, Everything, Stop)).Total);
    }

    [Fact]
    public async Task N44_no_sort_or_filter_of_a_strangers_making_reaches_the_database()
    {
        await using var store = await TownAsync(Engine.Sqlite);
        var list = new CustomerList(store.Database);
        foreach (var evil in (string[])["customer_no; drop table customer", "1,(select 1)", "c.phone", "\"", "\0"])
        {
            Assert.Equal(96, (await list.RunAsync(ListRequest.All with { Sort = evil } with { Filters = new Dictionary<string, string> { [evil] = evil } }, Everything, Stop)).Total);
            Assert.Equal(0, (await list.RunAsync(ListRequest.All.Where("class", evil), Everything, Stop)).Total);
        }
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+86 592", "'+86 592")]
    [InlineData("-x", "'-x")]
    [InlineData("@x", "'@x")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\tx", "'\tx")]
    [InlineData("=a,\"b\"", "\"'=a,\"\"b\"\"\"")]
    [InlineData("临江路1号", "临江路1号")]
    public void N42_no_exported_text_is_a_formula(string value, string cell) => Assert.Equal(cell.Trim('\0'), Unquoted(ListExport.Quote(ListExport.Text(value)), cell));

    [Fact]
    public void N42_every_text_survives_the_quoting() => Gen.String.Sample(text =>
    {
        var cell = ListExport.Quote(ListExport.Text(text));
        var plain = cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell;
        Assert.Equal(text, plain == text ? plain : plain[1..]);
        Assert.DoesNotMatch("^[=+@\\-\\t\\r\\n＝＋－＠]", plain);
    });

    [Fact]
    public void A_negative_figure_is_exported_as_a_number() => Assert.Equal("-1.5", ListExport.Quote(ListExport.Text(-1.5)));

    private static string Unquoted(string written, string wanted) =>
        written.StartsWith('"') && !wanted.StartsWith('"') ? written[1..^1] : written;

    private static double Rate(ListPage<AreaLossList.Row> page, string areaNo) => page.Rows.Where(r => r.AreaNo == areaNo).Select(r => (double)r.LossWh / r.SuppliedWh).Single();

    /// <summary>Scores and losses of feeders are written while a night is under way; next to the leads of the night before, half of them would be another night's.</summary>
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_a_night_under_way_has_written_is_not_shown_before_it_has_ended(Engine engine)
    {
        await using var store = await TownAsync(engine);
        var area = (await new AreaLossList(store.Database).RunAsync(ListRequest.All, Everything, Stop)).Rows[0];
        var before = await new ScoreList(store.Database).OfAreaAsync(area.AreaNo, Everything, Stop);
        Assert.Contains(before, r => r.Score is not null);
        await RunAsync(store, "RUN-EARLIER", "done", 1);
        await RunAsync(store, "RUN-UNDER-WAY", "running", 2);
        Assert.Equal([1L], (await new FeederQueries(store.Database).RunAsync(area.FeederNo!, Everything, Stop))!.Days.Select(d => d.LossWh!.Value));
        // The earlier one has no score: the town's own is shown still, the one under way is not.
        Assert.Equal(before.Select(r => (r.CustomerNo, r.Score)), (await new ScoreList(store.Database).OfAreaAsync(area.AreaNo, Everything, Stop)).Select(r => (r.CustomerNo, r.Score)));

        async Task RunAsync(Store at, string run, string state, int day)
        {
            await using var work = await at.Database.BeginAsync(Actor.System, Stop);
            var row = new { run, state, started = work.Now.AddDays(day), feeder = area.FeederNo, loss = (long)day, customer = before[0].CustomerNo };
            await work.ExecuteAsync(
                "insert into analysis_run (run_id, as_of, window_from, window_to, started_at, state, data_id) values (@run, '2026-01-02', '2026-01-01', '2026-01-02', @started, @state, 'x')", row);
            await work.ExecuteAsync("insert into feeder_loss_day (run_id, feeder_no, day, supplied_wh, sold_wh, loss_wh, areas, state) values (@run, @feeder, '2026-01-02', 10, 10, @loss, 1, 'ok')", row);
            if (state == "running") await work.ExecuteAsync("insert into customer_score (run_id, customer_no, score, probability) values (@run, @customer, 1.5, 0.015)", row);
            await work.CommitAsync("test.run", run);
        }
    }

    private static async Task<Store> TownAsync(Engine engine)
    {
        var store = await Store.OpenAsync(engine);
        await new Town(store.Database, store.Folder, 12, 8).MakeAsync(Stop);
        return store;
    }
}
