using System.Runtime.Intrinsics;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Shapley values of the trees (TreeSHAP, path-dependent: Lundberg, Erion, Lee 2018). A leaf is reached by a product of one factor per feature of its
/// path, so that a feature's value is an integral of a polynomial over the share of features that are known (Owen 1972), and a few points of
/// Gauss's rule give it exactly (Yu et al. 2022 evaluate the same polynomials). The values of all features and the expected score add up
/// to the raw score.
/// </summary>
public sealed partial class TreeModel
{
    /// <summary>Adds every feature's contribution to one row's raw score.</summary>
    /// <param name="row">The features.</param>
    /// <param name="contributions">One place per feature, added to.</param>
    /// <returns>The expected score, which the contributions do not hold.</returns>
    public double Explain(ReadOnlySpan<double> row, Span<double> contributions)
    {
        var expected = 0.0;
        Span<Step> path = stackalloc Step[Depth + 1];
        foreach (var tree in _trees)
        {
            expected += tree.Expected;
            if (tree.Feature.Length == 0) continue;
            // A rule of n points is exact up to degree 2n − 1, and a path of d features leaves a polynomial of degree d − 1.
            for (var done = 0; done < Rule.Points(tree.Depth); done += Rule.Lanes)
            {
                new Shap(tree, row, contributions, Rule.Of(tree.Depth), tree.Tables, done).Below(0, path, 0, Vector512<double>.One);
            }
        }

        return expected;
    }

    /// <summary>One feature on the way to a leaf: whether the row comes this way, and at each point of the rule one over its factor and its share.</summary>
    private record struct Step(double Known, Vector512<double> Inverse, Vector512<double> Last);

    private readonly ref struct Shap(Tree tree, ReadOnlySpan<double> row, Span<double> contributions, Rule rule, Tables tables, int from)
    {
        private readonly ReadOnlySpan<double> _row = row;
        private readonly Span<double> _contributions = contributions;
        private readonly Vector512<double> _weights = Vector512.LoadUnsafe(ref rule.Weights[from]);

        /// <summary>Sum over the leaves below of value times product of the path's factors, at each point of the rule.</summary>
        /// <param name="node">Node, or complement of a leaf.</param>
        /// <param name="path">Steps above, each feature where it came last, followed by free room.</param>
        /// <param name="depth">How many of them.</param>
        /// <param name="product">Product of the factors of the features above, each once.</param>
        public Vector512<double> Below(int node, Span<Step> path, int depth, Vector512<double> product)
        {
            if (node < 0) return product * tree.Leaf[~node];
            var hot = tree.Next(node, _row[tree.Feature[node]]);
            var (left, right) = (tree.Left[node], tree.Right[node]);
            return Along((node, 0, left), left == hot, path, depth, product) + Along((node, 1, right), right == hot, path, depth, product);
        }

        private Vector512<double> Along((int Node, int Side, int Child) to, bool isHot, Span<Step> path, int depth, Vector512<double> product)
        {
            var earlier = tree.Ways[to.Node].Earlier;
            var before = earlier < 0 ? new Step(1, Vector512<double>.One, Vector512<double>.Zero) : path[earlier];
            var known = isHot ? before.Known : 0;
            // Which share of the rows would come this way is the same for every row: factors and their reciprocals are made once for a tree.
            var at = tables.At(to.Node, to.Side, from, known > 0);
            var (factor, inverse, last) = (Vector512.LoadUnsafe(ref tables.Values[at]), Vector512.LoadUnsafe(ref tables.Values[at + 8]), Vector512.LoadUnsafe(ref tables.Values[at + 16]));
            path[depth] = new Step(known, inverse, last);
            var sum = Below(to.Child, path, depth + 1, product * before.Inverse * factor);
            // What lies below counts with the last step of the feature; the step before it takes the same leaves along and gives them back here.
            _contributions[tree.Feature[to.Node]] += Vector512.Sum(_weights * sum * (last - before.Last));
            return sum;
        }
    }

    /// <summary>
    /// For every way out of every node, at the points of a rule: the factor of its feature, one over it, and its share of the contribution, for a row
    /// that comes this way and for one that does not.
    /// </summary>
    private sealed class Tables
    {
        private const int Each = 24;
        private readonly int _points;

        public Tables(Tree tree, Rule rule)
        {
            _points = rule.Shares.Length;
            Values = new double[tree.Feature.Length * 2 * 2 * 3 * _points];
            for (var node = 0; node < tree.Feature.Length; node++)
            {
                for (var way = 0; way < 4; way++)
                {
                    var (side, known) = (way >> 1, way & 1);
                    var unknown = side == 0 ? tree.Ways[node].Left : tree.Ways[node].Right;
                    for (var k = 0; k < _points; k++)
                    {
                        var at = At(node, side, k / 8 * 8, known > 0) + (k % 8);
                        var factor = unknown + (rule.Shares[k] * (known - unknown));
                        (Values[at], Values[at + 8], Values[at + 16]) = (factor, 1 / factor, (known - unknown) / factor);
                    }
                }
            }
        }

        public double[] Values { get; }

        /// <summary>Where the eight points from one on stand.</summary>
        public int At(int node, int side, int from, bool isKnown) => ((((((node * 2) + side) * 2) + (isKnown ? 1 : 0)) * (_points / 8)) + (from / 8)) * Each;
    }

    /// <summary>Gauss's rule on the shares from 0 to 1, its points filled up with weightless ones to whole vectors.</summary>
    private sealed class Rule
    {
        public const int Lanes = 8;
        private static readonly Rule[] Known = [.. Enumerable.Range(1, 8).Select(k => new Rule(k * Lanes))];

        private Rule(int points)
        {
            (Shares, Weights) = (new double[points], new double[points]);
            for (var k = 0; k < points; k++)
            {
                // Roots of Legendre's polynomial by Newton's method from their well-known neighbours.
                var (x, slope) = (Math.Cos(Math.PI * (k + 0.75) / (points + 0.5)), 1.0);
                for (var turn = 0; turn < 20; turn++)
                {
                    double last = 1, value = x;
                    for (var n = 2; n <= points; n++) (last, value) = (value, ((((2 * n) - 1) * x * value) - ((n - 1) * last)) / n);
                    slope = points * ((x * value) - last) / ((x * x) - 1);
                    x -= value / slope;
                }

                Shares[k] = (1 + x) / 2;
                Weights[k] = 1 / ((1 - (x * x)) * slope * slope);
            }
        }

        public double[] Shares { get; }

        public double[] Weights { get; }

        /// <summary>Points that make paths of so many features exact, in whole vectors.</summary>
        public static int Points(int depth) => Math.Max(1, (depth + (2 * Lanes) - 1) / (2 * Lanes)) * Lanes;

        /// <exception cref="IndexOutOfRangeException">A tree deeper than 128 splits.</exception>
        public static Rule Of(int depth) => Known[(Points(depth) / Lanes) - 1];
    }
}
