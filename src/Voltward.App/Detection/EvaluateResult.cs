using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>What an evaluation found; the JSON of <c>voltward evaluate --labels</c> has these names.</summary>
public sealed record EvaluateResult
{
    /// <summary>Labelled customers with bills.</summary>
    public int N { get; init; }

    public int Positives { get; init; }

    /// <summary>Labelled customers without bills, left out.</summary>
    public int Unmatched { get; init; }

    public string Protocol { get; init; } = "";

    public bool DatesRepaired { get; init; }

    /// <summary>Mean over the repetitions, with the interval of that mean.</summary>
    public MetricsInterval Auc { get; init; }

    /// <summary>AUC of the mean score of all repetitions: every customer judged by as many rankers, none of which saw it.</summary>
    public double AucOfMeanScore { get; init; }

    public MetricsInterval Ap { get; init; }

    public required EvaluationCapacity PrecisionAtCapacity { get; init; }

    public double CalibrationError { get; init; }

    public double Brier { get; init; }

    /// <summary>How often inner validation chose each of the settings.</summary>
    public IReadOnlyDictionary<string, int> Settings { get; init; } = new Dictionary<string, int>();

    public IReadOnlyList<EvaluationKind> ByKind { get; init; } = [];

    public IReadOnlyList<EvaluationBaseline> Baselines { get; init; } = [];

    public IReadOnlyList<BillProbe> Probes { get; init; } = [];

    /// <summary>The same without what the collection of readings says; null for bills.</summary>
    public EvaluationBlind? WithoutMissingness { get; init; }

    /// <summary>Pairs of labelled customers with identical features; always in the same fold.</summary>
    public int Copies { get; init; }

    /// <summary>Number of groups that were kept whole.</summary>
    public int Groups { get; init; }
}

/// <summary>Share of hits among the visits that can be made.</summary>
public sealed record EvaluationCapacity(int K, MetricsInterval Precision)
{
    public double Value => Precision.Value;

    public double Low => Precision.Low;

    public double High => Precision.High;
}

/// <summary>AUC inside one class of customers.</summary>
public sealed record EvaluationKind(string Kind, int N, int Positives, MetricsInterval Auc);

/// <summary>A simpler way on the same folds, and how much better the ranker is, paired.</summary>
public sealed record EvaluationBaseline(string Code, MetricsInterval Auc, double Ap, MetricsInterval AucGain, MetricsInterval ApGain);

/// <summary>What is left when the model sees no missing reading: some columns fewer, the gaps of the others filled; and what the gaps are worth, paired.</summary>
/// <param name="LeftOut">Names of the columns.</param>
/// <param name="Auc">AUC without them.</param>
/// <param name="Ap">Average precision without them.</param>
/// <param name="AucGain">With minus without.</param>
/// <param name="ApGain">With minus without.</param>
public sealed record EvaluationBlind(IReadOnlyList<string> LeftOut, MetricsInterval Auc, MetricsInterval Ap, MetricsInterval AucGain, MetricsInterval ApGain);

/// <summary>Metrics averaged over repetitions of the folds.</summary>
internal sealed class EvaluationRankings(IReadOnlyList<double[]> repeats, bool[] hits)
{
    private readonly MetricsRanking[] _rankings = [.. repeats.Select(s => new MetricsRanking(s, hits))];

    public double Auc(ReadOnlySpan<int> weights) => Mean(weights, (r, w) => r.Auc(w));

    public double AveragePrecision(ReadOnlySpan<int> weights) => Mean(weights, (r, w) => r.AveragePrecision(w));

    public double PrecisionAt(int k, ReadOnlySpan<int> weights)
    {
        var sum = 0.0;
        foreach (var ranking in _rankings) sum += ranking.PrecisionAt(k, weights);
        return sum / _rankings.Length;
    }

    private double Mean(ReadOnlySpan<int> weights, Metric metric)
    {
        var sum = 0.0;
        foreach (var ranking in _rankings) sum += metric(ranking, weights);
        return sum / _rankings.Length;
    }

    private delegate double Metric(MetricsRanking ranking, ReadOnlySpan<int> weights);
}
