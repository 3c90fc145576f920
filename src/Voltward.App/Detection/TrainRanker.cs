using Voltward.Analytics.Detection;
using Voltward.App.Inspections;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>Fits the ranker of bills from outcomes and keeps it as files with a card (训练模型).</summary>
public sealed class TrainRanker(Lake lake, DataFolder folder, Database database, InspectionShelf rules)
{
    /// <param name="LabelFile">CSV of outcomes; null: the recorded inspections.</param>
    /// <param name="Seed">Chance; the same data and seed give the same model, byte for byte.</param>
    /// <param name="Omission">Share of thefts that visits overlook, as somebody states it; null: as blind second visits measured it, for recorded visits only.</param>
    public sealed record Request(string? LabelFile, int Seed = 1, double? Omission = null);

    /// <param name="Card">What was trained.</param>
    /// <param name="Unmatched">Outcomes of customers without bills.</param>
    /// <param name="DatesRepaired">Whether day and month of the bill dates had to be exchanged back.</param>
    public sealed record Result(BillModelCard Card, int Unmatched, bool DatesRepaired);

    public async Task<Outcome<Result>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!(await LabelsAsync(request, database, rules, stop)).Succeeded(out var labels, out var problem)) return problem;
        var panel = await BillPanel.LoadAsync(lake, null, null, stop);
        if (panel.Series.Count == 0) return BillProblems.NoBills;
        if (!(await BillTrainingSet.JoinAsync(panel, labels, database, stop)).Succeeded(out var set, out var refusal)) return refusal;

        var ranker = BillRanker.Fit(set.Sample, request.Seed);
        await using var work = await database.BeginAsync(actor, stop);
        var card = Card(panel, set, ranker, work.Now);
        BillModelCard.Save(folder, card, ranker);
        await work.CommitAsync(
            "model.trained", "model/" + card.Model, new { card.DataId, card.SchemaHash, card.Labelled, card.Positives, card.InnerAuc }, stop: stop);
        return new Result(card, set.Unmatched, panel.DatesRepaired);
    }

    /// <summary>Outcomes with what the visits behind them overlook.</summary>
    internal static async Task<Outcome<IReadOnlyList<BillLabel>>> LabelsAsync(Request request, Database database, InspectionShelf rules, CancellationToken stop)
    {
        if (request.Omission is < 0 or >= 1) return DetectionProblems.OmissionSenseless;
        if (request.LabelFile is not { } file)
        {
            var chance = request.Omission is { } stated ? DetectionChance.Stated(stated) : await DetectionChance.MeasureAsync(database, rules, stop);
            return (await BillLabels.RecordedAsync(database, chance, stop)).ToArray();
        }

        if (!(await BillLabels.ReadAsync(file, stop)).Succeeded(out var labels, out var problem)) return problem;
        return labels.Select(l => l with { Omission = request.Omission ?? 0 }).ToArray();
    }

    private static BillModelCard Card(BillPanel panel, BillTrainingSet set, BillRanker ranker, DateTimeOffset now)
    {
        var name = BillModelCard.NameOf(now, ranker);
        return new BillModelCard
        {
            Model = name,
            TrainedAt = now,
            DataId = panel.DataId,
            SchemaHash = panel.Matrix.Schema.Hash,
            Features = panel.Matrix.Columns,
            Labelled = set.Sample.Count,
            Positives = set.Sample.Hits.Count(h => h),
            Doubted = set.Sample.Missed?.Sum() ?? 0,
            Settings = ranker.Chosen,
            Calibration = ranker.Calibration,
            InnerAuc = ranker.Inner.Auc,
            InnerAveragePrecision = ranker.Inner.AveragePrecision,
            Vocabulary = panel.Vocabulary.Codes,
            Files = [.. Enumerable.Range(0, ranker.Texts.Count).Select(i => $"{name}.{i}.txt")],
        };
    }
}
