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
                new Shap(tree, row, contributions, Rule.Of(tree.Depth), done).Below(0, path, 0, Vector256<double>.One);
            }
        }

        return expected;
    }

    /// <summary>One feature on the way to a leaf: the share of rows that would come this way were it unknown, whether the row does, and one over the factor at each point of the rule.</summary>
    private record struct Step(int Feature, double Unknown, double Known, Vector256<double> Divided);

    private readonly ref struct Shap(Tree tree, ReadOnlySpan<double> row, Span<double> contributions, Rule rule, int from)
    {
        private readonly ReadOnlySpan<double> _row = row;
        private readonly Span<double> _contributions = contributions;
        private readonly Vector256<double> _shares = Vector256.LoadUnsafe(ref rule.Shares[from]);
        private readonly Vector256<double> _weights = Vector256.LoadUnsafe(ref rule.Weights[from]);

        /// <summary>Sum over the leaves below of value times product of the path's factors, at each point of the rule.</summary>
        /// <param name="node">Node, or complement of a leaf.</param>
        /// <param name="path">Steps above, each feature where it came last, followed by free room.</param>
        /// <param name="depth">How many of them.</param>
        /// <param name="product">Product of the factors of the features above, each once.</param>
        public Vector256<double> Below(int node, Span<Step> path, int depth, Vector256<double> product)
        {
            if (node < 0) return product * tree.Leaf[~node];
            var hot = tree.Next(node, _row[tree.Feature[node]]);
            return Along(node, tree.Left[node], hot, path, depth, product) + Along(node, tree.Right[node], hot, path, depth, product);
        }

        private Vector256<double> Along(int node, int child, int hot, Span<Step> path, int depth, Vector256<double> product)
        {
            var feature = tree.Feature[node];
            var earlier = depth - 1;
            while (earlier >= 0 && path[earlier].Feature != feature) earlier--;
            var before = earlier < 0 ? new Step(feature, 1, 1, Vector256<double>.One) : path[earlier];
            var (unknown, known) = (before.Unknown * Count(child) / tree.NodeCount[node], child == hot ? before.Known : 0);
            var factor = Vector256.Create(unknown) + (_shares * (known - unknown));
            var others = earlier < 0 ? product : product * before.Divided;
            if (child < 0 && earlier < 0)
            {
                // Half of all steps end at a leaf: the factor of the last feature would be multiplied in only to be divided out.
                var leaf = others * tree.Leaf[~child];
                _contributions[feature] += (known - unknown) * Vector256.Sum(_weights * leaf);
                return leaf * factor;
            }

            var divided = Vector256<double>.One / factor;
            path[depth] = new Step(feature, unknown, known, divided);
            var sum = Below(child, path, depth + 1, others * factor);
            // What lies below counts with the last step of the feature; the step before it takes the same leaves along and gives them back here.
            var last = (known - unknown) * divided;
            if (earlier >= 0) last -= (before.Known - before.Unknown) * before.Divided;
            _contributions[feature] += Vector256.Sum(_weights * sum * last);
            return sum;
        }

        private double Count(int child) => child < 0 ? tree.LeafCount[~child] : tree.NodeCount[child];
    }

    /// <summary>Gauss's rule on the shares from 0 to 1, its points filled up with weightless ones to whole vectors.</summary>
    private sealed class Rule
    {
        public const int Lanes = 4;
        private static readonly Rule[] Known = [.. Enumerable.Range(1, 16).Select(k => new Rule(k * Lanes))];

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
