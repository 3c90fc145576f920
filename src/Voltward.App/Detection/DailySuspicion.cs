using Voltward.Analytics.Detection;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>
/// Scores customers with daily readings who belong to no area (日电量疑点): nothing but their own behaviour speaks, so every lead is
/// a statistical suspicion. With a model trained on outcomes it ranks by that; without one, by how much they fell against everybody.
/// </summary>
internal sealed class DailySuspicion(Database database, BuildCache cache, DataFolder folder)
{
    /// <summary>Stands for the model when none has been trained.</summary>
    public const string Untrained = "days-untrained";

    /// <summary>Leads are made of at most this many, and of at most a twentieth of all: nobody visits the rest on behaviour alone.</summary>
    private const int Listed = 5000;

    private const int Peers = 2000;

    /// <summary>Published sweeps without a target find something at 1 to 15 % of the visits; said of everybody alike until outcomes are known.</summary>
    private const double PriorShare = 0.05;

    /// <summary>Adds scores and leads of the customers that the run does not know yet.</summary>
    /// <param name="result">The run.</param>
    /// <param name="asOf">Decision day; null when there are no readings at all.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns><c>detection.other-schema</c> when the newest model was trained with other features.</returns>
    public async Task<Outcome<Done>> AddAsync(AnalysisResult result, DateOnly? asOf, CancellationToken stop)
    {
        if (asOf is null || !DailyPanel.HasOthers(cache, result.KnowsPoint)) return default(Done);
        if (await DailyPanel.SpanAsync(database, asOf, stop) is not { } span) return default(Done);
        var panel = DailyPanel.Load(cache, span, await DailyPanel.ArchiveAsync(database, stop), customer => !result.Knows(customer));
        if (panel.Points.Count == 0) return default(Done);
        var model = await BillModelCard.LatestAsync(folder, stop, BillModelCard.Days);
        if (model is { } known && known.Card.SchemaHash != DailyFeatureNames.SchemaHash) return BillProblems.OtherSchema(known.Card.Model);

        var raw = model is { } trained ? trained.Ranker.ScoreAll(panel.Features, DailyFeatureNames.Count) : Falls(panel);
        double Probability(double score) => model is { } m ? m.Ranker.Calibration.Probability(score) : PriorShare;
        var order = Enumerable.Range(0, raw.Length).OrderByDescending(i => raw[i]).ThenBy(i => panel.Points[i].Point, StringComparer.Ordinal).ToArray();
        var listed = order.Take(Math.Min(Listed, Math.Max(1, raw.Length / 20))).ToArray();
        var leads = Explain(panel, listed, raw, model?.Ranker, model?.Card.Model ?? Untrained);
        for (var rank = 0; rank < order.Length; rank++)
        {
            var lead = rank < listed.Length ? leads[rank] with { Probability = Probability(raw[order[rank]]) } : null;
            result.Add(panel.Points[order[rank]].Customer, (100.0 * (raw.Length - rank) / raw.Length, Probability(raw[order[rank]])), lead);
        }

        return default(Done);
    }

    /// <summary>Without outcomes: log of the change's strength where use fell, zero where it rose.</summary>
    private static double[] Falls(DailyPanel panel)
    {
        var (strength, ratio) = (DailyReasons.Index("changeStrength"), DailyReasons.Index("changeRatio"));
        return [.. Enumerable.Range(0, panel.Points.Count).Select(i =>
        {
            var row = panel.Row(i);
            return row[ratio] < 1 && row[strength] > 0 ? Math.Log(1 + row[strength]) * (1 - row[ratio]) : 0;
        })];
    }

    private LeadDraft[] Explain(DailyPanel panel, int[] listed, double[] raw, BillRanker? ranker, string model)
    {
        var series = panel.Series(cache, listed.Select(i => panel.Points[i]));
        var peers = panel.Series(cache, panel.Points.OrderBy(p => p.Point, StringComparer.Ordinal).Take(Peers)).Values.ToArray();
        var course = PeerCourse.Of(peers, [.. peers.Select(_ => "")], panel.Days)[""];
        var leads = new LeadDraft[listed.Length];
        Parallel.For(0, listed.Length, k =>
        {
            var (i, entry) = (listed[k], panel.Points[listed[k]]);
            var change = ChangePoint.StrongestFall(series[entry.Point], course);
            var parts = new double[DailyFeatureNames.Count];
            ranker?.Explain(Array.ConvertAll(panel.Row(i).ToArray(), v => (double)v), parts);
            leads[k] = DailyReasons.Lead(panel, entry, (panel.Row(i).ToArray(), parts, change), model) with { Score = 100.0 * (raw.Length - k) / raw.Length };
        });
        return leads;
    }
}
