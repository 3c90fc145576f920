using System.Security.Cryptography;
using System.Text;

namespace Voltward.Analytics.Detection;

/// <summary>Names and reasons of the features in order, with a hash that a model keeps.</summary>
public sealed record BillSchema(IReadOnlyList<string> Names, IReadOnlyList<string> Reasons)
{
    /// <summary>SHA-256 of the names in order, first 16 hex digits.</summary>
    public string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Names))))[..16];
}

/// <summary>The features of a whole population.</summary>
/// <param name="Customers">Customer numbers, in the order of the rows.</param>
/// <param name="Rows">Row-major matrix, customers × features, NaN = not computable.</param>
/// <param name="Schema">What the columns are.</param>
public sealed record BillMatrix(IReadOnlyList<string> Customers, double[] Rows, BillSchema Schema)
{
    public int Columns => Schema.Names.Count;

    public ReadOnlySpan<double> Row(int customer) => Rows.AsSpan(customer * Columns, Columns);

    /// <summary>The chosen rows, in the order given.</summary>
    public double[] Take(ReadOnlySpan<int> rows)
    {
        var taken = new double[rows.Length * Columns];
        for (var i = 0; i < rows.Length; i++) Row(rows[i]).CopyTo(taken.AsSpan(i * Columns));
        return taken;
    }
}

/// <summary>Turns bills into features. The population is the reference; labels are not known here.</summary>
public static class BillFeatures
{
    /// <summary>Features of all customers. Codes must have been ranked and bills ordered.</summary>
    public static BillMatrix Of(IReadOnlyList<string> customers, IReadOnlyList<BillSeries> all, BillPopulation population)
    {
        var first = new BillFeatureSink(collectNames: true);
        Write(first, new BillView(all.Count > 0 ? all[0] : new([], [], []), population));
        var schema = new BillSchema([.. first.Names], [.. first.Groups]);
        var rows = new double[all.Count * schema.Names.Count];
        Parallel.For(0, all.Count, () => new BillFeatureSink(collectNames: false), (i, _, sink) =>
        {
            sink.Clear();
            Write(sink, new BillView(all[i], population));
            for (var k = 0; k < sink.Values.Count; k++) rows[(i * schema.Names.Count) + k] = sink.Values[k];
            return sink;
        }, _ => { });
        return new BillMatrix(customers, rows, schema);
    }

    /// <summary>Features of one customer as they would have been on the day of a decision.</summary>
    public static double[] AsOf(BillSeries series, BillPopulation population, int day)
    {
        var sink = new BillFeatureSink(collectNames: false);
        Write(sink, new BillView(series.Before(day), population, day));
        return [.. sink.Values];
    }

    private static void Write(BillFeatureSink sink, BillView view)
    {
        sink.Begin("Electric.", BillReasons.Level);
        BillLevelFeatures.Write(sink, view.Main, view.AsOf);
        sink.Begin("Peer.", BillReasons.Peers);
        BillPeerFeatures.Write(sink, view);
        sink.Begin("Swap.", BillReasons.Swap);
        BillSwapFeatures.Write(sink, view);
        sink.Begin("Rhythm.", BillReasons.Rhythm);
        BillRhythmFeatures.Write(sink, view);
        BillCodeFeatures.Write(sink, view);
        var whole = view.Series.Side.Length == 0 ? view : new BillView(view.Series.Whole(), view.Population, view.AsOf);
        sink.Begin("Whole.", BillReasons.Level);
        BillLevelFeatures.Write(sink, whole.Main, view.AsOf);
        sink.Begin("WholeSwap.", BillReasons.Swap);
        BillSwapFeatures.Write(sink, whole);
        sink.Begin("Gas.", BillReasons.Gas);
        sink.Add("has", view.Series.Gas.Length > 0 ? 1 : 0);
        BillLevelFeatures.Write(sink, view.Series.Gas, view.AsOf);
        BillCodeFeatures.WriteCounts(sink, view.Series.Gas, BillChannel.Remark);
    }
}
