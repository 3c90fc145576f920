using System.Globalization;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Boosted trees read from LightGBM's model text and scored in managed code, equal to LightGBM's own scores to the last bits:
/// same comparisons, same order of the sum. Numerical splits only; missing values (NaN) go where training sent them.
/// </summary>
public sealed partial class TreeModel
{
    private readonly Tree[] _trees;
    private readonly Masked?[] _masked;

    private TreeModel(Tree[] trees, int features) => (_trees, _masked, Features) = (trees, [.. trees.Select(Masked.Of)], features);

    /// <summary>Number of features a row must have.</summary>
    public int Features { get; }

    /// <summary>Splits on the longest way to a leaf of any tree.</summary>
    public int Depth => _trees.Max(t => t.Depth);

    /// <summary>Number of trees.</summary>
    public int Trees => _trees.Length;

    /// <summary>Reads a model text.</summary>
    /// <exception cref="FormatException">The text is not a LightGBM model, or uses what this evaluator does not know.</exception>
    public static TreeModel Parse(string text)
    {
        var trees = new List<Tree>();
        var features = -1;
        Dictionary<string, string>? block = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.StartsWith("end of trees", StringComparison.Ordinal)) break;
            if (line.StartsWith("Tree=", StringComparison.Ordinal))
            {
                if (block is not null) trees.Add(Tree.Of(block));
                block = [];
                continue;
            }

            var cut = line.IndexOf('=', StringComparison.Ordinal);
            if (cut < 0) continue;
            if (block is null)
            {
                if (line.StartsWith("max_feature_idx=", StringComparison.Ordinal)) features = 1 + int.Parse(line.AsSpan(cut + 1), CultureInfo.InvariantCulture);
                continue;
            }

            block[line[..cut]] = line[(cut + 1)..].Trim();
        }

        if (block is not null) trees.Add(Tree.Of(block));
        if (features < 0) throw new FormatException("Not a LightGBM model: max_feature_idx is missing.");
        return new TreeModel([.. trees], features);
    }

    /// <summary>The raw score (log odds for a binary model) of one row.</summary>
    public double Score(ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        foreach (var tree in _trees)
        {
            var node = tree.Feature.Length == 0 ? ~0 : 0;
            while (node >= 0) node = tree.Next(node, row[tree.Feature[node]]);
            sum += tree.Leaf[~node];
        }

        return sum;
    }

    /// <summary>How much each feature has improved the fit, summed over all splits.</summary>
    public double[] Gains()
    {
        var gains = new double[Features];
        foreach (var tree in _trees)
        {
            for (var node = 0; node < tree.Feature.Length; node++) gains[tree.Feature[node]] += tree.Gain[node];
        }

        return gains;
    }

    private sealed class Tree
    {
        /// <summary>LightGBM treats magnitudes up to this as zero where zero stands for missing.</summary>
        private const double Zero = 1e-35f;

        public int[] Feature { get; private init; } = [];

        public double[] Threshold { get; private init; } = [];

        public double[] Gain { get; private init; } = [];

        /// <summary>Child node, or the complement of a leaf number.</summary>
        public int[] Left { get; private init; } = [];

        public int[] Right { get; private init; } = [];

        public double[] Leaf { get; private init; } = [];

        /// <summary>Training rows that reached a leaf or a node; the weights of the expectation in contributions.</summary>
        public double[] LeafCount { get; private init; } = [];

        public double[] NodeCount { get; private init; } = [];

        /// <summary>Mean of the leaves over the training rows.</summary>
        public double Expected { get; private init; }

        /// <summary>Splits on the longest way to a leaf.</summary>
        public int Depth
        {
            get
            {
                // One word, so that nobody sees it half written.
                if (_depth < 0) _depth = Feature.Length == 0 ? 0 : Below(0);
                return _depth;
            }
        }

        private byte[] Decision { get; init; } = [];

        private int _depth = -1;

        private int Below(int node) => node < 0 ? 0 : 1 + Math.Max(Below(Left[node]), Below(Right[node]));

        public static Tree Of(Dictionary<string, string> block)
        {
            if (block.TryGetValue("num_cat", out var categories) && categories != "0") throw new FormatException("Categorical splits are not supported.");
            var leaves = int.Parse(block["num_leaves"], CultureInfo.InvariantCulture);
            var leaf = Doubles(block["leaf_value"]);
            if (leaves == 1) return new Tree { Leaf = leaf, LeafCount = [1], Expected = leaf[0] };
            var count = Doubles(block["leaf_count"]);
            return new Tree
            {
                Feature = Ints(block["split_feature"]),
                Threshold = Doubles(block["threshold"]),
                Gain = Doubles(block["split_gain"]),
                Left = Ints(block["left_child"]),
                Right = Ints(block["right_child"]),
                Leaf = leaf,
                LeafCount = count,
                Expected = leaf.Zip(count, (value, rows) => value * rows).Sum() / count.Sum(),
                NodeCount = Doubles(block["internal_count"]),
                Decision = [.. Ints(block["decision_type"]).Select(d => (byte)d)],
            };
        }

        /// <summary>Decision type: bit 1 default left, bits 2-3 missing type (0 none, 1 zero, 2 NaN).</summary>
        public int Next(int node, double value)
        {
            var missing = (Decision[node] >> 2) & 3;
            if (double.IsNaN(value) && missing != 2) value = 0;
            var isMissing = (missing == 1 && value is >= -Zero and <= Zero) || (missing == 2 && double.IsNaN(value));
            var goesLeft = isMissing ? (Decision[node] & 2) != 0 : value <= Threshold[node];
            return goesLeft ? Left[node] : Right[node];
        }

        /// <summary>Whether zero stands for a missing value at a node.</summary>
        public bool ZeroIsMissing(int node) => ((Decision[node] >> 2) & 3) == 1;

        private static int[] Ints(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p, CultureInfo.InvariantCulture))];

        private static double[] Doubles(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Number)];

        /// <summary>LightGBM writes infinities in the manner of C.</summary>
        private static double Number(string text) => text switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            "nan" or "-nan" => double.NaN,
            _ => double.Parse(text, CultureInfo.InvariantCulture),
        };
    }
}
