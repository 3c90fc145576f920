using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Voltward.App.Storage;
using Voltward.App.Trail;
using Voltward.Domain.Trail;

namespace Voltward.App.Evidence;

/// <summary>One file of a bundle.</summary>
/// <param name="Name">Its path inside.</param>
/// <param name="Bytes">Its bytes, read when they are needed.</param>
internal sealed record BundlePart(string Name, Func<Task<byte[]>> Bytes)
{
    public static BundlePart Of(string name, byte[] bytes) => new(name, () => Task.FromResult(bytes));

    public static BundlePart Json(string name, object content) => Of(name, JsonSerializer.SerializeToUtf8Bytes(content, BundlePackage.Readable));
}

/// <summary>
/// Puts files and records together as a bundle (证据包): every record with its proof, a list of everything, and a signature over the list. The
/// same parts at the same checkpoint are the same bytes; the signature, which is random, is kept for that.
/// </summary>
internal sealed class BundlePackage(string subject, Checkpoint checkpoint, SignedNote note, SigningKey key, string signatureFolder)
{
    public static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>An entry of the trail and the proof that it is in the log.</summary>
    public static IEnumerable<BundlePart> Record(TrailRow row, byte[] salt, IReadOnlyList<byte[]> proof, SignedNote note)
    {
        var number = row.Seq.ToString("000000000", CultureInfo.InvariantCulture);
        yield return BundlePart.Of($"records/{number}.json", row.Record.Bytes());
        yield return BundlePart.Of($"proofs/{number}.tlog-proof", Encoding.UTF8.GetBytes(new TlogProof(salt, row.Seq - 1, proof, note.ToString()).ToString()));
    }

    /// <returns>SHA-256 of the list, by which a bundle is known.</returns>
    public async Task<string> WriteAsync(Stream to, IEnumerable<BundlePart> parts, CancellationToken stop)
    {
        var zip = new StoredZip(to);
        var files = new List<Listing>();
        foreach (var part in parts.Append(BundlePart.Of("checkpoint", Encoding.UTF8.GetBytes(note.ToString()))).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            var bytes = await part.Bytes();
            files.Add(new(part.Name, bytes.Length, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes))));
            await zip.AddAsync(part.Name, bytes, stop);
        }

        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new { bundle = "voltward.bundle/1", subject, origin = checkpoint.Origin, size = checkpoint.Size, files }, Readable);
        await zip.AddAsync("manifest.json", manifest, stop);
        await zip.AddAsync("manifest.sig", Encoding.UTF8.GetBytes(Signature(manifest)), stop);
        await zip.FinishAsync(stop);
        return Convert.ToHexStringLower(SHA256.HashData(manifest));
    }

    /// <summary>The signature over a list; the one that was given before, when this list was signed before.</summary>
    private string Signature(byte[] manifest)
    {
        var hash = SHA256.HashData(manifest);
        var name = Convert.ToHexStringLower(hash);
        var path = Path.Combine(signatureFolder, name);
        var text = $"{checkpoint.Origin}/bundle\n{Convert.ToBase64String(hash)}\n";
        if (File.Exists(path) && SignedNote.Parse(File.ReadAllText(path)).Succeeded(out var kept, out _) && kept.Text == text && key.Public.Verifies(kept)) return kept.ToString();
        var signed = new SignedNote(text, [key.Sign(text)]).ToString();
        DurableFile.Write(Directory.CreateDirectory(signatureFolder).FullName, name, Encoding.UTF8.GetBytes(signed));
        return signed;
    }

    private sealed record Listing(string Name, long Bytes, string Hash);
}
