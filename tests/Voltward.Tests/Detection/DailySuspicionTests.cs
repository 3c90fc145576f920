using System.Globalization;
using System.Text;
using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Voltward.App.Readings;
using Voltward.Domain.Access;
using Voltward.Tests.Readings;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>A file of the State Grid format, end to end: import, features, model, leads for customers without any area.</summary>
public sealed class DailySuspicionTests
{
    private const int Customers = 240;
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_outcomes_those_who_fell_come_first_and_every_customer_has_a_score()
    {
        await using var x = await Importer.OpenAsync();
        x.Write("wide.csv", Wide(flags: false));
        await x.LoadAsync("sgcc-wide", "wide.csv");
        var report = await AnalyseAsync(x);
        Assert.Equal(Customers, report.Customers);
        var leads = await LeadsAsync(x, all: true);
        Assert.Equal(Customers, leads.Count);
        var head = leads.Where(l => l.Reasons.Count > 0).ToList();
        Assert.Equal(Customers / 20, head.Count);
        Assert.All(head, l =>
        {
            Assert.True(IsThief(l.Lead.Customer!), l.Lead.Customer);
            Assert.Equal(1, l.Lead.StatisticalOnly);
            Assert.NotEmpty(l.Innocent);
            Assert.InRange(l.Lead.Onset!.Value, new DateOnly(2014, 6, 25), new DateOnly(2014, 7, 5));
            Assert.True(l.Lead.LowWh > 0 && l.Lead.LowWh < l.Lead.MidWh && l.Lead.MidWh < l.Lead.HighWh);
        });
    }

    [Fact]
    public async Task A_model_learns_from_the_labels_of_the_file_and_ranks_by_them()
    {
        await using var x = await Importer.OpenAsync();
        x.Write("wide.csv", Wide(flags: true));
        await x.LoadAsync("sgcc-wide", "wide.csv");
        var trained = await new TrainDays(x.Store.Database, x.Store.Folder, new BuildCache(x.Store.Database, x.Store.Folder, x.Lake), new()).RunAsync(new(null), Actor.System, Stop);
        Assert.True(trained.Succeeded(out var model, out _));
        Assert.Equal((Customers, Customers / 6, DailyFeatureNames.SchemaHash), (model.Card.Labelled, model.Card.Positives, model.Card.SchemaHash));
        Assert.True(model.Card.InnerAuc > 0.9, model.Card.InnerAuc.ToString(CultureInfo.InvariantCulture));
        Assert.True(model.Card.BlindAuc > 0.9, "the thieves of this file do not show in missing readings");
        var report = await AnalyseAsync(x);
        Assert.EndsWith(model.Card.Model, report.Model, StringComparison.Ordinal);
        Assert.All((await LeadsAsync(x, all: false)).Take(8), l => Assert.True(IsThief(l.Lead.Customer!)));
    }

    [Fact]
    public async Task An_evaluation_says_what_is_left_without_looking_at_missing_readings()
    {
        await using var x = await Importer.OpenAsync();
        // Here the outcome shows in nothing but gaps: a thief's readings are missing, and nobody's use falls.
        var random = new Random(4);
        x.Write("wide.csv", string.Join('\n', Enumerable.Range(0, Customers).Select(c => string.Join(',', Enumerable.Range(0, 120).Select(_ =>
            random.NextDouble() < (c % 6 == 0 ? 0.3 : 0.05) ? "" : (5 + (2 * random.NextDouble())).ToString("0.00", CultureInfo.InvariantCulture))
            .Prepend(c % 6 == 0 ? "1" : "0").Prepend($"G{c:000}"))).Prepend("CONS_NO,FLAG," + string.Join(',', Enumerable.Range(0, 120).Select(d => new DateOnly(2016, 1, 1).AddDays(d).ToString("yyyy/M/d", CultureInfo.InvariantCulture))))) + "\n");
        await x.LoadAsync("sgcc-wide", "wide.csv");
        var cache = new BuildCache(x.Store.Database, x.Store.Folder, x.Lake);
        var outcome = await new EvaluateDays(x.Store.Database, cache, new()).RunAsync(new(null, new() { Repeats = 1, Folds = 3, Capacity = 20, Permutations = 1 }), Stop);
        Assert.True(outcome.Succeeded(out var found, out var problem), problem?.Code);
        Assert.Equal((Customers, Customers / 6), (found.N, found.Positives));
        Assert.True(found.Auc.Value > 0.95, found.Auc.ToString());
        // Spread and extremes still depend a little on how many readings there are.
        Assert.True(found.WithoutMissingness!.Auc.Value < 0.85, found.WithoutMissingness.Auc.ToString());
        Assert.True(found.WithoutMissingness.AucGain.Low > 0.05, found.WithoutMissingness.AucGain.ToString());
        Assert.Contains(found.Probes, p => p.Code == "collection-only" && p.Auc > 0.95);
    }

    private static bool IsThief(string customer) => int.Parse(customer[1..], CultureInfo.InvariantCulture) % 6 == 0;

    private static async Task<AnalyseUtility.Report> AnalyseAsync(Importer x)
    {
        var outcome = await AnalyseUtilityTests.Analyse(x.Store).RunAsync(new(), Actor.System, Stop);
        Assert.True(outcome.Succeeded(out var report, out var problem), problem?.Code);
        return report;
    }

    private static async Task<IReadOnlyList<RunQueries.Entry>> LeadsAsync(Importer x, bool all)
    {
        var outcome = await new RunQueries(x.Store.Database).RunAsync(null, all, Actor.System, Stop);
        Assert.True(outcome.Succeeded(out var report, out var problem), problem?.Code);
        return report.Leads;
    }

    /// <summary>Days in the order of text, gaps, and every sixth customer at 40 % from 30 June 2014 on.</summary>
    private static string Wide(bool flags)
    {
        var random = new Random(11);
        var days = Enumerable.Range(0, 300).Select(d => new DateOnly(2014, 1, 1).AddDays(d)).OrderBy(d => d.ToString("yyyy/M/d", CultureInfo.InvariantCulture), StringComparer.Ordinal).ToArray();
        var text = new StringBuilder("CONS_NO,FLAG," + string.Join(',', days.Select(d => d.ToString("yyyy/M/d", CultureInfo.InvariantCulture))) + "\n");
        for (var c = 0; c < Customers; c++)
        {
            var level = 3 + (10 * random.NextDouble());
            text.Append(CultureInfo.InvariantCulture, $"C{c:000},{(flags && c % 6 == 0 ? 1 : 0)}");
            foreach (var day in days)
            {
                var share = c % 6 == 0 && day >= new DateOnly(2014, 6, 30) ? 0.4 : 1;
                var value = level * share * (0.7 + (0.6 * random.NextDouble()));
                text.Append(',');
                if (random.NextDouble() > 0.05) text.Append(CultureInfo.InvariantCulture, $"{value:0.00}");
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
