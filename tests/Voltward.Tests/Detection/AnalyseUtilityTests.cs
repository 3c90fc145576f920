using Voltward.App.Detection;
using Voltward.App.LineLoss;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class AnalyseUtilityTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_thief_with_an_onset_comes_first_and_an_empty_home_does_not(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        var utility = new SmallUtility(areas: 12, customers: 30, days: 90, seed: 5);
        utility.Steal(i: 42, from: 55, reported: 0.4);
        utility.LeaveHome(i: 133, from: 50, left: 0.1);
        await utility.WriteAsync(store);

        var analyse = Analyse(store);
        var report = Value(await analyse.RunAsync(new(), Actor.System, Stop));
        Assert.Equal(12, report.Areas);
        Assert.Equal(360, report.Customers);

        var leads = Value(await new RunQueries(store.Database).RunAsync(null, all: true, Actor.System, Stop)).Leads;
        Assert.Equal(360, leads.Select(l => l.Lead.Customer).OfType<string>().Distinct().Count());
        Assert.Equal(SmallUtility.Customer(42), leads[0].Lead.Customer);
        Assert.InRange(leads[0].Lead.Onset!.Value, SmallUtility.First.AddDays(50), SmallUtility.First.AddDays(60));
        Assert.All(leads.Where(l => l.Reasons.Count > 0), l =>
        {
            Assert.InRange(l.Reasons.Count, 1, 5);
            Assert.Contains(l.Innocent, c => c.Open);
            Assert.True(l.Lead.LowWh <= l.Lead.MidWh && l.Lead.MidWh <= l.Lead.HighWh, $"{l.Lead.LowWh} {l.Lead.MidWh} {l.Lead.HighWh}");
            Assert.NotEmpty(LeadRecipe.Inputs(l.Reasons));
            Assert.NotEmpty(LeadRecipe.Checks(l.Reasons.Select(r => r.Data)));
        });
        Assert.True(leads.Single(l => l.Lead.Customer == SmallUtility.Customer(133)).Lead.Score < leads[0].Lead.Score / 3);

        // A lead that comes from the loss carries the four tests of the archive with their answers; all areas hang on one feeder, no clock can be read.
        var thief = leads[0].Innocent.ToDictionary(c => c.Code, c => c.Open);
        Assert.Equal((false, false, true, true), (thief["wrong-area"], thief["wrong-ratio"], thief["wrong-phase"], thief["clock-offset"]));

        // The list counts what is still open, and the page of a lead shows that first.
        foreach (var row in (await new LeadList(store.Database).RunAsync(ListRequest.First(1000), Actor.System, Stop)).Rows)
        {
            var causes = (await new LeadQueries(store.Database).RunAsync(row.LeadId, Actor.System, Stop))!.Innocent;
            Assert.Equal(causes.TakeWhile(c => c.Open), causes.Where(c => c.Open));
            Assert.Equal(row.InnocentOpen, causes.Count(c => c.Open));
        }

        var losses = Value(await new LossRunQueries(store.Database).RunAsync(Actor.System, Stop)).Areas;
        Assert.Equal(SmallUtility.AreaNo(1), losses[0].AreaNo);
        Assert.All(losses, l => Assert.Equal(l.LossWh, l.SuppliedWh - l.SoldWh));
    }

    /// <summary>Whoever is not asked has no match, which is not a match of zero; everybody of an area whose loss stands out has one.</summary>
    [Fact]
    public async Task Only_areas_whose_loss_stands_out_ask_who_explains_it()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        var utility = new SmallUtility(areas: 12, customers: 30, days: 90, seed: 5);
        utility.Steal(i: 42, from: 55, reported: 0.4);
        await utility.WriteAsync(store);
        var report = Value(await Analyse(store).RunAsync(new(), Actor.System, Stop));
        var vectors = EvidenceFile.Find(store.Folder, report.RunId)!;
        var match = Voltward.Analytics.Detection.FeatureNames.IndexOf("matchZ");
        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        var areas = await look.QueryAsync<Standing>("select area_no as AreaNo, z as Z, onset as Onset from area_loss");
        var asked = areas.ToDictionary(a => a.AreaNo, a => a.Z > 1 || a.Onset is not null);
        // Whatever is compared with the peers stands in every vector.
        foreach (var name in (string[])["novelty", "peerDistance", "spreadZ", "lag7Z", "restlessZ"])
        {
            var place = Voltward.Analytics.Detection.FeatureNames.IndexOf(name);
            Assert.All(Enumerable.Range(0, vectors.Customers.Count), k => Assert.True(float.IsFinite(vectors.Of(k)[place]), name));
            Assert.True(Enumerable.Range(0, vectors.Customers.Count).Select(k => vectors.Of(k)[place]).Distinct().Count() > 50, name);
        }

        Assert.True(asked[SmallUtility.AreaNo(1)]);
        Assert.Contains(false, asked.Values);
        for (var k = 0; k < vectors.Customers.Count; k++)
        {
            var area = SmallUtility.AreaNo(int.Parse(vectors.Customers[k][1..], System.Globalization.CultureInfo.InvariantCulture) / 30);
            Assert.Equal(asked[area], float.IsFinite(vectors.Of(k)[match]));
        }
    }

    /// <summary>The alarm stays open, the size of the loss is unknown: the night used to end in "NaN would be stored as null".</summary>
    [Fact]
    public async Task A_night_does_not_fail_when_the_supply_meter_falls_silent_under_an_open_alarm()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        var utility = new SmallUtility(areas: 12, customers: 30, days: 90, seed: 5);
        // Nobody's readings fall while the loss is known, so that it stays without an explanation.
        utility.Unmetered[1] = (30, 60);
        utility.Steal(i: 42, from: 65, reported: 0.2);
        utility.SupplyUntil[1] = 58;
        await utility.WriteAsync(store);
        Assert.Equal(12, Value(await Analyse(store).RunAsync(new(), Actor.System, Stop)).Areas);
        await using (var look = await store.Database.LookAsync(Actor.System, Stop))
        {
            var area = (await look.QueryAsync<Standing>("select area_no as AreaNo, z as Z, onset as Onset from area_loss where area_no = @no", new { no = SmallUtility.AreaNo(1) })).Single();
            Assert.Null(area.Z);
            Assert.NotNull(area.Onset);
        }

        var leads = Value(await new RunQueries(store.Database).RunAsync(null, all: true, Actor.System, Stop)).Leads;
        Assert.DoesNotContain(leads, l => l.Lead.Customer is null && l.Lead.Area == SmallUtility.AreaNo(1));
        var told = leads.SelectMany(l => l.Reasons).Where(r => r.Code == "area-loss" && !r.Data.ContainsKey("z")).ToList();
        Assert.NotEmpty(told);
        Assert.All(told, r => Assert.Contains("too few of the latest days", r.Text.En, StringComparison.Ordinal));
    }

    private sealed class Standing
    {
        public string AreaNo { get; init; } = "";

        public double? Z { get; init; }

        public DateOnly? Onset { get; init; }
    }

    /// <summary>A customer with points in two areas counts by the more suspicious one, and is written once, whichever comes last.</summary>
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_customer_in_several_places_has_one_score_the_highest(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        var utility = new SmallUtility(areas: 12, customers: 30, days: 90, seed: 5);
        utility.Steal(i: 42, from: 55, reported: 0.4);
        await utility.WriteAsync(store);
        await using (var work = await store.Database.BeginAsync(Actor.System, Stop))
        {
            // Before the theft's area and after it in the order of areas.
            await work.ExecuteAsync("update usage_point set customer_no = @thief where usage_point_no in (@before, @after)", new { thief = SmallUtility.Customer(42), before = SmallUtility.Point(3), after = SmallUtility.Point(333) });
            await work.CommitAsync("test.points", "points", stop: Stop);
        }

        var report = Value(await Analyse(store).RunAsync(new(), Actor.System, Stop));
        Assert.Equal(358, report.Customers);
        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(358, await look.ScalarAsync<long>("select count(*) from customer_score where run_id = @RunId", new { report.RunId }));
        var thief = await look.ScalarAsync<double>("select probability from customer_score where run_id = @RunId and customer_no = @thief", new { report.RunId, thief = SmallUtility.Customer(42) });
        Assert.Equal(await look.ScalarAsync<double>("select max(probability) from customer_score where run_id = @RunId", new { report.RunId }), thief);
    }

    /// <summary>Two at once ended one of them with the database's own words about a row that was there already.</summary>
    [Fact]
    public async Task A_second_analysis_beside_the_first_is_refused_in_words_and_nothing_is_lost()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await new SmallUtility(areas: 12, customers: 30, days: 90, seed: 5).WriteAsync(store);
        using (await FolderLock.TakeAsync(store.Folder, FolderLock.Analysis, TimeSpan.Zero, Stop))
        {
            Assert.False((await Analyse(store).RunAsync(new(), Actor.System, Stop)).Succeeded(out _, out var problem));
            Assert.Equal("detection.analysis-running", problem.Code);
        }

        // The lock goes with its holder.
        Assert.Equal(360, Value(await Analyse(store).RunAsync(new(), Actor.System, Stop)).Customers);
        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        Assert.Equal(360, await look.ScalarAsync<long>("select count(*) from customer_score"));
    }

    /// <summary>The meter at the head of a feeder counts in both directions, in whichever bucket of the cache it lies.</summary>
    [Fact]
    public async Task What_a_feeder_sends_back_to_the_station_is_taken_from_its_own_loss()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await new SmallUtility(areas: 2, customers: 12, days: 30, seed: 3) { FeederMeter = (1000, 400) }.WriteAsync(store);
        Value(await Analyse(store).RunAsync(new(), Actor.System, Stop));
        await using var look = await store.Database.LookAsync(Actor.System, Stop);
        var days = await look.QueryAsync<Feeder>("select supplied_wh as Supplied, areas_wh as Areas, own_loss_wh as Own from feeder_loss_day where feeder_no = 'F1'");
        Assert.Equal(30, days.Count);
        Assert.All(days, d => Assert.Equal((1_000_000L, 600_000L), (d.Supplied, d.Areas + d.Own)));
    }

    private sealed class Feeder
    {
        public long Supplied { get; init; }

        public long Areas { get; init; }

        public long Own { get; init; }
    }

    internal static AnalyseUtility Analyse(Store store)
    {
        var lake = new Lake(store.Database, store.Folder);
        return new AnalyseUtility(store.Database, lake, new BuildCache(store.Database, store.Folder, lake), new BillSuspicion(lake, store.Folder), store.Folder);
    }

    internal static T Value<T>(Domain.Common.Outcome<T> outcome)
        where T : notnull => outcome.Succeeded(out var value, out var problem) ? value : throw new InvalidOperationException(problem.ToString());
}
