namespace Voltward.Domain.Trail;

/// <summary>Checks proofs of an RFC 6962 tree with nothing but the roots (RFC 9162, 2.1.3.2 and 2.1.4.2).</summary>
public static class MerkleProof
{
    /// <summary>Whether a proof shows that a leaf stands at an index of a tree.</summary>
    /// <param name="index">Index of the leaf, from 0.</param>
    /// <param name="size">Size of the tree.</param>
    /// <param name="leafHash">Hash of the leaf.</param>
    /// <param name="proof">Hashes from the leaf upwards.</param>
    /// <param name="root">Root of the tree.</param>
    public static bool Includes(long index, long size, ReadOnlySpan<byte> leafHash, IReadOnlyList<byte[]> proof, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size || leafHash.Length != MerkleHash.Length || !AreHashes(proof)) return false;
        var (node, last, hash) = (index, size - 1, leafHash.ToArray());
        foreach (var sibling in proof)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = MerkleHash.Node(sibling, hash);
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = MerkleHash.Node(hash, sibling);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>Whether a proof shows that the later tree begins with the earlier one, so that nothing was changed or removed.</summary>
    /// <param name="first">Earlier size, &gt; 0.</param>
    /// <param name="second">Later size.</param>
    /// <param name="firstRoot">Earlier root.</param>
    /// <param name="secondRoot">Later root.</param>
    /// <param name="proof">Hashes as <see cref="MerkleTree.Consistency"/> gives them.</param>
    public static bool Extends(long first, long second, ReadOnlySpan<byte> firstRoot, ReadOnlySpan<byte> secondRoot, IReadOnlyList<byte[]> proof)
    {
        // Every tree begins with the empty one: a proof from there would prove nothing.
        if (first <= 0 || first > second || !AreHashes(proof)) return false;
        if (first == second) return proof.Count == 0 && firstRoot.SequenceEqual(secondRoot);
        if (proof.Count == 0 || firstRoot.Length != MerkleHash.Length) return false;

        var (node, last, at) = (first - 1, second - 1, 0);
        while ((node & 1) == 1) (node, last) = (node >> 1, last >> 1);
        var seed = node == 0 ? firstRoot.ToArray() : proof[at++];
        var (earlier, later) = (seed, seed);
        for (; at < proof.Count; at++)
        {
            if (last == 0) return false;
            if ((node & 1) == 1 || node == last)
            {
                (earlier, later) = (MerkleHash.Node(proof[at], earlier), MerkleHash.Node(proof[at], later));
                while ((node & 1) == 0 && node != 0) (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                later = MerkleHash.Node(later, proof[at]);
            }

            (node, last) = (node >> 1, last >> 1);
        }

        return last == 0 && firstRoot.SequenceEqual(earlier) && secondRoot.SequenceEqual(later);
    }

    private static bool AreHashes(IReadOnlyList<byte[]> proof) => proof.All(h => h.Length == MerkleHash.Length);
}
