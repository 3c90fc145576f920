namespace Voltward.Domain.Trail;

/// <summary>
/// The right edge of a growing Merkle tree: one hash for each complete subtree, the largest first. Enough to append and to know
/// the root; nothing else of the tree is kept.
/// </summary>
public sealed class MerkleFrontier
{
    private readonly List<byte[]> _subtrees = [];

    /// <summary>Number of leaves appended so far.</summary>
    public long Size { get; private set; }

    /// <summary>The edge of a stored tree, to go on from.</summary>
    /// <param name="size">Leaves of the tree.</param>
    /// <param name="subtree">As <see cref="MerkleTree"/> asks for complete subtrees.</param>
    public static MerkleFrontier Of(long size, Func<int, long, byte[]> subtree)
    {
        var edge = new MerkleFrontier { Size = size };
        for (var level = 62; level >= 0; level--)
        {
            if (((size >> level) & 1) == 1) edge._subtrees.Add(subtree(level, (size >> level) - 1));
        }

        return edge;
    }

    /// <summary>Appends a leaf.</summary>
    /// <param name="leafHash">Its hash, 32 bytes.</param>
    public void Append(byte[] leafHash)
    {
        _subtrees.Add(leafHash);

        // Each trailing one bit of the old size is a complete subtree as large as the one just made: the two become one.
        for (var rest = Size; (rest & 1) == 1; rest >>= 1)
        {
            var merged = MerkleHash.Node(_subtrees[^2], _subtrees[^1]);
            _subtrees.RemoveRange(_subtrees.Count - 2, 2);
            _subtrees.Add(merged);
        }

        Size++;
    }

    /// <summary>Root of the tree, 32 bytes.</summary>
    public byte[] Root()
    {
        if (Size == 0) return MerkleHash.Empty();
        var root = _subtrees[^1];
        for (var i = _subtrees.Count - 2; i >= 0; i--) root = MerkleHash.Node(_subtrees[i], root);
        return root;
    }
}
