namespace Voltward.Analytics.Detection;

/// <summary>
/// Shapley values of the trees (TreeSHAP, path-dependent: Lundberg, Erion, Lee 2018, algorithm 2). The values of all features and
/// the expected score add up to the raw score.
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
        Span<Step> path = stackalloc Step[4096];
        foreach (var tree in _trees)
        {
            expected += tree.Expected;
            if (tree.Feature.Length > 0) new Shap(tree, row, contributions).Recurse(0, path, 0, new Step(-1, 1, 1, 0));
        }

        return expected;
    }

    /// <summary>One feature on the way to a leaf: the share of paths with it unknown and known, and the permutation weight.</summary>
    private record struct Step(int Feature, double Unknown, double Known, double Weight);

    private readonly ref struct Shap(Tree tree, ReadOnlySpan<double> row, Span<double> contributions)
    {
        private readonly ReadOnlySpan<double> _row = row;
        private readonly Span<double> _contributions = contributions;

        /// <param name="node">Node, or complement of a leaf.</param>
        /// <param name="parent">The path above, followed by free room.</param>
        /// <param name="depth">Number of steps above.</param>
        /// <param name="step">The step that leads here.</param>
        public void Recurse(int node, Span<Step> parent, int depth, Step step)
        {
            var path = parent[(depth + 1)..];
            parent[..depth].CopyTo(path);
            Extend(path, depth, step);
            if (node < 0)
            {
                AddLeaf(path, depth, tree.Leaf[~node]);
                return;
            }

            var feature = tree.Feature[node];
            var hot = tree.Next(node, _row[feature]);
            var cold = hot == tree.Left[node] ? tree.Right[node] : tree.Left[node];
            double unknown = 1, known = 1;
            var earlier = IndexOf(path, depth, feature);
            if (earlier >= 0)
            {
                (unknown, known) = (path[earlier].Unknown, path[earlier].Known);
                Unwind(path, depth, earlier);
                depth--;
            }

            Recurse(hot, path, depth + 1, new Step(feature, unknown * Count(hot) / tree.NodeCount[node], known, 0));
            Recurse(cold, path, depth + 1, new Step(feature, unknown * Count(cold) / tree.NodeCount[node], 0, 0));
        }

        private static int IndexOf(ReadOnlySpan<Step> path, int depth, int feature)
        {
            for (var i = 1; i <= depth; i++)
            {
                if (path[i].Feature == feature) return i;
            }

            return -1;
        }

        private static void Extend(Span<Step> path, int depth, Step step)
        {
            path[depth] = step with { Weight = depth == 0 ? 1 : 0 };
            var (with, without) = (Ratios.With[depth], Ratios.Without[depth]);
            for (var i = depth - 1; i >= 0; i--)
            {
                var weight = path[i].Weight;
                path[i + 1].Weight += step.Known * weight * with[i];
                path[i].Weight = step.Unknown * weight * without[i];
            }
        }

        private static void Unwind(Span<Step> path, int depth, int at)
        {
            var (_, unknown, known, _) = path[at];
            var next = path[depth].Weight;
            var (with, without) = (Ratios.With[depth], Ratios.Without[depth]);
            for (var i = depth - 1; i >= 0; i--)
            {
                if (known != 0)
                {
                    var kept = path[i].Weight;
                    path[i].Weight = next / (with[i] * known);
                    next = kept - (path[i].Weight * unknown * without[i]);
                }
                else
                {
                    path[i].Weight /= unknown * without[i];
                }
            }

            for (var i = at; i < depth; i++) path[i] = path[i + 1] with { Weight = path[i].Weight };
        }

        /// <summary>Sum of the weights with one known step taken out again.</summary>
        private static double UnwoundSum(ReadOnlySpan<Step> path, int depth, Step step)
        {
            var next = path[depth].Weight;
            var total = 0.0;
            var (without, toKnown) = (Ratios.Without[depth], Ratios.ToKnown[depth]);
            for (var i = depth - 1; i >= 0; i--)
            {
                var part = next * toKnown[i] / step.Known;
                total += part;
                next = path[i].Weight - (part * step.Unknown * without[i]);
            }

            return total;
        }

        private double Count(int child) => child < 0 ? tree.LeafCount[~child] : tree.NodeCount[child];

        private void AddLeaf(ReadOnlySpan<Step> path, int depth, double value)
        {
            // A step that the row does not take has the same sum as every other such step, but for its own share, which cancels out.
            var untaken = 0.0;
            var toUnknown = Ratios.ToUnknown[depth];
            for (var i = 0; i < depth; i++) untaken += path[i].Weight * toUnknown[i];
            for (var i = 1; i <= depth; i++)
            {
                var step = path[i];
                _contributions[step.Feature] += step.Known == 0 ? -untaken * value : UnwoundSum(path, depth, step) * (step.Known - step.Unknown) * value;
            }
        }
    }

    /// <summary>Ratios of the permutation weights by depth of the path, worked out once: a division costs more than all else of a step.</summary>
    private static class Ratios
    {
        /// <summary>Deepest path that the room of <see cref="Explain"/> holds.</summary>
        private const int Deepest = 90;

        /// <summary>(i + 1) / (depth + 1).</summary>
        public static readonly double[][] With = Of((depth, i) => (i + 1.0) / (depth + 1));

        /// <summary>(depth − i) / (depth + 1).</summary>
        public static readonly double[][] Without = Of((depth, i) => (depth - (double)i) / (depth + 1));

        /// <summary>(depth + 1) / (i + 1).</summary>
        public static readonly double[][] ToKnown = Of((depth, i) => (depth + 1.0) / (i + 1));

        /// <summary>(depth + 1) / (depth − i).</summary>
        public static readonly double[][] ToUnknown = Of((depth, i) => (depth + 1.0) / (depth - i));

        private static double[][] Of(Func<int, int, double> ratio) =>
            [.. Enumerable.Range(0, Deepest).Select(depth => Enumerable.Range(0, depth).Select(i => ratio(depth, i)).ToArray())];
    }
}
