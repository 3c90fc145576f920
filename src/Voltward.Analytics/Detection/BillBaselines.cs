namespace Voltward.Analytics.Detection;

/// <summary>What the ranker has to beat, on the same folds.</summary>
public static class BillBaselines
{
    /// <summary>The eighteen plain statistics per kind of energy that a quick study would take.</summary>
    private static readonly string[] Plain =
    [
        "bills", "kwh.mean", "kwh.sd", "kwh.min", "kwh.max", "kwh.median", "monthly.mean", "monthly.sd", "monthly.max",
        "months.mean", "months.max", "gapDays.mean", "gapDays.sd", "zero.share", "meterSwitch.count", "registerBack.count",
        "indexTo.max", "lastYearsAgo",
    ];

    /// <summary>All baselines by name: training rows and test rows to scores of the test rows.</summary>
    public static IReadOnlyDictionary<string, Func<BillSample, BillSample, double[]>> All(BillSchema schema, int seed) =>
        new Dictionary<string, Func<BillSample, BillSample, double[]>>
        {
            ["random"] = (train, test) => Chance(test, seed + train.Count),
            ["zero-share"] = (_, test) => Column(test, schema, "Electric.zero.share", 1),
            ["largest-fall"] = (_, test) => Column(test, schema, "Electric.change.min", -1),
            ["lowest-against-peers"] = (_, test) => Column(test, schema, "Peer.last4", -1),
            ["plain-trees"] = (train, test) => Trees(train, test, Columns(schema, Plain.SelectMany(p => (string[])["Electric." + p, "Gas." + p]))),
            ["logistic"] = BillLogistic.FitAndScore,
        };

    /// <summary>Boosted trees on some of the columns.</summary>
    internal static double[] Trees(BillSample train, BillSample test, int[] columns, BoostingOptions? options = null)
    {
        var model = TreeModel.Parse(BillRanker.FitOne(Narrow(train, columns), options ?? new()));
        var narrow = Narrow(test, columns);
        return [.. Enumerable.Range(0, test.Count).Select(i => model.Score(narrow.Row(i)))];
    }

    private static BillSample Narrow(BillSample sample, int[] columns)
    {
        var rows = new double[sample.Count * columns.Length];
        for (var i = 0; i < sample.Count; i++)
        {
            for (var k = 0; k < columns.Length; k++) rows[(i * columns.Length) + k] = sample.Rows[(i * sample.Columns) + columns[k]];
        }

        return sample with { Rows = rows, Columns = columns.Length };
    }

    private static int[] Columns(BillSchema schema, IEnumerable<string> names)
    {
        var place = schema.Names.Select((name, i) => (name, i)).ToDictionary(p => p.name, p => p.i, StringComparer.Ordinal);
        return [.. names.Select(n => place[n])];
    }

    private static double[] Chance(BillSample test, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, test.Count).Select(_ => random.NextDouble())];
    }

    private static double[] Column(BillSample test, BillSchema schema, string name, int sign)
    {
        var column = Columns(schema, [name])[0];
        return [.. Enumerable.Range(0, test.Count).Select(i => sign * test.Row(i)[column])];
    }
}
