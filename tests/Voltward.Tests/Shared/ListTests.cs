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

    private static async Task<Store> TownAsync(Engine engine)
    {
        var store = await Store.OpenAsync(engine);
        await new Town(store.Database, store.Folder, 12, 8).MakeAsync(Stop);
        return store;
    }
}
