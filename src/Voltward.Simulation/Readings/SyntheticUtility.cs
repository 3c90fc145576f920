using Voltward.Simulation.Customers;
using Voltward.Simulation.Detection;

namespace Voltward.Simulation.Readings;

/// <summary>The synthetic utility (仿真供电公司): files as a real company would export them, and the truth apart.</summary>
public static class SyntheticUtility
{
    private const int Batch = 8;

    /// <summary>Writes <c>files/…</c> and <c>truth.json</c> below a folder.</summary>
    /// <param name="options">What to simulate.</param>
    /// <param name="folder">Created when absent; earlier output in it is replaced.</param>
    /// <param name="progress">Share done, 0 to 1.</param>
    /// <param name="stop">Cancels between areas.</param>
    public static SimulationSummary Write(SimulationOptions options, string folder, IProgress<double>? progress, CancellationToken stop)
    {
        var files = Path.Combine(folder, "files");
        if (Directory.Exists(files)) Directory.Delete(files, recursive: true);
        Directory.CreateDirectory(files);
        var town = TownBuilder.Build(options);
        Planting.Plant(town);
        var names = new List<string>();
        foreach (var table in ArchiveFiles.Of(town))
        {
            table.Write(files);
            names.Add(table.Name);
        }

        var truth = new Truth(town);
        var threads = new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = stop };
        using (var bulk = new BulkFiles(town.Season, files))
        {
            names.AddRange(bulk.Names);
            for (var from = 0; from < town.Areas.Count; from += Batch)
            {
                bulk.Append(Simulate(town, (from, Math.Min(town.Areas.Count, from + Batch)), truth, threads), threads);
                progress?.Report((double)from / town.Areas.Count);
            }
        }

        truth.Write(Path.Combine(folder, "truth.json"));
        progress?.Report(1);
        return truth.Summary(folder, names);
    }

    private static List<PointReadings> Simulate(Town town, (int From, int To) areas, Truth truth, ParallelOptions threads)
    {
        var results = new List<PointReadings>[areas.To - areas.From];
        Parallel.For(areas.From, areas.To, threads, i =>
        {
            var trace = new AreaRun(town, town.Areas[i]).Run();
            truth.Keep(trace);
            results[i - areas.From] = new AreaReadings(town, trace).Read();
        });
        return [.. results.SelectMany(r => r)];
    }
}
