using System.Globalization;
using DuckDB.NET.Data;
using Voltward.Analytics.Detection;

namespace Voltward.Benchmarks;

/// <summary>The pass over a year of daily energy against DuckDB computing the same features, values compared in the same run.</summary>
internal static class FeatureBench
{
    public const string Name = "features";
    private const int Days = 365;
    private const int Batch = 50_000;
    private const double TargetSeconds = 1.0;
    private const double TargetRatio = 1.0 / 20;

    public static Task<Figure> RunAsync(BenchRequest request)
    {
        var customers = request.Full ? 1_000_000 : Batch;
        var folder = request.Folder(Name);
        request.Say($"{Name}: writing {customers:N0} customers × {Days} days");
        using var readings = DailyReadings.Make(Path.Combine(folder, "days"), customers, Days);
        var features = new float[customers * DailyFeatureNames.Count];
        void Ours(DailyFeatureOptions options) => DailyFeatures.Compute(readings.Row, DailyReadings.First, Days, features, options);
        for (var i = 0; i < 3; i++) Ours(default);

        request.Say($"{Name}: loading {Batch:N0} customers into DuckDB");
        using var peer = Open(Path.Combine(folder, "peer.duckdb"), readings);
        var (ours, theirs) = (new List<double>(), new List<double>());
        var (ourWork, peerWork) = (new List<double>(), new List<double>());
        for (var i = 0; i < request.Repeats; i++)
        {
            ours.AddRange(Timing.Repeat(3, () => Ours(default)).Values);
            request.Say($"{Name}: DuckDB, pass {i + 1} of {request.Repeats}");
            ourWork.Add(Timing.Processor(() => Ours(default)));
            peerWork.Add(Timing.Processor(() => theirs.AddRange(Timing.Repeat(1, () => Execute(peer, $"create or replace temp table feature as {DailyFeatureSql.Query(Days, Weekday, 0, Batch - 1)}")).Values)));
        }

        var notes = new List<string> { FeatureCheck.Compare(features, peer, Batch), Work(customers, new Spread(ourWork), new Spread(peerWork)), Narrower(Ours) };
        if (request.Full) notes.Add(Fourfold(request, seconds: new Spread(ours).Median));
        Directory.Delete(folder, recursive: true);
        return Task.FromResult(Result(request, customers, (new Spread(ours), new Spread(theirs)), notes));
    }

    /// <summary>The peer computes one batch, since more at once would spill; its time for all customers is that times the number of batches.</summary>
    private static Figure Result(BenchRequest request, int customers, (Spread Ours, Spread Batch) seconds, List<string> notes)
    {
        var share = (double)customers / Batch;
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"{customers * (double)Days * sizeof(float) / seconds.Ours.Median / 1e9:0.0} GB/s of readings; peak memory of the process {Timing.PeakMegabytes():N0} MB"));
        if (share > 1) notes.Add(string.Create(CultureInfo.InvariantCulture, $"the peer was measured on {Batch:N0} customers and its seconds multiplied by {share:0}"));
        var peer = new Spread([.. seconds.Batch.Values.Select(s => s * share)]);
        var ratio = new Spread([.. peer.Values.Select(t => seconds.Ours.Median / t)]);
        return new Figure(
            Name, string.Create(CultureInfo.InvariantCulture, $"{DailyFeatureNames.Count} features of {customers:N0} customers × {Days} days, mapped day files, warm"), seconds.Ours,
            "DuckDB SQL, long table sorted by customer and day", peer, ratio, "≤ 1.0 s for 1 M × 365, ≤ 1/20 of DuckDB",
            request.Full ? ratio.Median <= TargetRatio && seconds.Ours.Median <= TargetSeconds : null, notes);
    }

    private static string Work(int customers, Spread ours, Spread peer) => string.Create(
        CultureInfo.InvariantCulture,
        $"processor time of all threads: ours {ours.Text("0.000")} s = {ours.Median / customers * 1e6:0.00} µs a customer, the peer's {peer.Text("0.0")} s = {peer.Median / Batch * 1e6:0} µs a customer: {peer.Median / Batch / (ours.Median / customers):0} times as much");

    /// <summary>Four times as many customers: time should grow in proportion.</summary>
    private static string Fourfold(BenchRequest request, double seconds)
    {
        const int Customers = 4_000_000;
        var folder = request.Folder(Name + "-4m");
        request.Say($"{Name}: writing {Customers:N0} customers × {Days} days");
        using var readings = DailyReadings.Make(folder, Customers, Days);
        var features = new float[Customers * DailyFeatureNames.Count];
        var passes = Timing.Repeat(4, () => DailyFeatures.Compute(readings.Row, DailyReadings.First, Days, features)).Values;
        var ours = new Spread([.. passes.Skip(1)]);
        Directory.Delete(folder, recursive: true);
        return string.Create(CultureInfo.InvariantCulture, $"{Customers:N0} customers: {ours.Text("0.000")} s, {ours.Median / seconds:0.00} times 1,000,000");
    }

    /// <summary>The same on one thread and on narrower vectors.</summary>
    private static string Narrower(Action<DailyFeatureOptions> ours)
    {
        string Time(string name, DailyFeatureOptions options) =>
            string.Create(CultureInfo.InvariantCulture, $"{name} {Timing.Repeat(3, () => ours(options)).Median:0.000} s");
        return string.Join(", ", Time("one thread", new() { Threads = 1 }), Time("8 lanes", new() { Lanes = 8 }), Time("scalar", new() { Lanes = 1 }));
    }

    private static DuckDBConnection Open(string file, DailyReadings readings)
    {
        var connection = new DuckDBConnection("Data Source=" + file);
        connection.Open();
        Execute(connection, $"set memory_limit='8GB'; create table reading (c integer, t integer, x float); {DailyFeatureSql.Macros}");
        using (var appender = connection.CreateAppender("reading"))
        {
            for (var c = 0; c < Batch; c++)
            {
                for (var t = 0; t < readings.Days; t++)
                {
                    var x = readings.Row(t)[c];
                    appender.CreateRow().AppendValue(c).AppendValue(t).AppendValue(float.IsNaN(x) ? null : (float?)x).EndRow();
                }
            }
        }

        Execute(connection, "checkpoint");
        return connection;
    }

    private static int Weekday => ((int)DailyReadings.First.DayOfWeek + 6) % 7;

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
