using System.Buffers;
using System.Numerics;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Scores of many rows. The trees stay in the cache while a block of rows passes through them; each row adds its leaves in the order of the trees, as
/// one row alone does.
/// </summary>
public sealed partial class TreeModel
{
    private const int Block = 64;

    /// <summary>Adds the raw score of each row; the same bits as <see cref="Score"/> on any number of threads.</summary>
    /// <param name="rows">Row-major, NaN = missing.</param>
    /// <param name="columns">Values of a row, at least <see cref="Features"/>.</param>
    /// <param name="scores">One place per row, added to.</param>
    /// <param name="threads">1 or more; 0 = as many as there are processors.</param>
    public void AddScores(ReadOnlyMemory<float> rows, int columns, Memory<double> scores, int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, Features);
        var blocks = (scores.Length + Block - 1) / Block;
        var limit = new ParallelOptions { MaxDegreeOfParallelism = threads > 0 ? threads : Environment.ProcessorCount };
        Parallel.For(0, blocks, limit, block =>
        {
            var first = block * Block;
            var mine = rows.Span[(first * columns)..];
            var sums = scores.Span.Slice(first, Math.Min(Block, scores.Length - first));
            var across = ArrayPool<double>.Shared.Rent(Features * Block);
            for (var r = 0; r < sums.Length; r++)
            {
                var row = mine.Slice(r * columns, Features);
                for (var f = 0; f < row.Length; f++) across[(f * Block) + r] = row[f];
            }

            AddBlock(across, sums);
            ArrayPool<double>.Shared.Return(across);
        });
    }

    /// <summary>Raw scores of some rows, the same bits as <see cref="Score"/>.</summary>
    /// <param name="rows">Rows with more values than the model takes, NaN = missing.</param>
    /// <param name="places">Where in a row each feature of the model stands.</param>
    public double[] Scores(IReadOnlyList<double[]> rows, ReadOnlySpan<int> places)
    {
        var scores = new double[rows.Count];
        var across = ArrayPool<double>.Shared.Rent(Features * Block);
        for (var first = 0; first < scores.Length; first += Block)
        {
            var sums = scores.AsSpan(first, Math.Min(Block, scores.Length - first));
            for (var f = 0; f < Features; f++)
            {
                for (var r = 0; r < sums.Length; r++) across[(f * Block) + r] = rows[first + r][places[f]];
            }

            AddBlock(across, sums);
        }

        ArrayPool<double>.Shared.Return(across);
        return scores;
    }

    /// <param name="across">Feature by feature, <see cref="Block"/> rows each; what stands behind the last row is never looked at.</param>
    /// <param name="scores">One place per row, added to.</param>
    private void AddBlock(double[] across, Span<double> scores)
    {
        Span<double> sums = stackalloc double[Block];
        Span<ulong> open = stackalloc ulong[Block];
        sums.Clear();
        for (var t = 0; t < _trees.Length; t++)
        {
            if (_masked[t] is { } masked)
            {
                masked.Walk(across, open);
                for (var r = 0; r < scores.Length; r++) sums[r] += masked.Leaf[BitOperations.TrailingZeroCount(open[r])];
            }
            else
            {
                for (var r = 0; r < scores.Length; r++) sums[r] += _trees[t].Leaf[Walk(_trees[t], across, r)];
            }
        }

        for (var r = 0; r < scores.Length; r++) scores[r] += sums[r];
    }

    /// <summary>A tree with zero for missing, or with more leaves than a mask has places.</summary>
    private static int Walk(Tree tree, double[] across, int row)
    {
        if (tree.Feature.Length == 0) return 0;
        var node = 0;
        while (node >= 0) node = tree.Next(node, across[(tree.Feature[node] * Block) + row]);
        return ~node;
    }
}
