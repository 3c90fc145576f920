using Voltward.Analytics.Detection;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>Fits the ranker of bills from outcomes and keeps it as files with a card (训练模型).</summary>
public sealed class TrainRanker(Lake lake, DataFolder folder, Database database)
{
    /// <param name="LabelFile">CSV of outcomes; null: the recorded inspections.</param>
    /// <param name="Seed">Chance; the same data and seed give the same model, byte for byte.</param>
    public sealed record Request(string? LabelFile, int Seed = 1);

    /// <param name="Card">What was trained.</param>
    /// <param name="Unmatched">Outcomes of customers without bills.</param>
    /// <param name="DatesRepaired">Whether day and month of the bill dates had to be exchanged back.</param>
    public sealed record Result(BillModelCard Card, int Unmatched, bool DatesRepaired);

    public async Task<Outcome<Result>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        IReadOnlyList<BillLabel>? labels;
        if (request.LabelFile is { } file)
        {
            if (!(await BillLabels.ReadAsync(file, stop)).Succeeded(out labels, out var problem)) return problem;
        }
        else
        {
            labels = await BillLabels.RecordedAsync(database, stop);
        }

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
            Settings = ranker.Chosen,
            Calibration = ranker.Calibration,
            InnerAuc = ranker.Inner.Auc,
            InnerAveragePrecision = ranker.Inner.AveragePrecision,
            Vocabulary = panel.Vocabulary.Codes,
            Files = [.. Enumerable.Range(0, ranker.Texts.Count).Select(i => $"{name}.{i}.txt")],
        };
    }
}
