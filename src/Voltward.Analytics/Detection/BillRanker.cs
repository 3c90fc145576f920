namespace Voltward.Analytics.Detection;

/// <summary>Labelled rows of a matrix.</summary>
/// <param name="Rows">Row-major features.</param>
/// <param name="Columns">Number of features.</param>
/// <param name="Hits">One per row.</param>
/// <param name="Groups">Group of each row, kept whole by every split.</param>
public sealed record BillSample(double[] Rows, int Columns, bool[] Hits, int[] Groups)
{
    public int Count => Hits.Length;

    /// <summary>Chance that a row without a finding hides one, by row (see <see cref="VisitLabel"/>); null: a visit without a finding is taken at its word.</summary>
    public double[]? Missed { get; init; }

    /// <summary>The rows for which a condition holds, and their places.</summary>
    public (BillSample Sample, int[] Places) Where(Func<int, bool> keeps)
    {
        var places = Enumerable.Range(0, Count).Where(keeps).ToArray();
        var rows = new double[places.Length * Columns];
        for (var i = 0; i < places.Length; i++) Rows.AsSpan(places[i] * Columns, Columns).CopyTo(rows.AsSpan(i * Columns));
        return (new(rows, Columns, [.. places.Select(p => Hits[p])], [.. places.Select(p => Groups[p])]) { Missed = Missed is null ? null : [.. places.Select(p => Missed[p])] }, places);
    }

    /// <summary>The same rows without some columns; what could not be computed lies in the middle of its column, so that its absence says nothing either.</summary>
    public BillSample Blind(IReadOnlySet<int> columns)
    {
        var kept = Enumerable.Range(0, Columns).Where(k => !columns.Contains(k)).ToArray();
        var rows = new double[Count * kept.Length];
        for (var k = 0; k < kept.Length; k++)
        {
            var known = Enumerable.Range(0, Count).Select(i => Row(i)[kept[k]]).Where(v => !double.IsNaN(v)).Order().ToArray();
            var middle = known.Length == 0 ? 0 : known[known.Length / 2];
            for (var i = 0; i < Count; i++) rows[(i * kept.Length) + k] = double.IsNaN(Row(i)[kept[k]]) ? middle : Row(i)[kept[k]];
        }

        return this with { Rows = rows, Columns = kept.Length };
    }

    public ReadOnlySpan<double> Row(int row) => Rows.AsSpan(row * Columns, Columns);
}

/// <summary>Several boosted models that differ by seed, averaged, with a calibration fitted on scores of rows they had not seen.</summary>
/// <param name="Texts">LightGBM model texts.</param>
/// <param name="Calibration">Raw score to probability.</param>
/// <param name="Chosen">Name of the settings that inner validation chose.</param>
public sealed record BillRanker(IReadOnlyList<string> Texts, BillCalibration Calibration, string Chosen)
{
    /// <summary>AUC and average precision of the out-of-fold scores that chose and calibrated; NaN for a ranker read from files.</summary>
    public (double Auc, double AveragePrecision) Inner { get; private init; } = (double.NaN, double.NaN);

    private readonly TreeModel[] _models = [.. Texts.Select(TreeModel.Parse)];

    /// <summary>Seeds per model.</summary>
    public const int Bags = 6;

    private const int InnerFolds = 3;
    private const string Greedy = "greedy";
    private const string RandomCuts = "random-cuts";
    private const string Mixed = "mixed";

    /// <summary>Settings among which inner validation chooses: greedy cuts, slower and finer, random cuts; and the mean of the first and the last.</summary>
    public static IReadOnlyDictionary<string, BoostingOptions> Settings { get; } = new Dictionary<string, BoostingOptions>
    {
        [Greedy] = new(),
        ["fine"] = new() { Leaves = 6, Rate = 0.02, Trees = 400, FeatureShare = 0.2 },
        [RandomCuts] = new() { Leaves = 12, Trees = 400, RandomCuts = true },
    };

