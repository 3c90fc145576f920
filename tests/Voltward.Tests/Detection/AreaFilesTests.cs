using System.Globalization;
using System.Text;
using Voltward.Analytics.Readings;
using Voltward.App.Detection;
using Voltward.App.Readings;
using Voltward.Domain.Access;
using Voltward.Tests.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>Area files of any utility: a supply meter and customers every half hour, no network, no events, no contracts.</summary>
public sealed class AreaFilesTests
{
    private const int Customers = 40;
    private const int Days = 40;
    private const int Slots = 48;
    private static readonly DateOnly First = new(2026, 1, 5);
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_thief_is_first_in_its_area_and_everybody_has_a_score()
    {
        await using var x = await Importer.OpenAsync();
        // In the first area somebody reports half, all the time; in the second a third since the twentieth day; the last is honest.
        Write(x, (3, Customers), [(17, 0, 0.5), (Customers + 5, 20, 0.35)]);
        var all = await ScoresAsync(x);
        Assert.Equal(3 * Customers, all.Select(l => l.Customer).Distinct().Count());
        Assert.Equal(3 * Customers, all.Length);
        Assert.Equal(all.OrderByDescending(l => l.Score).Select(l => l.Customer), all.Select(l => l.Customer));
        Assert.Equal(Customer(17), all.Single(l => l.Area == "T0" && l.RankInArea == 1).Customer);
        Assert.Equal(Customer(Customers + 5), all.Single(l => l.Area == "T1" && l.RankInArea == 1).Customer);
        Assert.Equal([Customer(17), Customer(Customers + 5)], all.Take(2).Select(l => l.Customer).Order(StringComparer.Ordinal));
        Assert.All(all.GroupBy(l => l.Area), g => Assert.Equal(Enumerable.Range(1, Customers), g.Select(l => (int)l.RankInArea!.Value).Order()));
    }

    /// <summary>The first of its area is the thief, who reports half or four fifths, always or from the middle on; no step of the way is left out.</summary>
    [Theory]
    [InlineData(0, 0.5, 11)]
    [InlineData(20, 0.5, 9)]
    [InlineData(0, 0.8, 10)]
    [InlineData(20, 0.8, 9)]
    public async Task In_most_of_twelve_areas_of_a_hundred_the_first_is_the_thief(int from, double reported, int least)
    {
        TestFiles.OnlyWhenLong();
        const int areas = 12, customers = 100;
        await using var x = await Importer.OpenAsync();
        var random = new Random(from + (int)(reported * 1000));
        (int Customer, int From, double Reported)[] thieves = [.. Enumerable.Range(0, areas).Select(a => ((a * customers) + random.Next(customers), from, reported))];
        Write(x, (areas, customers), thieves);
        var first = (await ScoresAsync(x)).Where(l => l.RankInArea == 1).Select(l => l.Customer).ToHashSet();
        var hits = thieves.Count(t => first.Contains(Customer(t.Customer)));
        TestContext.Current.TestOutputHelper?.WriteLine($"from day {from}, {reported} reported: {hits} of {areas}");
        Assert.True(hits >= least, $"{hits} of {areas}");
    }

