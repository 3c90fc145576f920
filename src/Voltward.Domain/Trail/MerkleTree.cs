using System.Numerics;

namespace Voltward.Domain.Trail;

/// <summary>
/// Hashes and proofs of a stored RFC 6962 tree, by the recursive definition of the standard. It asks for complete subtrees only,
/// which is what tiles hold, so it works on a tree of any size without loading it.
/// </summary>
/// <param name="subtree">Hash of the complete subtree of 2^level leaves that begins at leaf index·2^level; 32 bytes.</param>
public sealed class MerkleTree(Func<int, long, byte[]> subtree)
{
    /// <summary>Root of the first leaves.</summary>
    /// <param name="size">How many leaves, ≥ 0.</param>
    public byte[] Root(long size) => size == 0 ? MerkleHash.Empty() : Hash(0, size);

    /// <summary>Proof that a leaf is in the tree (RFC 6962, 2.1.1).</summary>
    /// <param name="index">Index of the leaf, from 0.</param>
    /// <param name="size">Size of the tree, &gt; index.</param>
    /// <returns>Hashes from the leaf up to the root, ⌈log₂ size⌉ of them at most.</returns>
    public IReadOnlyList<byte[]> Inclusion(long index, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var proof = new List<byte[]>();
        var (begin, end) = (0L, size);
        while (end - begin > 1)
        {
            var middle = begin + Split(end - begin);
            proof.Add(index < middle ? Hash(middle, end) : Hash(begin, middle));
            (begin, end) = index < middle ? (begin, middle) : (middle, end);
        }

        proof.Reverse();
        return proof;
    }

    /// <summary>Proof that the tree of the second size begins with the tree of the first (RFC 6962, 2.1.2).</summary>
    /// <param name="first">Earlier size, 0 ≤ first ≤ second.</param>
    /// <param name="second">Later size.</param>
    /// <returns>Empty when first is 0 or equals second.</returns>
    public IReadOnlyList<byte[]> Consistency(long first, long second)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, second);
        if (first == 0 || first == second) return [];
        var proof = new List<byte[]>();
        var (begin, end, known) = (0L, second, true);
        while (first != end)
        {
            var middle = begin + Split(end - begin);
            proof.Add(first <= middle ? Hash(middle, end) : Hash(begin, middle));
            if (first > middle) known = false;
            (begin, end) = first <= middle ? (begin, middle) : (middle, end);
        }

        if (!known) proof.Add(Hash(begin, end));
        proof.Reverse();
        return proof;
    }

    private byte[] Hash(long begin, long end)
    {
        var size = end - begin;
        if (BitOperations.IsPow2(size))
        {
            var level = BitOperations.Log2((ulong)size);
            return subtree(level, begin >> level);
        }

        var middle = begin + Split(size);
        return MerkleHash.Node(Hash(begin, middle), Hash(middle, end));
    }

    /// <summary>Largest power of two below a number greater than 1.</summary>
    private static long Split(long size) => 1L << BitOperations.Log2((ulong)(size - 1));
}
