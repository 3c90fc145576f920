using Voltward.Analytics.Detection;
using Voltward.App.Inspections;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>Measures what the ranker of bills is worth on customers it has not seen, at the number of visits that can be made (按作业能力检验模型).</summary>
public sealed class EvaluateRanker(Lake lake, Database database, InspectionShelf rules)
{
    private const int NoveltySeed = 1;

    /// <param name="LabelFile">CSV of outcomes; null: the recorded inspections.</param>
    /// <param name="Protocol">Folds, repetitions, capacity.</param>
    public sealed record Request(string? LabelFile, BillProtocol Protocol);

    public async Task<Outcome<EvaluateResult>> RunAsync(Request request, CancellationToken stop)
    {
        if (!(await TrainRanker.LabelsAsync(new(request.LabelFile), database, rules, stop)).Succeeded(out var labels, out var problem)) return problem;
        var panel = await BillPanel.LoadAsync(lake, null, null, stop);
        if (panel.Series.Count == 0) return BillProblems.NoBills;
        if (!(await BillTrainingSet.JoinAsync(panel, labels, database, stop)).Succeeded(out var set, out var refusal)) return refusal;
        return Measure(panel, set, request.Protocol, stop);
    }

    private static EvaluateResult Measure(BillPanel panel, BillTrainingSet set, BillProtocol protocol, CancellationToken stop)
    {
        var sample = set.Sample;
        var scores = BillEvaluation.Ranker(sample, protocol, stop);
        var ours = new EvaluationRankings(scores.Raw, sample.Hits);
        var bootstrap = new MetricsBootstrap(sample.Groups, seed: protocol.Seed);
        return Of(sample, scores, (ours, bootstrap), protocol) with
        {
            Unmatched = set.Unmatched,
            DatesRepaired = panel.DatesRepaired,
            ByKind = Kinds(panel, set, scores),
            Baselines = [.. Baselines(panel, protocol).Select(b => Compare(b.Key, BillEvaluation.Other(sample, protocol, b.Value, stop), sample, ours, bootstrap))],
            Probes = BillProbes.Run(sample, Terms(panel.Matrix.Schema), set.Customers, protocol, stop),
            Copies = set.Copies,
        };
    }

    /// <summary>What every ranker is measured by, whatever it looks at.</summary>
    internal static EvaluateResult Of(BillSample sample, BillCrossScores scores, (EvaluationRankings Ours, MetricsBootstrap Bootstrap) by, BillProtocol protocol)
    {
        var (ours, bootstrap) = by;
        var probability = Enumerable.Range(0, sample.Count).Select(i => scores.Probability.Average(p => p[i])).ToArray();
        return new EvaluateResult
        {
            N = sample.Count,
            Positives = sample.Hits.Count(h => h),
            Protocol = protocol.Text,
            Auc = bootstrap.Of(ours.Auc),
            AucOfMeanScore = new EvaluationRankings([Mean(scores.Raw)], sample.Hits).Auc(default),
            Ap = bootstrap.Of(ours.AveragePrecision),
            PrecisionAtCapacity = new(protocol.Capacity, bootstrap.Of(w => ours.PrecisionAt(protocol.Capacity, w))),
            CalibrationError = Metrics.CalibrationError(probability, sample.Hits),
            Brier = Metrics.Brier(probability, sample.Hits),
            Settings = scores.Chosen.CountBy(c => c).OrderBy(c => c.Key, StringComparer.Ordinal).ToDictionary(c => c.Key, c => c.Value),
            Groups = sample.Groups.Distinct().Count(),
        };
    }

    /// <summary>The same ranking inside classes of customers, where it may be weaker than overall.</summary>
    private static IReadOnlyList<EvaluationKind> Kinds(BillPanel panel, BillTrainingSet set, BillCrossScores scores)
    {
        var swapped = set.Places.Select(p => BillSwap.Of(panel.Series[p].Main).Count > 0).ToArray();
        var gas = set.Places.Select(p => panel.Series[p].Gas.Length > 0).ToArray();
        var classes = new (string Kind, Func<int, bool> In)[]
        {
            ("meter-changed", i => swapped[i]),
            ("meter-never-changed", i => !swapped[i]),
            ("with-gas", i => gas[i]),
            ("without-gas", i => !gas[i]),
        };
        return [.. classes.Select(c =>
        {
            var (part, places) = set.Sample.Where(c.In);
            var rankings = new EvaluationRankings([.. scores.Raw.Select(s => places.Select(p => s[p]).ToArray())], part.Hits);
            return new EvaluationKind(c.Kind, part.Count, part.Hits.Count(h => h), new MetricsBootstrap(part.Groups).Of(rankings.Auc));
        })];
    }

    private static Dictionary<string, int[]> Terms(BillSchema schema) =>
        new() { ["terms-only"] = [.. Enumerable.Range(0, schema.Names.Count).Where(i => schema.Reasons[i] == BillReasons.Terms)] };

    private static Dictionary<string, Func<BillSample, BillSample, double[]>> Baselines(BillPanel panel, BillProtocol protocol)
    {
        var novelty = BillNovelty.Fit(panel.Matrix, NoveltySeed);
        return new(BillBaselines.All(panel.Matrix.Schema, protocol.Seed))
        {
            ["novelty"] = (_, test) => [.. Enumerable.Range(0, test.Count).Select(i => novelty.Score(test.Row(i)))],
        };
    }

    internal static EvaluationBaseline Compare(
        string code, IReadOnlyList<double[]> scores, BillSample sample, EvaluationRankings ours, MetricsBootstrap bootstrap)
    {
        var theirs = new EvaluationRankings(scores, sample.Hits);
        return new EvaluationBaseline(
            code,
            bootstrap.Of(theirs.Auc),
            theirs.AveragePrecision(default),
            bootstrap.Difference(ours.Auc, theirs.Auc),
            bootstrap.Difference(ours.AveragePrecision, theirs.AveragePrecision));
    }

    internal static double[] Mean(IReadOnlyList<double[]> repeats) =>
        [.. Enumerable.Range(0, repeats[0].Length).Select(i => repeats.Average(r => r[i]))];
}
