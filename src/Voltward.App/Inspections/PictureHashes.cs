using System.Globalization;
using SkiaSharp;
using Voltward.Analytics.Inspections;
using Voltward.App.Evidence;
using Voltward.App.Storage;

namespace Voltward.App.Inspections;

/// <summary>Perceptual hashes of the photos in the evidence folder, worked out once and kept.</summary>
internal static class PictureHashes
{
    private const long MostPixels = 120_000_000;

    /// <summary>Null when the bytes are no picture we decode.</summary>
    public static PictureHash? Of(byte[] original)
    {
        using var data = SKData.CreateCopy(original);
        using var codec = SKCodec.Create(data);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height is 0 or > MostPixels) return null;
        using var whole = SKBitmap.Decode(codec);
        if (whole is null) return null;
        using var small = whole.Resize(new SKImageInfo(PictureHash.Side, PictureHash.Side), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return PictureHash.Of([.. small.Pixels.Select(p => (0.299 * p.Red) + (0.587 * p.Green) + (0.114 * p.Blue))]);
    }

    /// <summary>Hashes of these photos; those not known yet are worked out and added.</summary>
    public static async Task<IReadOnlyDictionary<string, PictureHash?>> KnownAsync(Work work, EvidenceFiles files, IReadOnlyCollection<string> photos, CancellationToken stop)
    {
        var known = (await work.QueryAsync<HashRow>("select sha256 as Sha256, gradient as Gradient, frequency as Frequency from picture_hash"))
            .ToDictionary(r => r.Sha256, r => r.Hash);
        foreach (var sha256 in photos.Where(p => !known.ContainsKey(p)).Distinct().ToList())
        {
            var hash = (await files.ReadAsync(sha256, stop)).Succeeded(out var bytes, out _) ? Of(bytes) : null;
            known[sha256] = hash;
            await work.ExecuteAsync(
                "insert into picture_hash (sha256, gradient, frequency) values (@sha256, @gradient, @frequency) on conflict (sha256) do nothing",
                new { sha256, gradient = hash?.Gradient.ToString("x16", CultureInfo.InvariantCulture), frequency = hash?.Frequency.ToString("x16", CultureInfo.InvariantCulture) });
        }

        return known;
    }

    private sealed class HashRow
    {
        public string Sha256 { get; init; } = "";

        public string? Gradient { get; init; }

        public string? Frequency { get; init; }

        public PictureHash? Hash => Gradient is null || Frequency is null ? null
            : new PictureHash(ulong.Parse(Gradient, NumberStyles.HexNumber, CultureInfo.InvariantCulture), ulong.Parse(Frequency, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
    }
}
