using System.Globalization;
using System.Security.Cryptography;

namespace Voltward.Verify;

/// <summary>Merkle tree of RFC 6962: what a proof of inclusion says.</summary>
internal static class Merkle
{
    /// <summary>SHA-256(0x00 ‖ entry).</summary>
    public static byte[] Leaf(byte[] entry) => SHA256.HashData([0, .. entry]);

    /// <summary>SHA-256(0x01 ‖ left ‖ right).</summary>
    public static byte[] Node(byte[] left, byte[] right) => SHA256.HashData([1, .. left, .. right]);

    /// <summary>The root that a leaf at an index leads to along a proof; null when the proof has not the length the tree asks for.</summary>
    public static byte[]? Root(ulong index, ulong size, byte[] leaf, IReadOnlyList<byte[]> proof)
    {
        if (index >= size) return null;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0 || sibling.Length != 32) return null;
            var isRight = node % 2 == 1 || node == last;
            hash = isRight ? Node(sibling, hash) : Node(hash, sibling);
            while (isRight && node % 2 == 0 && node != 0) (node, last) = (node / 2, last / 2);
            (node, last) = (node / 2, last / 2);
        }

        return last == 0 ? hash : null;
    }
}

/// <summary>Text of a checkpoint: origin, size, root.</summary>
internal sealed record LogState(string Origin, ulong Size, byte[] Root)
{
    public static LogState? Read(string text)
    {
        if (text.Split('\n') is not [{ Length: > 0 } origin, var size, var root, ""]) return null;
        if (!ulong.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number.ToString(CultureInfo.InvariantCulture) != size) return null;
        return Base64.Read(root) is { Length: 32 } hash ? new(origin, number, hash) : null;
    }
}

/// <summary>A file of proof (C2SP tlog-proof): salt, index, hashes, and the checkpoint it leads to.</summary>
internal sealed record Proof(byte[] Salt, ulong Index, IReadOnlyList<byte[]> Hashes, string Checkpoint)
{
    public static Proof? Read(string text)
    {
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || text[..split].Split('\n') is not ["c2sp.org/tlog-proof@v1", var extra, var index, .. var lines]) return null;
        if (!extra.StartsWith("extra ", StringComparison.Ordinal) || Base64.Read(extra[6..]) is not { Length: 32 } salt) return null;
        if (!index.StartsWith("index ", StringComparison.Ordinal) || !ulong.TryParse(index[6..], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var hashes = lines.Select(Base64.Read).ToList();
        return hashes.TrueForAll(h => h is { Length: 32 }) ? new(salt, number, hashes!, text[(split + 2)..]) : null;
    }
}
