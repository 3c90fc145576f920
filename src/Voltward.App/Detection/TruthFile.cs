using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;

namespace Voltward.App.Detection;

/// <summary>What a synthetic utility really did: only for measuring, never readable by the analysis.</summary>
internal sealed class TruthFile
{
    public DateOnly Start { get; init; }

    public int Days { get; init; }

    public IReadOnlyList<Area> Areas { get; init; } = [];

    public IReadOnlyList<Theft> Thefts { get; init; } = [];

    public IReadOnlyList<Twin> Twins { get; init; } = [];

    public IReadOnlyList<ArchiveError> ArchiveErrors { get; init; } = [];

    public IReadOnlyList<Place> Customers { get; init; } = [];

    public IReadOnlyList<string> HeldOut { get; init; } = [];

    /// <summary>True area of a customer.</summary>
    public string? AreaOf(string customer) => (_areas ??= Customers.ToDictionary(c => c.Customer, c => c.Area)).GetValueOrDefault(customer);

    private Dictionary<string, string>? _areas;

    public static async Task<Outcome<TruthFile>> ReadAsync(string path, CancellationToken stop)
    {
        if (!File.Exists(path)) return DetectionProblems.TruthUnreadable(path, new("找不到该文件。", "There is no such file."));
        try
        {
            await using var file = File.OpenRead(path);
            var truth = await JsonSerializer.DeserializeAsync<TruthFile>(file, JsonSerializerOptions.Web, stop);
            return truth is { Customers.Count: > 0, Days: > 0 } ? truth : DetectionProblems.TruthUnreadable(path, new("文件中没有客户。", "The file names no customers."));
        }
        catch (JsonException e)
        {
            return DetectionProblems.TruthUnreadable(
                string.Create(CultureInfo.InvariantCulture, $"{path}:{e.LineNumber + 1}"), new("文件不是有效的 JSON。", "The file is not the JSON it should be."));
        }
    }

    /// <summary>Daily figures from <see cref="Start"/>, kWh.</summary>
    internal sealed class Area
    {
        [JsonPropertyName("area")]
        public string AreaNo { get; init; } = "";

        public int Customers { get; init; }

        public double[] SuppliedKwh { get; init; } = [];

        public double[] TechnicalKwh { get; init; } = [];

        public double[] TransformerKwh { get; init; } = [];

        public double[] StolenKwh { get; init; } = [];

        public double[] FaultKwh { get; init; } = [];
    }

    internal sealed class Theft
    {
        /// <summary>Null for a hook without a contract.</summary>
        public string? Customer { get; init; }

        public string Area { get; init; } = "";

        public string Kind { get; init; } = "";

        public DateOnly Onset { get; init; }

        public DateOnly? End { get; init; }

        public bool InWindow { get; init; }

        public double[] KwhPerDay { get; init; } = [];
    }

    internal sealed class Twin
    {
        public string Customer { get; init; } = "";

        public string Kind { get; init; } = "";

        public DateOnly Onset { get; init; }

        public DateOnly? End { get; init; }
    }

    internal sealed class ArchiveError
    {
        public string Customer { get; init; } = "";

        public string Field { get; init; } = "";

        /// <summary>What the archive holds, as text.</summary>
        [JsonConverter(typeof(AsText))]
        public string Booked { get; init; } = "";

        /// <summary>What is true, as text.</summary>
        [JsonConverter(typeof(AsText))]
        public string Real { get; init; } = "";
    }

    internal sealed class Place
    {
        public string Customer { get; init; } = "";

        public string Area { get; init; } = "";

        /// <summary>What was really used, kWh a day.</summary>
        public double UsedKwhPerDay { get; init; }
    }

    /// <summary>Numbers and texts alike.</summary>
    private sealed class AsText : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number ? reader.GetDouble().ToString(CultureInfo.InvariantCulture) : reader.GetString() ?? "";

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