    /// <summary>A supply meter corrected within one day, its day's sum untouched: the area is asked again, the others are not.</summary>
    [Theory]
    [InlineData(false, 3)]
    [InlineData(true, 2)]
    public async Task An_area_whose_supply_is_corrected_within_a_day_is_asked_again_and_no_other(bool isCorrected, int kept)
    {
        await using var x = await Importer.OpenAsync();
        Write(x, (3, Customers), [(17, 0, 0.5), (Customers + 5, 20, 0.35)]);
        await x.LoadAsync("company", "organisations.csv", "areas.csv", "customers.csv", "usage-points.csv", "readings-interval.csv");
        bool Due(DateOnly n) => ((string[])["T0", "T1", "T2"]).Any(a => ((CacheLayout.Hash(a) % 7) + (ulong)n.DayNumber) % 7 == 0);
        var night = First.AddDays(Days - 1);
        while (Due(night)) night = night.AddDays(-1);
        Assert.Equal(0, (await AnalyseAsync(x, night.AddDays(-1))).KeptAreas);
        if (isCorrected)
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(x.Files, "readings-interval.csv"), Stop);
            var row = lines.Single(l => l.StartsWith(string.Create(CultureInfo.InvariantCulture, $"A:T0,{night.AddDays(-9):yyyy-MM-dd},"), StringComparison.Ordinal)).Split(',');
            (row[10], row[40]) = (row[40], row[10]);
            x.Write("readings-interval.csv", $"{lines[0]}\n{string.Join(',', row)}\n");
            await x.LoadAsync("company", "readings-interval.csv");
        }

        Assert.Equal(kept, (await AnalyseAsync(x, night)).KeptAreas);
    }

    private static async Task<AnalyseUtility.Report> AnalyseAsync(Importer x, DateOnly? night = null)
    {
        var cache = new BuildCache(x.Store.Database, x.Store.Folder, x.Lake);
        return AnalyseUtilityTests.Value(await new AnalyseUtility(x.Store.Database, x.Lake, cache, new BillSuspicion(x.Lake, x.Store.Folder), x.Store.Folder).RunAsync(new(night), Actor.System, Stop));
    }

    private static async Task<RunQueries.LeadRow[]> ScoresAsync(Importer x)
    {
        await x.LoadAsync("company", "organisations.csv", "areas.csv", "customers.csv", "usage-points.csv", "readings-interval.csv");
        await AnalyseAsync(x);
        return [.. AnalyseUtilityTests.Value(await new RunQueries(x.Store.Database).RunAsync(null, all: true, Actor.System, Stop)).Leads.Select(l => l.Lead).Where(l => l.Customer is not null)];
    }

    private static string Customer(int i) => string.Create(CultureInfo.InvariantCulture, $"C{i:0000}");

    private static void Write(Importer x, (int Areas, int Customers) size, (int Customer, int From, double Reported)[] thieves)
    {
        var all = size.Areas * size.Customers;
        x.Write("organisations.csv", "org_code,parent_code,name\n1,,Town\n");
        x.Write("areas.csv", "area_no,name,org_code,valid_from\n" + string.Concat(Enumerable.Range(0, size.Areas).Select(a => $"T{a},T{a},1,2025-01-01\n")));
        x.Write("customers.csv", "customer_no,name,customer_class,org_code,valid_from\n" + string.Concat(Enumerable.Range(0, all).Select(i => $"{Customer(i)},{Customer(i)},other,1,2025-01-01\n")));
        x.Write("usage-points.csv", "usage_point_no,customer_no,area_no,valid_from\n" + string.Concat(Enumerable.Range(0, all).Select(i => $"P{i:0000},{Customer(i)},T{i / size.Customers},2025-01-01\n")));
        var random = new Random(11);
        var text = new StringBuilder("point,day,minutes").Append(string.Concat(Enumerable.Range(1, Slots).Select(s => $",v{s:00}"))).Append('\n');
        var habits = Enumerable.Range(0, all).Select(_ => (Level: 0.08 + (0.25 * random.NextDouble()), Morning: random.Next(11, 19), Evening: random.Next(32, 45))).ToArray();
        for (var d = 0; d < Days; d++)
        {
            var supply = new double[size.Areas, Slots];
            for (var i = 0; i < habits.Length; i++)
            {
                var used = Day(habits[i], random, 1 + (0.25 * Math.Sin(d / 6.0)));
                for (var s = 0; s < Slots; s++) supply[i / size.Customers, s] += used[s];
                var share = thieves.Where(t => t.Customer == i && d >= t.From).Select(t => t.Reported).FirstOrDefault(1);
                Row(text, $"P{i:0000}", d, used.Select(v => v * share));
            }

            // Heat in the lines: about three per cent at an ordinary load, growing with its square.
            for (var a = 0; a < size.Areas; a++) Row(text, $"A:T{a}", d, Enumerable.Range(0, Slots).Select(s => supply[a, s] + (0.0025 * supply[a, s] * supply[a, s]) + 0.02));
        }

        x.Write("readings-interval.csv", text.ToString());
    }

    /// <summary>A base load, two humps at the customer's own hours, and appliances that come and go.</summary>
    private static double[] Day((double Level, int Morning, int Evening) habit, Random random, double weather)
    {
        var day = new double[Slots];
        var strength = Math.Exp(0.35 * ((random.NextDouble() * 2) - 1));
        for (var s = 0; s < Slots; s++)
        {
            double Hump(int at, double width) => Math.Exp(-(s - at) * (s - at) / (2 * width * width));
            day[s] = habit.Level * weather * strength * (0.5 + Hump(habit.Morning, 2) + (1.8 * Hump(habit.Evening, 3)) + (0.5 * random.NextDouble()));
        }

        for (var n = random.Next(4); n > 0; n--) day[random.Next(Slots)] += 0.4 * random.NextDouble();
        return day;
    }

    private static void Row(StringBuilder text, string point, int d, IEnumerable<double> values)
    {
        text.Append(CultureInfo.InvariantCulture, $"{point},{First.AddDays(d):yyyy-MM-dd},30");
        foreach (var value in values) text.Append(CultureInfo.InvariantCulture, $",{value:0.0000}");
        text.Append('\n');
    }
}
