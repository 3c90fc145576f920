using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>
/// Holds every tile on the disk against the tree as it is made again: none missing, none changed, none too many. Of the tree it keeps
/// one tile of each level.
/// </summary>
internal sealed class TileCheck
{
    private readonly LogFolder _log;
    private readonly CheckFindings _found;
    private readonly long _size;
    private readonly List<Level> _levels = [];
    private readonly List<(int Level, long Index, int Width)> _changed = [];
    private readonly HashSet<string> _files;
    private readonly HashSet<string> _narrow;
    private readonly long _seen;
    private long _appended;

    /// <param name="log">Where the tiles are.</param>
    /// <param name="found">Gets what is wrong.</param>
    /// <param name="size">What is sealed.</param>
    public TileCheck(LogFolder log, CheckFindings found, long size)
    {
        (_log, _found, _size) = (log, found, size);
        _files = Directory.Exists(Path.Combine(log.Root, "tile"))
            ? Directory.GetFiles(Path.Combine(log.Root, "tile"), "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(log.Root, f).Replace('\\', '/')).ToHashSet()
            : [];
        _narrow = [.. _files.Where(f => f.Contains(".p/", StringComparison.Ordinal)).Select(f => f[..f.LastIndexOf('/')])];
        _seen = _files.Count;
    }

    /// <summary>The next leaf of the log; those after the seal are left out.</summary>
    public void Append(ReadOnlySpan<byte> leaf)
    {
        if (_appended++ < _size) Append(0, leaf);
    }

    /// <summary>After the last leaf.</summary>
    /// <returns>Number of tile files looked at.</returns>
    public long Finish()
    {
        for (var level = 0; level < _levels.Count; level++)
        {
            if (_levels[level].Count > 0) Check(level, _levels[level]);
        }

        foreach (var (level, index, width) in _changed.OrderBy(c => c.Level).ThenBy(c => c.Index).ThenByDescending(c => c.Width))
        {
            var path = new Tile(level, index, width).Path;
            _found.Add(path, CheckProblems.TileChanged(path));
        }

        foreach (var tile in Tile.All(_size).Where(t => _log.ReadTile(t) is null)) _found.Add(tile.Path, CheckProblems.TileMissing(tile.Path));
        foreach (var file in _files) _found.Add(file, CheckProblems.FileUnexpected(file));
        return _seen;
    }

    private void Append(int level, ReadOnlySpan<byte> hash)
    {
        if (level == _levels.Count) _levels.Add(new());
        var at = _levels[level];
        hash.CopyTo(at.Hashes.AsSpan(at.Count++ * MerkleHash.Length));
        if (at.Count < Tile.Full) return;
        Check(level, at);
        Append(level + 1, RootOf(at.Hashes));
        (at.Count, at.Index) = (0, at.Index + 1);
    }

    /// <summary>The tile of a place as wide as it is, and every narrower one that was left there.</summary>
    private void Check(int level, Level at)
    {
        var narrowest = _narrow.Contains(new Tile(level, at.Index, 1).Path[..^2]) ? 1 : at.Count;
        for (var width = at.Count; width >= narrowest; width--)
        {
            var path = new Tile(level, at.Index, width).Path;
            if (!_files.Remove(path)) continue;
            if (!File.ReadAllBytes(Path.Combine(_log.Root, path)).AsSpan().SequenceEqual(at.Hashes.AsSpan(0, width * MerkleHash.Length))) _changed.Add((level, at.Index, width));
        }
    }

    /// <summary>Root over a full tile, level by level: not the way in which the log was written.</summary>
    private static byte[] RootOf(byte[] hashes)
    {
        var level = hashes.ToArray();
        for (var width = Tile.Full / 2; width >= 1; width /= 2)
        {
            for (var i = 0; i < width; i++)
            {
                var pair = level.AsSpan(2 * i * MerkleHash.Length, 2 * MerkleHash.Length);
                MerkleHash.Node(pair[..MerkleHash.Length], pair[MerkleHash.Length..]).CopyTo(level, i * MerkleHash.Length);
            }
        }

        return level[..MerkleHash.Length];
    }

    /// <summary>The tile of one level that is being filled.</summary>
    private sealed class Level
    {
        public byte[] Hashes { get; } = new byte[Tile.Full * MerkleHash.Length];

        public int Count { get; set; }

        public long Index { get; set; }
    }
}
