using Voltward.Analytics.Detection;
using Voltward.App.Inspections;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

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
        if (!(await DailyTrainingSet.LoadAsync(request, database, cache, rules, stop)).Succeeded(out var set, out var problem)) return problem;
        var sample = set.Sample;
        var ranker = BillRanker.Fit(sample, request.Seed);
        var blind = BillRanker.InnerOf(sample.Blind(DailyTrainingSet.Collection), ranker.Chosen, request.Seed);
        await using var work = await database.BeginAsync(actor, stop);
        var card = Card(sample, ranker, work.Now) with { DataId = $"{sample.Count}-{set.AsOf:yyyyMMdd}", BlindAuc = blind.Auc, BlindAveragePrecision = blind.AveragePrecision };
        BillModelCard.Save(folder, card, ranker);
        await work.CommitAsync(
            "model.trained", "model/" + card.Model, new { card.DataId, card.SchemaHash, card.Labelled, card.Positives, card.InnerAuc }, stop: stop);
        return new TrainRanker.Result(card, set.Unmatched, false);
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
