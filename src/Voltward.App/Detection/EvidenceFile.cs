using System.Runtime.InteropServices;
using System.Text.Json;
using Voltward.Analytics.Detection;
using Voltward.App.Storage;

namespace Voltward.App.Detection;

/// <summary>
/// The evidence vectors of a run, beside the cache: what a ranker is trained on once outcomes are known, and what a score can be
/// recomputed from. One JSON file with names and one float32 file, <c>float[customers × features]</c>, NaN = not computable. A million customers
/// fill 0.4 GB a night, so those of the last eight runs are kept; a lead's recipe makes the others again.
/// </summary>
public static class EvidenceFile
{
    private const int KeptRuns = 8;
    private const int Buffer = 1 << 20;

    /// <summary>Vectors by customer, in order of number.</summary>
    public sealed record Content(DateOnly AsOf, IReadOnlyList<string> Features, IReadOnlyList<string> Customers, float[] Values)
    {
        public ReadOnlySpan<float> Of(int customer) => Values.AsSpan(customer * Features.Count, Features.Count);
    }

    public static void Save(DataFolder folder, string runId, DateOnly asOf, IReadOnlyDictionary<string, ReadOnlyMemory<float>> vectors)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder.Cache, "evidence")).FullName;
        var rows = vectors.ToArray();
        Array.Sort(rows, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        using (var file = new FileStream(Path.Combine(place, runId + ".f32"), FileMode.Create, FileAccess.Write, FileShare.None, Buffer))
        {
            foreach (var (_, vector) in rows) file.Write(MemoryMarshal.AsBytes(vector.Span));
        }

        using (var names = File.Create(Path.Combine(place, runId + ".json"))) JsonSerializer.Serialize(names, new Header(asOf, FeatureNames.All, [.. rows.Select(r => r.Key)]));
        foreach (var old in new DirectoryInfo(place).EnumerateFiles("*.f32").OrderByDescending(f => f.LastWriteTimeUtc).Skip(KeptRuns))
        {
            File.Delete(Path.ChangeExtension(old.FullName, ".json"));
            old.Delete();
        }
    }

    /// <summary>Null when the run has no such file.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="runId">Of the run.</param>
    /// <param name="most">How many customers are read at most, evenly spread over all.</param>
    public static Content? Find(DataFolder folder, string runId, int most = int.MaxValue)
    {
        var place = Path.Combine(folder.Cache, "evidence", runId);
        if (!File.Exists(place + ".json") || !File.Exists(place + ".f32")) return null;
        Header header;
        using (var names = File.OpenRead(place + ".json")) header = JsonSerializer.Deserialize<Header>(names)!;
        var row = header.Features.Count * sizeof(float);
        using var file = File.OpenRead(place + ".f32");
        if (file.Length != (long)row * header.Customers.Count) return null;
        var count = Math.Min(most, header.Customers.Count);
        var (customers, values) = (new string[count], new float[count * header.Features.Count]);
        for (var n = 0; n < count; n++)
        {
            var from = (int)((long)n * header.Customers.Count / count);
            customers[n] = header.Customers[from];
            file.Position = (long)row * from;
            file.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(n * header.Features.Count, header.Features.Count)));
        }

        return new Content(header.AsOf, header.Features, customers, values);
    }

    private sealed record Header(DateOnly AsOf, IReadOnlyList<string> Features, IReadOnlyList<string> Customers);
}
