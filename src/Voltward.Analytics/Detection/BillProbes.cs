namespace Voltward.Analytics.Detection;

/// <summary>One probe for leaks: the AUC of a model that should know nothing, or the reach of one kind of information.</summary>
/// <param name="Code">Name of the probe.</param>
/// <param name="Auc">Mean AUC over its repetitions.</param>
/// <param name="Band">Distance from 0.5 that chance alone explains (two standard errors).</param>
/// <param name="MustBeChance">Whether a value outside the band means a leak; else the figure is reported, not judged.</param>
public sealed record BillProbe(string Code, double Auc, double Band, bool MustBeChance)
{
    public bool Passed => !MustBeChance || Math.Abs(Auc - 0.5) <= Band;
}

/// <summary>The leak probes of the detection reference, section 12.1, as far as bills allow them.</summary>
public static class BillProbes
{
    private static readonly BoostingOptions Quick = new() { Trees = 100, Rate = 0.06 };

    /// <param name="sample">The labelled rows.</param>
    /// <param name="parts">Columns whose reach alone is reported, by the probe's name.</param>
    /// <param name="customers">Customer numbers: a model on them alone must be blind.</param>
    /// <param name="protocol">Folds and seeds.</param>
    /// <param name="stop">Cancels.</param>
    public static IReadOnlyList<BillProbe> Run(
        BillSample sample, IReadOnlyDictionary<string, int[]> parts, IReadOnlyList<string> customers, BillProtocol protocol, CancellationToken stop)
    {
        // Two standard errors of an AUC under the null hypothesis (reference, 12.1).
        var band = Math.Max(0.03, 2 * 0.29 / Math.Sqrt(Math.Max(1, sample.Hits.Count(h => h))));
        var once = protocol with { Repeats = 1 };
        double Auc(BillSample rows, bool[] hits) => new MetricsRanking(
            BillEvaluation.Other(rows with { Hits = hits }, once, Model, stop)[0], hits).Auc();

        var permuted = Enumerable.Range(0, protocol.Permutations).Select(n => Auc(sample, Shuffled(sample.Hits, protocol.Seed + 1000 + n))).ToArray();
        return
        [
            new("labels-permuted", permuted.Average(), Math.Max(0.03, band / Math.Sqrt(protocol.Permutations)), true),
            new("customer-number-only", Auc(One(sample, [.. customers.Select(Number)]), sample.Hits), band, true),
            new("file-order-only", Auc(One(sample, [.. Enumerable.Range(0, sample.Count).Select(i => (double)i)]), sample.Hits), band, true),
            new("missing-values-only", Auc(sample with { Rows = [.. sample.Rows.Select(v => double.IsNaN(v) ? 1.0 : 0)] }, sample.Hits), band, false),
            .. parts.Select(p => new BillProbe(p.Key, Auc(Some(sample, p.Value), sample.Hits), band, false)),
        ];
    }

    private static double[] Model(BillSample train, BillSample test) =>
        BillBaselines.Trees(train, test, [.. Enumerable.Range(0, train.Columns)], Quick);

    /// <summary>The digits of a customer number as a number.</summary>
    private static double Number(string customer) =>
        double.TryParse(string.Concat(customer.Where(char.IsAsciiDigit)), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : double.NaN;

    private static bool[] Shuffled(bool[] hits, int seed)
    {
        var copy = (bool[])hits.Clone();
        new Random(seed).Shuffle(copy);
        return copy;
    }

    private static BillSample One(BillSample sample, double[] column) => sample with { Rows = column, Columns = 1 };

    private static BillSample Some(BillSample sample, int[] columns) => sample with
    {
        Rows = [.. Enumerable.Range(0, sample.Count).SelectMany(i => columns.Select(k => sample.Rows[(i * sample.Columns) + k]))],
        Columns = columns.Length,
    };
}
