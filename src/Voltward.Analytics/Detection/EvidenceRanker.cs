using System.Text.Json;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Boosted trees over the evidence vector, with all that is needed to use and to judge them in one file: the chance that a visit
/// finds something, the energy hidden, and what honest customers score. The shipped one was trained on simulated utilities only; a
/// ranker trained on recorded outcomes takes its place.
/// </summary>
public sealed record EvidenceRanker
{
    /// <summary>1: one width for all energies; 2: limits of its own for each; 3: a margin for each limit, of kinds that were not trained on.</summary>
    private const int CurrentForm = 3;

    public int Form { get; init; } = CurrentForm;

    public required string Model { get; init; }

    /// <summary>What it was trained on and what that means, for people.</summary>
    public string Note { get; init; } = "";

    /// <summary>Hash of the feature names in order.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>Hash over rows and labels of the training.</summary>
    public required string DataId { get; init; }

    /// <summary>Seeds of the towns trained on, and of those it was calibrated on.</summary>
    public IReadOnlyList<ulong> TrainSeeds { get; init; } = [];

    public IReadOnlyList<ulong> CalibrationSeeds { get; init; } = [];

    /// <summary>Kinds that were never planted in those towns.</summary>
    public IReadOnlyList<string> HeldOutKinds { get; init; } = [];

    public IReadOnlyList<string> HeldOutTwins { get; init; } = [];

    /// <summary>Measured on the calibration towns; name to value.</summary>
    public IReadOnlyDictionary<string, double> Metrics { get; init; } = new Dictionary<string, double>();

    /// <summary>Names of the features the trees see, in order.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    public required BillCalibration Calibration { get; init; }

    /// <summary>Raw scores of honest customers of the calibration towns, ascending.</summary>
    public required IReadOnlyList<double> HonestScores { get; init; }

    /// <summary>How many honest customers those scores stand for.</summary>
    public required int HonestCount { get; init; }

    /// <summary>LightGBM text of the chance.</summary>
    public required string Trees { get; init; }

    /// <summary>LightGBM text of the logarithm of the energy, kWh a day; its columns are all features.</summary>
    public required string EnergyTrees { get; init; }

    /// <summary>LightGBM texts of the lower and the upper quantile of the same logarithm: an easy case has a narrow interval, a hard one a wide one.</summary>
    public required (string Low, string High) EnergyLimitTrees { get; init; }

    /// <summary>By how much each limit is moved outwards so that it holds thefts of towns and of kinds it was not fitted on.</summary>
    public required (double Low, double High) EnergyMargins { get; init; }

    private static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { IncludeFields = true, WriteIndented = true };

    private Made? _parts;

    // A reference is there or it is not; a struct of several words could be seen half written by the areas that are judged at the same time.
    private Made Parts => _parts ??= new(TreeModel.Parse(Trees), new EnergyModel(EnergyTrees, EnergyLimitTrees), [.. Columns.Select(FeatureNames.IndexOf)]);

    /// <summary>Null when the file was made for another evidence vector or is of an older form.</summary>
    public static EvidenceRanker? Parse(string json)
    {
        using var file = JsonDocument.Parse(json);
        var isOurs = file.RootElement.TryGetProperty("form", out var form) && form.GetInt32() == CurrentForm
            && file.RootElement.GetProperty("schemaHash").GetString() == FeatureNames.SchemaHash;
        return isOurs ? file.RootElement.Deserialize<EvidenceRanker>(Json) : null;
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Raw score (log odds before calibration).</summary>
    public double Score(ReadOnlySpan<double> features) => Parts.Chance.Score(Row(features, Parts.Places));

    /// <summary>Chance that a visit would find something, 0 to 1.</summary>
    public double Probability(ReadOnlySpan<double> features) => Calibration.Probability(Score(features));

    /// <summary>The same of many at once, to the last bit.</summary>
    public double[] Probabilities(IReadOnlyList<double[]> features) => Array.ConvertAll(Parts.Chance.Scores(features, Parts.Places), Calibration.Probability);

    /// <summary>Energy hidden if it is theft, kWh a day.</summary>
    public LostEnergy Energy(ReadOnlySpan<double> features)
    {
        var (low, mid, high) = Parts.Energy.Of(features);
        var least = Math.Exp(Math.Min(mid, low - EnergyMargins.Low));
        return new LostEnergy(least > EnergyModel.LeastKwh ? least : 0, Math.Exp(mid), Math.Exp(Math.Max(mid, high + EnergyMargins.High)));
    }

    /// <summary>What each engine's features add to the log odds; they and the expected score sum to the score.</summary>
    public IReadOnlyDictionary<EngineId, double> Explain(ReadOnlySpan<double> features)
    {
        var contributions = new double[Columns.Count];
        Parts.Chance.Explain(Row(features, Parts.Places), contributions);
        return Columns.Select((name, i) => (Engine: FeatureNames.EngineOf(name), Value: contributions[i])).GroupBy(c => c.Engine)
            .ToDictionary(g => g.Key, g => g.Sum(c => c.Value));
    }

    private static double[] Row(ReadOnlySpan<double> features, int[] places)
    {
        var row = new double[places.Length];
        for (var i = 0; i < row.Length; i++) row[i] = features[places[i]];
        return row;
    }

    /// <summary>What the texts of the file say, made when first asked for.</summary>
    private sealed record Made(TreeModel Chance, EnergyModel Energy, int[] Places);
}
