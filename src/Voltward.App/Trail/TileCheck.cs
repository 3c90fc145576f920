using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>Holds every tile on the disk against the tree as it is made again: none missing, none changed, none too many.</summary>
internal sealed class TileCheck(LogFolder log, CheckFindings found)
{
    /// <param name="leaves">Leaf hashes from the entries, up to the size.</param>
    /// <param name="size">What is sealed.</param>
    /// <returns>Number of tile files looked at.</returns>
    public long Run(List<byte[]> leaves, long size)
    {
        var levels = new List<List<byte[]>> { leaves };
        while (levels[^1].Count >= Tile.Full) levels.Add([.. levels[^1].Chunk(Tile.Full).Where(c => c.Length == Tile.Full).Select(RootOf)]);
        var files = Directory.Exists(Path.Combine(log.Root, "tile"))
            ? Directory.GetFiles(Path.Combine(log.Root, "tile"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(log.Root, f).Replace('\\', '/')).ToHashSet()
            : [];
        var seen = files.Count;
        for (var level = 0; level < levels.Count; level++)
        {
            var count = Math.Min(levels[level].Count, size >> (8 * level));
            for (long index = 0; index * Tile.Full < count; index++) Check(level, index, levels[level], files);
        }

        foreach (var tile in Tile.All(size).Where(t => log.ReadTile(t) is null)) found.Add(tile.Path, CheckProblems.TileMissing(tile.Path));
        foreach (var file in files) found.Add(file, CheckProblems.FileUnexpected(file));
        return seen;
    }

    /// <summary>The full tile and every partial one of the same place.</summary>
    private void Check(int level, long index, List<byte[]> hashes, HashSet<string> files)
    {
        var first = (int)(index * Tile.Full);
        var most = Math.Min(Tile.Full, hashes.Count - first);
        for (var width = most; width >= 1; width--)
        {
            var path = new Tile(level, index, width).Path;
            if (!files.Remove(path)) continue;
            var stored = File.ReadAllBytes(Path.Combine(log.Root, path));
            if (stored.Length != width * MerkleHash.Length || Differs(stored, hashes, first, width)) found.Add(path, CheckProblems.TileChanged(path));
        }
    }

    private static bool Differs(byte[] stored, List<byte[]> hashes, int first, int width)
    {
        for (var i = 0; i < width; i++)
        {
            if (!stored.AsSpan(i * MerkleHash.Length, MerkleHash.Length).SequenceEqual(hashes[first + i])) return true;
        }

        return false;
    }

    private static byte[] RootOf(byte[][] hashes)
    {
        for (; hashes.Length > 1; hashes = [.. hashes.Chunk(2).Select(pair => MerkleHash.Node(pair[0], pair[1]))])
        {
        }

        return hashes[0];
    }
}
