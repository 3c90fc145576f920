using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Voltward.Analytics.Detection;
using Voltward.App.Storage;

namespace Voltward.App.Detection;

/// <summary>
/// What has to be known of a trained model to use it and to judge it. Kept beside the model texts in the models folder; a release
/// without it does not exist.
/// </summary>
public sealed record BillModelCard
{
    /// <summary>Names of models of bills begin so.</summary>
    public const string Bills = "bills-";

    /// <summary>Names of models of daily readings begin so.</summary>
    public const string Days = "days-";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>Name of the model, such as <c>bills-20261125-213000-0a1b2c3d</c>.</summary>
    public string Model { get; init; } = "";

    public DateTimeOffset TrainedAt { get; init; }

    /// <summary>Customers, bills and last day of the data.</summary>
    public string DataId { get; init; } = "";

    /// <summary>Hash of the feature names in order: scoring with another schema is refused.</summary>
    public string SchemaHash { get; init; } = "";

    public int Features { get; init; }

    public int Labelled { get; init; }

    public int Positives { get; init; }

    /// <summary>Customers without a finding who count as guilty by what visits overlook: the sum of their chances; 0 = labels taken at their word.</summary>
    public double Doubted { get; init; }

    /// <summary>Settings that inner validation chose.</summary>
    public string Settings { get; init; } = "";

    /// <summary>Slope and offset from raw score to probability.</summary>
    public BillCalibration Calibration { get; init; }

    /// <summary>AUC and average precision of the inner out-of-fold scores: what <c>evaluate</c> measures with more care.</summary>
    public double InnerAuc { get; init; }

    public double InnerAveragePrecision { get; init; }

    /// <summary>The same when the model sees no missing reading; null for bills.</summary>
    public double? BlindAuc { get; init; }

    /// <inheritdoc cref="BlindAuc"/>
    public double? BlindAveragePrecision { get; init; }

    /// <summary>The codes by rank that the features speak of.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Vocabulary { get; init; } = [];

    /// <summary>Files of the trees, in the models folder.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Name of a new model of a kind.</summary>
    public static string NameOf(DateTimeOffset at, BillRanker ranker, string kind = Bills) => string.Create(
        CultureInfo.InvariantCulture,
        $"{kind}{at:yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(ranker.Texts))))[..8]}");

    /// <summary>Writes the trees, then the card: a model is there when its card is.</summary>
    public static void Save(DataFolder folder, BillModelCard card, BillRanker ranker)
    {
        for (var i = 0; i < ranker.Texts.Count; i++) DurableFile.Write(folder.Models, card.Files[i], Encoding.UTF8.GetBytes(ranker.Texts[i]));
        DurableFile.Write(folder.Models, card.Model + ".json", JsonSerializer.SerializeToUtf8Bytes(card, Json));
    }

    /// <summary>The newest model of a kind, or null when none has been trained.</summary>
    public static async Task<(BillModelCard Card, BillRanker Ranker)?> LatestAsync(DataFolder folder, CancellationToken stop, string kind = Bills)
    {
        var file = Directory.GetFiles(folder.Models, kind + "*.json").Order(StringComparer.Ordinal).LastOrDefault();
        if (file is null) return null;
        var card = JsonSerializer.Deserialize<BillModelCard>(await File.ReadAllBytesAsync(file, stop), Json)
            ?? throw new InvalidDataException($"{file}: not a model card");
        var texts = new List<string>();
        foreach (var name in card.Files) texts.Add(await File.ReadAllTextAsync(Path.Combine(folder.Models, Path.GetFileName(name)), stop));
        return (card, new BillRanker(texts, card.Calibration, card.Settings));
    }
}
