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
/// Fits a ranker of daily series from outcomes, for a company that has daily readings but no bills (训练模型). A customer's features
/// end on the day before the outcome was decided: what came after may have been caused by it.
/// </summary>
public sealed class TrainDays(Database database, DataFolder folder, BuildCache cache, InspectionShelf rules)
{
    /// <returns>What was trained; <c>detection.no-readings</c> or <c>detection.too-few-labels</c> when there is nothing to learn from.</returns>
    public async Task<Outcome<TrainRanker.Result>> RunAsync(TrainRanker.Request request, Actor actor, CancellationToken stop)
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
        var sample = await SampleAsync(rows, stop);
        var ranker = BillRanker.Fit(sample, request.Seed);
        await using var work = await database.BeginAsync(actor, stop);
        var card = Card(sample, ranker, work.Now) with { DataId = $"{rows.Count}-{span.AsOf:yyyyMMdd}" };
        BillModelCard.Save(folder, card, ranker);
        await work.CommitAsync(
            "model.trained", "model/" + card.Model, new { card.DataId, card.SchemaHash, card.Labelled, card.Positives, card.InnerAuc }, stop: stop);
        return new TrainRanker.Result(card, labels.Count - rows.Select(r => r.Label.Customer).Distinct().Count(), false);
    }

    private static DateOnly Before(DateOnly? decided, AnalysisSpan span) => decided is { } day && day <= span.AsOf ? day.AddDays(-1) : span.AsOf;

    /// <summary>Customers of one area and exact copies stay together in every split.</summary>
    private async Task<BillSample> SampleAsync(List<(BillLabel Label, float[] Row)> rows, CancellationToken stop)
    {
        await using var look = await database.LookAsync(Actor.System, stop);
        var areas = await BillOutcomeQueries.AreasAsync(look);
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

    private static BillModelCard Card(BillSample sample, BillRanker ranker, DateTimeOffset now)
    {
        var name = BillModelCard.NameOf(now, ranker, BillModelCard.Days);
        return new BillModelCard
        {
            Model = name,
            TrainedAt = now,
            SchemaHash = DailyFeatureNames.SchemaHash,
            Features = sample.Columns,
            Labelled = sample.Count,
            Positives = sample.Hits.Count(h => h),
            Doubted = sample.Missed?.Sum() ?? 0,
            Settings = ranker.Chosen,
            Calibration = ranker.Calibration,
            InnerAuc = ranker.Inner.Auc,
            InnerAveragePrecision = ranker.Inner.AveragePrecision,
            Files = [.. Enumerable.Range(0, ranker.Texts.Count).Select(i => $"{name}.{i}.txt")],
        };
    }
}
