using System.Text.Json.Nodes;
using CsCheck;
using DuckDB.NET.Data;
using Voltward.Analytics.Detection;
using Voltward.Analytics.Readings;
using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>An alarm that has been open for long is pursued once a week, and at once when anything it rests on has changed.</summary>
public sealed class KeptFindingsTests
{
    private const int Days = 90;
    private const int Thief = 42;
    private static readonly string Area = SmallUtility.AreaNo(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_open_alarm_is_pursued_once_in_seven_nights_and_the_lead_names_the_night(Engine engine)
    {
        await using var store = await Store.OpenAsync(engine);
        await Utility().WriteAsync(store);
        var asked = new List<bool>();
        for (var night = Night(Days - 10); night < Night(Days); night = night.AddDays(1))
        {
            var report = await AnalyseAsync(store, night);
            Assert.Equal(report, await AnalyseAsync(store, night) with { Seconds = report.Seconds, KeptAreas = report.KeptAreas, Flagged = report.Flagged });
            var lead = await ThiefAsync(store);
            Assert.Equal(1, lead.Lead.Rank);
            asked.Add(AskedOn(lead) is null);
            if (AskedOn(lead) is { } earlier) Assert.InRange(DateOnly.ParseExact(earlier, "yyyy-MM-dd"), night.AddDays(-6), night.AddDays(-1));
            if (!asked[^1]) Assert.True(report.KeptAreas > 0);
        }

        Assert.True(asked[0]);
        Assert.InRange(asked.Skip(1).Count(a => a), 1, 3);
        // Whatever night the alarm opened on, in seven nights it is asked once more.
        Assert.All(Enumerable.Range(0, 4), n => Assert.Contains(true, asked.Skip(n).Take(7)));
    }

    [Fact]
    public async Task The_commands_of_a_lead_make_the_same_lead_in_another_installation()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await Utility().WriteAsync(store);
        var night = NotDue(Days - 3);
        for (var n = night.AddDays(-2); n <= night; n = n.AddDays(1)) await AnalyseAsync(store, n);
        var lead = await ThiefAsync(store);
        var commands = LeadRecipe.Command(night, lead.Reasons.Select(r => r.Data)).Split(" && ");
        Assert.True(commands.Length > 1);
        await using var other = await Store.OpenAsync(Engine.Sqlite);
        await Utility().WriteAsync(other);
        foreach (var command in commands)
        {
            var words = command.Split(' ');
            Assert.Equal(["voltward", "analyse", "--as-of"], words[..3]);
            await AnalyseAsync(other, DateOnly.ParseExact(words[3], "yyyy-MM-dd"), words.Length > 4 && words[4] == "--anew");
        }

        var again = await ThiefAsync(other);
        Assert.Equal((lead.Lead.Score, lead.Lead.Probability, lead.Lead.MidWh, lead.Lead.Onset), (again.Lead.Score, again.Lead.Probability, again.Lead.MidWh, again.Lead.Onset));
        Assert.Equal(lead.Reasons.Select(r => (r.Code, r.Strength, r.Text, r.Data.ToJsonString())), again.Reasons.Select(r => (r.Code, r.Strength, r.Text, r.Data.ToJsonString())));
        Assert.Equal($"voltward analyse --as-of {night:yyyy-MM-dd}", LeadRecipe.Command(night, []));
    }

