namespace Voltward.Analytics.Detection;

/// <summary>Stratified folds that keep groups whole.</summary>
public static class BillFolds
{
    /// <summary>
    /// Groups customers that must not be split between training and test: those billed on the same meter (tenants after each
    /// other, a meter moved) and those with identical features (copies). With known transformer areas the area is the group.
    /// </summary>
    /// <param name="series">The labelled customers.</param>
    /// <param name="rows">Their features, one array each.</param>
    /// <param name="areas">Area of each, or null where it is not known.</param>
    public static int[] Groups(IReadOnlyList<BillSeries> series, IReadOnlyList<double[]> rows, IReadOnlyList<string?> areas)
    {
        var parent = Enumerable.Range(0, series.Count).ToArray();
        var first = new Dictionary<(string Kind, string Key), int>();
        for (var i = 0; i < series.Count; i++)
        {
            if (areas[i] is { } area) Join(parent, first, ("area", area), i);
            foreach (var bill in series[i].Main.Where(b => b.Meter != 0)) Join(parent, first, ("meter", bill.Meter.ToString(System.Globalization.CultureInfo.InvariantCulture)), i);
            if (series[i].Main.Length + series[i].Gas.Length > 0) Join(parent, first, ("row", Key(rows[i])), i);
        }

        return [.. parent.Select((_, i) => Root(parent, i))];
    }

    /// <summary>Number of pairs of customers whose features are identical.</summary>
    public static int Copies(IReadOnlyList<double[]> rows) =>
        rows.GroupBy(Key).Sum(g => g.Count() * (g.Count() - 1) / 2);

    /// <summary>Fold of each row: groups in seeded random order, each to the fold that has fewest hits, then fewest rows.</summary>
    public static int[] Assign(ReadOnlySpan<int> groups, ReadOnlySpan<bool> hits, int folds, int seed)
    {
        var members = new Dictionary<int, List<int>>();
        for (var i = 0; i < groups.Length; i++)
        {
            if (!members.TryGetValue(groups[i], out var list)) members[groups[i]] = list = [];
            list.Add(i);
        }

        var order = members.Keys.Order().ToArray();
        new Random(seed).Shuffle(order);
        var (positive, total) = (new int[folds], new int[folds]);
        var result = new int[groups.Length];
        var found = hits.ToArray();
        // Groups with hits first: they are few and decide the balance.
        foreach (var group in order.OrderByDescending(g => members[g].Any(i => found[i])))
        {
            var has = members[group].Count(i => found[i]);
            var fold = Enumerable.Range(0, folds).MinBy(f => (has > 0 ? positive[f] : 0, total[f], f));
            positive[fold] += has;
            total[fold] += members[group].Count;
            foreach (var i in members[group]) result[i] = fold;
        }

        return result;
    }

    private static string Key(double[] row) => Convert.ToHexString(
        System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(row.AsSpan())));

    private static void Join(int[] parent, Dictionary<(string, string), int> first, (string, string) key, int row)
    {
        if (!first.TryAdd(key, row)) parent[Root(parent, row)] = Root(parent, first[key]);
    }

    private static int Root(int[] parent, int row)
    {
        while (parent[row] != row) row = parent[row] = parent[parent[row]];
        return row;
    }
}
