using System.Globalization;
using Voltward.Analytics.Detection;

namespace Voltward.Benchmarks;

/// <summary>
/// Features and model score of every customer from mapped day files: the part of a night that grows with customers × days. The peer
/// is LightGBM's own prediction of the same rows, on one thread as ours beside it; for larger utilities the growth is measured.
/// </summary>
internal static class RankingBench
{
    public const string Name = "ranking";
    private const int Days = 365;
    private const int Compared = 50_000;
    private const int Learned = 40_000;

    public static Task<Figure> RunAsync(BenchRequest request)
    {
        var sizes = request.Full ? (int[])[1_000_000, 2_000_000, 4_000_000] : [Compared, 2 * Compared];
        var notes = new List<string>();
        var (seconds, pairs) = (new Spread([0]), (Ours: new Spread([0]), Peer: new Spread([0])));
        TreeModel? model = null;
        foreach (var customers in sizes)
        {
            request.Say($"{Name}: writing {customers:N0} customers × {Days} days");
            var folder = request.Folder(Name);
            using (var readings = DailyReadings.Make(Path.Combine(folder, "days"), customers, Days))
            {
                var features = new float[customers * DailyFeatureNames.Count];
                Features(readings, features);
                if (model is null)
                {
                    var text = Train(features);
                    model = TreeModel.Parse(text);
                    pairs = Against(request, text, model, features.AsMemory(0, Compared * DailyFeatureNames.Count), notes);
                }

                var run = Measure(request, readings, features, model);
                if (customers == sizes[0]) seconds = run.Total;
                var work = Timing.Processor(() => Measure(request with { Repeats = 1 }, readings, features, model));
                notes.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{customers:N0} customers: processor time {work:0.00} s; {run.Total.Text("0.00")} s, of it features {run.Features:0.00} s and {model.Trees} trees {run.Score:0.00} s; {run.Total.Median / customers * 1e6:0.00} µs a customer; peak memory {Timing.PeakMegabytes():N0} MB"));
            }

            Directory.Delete(folder, recursive: true);
        }

        return Task.FromResult(new Figure(
            Name, string.Create(CultureInfo.InvariantCulture, $"features and model score of {sizes[0]:N0} customers × {Days} days, mapped day files, warm"), seconds,
            string.Create(CultureInfo.InvariantCulture, $"LightGBM's own prediction of {Compared:N0} rows, one thread; ours on one thread {pairs.Ours.Text("0.00")} s"),
            pairs.Peer, new Spread([.. pairs.Ours.Values.Zip(pairs.Peer.Values, (a, b) => a / b)]), "grows in proportion to the customers", null, notes));
    }

    private static void Features(DailyReadings readings, float[] features) => DailyFeatures.Compute(readings.Row, DailyReadings.First, readings.Days, features);

    private static (Spread Total, double Features, double Score) Measure(BenchRequest request, DailyReadings readings, float[] features, TreeModel model)
    {
        var scores = new double[readings.Customers];
        var (first, second) = (new List<double>(), new List<double>());
        for (var i = 0; i < request.Repeats; i++)
        {
            first.AddRange(Timing.Repeat(1, () => Features(readings, features)).Values);
            second.AddRange(Timing.Repeat(1, () => model.AddScores(features, DailyFeatureNames.Count, scores)).Values);
        }

        return (new Spread([.. first.Zip(second, (a, b) => a + b)]), new Spread(first).Median, new Spread(second).Median);
    }

    /// <summary>Trees of the usual size for a ranker of a million customers.</summary>
    private static string Train(float[] features)
    {
        var rows = Array.ConvertAll(features[..(Learned * DailyFeatureNames.Count)], v => (double)v);
        float[] target = [.. Enumerable.Range(0, Learned).Select(c => DailyReadings.Fell((uint)c) ? 1f : 0f)];
        return BoostingTrainer.Fit(rows, DailyFeatureNames.Count, target, new() { Trees = 300, Leaves = 31, Rate = 0.05 });
    }

    private static (Spread Ours, Spread Peer) Against(BenchRequest request, string text, TreeModel model, Memory<float> features, List<string> notes)
    {
        var rows = Array.ConvertAll(features.ToArray(), v => (double)v);
        var (ours, theirs) = (new double[Compared], (double[])[]);
        var (a, b) = (new List<double>(), new List<double>());
        for (var i = 0; i < request.Repeats; i++)
        {
            Array.Clear(ours);
            a.AddRange(Timing.Repeat(1, () => model.AddScores(features, DailyFeatureNames.Count, ours, threads: 1)).Values);
            b.AddRange(Timing.Repeat(1, () => theirs = BoostingTrainer.RawScores(text, rows, DailyFeatureNames.Count)).Values);
        }

        var worst = ours.Zip(theirs, (x, y) => Math.Abs(x - y)).Max();
        if (worst > 1e-9) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"a score differs from LightGBM's by {worst}"));
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"{Compared:N0} scores compared with LightGBM's: largest difference {worst:0e0}"));
        return (new Spread(a), new Spread(b));
    }
}
