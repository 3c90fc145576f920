using System.Security.Cryptography;
using Voltward.App.Storage;
using Voltward.Domain.Common;

namespace Voltward.App.Evidence;

/// <summary>Originals by the hash of their bytes, never changed: the same bytes again are the same file.</summary>
public sealed class EvidenceFiles(DataFolder folder)
{
    /// <summary>Stores bytes durably; returns their SHA-256 in lower-case hex.</summary>
    public Task<string> SaveAsync(ReadOnlyMemory<byte> bytes, string mediaType)
    {
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes.Span));
        if (!File.Exists(PathOf(sha256)))
        {
            DurableFile.Folder(folder.Evidence, sha256[..2]);
            DurableFile.Write(Path.Combine(folder.Evidence, sha256[..2]), sha256, bytes.Span);
        }

        return Task.FromResult(sha256);
    }

    public bool Has(string sha256) => IsHash(sha256) && File.Exists(PathOf(sha256));

    public string PathOf(string sha256) => Path.Combine(folder.Evidence, sha256[..2], sha256);

    /// <summary>The original, read and checked against its name; a changed file is never handed out.</summary>
    public async Task<Outcome<byte[]>> ReadAsync(string sha256, CancellationToken stop)
    {
        if (!Has(sha256)) return EvidenceProblems.Missing(sha256);
        var bytes = await File.ReadAllBytesAsync(PathOf(sha256), stop);
        return Convert.ToHexStringLower(SHA256.HashData(bytes)) == sha256 ? bytes : EvidenceProblems.Damaged(sha256);
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
