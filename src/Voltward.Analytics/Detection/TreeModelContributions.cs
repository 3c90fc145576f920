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
            var total = 0.0;
            var weight = 0.0;
            for (var leaf = 0; leaf < tree.Leaf.Length; leaf++)
            {
                total += tree.Leaf[leaf] * tree.LeafCount[leaf];
                weight += tree.LeafCount[leaf];
            }

            expected += total / weight;
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
            for (var i = depth - 1; i >= 0; i--)
            {
                path[i + 1].Weight += step.Known * path[i].Weight * (i + 1) / (depth + 1);
                path[i].Weight = step.Unknown * path[i].Weight * (depth - i) / (depth + 1);
            }
        }

        private static void Unwind(Span<Step> path, int depth, int at)
        {
            var (_, unknown, known, _) = path[at];
            var next = path[depth].Weight;
            for (var i = depth - 1; i >= 0; i--)
            {
                if (known != 0)
                {
                    var kept = path[i].Weight;
                    path[i].Weight = next * (depth + 1) / ((i + 1) * known);
                    next = kept - (path[i].Weight * unknown * (depth - i) / (depth + 1));
                }
                else
                {
                    path[i].Weight = path[i].Weight * (depth + 1) / (unknown * (depth - i));
                }
            }

            for (var i = at; i < depth; i++) path[i] = path[i + 1] with { Weight = path[i].Weight };
        }

        private static double UnwoundSum(ReadOnlySpan<Step> path, int depth, int at)
        {
            var (_, unknown, known, _) = path[at];
            var next = path[depth].Weight;
            var total = 0.0;
            for (var i = depth - 1; i >= 0; i--)
            {
                if (known != 0)
                {
                    var part = next * (depth + 1) / ((i + 1) * known);
                    total += part;
                    next = path[i].Weight - (part * unknown * (depth - i) / (depth + 1));
                }
                else
                {
                    total += path[i].Weight * (depth + 1) / (unknown * (depth - i));
                }
            }

            return total;
        }

        private double Count(int child) => child < 0 ? tree.LeafCount[~child] : tree.NodeCount[child];

        private void AddLeaf(ReadOnlySpan<Step> path, int depth, double value)
        {
            for (var i = 1; i <= depth; i++)
            {
                var (feature, unknown, known, _) = path[i];
                _contributions[feature] += UnwoundSum(path, depth, i) * (known - unknown) * value;
            }
        }
    }
}