    [Theory]
    [InlineData("nothing", true)]
    [InlineData("a reading of an honest neighbour", false)]
    [InlineData("the supply", false)]
    [InlineData("a reading before the window", true)]
    [InlineData("a member", false)]
    [InlineData("the transformer", false)]
    [InlineData("a neighbour's class", false)]
    [InlineData("asked for", false)]
    public async Task What_was_read_late_corrected_or_moved_is_looked_at_at_once(string changed, bool isKept)
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await Utility(200).WriteAsync(store);
        var night = NotDue(197);
        await AnalyseAsync(store, night.AddDays(-1));
        Assert.Null(AskedOn(await ThiefAsync(store)));
        if (changed == "a reading of an honest neighbour") await ReadAsync(store, SmallUtility.Point(Thief + 1), night.AddDays(-60), 7.25);
        if (changed == "the supply") await ReadAsync(store, "A:" + Area, night.AddDays(-60), 260);
        if (changed == "a reading before the window") await ReadAsync(store, SmallUtility.Point(Thief + 1), night.AddDays(-150), 7.25);
        if (changed == "a member") await CorrectAsync(store, $"update usage_point set area_no = 'T002' where usage_point_no = '{SmallUtility.Point(Thief + 2)}'");
        if (changed == "the transformer") await CorrectAsync(store, $"update transformer_area set no_load_loss_w = 500 where area_no = '{Area}'");
        if (changed == "a neighbour's class") await CorrectAsync(store, $"update customer set customer_class = 'commercial' where customer_no = '{SmallUtility.Customer(Thief + 2)}'");

