using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>
/// The growing tile of one level: takes hashes, writes each tile when it is full and passes its root to the level above, and in the end
/// writes what is left as a partial tile.
/// </summary>
internal sealed class TileEdge
{
    private readonly LogFolder _log;
    private readonly int _level;
    private readonly long _size;
    private readonly List<byte[]> _hashes = [];
    private long _index;
    private TileEdge? _above;
    private bool _grown;

    /// <param name="log">Where the tiles are.</param>
    /// <param name="level">Level of this edge.</param>
    /// <param name="size">Leaves of the tree before it grows.</param>
    /// <exception cref="InvalidDataException">The tile that is to be continued is not there.</exception>
    public TileEdge(LogFolder log, int level, long size)
    {
        (_log, _level, _size) = (log, level, size);
        var hashes = size >> (8 * level);
        _index = hashes / Tile.Full;
        var width = (int)(hashes % Tile.Full);
        if (width == 0) return;
        var tile = new Tile(level, _index, width);
        var stored = log.ReadTile(tile) ?? throw new InvalidDataException(tile.Path);
        _hashes.AddRange(stored.Chunk(MerkleHash.Length));
    }

    public void Append(byte[] hash)
    {
        _grown = true;
        _hashes.Add(hash);
        if (_hashes.Count < Tile.Full) return;
        var content = _hashes.SelectMany(h => h).ToArray();
        _log.SaveTile(new(_level, _index++, Tile.Full), content);
        _hashes.Clear();
        _above ??= new(_log, _level + 1, _size);
        _above.Append(RootOf(content));
    }

    public void Finish()
    {
        if (_grown && _hashes.Count > 0) _log.SaveTile(new(_level, _index, _hashes.Count), [.. _hashes.SelectMany(h => h)]);
        _above?.Finish();
    }

    /// <summary>Root over the hashes of a full tile.</summary>
    public static byte[] RootOf(byte[] tile)
    {
        var frontier = new MerkleFrontier();
        foreach (var hash in tile.Chunk(MerkleHash.Length)) frontier.Append(hash);
        return frontier.Root();
    }
}
