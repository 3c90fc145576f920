using System.Runtime.InteropServices;
using System.Text.Json;
using Voltward.Analytics.Detection;
using Voltward.App.Storage;

namespace Voltward.App.Detection;

/// <summary>
/// The evidence vectors of a run, beside the cache: what a ranker is trained on once outcomes are known, and what a score can be
/// recomputed from. One JSON file with names and one float32 file, <c>float[customers × features]</c>, NaN = not computable.
/// </summary>
public static class EvidenceFile
{
    /// <summary>Vectors by customer, in order of number.</summary>
    public sealed record Content(DateOnly AsOf, IReadOnlyList<string> Features, IReadOnlyList<string> Customers, float[] Values)
    {
        public ReadOnlySpan<float> Of(int customer) => Values.AsSpan(customer * Features.Count, Features.Count);
    }

    public static void Save(DataFolder folder, string runId, DateOnly asOf, IReadOnlyDictionary<string, ReadOnlyMemory<float>> vectors)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder.Cache, "evidence")).FullName;
        string[] customers = [.. vectors.Keys.Order(StringComparer.Ordinal)];
        using (var file = File.Create(Path.Combine(place, runId + ".f32")))
        {
            foreach (var customer in customers) file.Write(MemoryMarshal.AsBytes(vectors[customer].Span));
        }

        File.WriteAllText(Path.Combine(place, runId + ".json"), JsonSerializer.Serialize(new Header(asOf, FeatureNames.All, customers)));
    }

    /// <summary>Null when the run has no such file.</summary>
    public static Content? Find(DataFolder folder, string runId)
    {
        var place = Path.Combine(folder.Cache, "evidence", runId);
        if (!File.Exists(place + ".json") || !File.Exists(place + ".f32")) return null;
        var header = JsonSerializer.Deserialize<Header>(File.ReadAllText(place + ".json"))!;
        var values = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(place + ".f32")).ToArray();
        return values.Length == header.Features.Count * header.Customers.Count ? new Content(header.AsOf, header.Features, header.Customers, values) : null;
    }

    private sealed record Header(DateOnly AsOf, IReadOnlyList<string> Features, IReadOnlyList<string> Customers);
}
