using System.Globalization;

namespace Voltward.Analytics.Detection;

/// <summary>How an evaluation is run. Every figure depends on these and on nothing else.</summary>
public readonly record struct BillProtocol()
{
    /// <summary>Repetitions of the outer folds with other seeds, at least 1.</summary>
    public int Repeats { get; init; } = 3;

    /// <summary>Outer folds, at least 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Number of visits the crews can make: the k of precision at capacity.</summary>
    public int Capacity { get; init; } = 100;

    /// <summary>Permutations of the labels for the leak probe.</summary>
    public int Permutations { get; init; } = 5;

    public int Seed { get; init; } = 1;

    /// <summary>What is kept whole by every split, in words.</summary>
    public string Grouping { get; init; } = "shared meter, identical bills and transformer area";

    /// <summary>In words, for the result.</summary>
    public string Text => string.Create(
        CultureInfo.InvariantCulture,
        $"{Repeats} x {Folds}-fold stratified cross-validation, grouped by {Grouping}; settings and calibration chosen on 3 inner folds; natural prevalence; intervals by cluster bootstrap, {MetricsBootstrap.Resamples} resamples");
}

/// <summary>Scores of every row by models that never saw it, once per repetition.</summary>
public sealed record BillCrossScores(IReadOnlyList<double[]> Raw, IReadOnlyList<double[]> Probability, IReadOnlyList<string> Chosen);

/// <summary>Runs the outer folds.</summary>
public static class BillEvaluation
{
    /// <summary>The ranker: everything that is fitted is fitted inside the fold.</summary>
    public static BillCrossScores Ranker(BillSample sample, BillProtocol protocol, CancellationToken stop)
    {
        var (raw, probability) = (Empty(sample, protocol), Empty(sample, protocol));
        var chosen = new string[protocol.Repeats * protocol.Folds];
        EachFold(sample, protocol, (repeat, fold, train, test, places) =>
        {
            var ranker = BillRanker.Fit(train, protocol.Seed + (repeat * protocol.Folds) + fold);
            chosen[(repeat * protocol.Folds) + fold] = ranker.Chosen;
            for (var i = 0; i < places.Length; i++)
            {
                raw[repeat][places[i]] = ranker.Score(test.Row(i));
                probability[repeat][places[i]] = ranker.Calibration.Probability(raw[repeat][places[i]]);
            }
        }, stop);
        return new(raw, probability, chosen);
    }

    /// <summary>Any other way to score: fitted on the training rows, applied to the test rows.</summary>
    /// <param name="sample">All rows.</param>
    /// <param name="protocol">Folds and seed.</param>
    /// <param name="score">Training rows and test rows to scores of the test rows.</param>
    /// <param name="stop">Cancels.</param>
    public static IReadOnlyList<double[]> Other(
        BillSample sample, BillProtocol protocol, Func<BillSample, BillSample, double[]> score, CancellationToken stop)
    {
        var result = Empty(sample, protocol);
        EachFold(sample, protocol, (repeat, _, train, test, places) =>
        {
            var scores = score(train, test);
            for (var i = 0; i < places.Length; i++) result[repeat][places[i]] = scores[i];
        }, stop);
        return result;
    }

    private static double[][] Empty(BillSample sample, BillProtocol protocol) =>
        [.. Enumerable.Range(0, protocol.Repeats).Select(_ => new double[sample.Count])];

    /// <summary>Folds are independent of each other, so the number of threads changes no figure.</summary>
    private static void EachFold(
        BillSample sample, BillProtocol protocol, Action<int, int, BillSample, BillSample, int[]> run, CancellationToken stop)
    {
        var folds = Enumerable.Range(0, protocol.Repeats)
            .Select(repeat => BillFolds.Assign(sample.Groups, sample.Hits, protocol.Folds, protocol.Seed + repeat)).ToArray();
        var options = new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(0, protocol.Repeats * protocol.Folds, options, n =>
        {
            var (repeat, fold) = (n / protocol.Folds, n % protocol.Folds);
            var (train, _) = sample.Where(i => folds[repeat][i] != fold);
            var (test, places) = sample.Where(i => folds[repeat][i] == fold);
            run(repeat, fold, train, test, places);
        });
    }
}
