using System.Numerics;
using System.Runtime.CompilerServices;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Scores of many rows. The trees stay in the cache while a block of rows passes through them, and eight rows go down a tree side
/// by side without a branch that could be mispredicted. Each row adds its leaves in the order of the trees, as one row alone does.
/// </summary>
public sealed partial class TreeModel
{
    private const int Block = 256;
    private const int Side = 8;

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
            var count = Math.Min(Block, scores.Length - first);
            OfBlock(_flat, rows.Span.Slice(first * columns, count * columns), columns, scores.Span.Slice(first, count));
        });
    }

    private static void OfBlock(Flat[] trees, ReadOnlySpan<float> rows, int columns, Span<double> scores)
    {
        Span<double> sums = stackalloc double[Block];
        sums.Clear();
        Span<int> nodes = stackalloc int[Side];
        foreach (var tree in trees)
        {
            var at = 0;
            for (; at + Side <= scores.Length; at += Side)
            {
                tree.Walk(rows[(at * columns)..], columns, nodes);
                for (var k = 0; k < Side; k++) sums[at + k] += tree.Leaf[nodes[k]];
            }

            for (; at < scores.Length; at++) sums[at] += tree.Leaf[tree.Walk(rows.Slice(at * columns, columns))];
        }

        for (var i = 0; i < scores.Length; i++) scores[i] += sums[i];
    }

    /// <summary>A tree whose nodes lie together.</summary>
    private sealed class Flat
    {
        private readonly Tree _tree;
        private readonly Node[] _nodes;
        private readonly bool _plain;

        private Flat(Tree tree, Node[] nodes, bool plain) => (_tree, _nodes, _plain) = (tree, nodes, plain);

        public double[] Leaf => _tree.Leaf;

        public static Flat Of(Tree tree)
        {
            var nodes = new Node[tree.Feature.Length];
            for (var i = 0; i < nodes.Length; i++)
            {
                nodes[i] = new Node(tree.Threshold[i], tree.Feature[i], tree.Right[i], tree.Left[i] - tree.Right[i], tree.Next(i, double.NaN) == tree.Left[i]);
            }

            return new Flat(tree, nodes, nodes.Length > 0 && Enumerable.Range(0, nodes.Length).All(i => !tree.ZeroIsMissing(i)));
        }

        /// <summary>Leaves of eight rows.</summary>
        public void Walk(ReadOnlySpan<float> rows, int columns, Span<int> leaves)
        {
            if (!_plain)
            {
                for (var k = 0; k < Side; k++) leaves[k] = Walk(rows.Slice(k * columns, columns));
                return;
            }

            leaves.Clear();
            int open;
            do
            {
                open = 0;
                for (var k = 0; k < Side; k++)
                {
                    var node = leaves[k];
                    // A row that has arrived stays: its leaf is negative until the end.
                    if (node < 0) continue;
                    leaves[k] = node = _nodes[node].Next(rows[(k * columns) + _nodes[node].Feature]);
                    open |= ~node;
                }
            }
            while (open < 0);
            for (var k = 0; k < Side; k++) leaves[k] = ~leaves[k];
        }

        /// <summary>Number of the leaf a row falls into.</summary>
        public int Walk<T>(ReadOnlySpan<T> row)
            where T : struct, IFloatingPointIeee754<T>
        {
            if (_nodes.Length == 0) return 0;
            var node = 0;
            if (!_plain)
            {
                while (node >= 0) node = _tree.Next(node, double.CreateTruncating(row[_nodes[node].Feature]));
                return ~node;
            }

            while (node >= 0)
            {
                ref readonly var at = ref _nodes[node];
                node = at.Next(double.CreateTruncating(row[at.Feature]));
            }

            return ~node;
        }
    }

    private readonly record struct Node(double Threshold, int Feature, int Right, int LeftLessRight, bool NaNLeft)
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int Next(double value)
        {
            var left = (value <= Threshold) | (double.IsNaN(value) & NaNLeft);
            return unchecked(Right + (LeftLessRight & -Unsafe.BitCast<bool, byte>(left)));
        }
    }
}
