using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Voltward.Analytics.Detection;
using Voltward.App.Inspections;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>
/// Outcomes with the features of the customers' daily series. They end on the day before an outcome was decided: what came after may have been
/// caused by it.
/// </summary>
/// <param name="Sample">Features, outcomes, groups.</param>
/// <param name="Customers">Customer of each row.</param>
/// <param name="AsOf">Last day of the readings.</param>
/// <param name="Unmatched">Customers with an outcome and without readings.</param>
internal sealed record DailyTrainingSet(BillSample Sample, IReadOnlyList<string> Customers, DateOnly AsOf, int Unmatched)
{
    /// <summary>Columns that say how readings were collected.</summary>
    public static IReadOnlySet<int> Collection { get; } = DailyFeatureNames.Collection.Select(DailyReasons.Index).ToHashSet();

    /// <returns><c>detection.no-readings</c> or <c>detection.too-few-labels</c> when there is nothing to learn from.</returns>
    public static async Task<Outcome<DailyTrainingSet>> LoadAsync(TrainRanker.Request request, Database database, BuildCache cache, InspectionShelf rules, CancellationToken stop)
    {
        if (!(await TrainRanker.LabelsAsync(request, database, rules, stop)).Succeeded(out var labels, out var problem)) return problem;
        if (await DailyPanel.SpanAsync(database, null, stop) is not { } span) return DetectionProblems.NoReadings;
        await cache.RunAsync(stop);
        var archive = await DailyPanel.ArchiveAsync(database, stop);
        var rows = new List<(BillLabel Label, float[] Row)>();
        foreach (var decided in labels.GroupBy(l => Before(l.DecidedOn, span)).Where(g => g.Key >= span.First).OrderBy(g => g.Key))
        {
            var of = decided.ToDictionary(l => l.Customer, StringComparer.Ordinal);
            var panel = DailyPanel.Load(cache, span with { AsOf = decided.Key }, archive, of.ContainsKey);
            rows.AddRange(panel.Points.Select((p, i) => (of[p.Customer], panel.Row(i).ToArray())));
        }

        var hits = rows.Count(r => r.Label.Hit);
        if (hits < BillTrainingSet.Needed || rows.Count - hits < BillTrainingSet.Needed) return BillProblems.TooFewLabels(hits, rows.Count - hits, BillTrainingSet.Needed);
        await using var look = await database.LookAsync(Actor.System, stop);
        var sample = Sampled(rows, await BillOutcomeQueries.AreasAsync(look));
        string[] customers = [.. rows.Select(r => r.Label.Customer)];
        return new DailyTrainingSet(sample, customers, span.AsOf, labels.Count - customers.Distinct().Count());
    }

    private static DateOnly Before(DateOnly? decided, AnalysisSpan span) => decided is { } day && day <= span.AsOf ? day.AddDays(-1) : span.AsOf;

    /// <summary>Customers of one area and exact copies stay together in every split.</summary>
    private static BillSample Sampled(List<(BillLabel Label, float[] Row)> rows, IReadOnlyDictionary<string, string> areas)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        int Group(int i)
        {
            var key = areas.TryGetValue(rows[i].Label.Customer, out var area) ? "area " + area : Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(rows[i].Row.AsSpan())));
            return first.TryAdd(key, i) ? i : first[key];
        }

        return new BillSample(
            [.. rows.SelectMany(r => r.Row.Select(v => (double)v))], DailyFeatureNames.Count, [.. rows.Select(r => r.Label.Hit)], [.. rows.Select((_, i) => Group(i))])
        {
            Missed = BillTrainingSet.Missed([.. rows.Select(r => r.Label)]),
        };
    }
}