    /// <summary>Mean raw score (log odds before calibration).</summary>
    public double Score(ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        foreach (var model in _models) sum += model.Score(row);
        return sum / _models.Length;
    }

    /// <summary>The same for many rows at once, to the same bits; missing values are NaN.</summary>
    public double[] ScoreAll(ReadOnlyMemory<float> rows, int columns)
    {
        var scores = new double[rows.Length / columns];
        foreach (var model in _models) model.AddScores(rows, columns, scores);
        for (var i = 0; i < scores.Length; i++) scores[i] /= _models.Length;
        return scores;
    }

    /// <summary>Mean contribution of each feature to the raw score; returns the expected score.</summary>
    public double Explain(ReadOnlySpan<double> row, Span<double> contributions)
    {
        var expected = 0.0;
        foreach (var model in _models) expected += model.Explain(row, contributions);
        for (var i = 0; i < contributions.Length; i++) contributions[i] /= _models.Length;
        return expected / _models.Length;
    }

    /// <summary>Chooses settings by inner folds, calibrates on their out-of-fold scores, and fits on all rows of the sample.</summary>
    public static BillRanker Fit(BillSample sample, int seed)
    {
        var folds = BillFolds.Assign(sample.Groups, sample.Hits, InnerFolds, seed);
        var scores = Settings.ToDictionary(
            s => s.Key, s => CrossScores(sample, folds, train => [FitOne(train, s.Value with { Seed = seed })]));
        scores[Mixed] = [.. scores[Greedy].Zip(scores[RandomCuts], (a, b) => (a + b) / 2)];
        var best = scores.MaxBy(s => new MetricsRanking(s.Value, sample.Hits).Auc());
        BoostingOptions[] kinds = best.Key == Mixed ? [Settings[Greedy], Settings[RandomCuts]] : [Settings[best.Key]];
        var texts = Enumerable.Range(0, Bags)
            .Select(bag => FitOne(sample, kinds[bag % kinds.Length] with { Seed = (seed * 100) + bag })).ToArray();
        var inner = new MetricsRanking(best.Value, sample.Hits);
        return new BillRanker(texts, BillCalibration.Fit(best.Value, sample.Hits), best.Key)
        {
            Inner = (inner.Auc(), inner.AveragePrecision()),
        };
    }

    /// <summary>AUC and average precision on the inner folds of the settings that were chosen, on another form of the same sample.</summary>
    public static (double Auc, double AveragePrecision) InnerOf(BillSample sample, string chosen, int seed)
    {
        var folds = BillFolds.Assign(sample.Groups, sample.Hits, InnerFolds, seed);
        string[] kinds = chosen == Mixed ? [Greedy, RandomCuts] : [chosen];
        var scores = kinds.Select(k => CrossScores(sample, folds, train => [FitOne(train, Settings[k] with { Seed = seed })])).ToArray();
        var ranking = new MetricsRanking([.. Enumerable.Range(0, sample.Count).Select(i => scores.Average(s => s[i]))], sample.Hits);
        return (ranking.Auc(), ranking.AveragePrecision());
    }

    /// <summary>Scores of every row by models that were not trained on its fold.</summary>
    public static double[] CrossScores(BillSample sample, int[] folds, Func<BillSample, IReadOnlyList<string>> fit)
    {
        var scores = new double[sample.Count];
        for (var fold = 0; fold <= folds.Max(); fold++)
        {
            var (train, _) = sample.Where(i => folds[i] != fold);
            var models = fit(train).Select(TreeModel.Parse).ToArray();
            for (var i = 0; i < sample.Count; i++)
            {
                if (folds[i] == fold) scores[i] = models.Average(m => m.Score(sample.Row(i)));
            }
        }

        return scores;
    }

    internal static string FitOne(BillSample sample, BoostingOptions options) =>
        sample.Missed is null ? BoostingTrainer.Fit(sample.Rows, sample.Columns, [.. sample.Hits.Select(h => h ? 1f : 0f)], options) : SoftLabels.Fit(sample, options);
}