        await AnalyseAsync(store, night, anew: changed == "asked for");
        Assert.Equal(isKept, AskedOn(await ThiefAsync(store)) is not null);
    }

    [Fact]
    public async Task Without_the_file_of_the_night_before_or_with_a_damaged_one_everybody_is_asked()
    {
        await using var store = await Store.OpenAsync(Engine.Sqlite);
        await Utility().WriteAsync(store);
        var night = NotDue(Days - 3);
        await AnalyseAsync(store, night.AddDays(-1));
        var file = Assert.Single(Directory.EnumerateFiles(Path.Combine(store.Folder.Cache, "findings"), "*.bin"));
        await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, Stop))[..^40], Stop);
        await AnalyseAsync(store, night);
        Assert.Null(AskedOn(await ThiefAsync(store)));
    }

    [Fact]
    public void A_pursuit_comes_back_from_its_bytes_to_the_last_bit()
    {
        var number = Gen.OneOf(Gen.Double, Gen.Const(double.NaN));
        var match = Gen.Select(number, Gen.OneOf(Gen.Const(""), Gen.Const("reading"), Gen.Const("deficit-band")), number, number, number, Gen.Bool, (z, c, f, k, s, a) => new LossMatch(z, c, f, k, s, a));
        var place = Gen.Select(number.Array[9], Gen.Int[0, 3], Gen.Bool, Gen.Int[0, 300], (v, band, opposite, rank) => new Localisation
        {
            Deficit = v[0],
            DeficitDaily = v[1],
            ExplainedKwhPerDay = v[2],
            Reading = v[3],
            Opposite = v[4],
            Band = v[5],
            FallKwhPerDay = v[6],
            FallT = v[7],
            Slope = v[8],
            BandAt = (band, opposite),
            Rank = rank,
        });
        Gen.Select(Gen.Select(match, place, place).Array[0, 12], number, number, Gen.Bool, Gen.ULong).Sample((customers, deficit, reading, fine, fingerprint) =>
        {
            AreaLocalisation Area(Func<(LossMatch, Localisation, Localisation), Localisation> of) => new([.. customers.Select(of)], deficit, reading);
            var pursuit = new AreaPursuit([.. customers.Select(c => c.Item1)], Area(c => c.Item2), fine ? Area(c => c.Item3) : null);
            var bytes = FindingBytes.Of(new DateOnly(2026, 3, 1), fingerprint, pursuit);
            Assert.Equal((new DateOnly(2026, 3, 1), fingerprint), FindingBytes.Head(bytes));
            var back = FindingBytes.Pursuit(bytes);
            Assert.Equal(pursuit.Match, back.Match);
            Assert.Equal((pursuit.Daily.GateDeficit, pursuit.Daily.GateReading), (back.Daily.GateDeficit, back.Daily.GateReading));
            Assert.Equal(pursuit.Daily.Customers, back.Daily.Customers);
            Assert.Equal(pursuit.Fine?.Customers ?? [], back.Fine?.Customers ?? []);
            Assert.Equal(fine, back.Fine is not null);
        });
    }

    [Fact]
    public void A_test_of_bookings_comes_back_from_its_bytes()
    {
        Misbooking[] found = [new(3, "T007", -0.98, 1.02, 9.5, false), new(0, "T001", -1.1, 0.9, 12, true)];
        var (odds, again, doubtful) = FindingBytes.Bookings(FindingBytes.Of(new DateOnly(2026, 3, 1), 7, new BookingAnswers([1.5, double.NaN, -8], found, [2, 5])));
        Assert.Equal([1.5, double.NaN, -8], odds);
        Assert.Equal(found, again);
        Assert.Equal([2, 5], doubtful);
    }

    [Theory]
    [InlineData(null, null, "voltward analyse --as-of 2026-03-07")]
    [InlineData("2026-03-02", "2026-03-02", "voltward analyse --as-of 2026-03-02 --anew && voltward analyse --as-of 2026-03-07")]
    [InlineData("2026-03-04", "2026-03-02", "voltward analyse --as-of 2026-03-02 --anew && voltward analyse --as-of 2026-03-04 && voltward analyse --as-of 2026-03-07")]
    [InlineData("2026-03-04", null, "voltward analyse --as-of 2026-03-04 --anew && voltward analyse --as-of 2026-03-07")]
    public void A_recipe_begins_with_the_nights_of_which_something_is_kept(string? asked, string? tested, string command)
    {
        var reason = new JsonObject();
        if (asked is not null) reason["askedOn"] = asked;
        if (tested is not null) reason["testedOn"] = tested;
        Assert.Equal(command, LeadRecipe.Command(new DateOnly(2026, 3, 7), [reason]));
    }

    private static SmallUtility Utility(int days = Days)
    {
        var utility = new SmallUtility(areas: 12, customers: 30, days, seed: 5);
        utility.Steal(Thief, from: days - 35, reported: 0.4);
        return utility;
    }

    private static DateOnly Night(int day) => SmallUtility.First.AddDays(day);

    /// <summary>The first night from a day on whose turn the thief's area is not, and has not been for two nights.</summary>
    private static DateOnly NotDue(int day)
    {
        var night = Night(day);
        bool Due(DateOnly n) => ((CacheLayout.Hash(Area) % 7) + (ulong)n.DayNumber) % 7 == 0;
        while (Due(night) || Due(night.AddDays(-1))) night = night.AddDays(-1);
        return night;
    }

    private static async Task<AnalyseUtility.Report> AnalyseAsync(Store store, DateOnly night, bool anew = false) =>
        AnalyseUtilityTests.Value(await AnalyseUtilityTests.Analyse(store).RunAsync(new(night, anew), Actor.System, Stop));

    private static async Task<RunQueries.Entry> ThiefAsync(Store store) =>
        AnalyseUtilityTests.Value(await new RunQueries(store.Database).RunAsync(null, all: false, Actor.System, Stop)).Leads.First(l => l.Lead.Customer == SmallUtility.Customer(Thief));

    private static string? AskedOn(RunQueries.Entry lead) => lead.Reasons[0].Data["askedOn"]?.ToString();

    private static async Task CorrectAsync(Store store, string sql)
    {
        await using var work = await store.Database.BeginAsync(Actor.System, Stop);
        await work.ExecuteAsync(sql);
        await work.CommitAsync("test.corrected", "archive", stop: Stop);
    }

    private static async Task ReadAsync(Store store, string point, DateOnly day, double kwh)
    {
        await using var duck = new DuckDBConnection("Data Source=:memory:");
        await duck.OpenAsync(Stop);
        await using var command = duck.CreateCommand();
        command.CommandText = "create table energy_late (point varchar, day date, import_wh bigint, export_wh bigint, quality tinyint)";
        await command.ExecuteNonQueryAsync(Stop);
        using (var appender = duck.CreateAppender("energy_late")) appender.CreateRow().AppendValue(point).AppendValue(day).AppendValue((long)(kwh * 1000)).AppendNullValue().AppendValue((sbyte)0).EndRow();
        await SmallUtility.AddPartAsync(store, duck, "energy_late", "energy-late.parquet", 200, revision: 2);
    }
}
