using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Voltward.Analytics.Readings;

/// <summary>
/// How the readings cache is cut: a stable hash of the transformer area's number gives the bucket. The number of buckets stands
/// in <c>layout.json</c> and never changes while the cache exists; to change it, delete the cache.
/// </summary>
/// <param name="Version">Of the file format; another version means: build anew.</param>
/// <param name="Buckets">1 or more.</param>
public sealed record CacheLayout(int Version, int Buckets)
{
    public const int CurrentVersion = 2;
    private const string FileName = "layout.json";
    private const ulong FnvOffset = 0xcbf29ce484222325;
    private const ulong FnvPrime = 0x100000001b3;

    /// <summary>The layout of a cache folder, or null when there is none that this program can read.</summary>
    public static CacheLayout? Find(string folder)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) return null;
        try
        {
            var layout = JsonSerializer.Deserialize<CacheLayout>(File.ReadAllText(file));
            return layout is { Version: CurrentVersion, Buckets: > 0 } ? layout : null;
        }
        catch (JsonException)
        {
            // A half-written layout is no layout: the cache is derived and will be built anew.
            return null;
        }
    }

    public void Save(string folder)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this));
    }

    /// <summary>Bucket of an area (or of a point that belongs to none), 0 to <see cref="Buckets"/> − 1.</summary>
    public int BucketOf(string key) => (int)(Hash(key) % (ulong)Buckets);

    /// <summary>Folder of one bucket.</summary>
    public static string Folder(string cache, int bucket) =>
        Path.Combine(cache, "b" + bucket.ToString("d4", CultureInfo.InvariantCulture));

    /// <summary>FNV-1a over UTF-8 with a final mix: the same on every machine and in every run.</summary>
    public static ulong Hash(string text)
    {
        var hash = FnvOffset;
        foreach (var b in Encoding.UTF8.GetBytes(text)) hash = unchecked((hash ^ b) * FnvPrime);
        hash ^= hash >> 32;
        hash = unchecked(hash * 0x9e3779b97f4a7c15);
        return hash ^ (hash >> 29);
    }
}
