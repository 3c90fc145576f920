using System.Globalization;

namespace Voltward.Domain.Trail;

/// <summary>
/// One file of the stored tree (C2SP tlog-tiles): up to 256 hashes side by side. Level 0 holds leaf hashes; each hash of a higher
/// level stands for 256 times as many leaves. A partial tile is never hashed into the level above.
/// </summary>
/// <param name="Level">Level, from 0.</param>
/// <param name="Index">Index within the level, from 0.</param>
/// <param name="Width">Number of hashes, 1 to 256; fewer than 256 is a partial tile.</param>
public readonly record struct Tile(int Level, long Index, int Width)
{
    /// <summary>Hashes in a full tile.</summary>
    public const int Full = 256;

    /// <summary>Where the tile stands below the log's folder, such as <c>tile/0/x001/x234/067.p/112</c>.</summary>
    public string Path
    {
        get
        {
            var groups = (Index % 1000).ToString("000", CultureInfo.InvariantCulture);
            for (var rest = Index / 1000; rest > 0; rest /= 1000)
            {
                groups = string.Create(CultureInfo.InvariantCulture, $"x{rest % 1000:000}/{groups}");
            }

            return string.Create(CultureInfo.InvariantCulture, $"tile/{Level}/{groups}") + (Width == Full ? "" : string.Create(CultureInfo.InvariantCulture, $".p/{Width}"));
        }
    }

    /// <summary>Every tile that holds something of a tree, the lowest level first.</summary>
    /// <param name="size">Size of the tree, ≥ 0.</param>
    public static IEnumerable<Tile> All(long size) => Grown(0, size);

    /// <summary>The tiles that are new or wider when a tree has grown.</summary>
    /// <param name="from">Earlier size.</param>
    /// <param name="to">Later size.</param>
    public static IEnumerable<Tile> Grown(long from, long to)
    {
        for (var level = 0; to >> (8 * level) > 0; level++)
        {
            var (before, after) = (from >> (8 * level), to >> (8 * level));
            if (before == after) continue;
            for (var index = before / Full; index * Full < after; index++)
            {
                yield return new(level, index, (int)Math.Min(Full, after - (index * Full)));
            }
        }
    }

    /// <summary>The tile of a tree that holds a complete subtree, and where in it the subtree's hashes begin and how many they are.</summary>
    /// <param name="height">The subtree has 2^height leaves.</param>
    /// <param name="index">It begins at leaf index·2^height.</param>
    /// <param name="size">Size of the tree.</param>
    public static (Tile Tile, int First, int Count) Holding(int height, long index, long size)
    {
        var (level, within) = (height / 8, height % 8);
        var first = index << within;
        var tile = first / Full;
        return (new(level, tile, (int)Math.Min(Full, (size >> (8 * level)) - (tile * Full))), (int)(first % Full), 1 << within);
    }
}
