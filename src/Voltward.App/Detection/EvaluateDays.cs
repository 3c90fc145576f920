using Voltward.Analytics.Detection;
using Voltward.App.Inspections;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>
/// Measures what the ranker of daily series is worth on customers it has not seen, once with and once without what the collection of the readings
/// says (缺数特征对照): where readings were collected differently from suspects, a model finds the collection and not the theft.
/// </summary>
public sealed class EvaluateDays(Database database, BuildCache cache, InspectionShelf rules)
{
    public async Task<Outcome<EvaluateResult>> RunAsync(EvaluateRanker.Request request, CancellationToken stop)
    {
        if (!(await DailyTrainingSet.LoadAsync(new(request.LabelFile), database, cache, rules, stop)).Succeeded(out var set, out var problem)) return problem;
        return Measure(set, request.Protocol with { Grouping = "identical features and transformer area" }, stop);
    }

    private static EvaluateResult Measure(DailyTrainingSet set, BillProtocol protocol, CancellationToken stop)
    {
        var sample = set.Sample;
        var scores = BillEvaluation.Ranker(sample, protocol, stop);
        var ours = new EvaluationRankings(scores.Raw, sample.Hits);
        var bootstrap = new MetricsBootstrap(sample.Groups, seed: protocol.Seed);
        return EvaluateRanker.Of(sample, scores, (ours, bootstrap), protocol) with
        {
            Unmatched = set.Unmatched,
            WithoutMissingness = Blind(sample, ours, bootstrap, protocol, stop),
            Baselines = [.. Baselines(protocol.Seed).Select(b => EvaluateRanker.Compare(b.Key, BillEvaluation.Other(sample, protocol, b.Value, stop), sample, ours, bootstrap))],
            Probes = BillProbes.Run(sample, new Dictionary<string, int[]> { ["collection-only"] = [.. DailyTrainingSet.Collection.Order()] }, set.Customers, protocol, stop),
        };
    }

    private static EvaluationBlind Blind(BillSample sample, EvaluationRankings ours, MetricsBootstrap bootstrap, BillProtocol protocol, CancellationToken stop)
    {
        var theirs = new EvaluationRankings(BillEvaluation.Ranker(sample.Blind(DailyTrainingSet.Collection), protocol, stop).Raw, sample.Hits);
        return new(
            DailyFeatureNames.Collection, bootstrap.Of(theirs.Auc), bootstrap.Of(theirs.AveragePrecision),
            bootstrap.Difference(ours.Auc, theirs.Auc), bootstrap.Difference(ours.AveragePrecision, theirs.AveragePrecision));
    }

    private static Dictionary<string, Func<BillSample, BillSample, double[]>> Baselines(int seed) => new()
    {
        ["random"] = (train, test) => Chance(test.Count, seed + train.Count),
        ["zero-share"] = (_, test) => Column(test, "zeroShare", 1),
        ["largest-fall"] = (_, test) => Column(test, "changeRatio", -1),
        ["lowest-half"] = (_, test) => Column(test, "halfRatio", -1),
        ["logistic"] = BillLogistic.FitAndScore,
    };

    private static double[] Chance(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble())];
    }

    /// <summary>What cannot be computed lies in the middle of nothing: it comes last.</summary>
    private static double[] Column(BillSample test, string feature, int sign)
    {
        var column = DailyReasons.Index(feature);
        return [.. Enumerable.Range(0, test.Count).Select(i => double.IsNaN(test.Row(i)[column]) ? double.MinValue : sign * test.Row(i)[column])];
    }
}
