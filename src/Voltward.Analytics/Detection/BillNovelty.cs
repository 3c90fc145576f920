namespace Voltward.Analytics.Detection;

/// <summary>
/// How easily a customer is told apart from everybody else by random cuts (isolation forest: Liu, Ting, Zhou 2008). Knows no label;
/// serves until a model has been trained. On consumption alone such a score is weak, and the product says so.
/// </summary>
public sealed class BillNovelty
{
    private const int Trees = 150;
    private const int SampleRows = 250;
    private const int Depth = 8;

    private readonly Node[][] _trees;
    private readonly int _columns;

    private BillNovelty(Node[][] trees, int columns) => (_trees, _columns) = (trees, columns);

    public static BillNovelty Fit(BillMatrix matrix, int seed)
    {
        var rows = matrix.Customers.Count;
        var trees = new Node[rows == 0 ? 0 : Trees][];
        for (var tree = 0; tree < trees.Length; tree++)
        {
            var random = new Random((seed * 1000) + tree);
            var sample = Enumerable.Range(0, Math.Min(SampleRows, rows)).Select(_ => random.Next(rows)).ToArray();
            var nodes = new List<Node>();
            Grow(nodes, matrix, sample, 0, random);
            trees[tree] = [.. nodes];
        }

        return new BillNovelty(trees, matrix.Columns);
    }

    /// <summary>0 to 1; the mean path of the population lies near 0.5, short paths above.</summary>
    public double Score(ReadOnlySpan<double> row)
    {
        if (_trees.Length == 0) return 0;
        var depth = 0.0;
        foreach (var tree in _trees) depth += Walk(tree, row, default);
        return Math.Pow(2, -depth / _trees.Length / MeanPath(SampleRows));
    }

    /// <summary>Credits every cut on the way with an equal part of how much shorter than usual the path is.</summary>
    public void Explain(ReadOnlySpan<double> row, Span<double> contributions)
    {
        Span<double> used = new double[_columns];
        foreach (var tree in _trees)
        {
            used.Clear();
            var depth = Walk(tree, row, used);
            var cuts = 0.0;
            foreach (var count in used) cuts += count;
            for (var k = 0; k < used.Length && cuts > 0; k++) contributions[k] += used[k] / cuts * (MeanPath(SampleRows) - depth) / _trees.Length;
        }
    }

    private static int Grow(List<Node> nodes, BillMatrix matrix, int[] rows, int depth, Random random)
    {
        var place = nodes.Count;
        nodes.Add(new Node(-1, 0, false, 0, 0, MeanPath(rows.Length)));
        if (depth >= Depth || rows.Length < 2) return place;
        var column = random.Next(matrix.Columns);
        var (a, b) = (matrix.Row(rows[random.Next(rows.Length)])[column], matrix.Row(rows[random.Next(rows.Length)])[column]);
        var cut = double.IsNaN(a) ? b : double.IsNaN(b) ? a : a + ((b - a) * random.NextDouble());
        var missingLeft = random.Next(2) == 0;
        var left = rows.Where(r => GoesLeft(matrix.Row(r)[column], cut, missingLeft)).ToArray();
        var right = rows.Where(r => !GoesLeft(matrix.Row(r)[column], cut, missingLeft)).ToArray();
        var first = Grow(nodes, matrix, left, depth + 1, random);
        var second = Grow(nodes, matrix, right, depth + 1, random);
        nodes[place] = new Node(column, cut, missingLeft, first, second, 0);
        return place;
    }

    private static double Walk(Node[] tree, ReadOnlySpan<double> row, Span<double> used)
    {
        int node = 0, depth = 0;
        while (tree[node].Column >= 0)
        {
            var (column, cut, missingLeft, left, right, _) = tree[node];
            if (!used.IsEmpty) used[column]++;
            node = GoesLeft(row[column], cut, missingLeft) ? left : right;
            depth++;
        }

        return depth + tree[node].Rest;
    }

    private static bool GoesLeft(double value, double cut, bool missingLeft) => double.IsNaN(value) ? missingLeft : value < cut;

    /// <summary>Mean length of an unsuccessful search in a binary tree of n rows.</summary>
    private static double MeanPath(int rows) => rows < 2 ? 0 : rows == 2 ? 1 : (2 * (Math.Log(rows - 1) + 0.5772156649)) - (2.0 * (rows - 1) / rows);

    private readonly record struct Node(int Column, double Cut, bool MissingLeft, int Left, int Right, double Rest);
}
