using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Voltward.Analytics.Detection;

public sealed partial class TreeModel
{
    /// <summary>
    /// A tree of at most 64 leaves as masks (QuickScorer, Lucchese and others 2015): every split that a row answers with "right" strikes out the leaves
    /// to its left, and the first leaf that remains is the one the row falls into. All splits are asked, so that no branch is mispredicted and
    /// eight rows are asked at once. What a missing value answers is known beforehand.
    /// </summary>
    private sealed class Masked
    {
        private const int Leaves = 64;
        private readonly Split[] _splits;

        private Masked(Split[] splits, double[] leaf) => (_splits, Leaf) = (splits, leaf);

        /// <summary>Values of the leaves from left to right.</summary>
        public double[] Leaf { get; }

        /// <summary>Null when the tree does not fit.</summary>
        public static Masked? Of(Tree tree)
        {
            if (tree.Leaf.Length > Leaves || Enumerable.Range(0, tree.Feature.Length).Any(tree.ZeroIsMissing)) return null;
            if (tree.Feature.Length == 0) return new Masked([], tree.Leaf);
            var (splits, leaf) = (new List<Split>(), new List<double>());
            Lay(tree, 0, splits, leaf);
            return new Masked([.. splits], [.. leaf]);
        }

        /// <summary>Leaves that remain for each row; the lowest bit is the leaf.</summary>
        public void Walk(ReadOnlySpan<double> across, Span<ulong> open)
        {
            ref var first = ref MemoryMarshal.GetReference(across);
            ref var to = ref MemoryMarshal.GetReference(open);
            for (nuint r = 0; r < Block; r += 32)
            {
                var (a, b, c, d) = (Vector512<ulong>.AllBitsSet, Vector512<ulong>.AllBitsSet, Vector512<ulong>.AllBitsSet, Vector512<ulong>.AllBitsSet);
                foreach (ref readonly var split in _splits.AsSpan())
                {
                    var (threshold, right, at) = (Vector512.Create(split.Threshold), Vector512.Create(split.IfRight), ((nuint)split.Feature * Block) + r);
                    if (split.MissingLeft)
                    {
                        // Not "above": a missing value goes left.
                        a &= ~Vector512.GreaterThan(Vector512.LoadUnsafe(ref first, at), threshold).AsUInt64() | right;
                        b &= ~Vector512.GreaterThan(Vector512.LoadUnsafe(ref first, at + 8), threshold).AsUInt64() | right;
                        c &= ~Vector512.GreaterThan(Vector512.LoadUnsafe(ref first, at + 16), threshold).AsUInt64() | right;
                        d &= ~Vector512.GreaterThan(Vector512.LoadUnsafe(ref first, at + 24), threshold).AsUInt64() | right;
                    }
                    else
                    {
                        a &= Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref first, at), threshold).AsUInt64() | right;
                        b &= Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref first, at + 8), threshold).AsUInt64() | right;
                        c &= Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref first, at + 16), threshold).AsUInt64() | right;
                        d &= Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref first, at + 24), threshold).AsUInt64() | right;
                    }
                }

                a.StoreUnsafe(ref to, r);
                b.StoreUnsafe(ref to, r + 8);
                c.StoreUnsafe(ref to, r + 16);
                d.StoreUnsafe(ref to, r + 24);
            }
        }

        /// <summary>Numbers the leaves from left to right and notes for every split which of them lie to its left.</summary>
        private static void Lay(Tree tree, int node, List<Split> splits, List<double> leaf)
        {
            if (node < 0)
            {
                leaf.Add(tree.Leaf[~node]);
                return;
            }

            if (splits.Count >= tree.Feature.Length) throw new FormatException("A tree of the model leads back into itself.");
            var from = leaf.Count;
            Lay(tree, tree.Left[node], splits, leaf);
            var left = Below(leaf.Count) & ~Below(from);
            splits.Add(new Split(tree.Threshold[node], ~left, tree.Feature[node], tree.Next(node, double.NaN) == tree.Left[node]));
            Lay(tree, tree.Right[node], splits, leaf);
        }

        private static ulong Below(int leaf) => leaf >= Leaves ? ulong.MaxValue : (1UL << leaf) - 1;

        private readonly record struct Split(double Threshold, ulong IfRight, int Feature, bool MissingLeft);
    }
}
