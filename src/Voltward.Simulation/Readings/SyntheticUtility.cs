using Voltward.Simulation.Customers;
using Voltward.Simulation.Detection;
using Voltward.Simulation.Inspections;
using Voltward.Simulation.LineLoss;

namespace Voltward.Simulation.Readings;

/// <summary>The synthetic utility (仿真供电公司): files as a real company would export them, and the truth apart.</summary>
public static class SyntheticUtility
{
    private const int Batch = 8;

    /// <summary>Writes <c>files/…</c> and <c>truth.json</c> below a folder.</summary>
    /// <param name="options">What to simulate; see <see cref="SimulationRules.Check"/>.</param>
    /// <param name="folder">Created when absent; earlier output in it is replaced.</param>
    /// <param name="progress">Share done, 0 to 1.</param>
    /// <param name="stop">Cancels between areas.</param>
    public static SimulationSummary Write(SimulationOptions options, string folder, IProgress<double>? progress, CancellationToken stop)
    {
        var files = Path.Combine(folder, "files");
        if (Directory.Exists(files)) Directory.Delete(files, recursive: true);
        Directory.CreateDirectory(files);
        var town = Build(options);
        var past = PastInspections.Tell(town);
        var names = Small(town, past, files);
        var truth = new Truth(town, past);
        var medium = new MediumFlow(town);
        names.AddRange(Bulk((town, truth, medium), files, progress, stop));
        truth.Write(Path.Combine(folder, "truth.json"), medium);
        progress?.Report(1);
        return truth.Summary(folder, names);
    }

    /// <summary>The town with everything planted, before anything is simulated.</summary>
    internal static Town Build(SimulationOptions options)
    {
        var town = options.NetworkFolder is null ? TownBuilder.Build(options) : OpenDssTown.Build(options);
        Outages.Draw(town);
        Planting.Plant(town);
        Twinning.Plant(town);
        if (!options.ArchiveErrors) TwinEffects.PutRight(town);
        return town;
    }

    private static List<string> Small(Town town, PastInspections past, string files)
    {
        var orders = OrderFiles.Orders(town, past);
        var events = EventLog.Of(town, orders);
        // A company without current transformers has no file of them.
        SmallTable[] tables = [.. ((SmallTable[])[.. ArchiveFiles.Of(town), OrderFiles.Seals(town, orders), OrderFiles.File(orders), EventLog.File(events)]).Where(t => t.Rows > 0)];
        Parallel.ForEach(tables, new ParallelOptions { MaxDegreeOfParallelism = town.Options.Threads }, table => table.Write(files));
        return [.. tables.Select(t => t.Name)];
    }

    private static List<string> Bulk((Town Town, Truth Truth, MediumFlow Medium) run, string files, IProgress<double>? progress, CancellationToken stop)
    {
        var (town, _, medium) = run;
        var threads = new ParallelOptions { MaxDegreeOfParallelism = town.Options.Threads, CancellationToken = stop };
        using var bulk = new BulkFiles(town.Season, files);
        using var bills = Bills.Open(files);
        for (var from = 0; from < town.Areas.Count; from += Batch)
        {
            var batch = Simulate(run, (from, Math.Min(town.Areas.Count, from + Batch)), threads);
            bulk.Append([.. batch.SelectMany(b => b.Points)], () => Bills.Append(bills, [.. batch.SelectMany(b => b.Bills)]), threads);
            progress?.Report((double)from / town.Areas.Count);
        }

        bulk.Append([.. medium.Read()], () => { }, threads);
        return [.. bulk.Names, "bills.parquet"];
    }

    private static (List<PointReadings> Points, List<Bill> Bills)[] Simulate((Town Town, Truth Truth, MediumFlow Medium) run, (int From, int To) areas, ParallelOptions threads)
    {
        var results = new (List<PointReadings> Points, List<Bill> Bills)[areas.To - areas.From];
        Parallel.For(areas.From, areas.To, threads, i =>
        {
            var trace = new AreaRun(run.Town, run.Town.Areas[i]).Run();
            run.Truth.Keep(trace);
            run.Medium.Keep(trace);
            results[i - areas.From] = Report(run.Town, trace);
        });
        return results;
    }

    private static (List<PointReadings> Points, List<Bill> Bills) Report(Town town, AreaTrace trace)
    {
        var past = PastYear.Registered(town, trace.Area);
        var chance = Chance.For(town.Seed, Purpose.Past, trace.Area.Index);
        var start = trace.Area.Customers.Select(c => Bills.StartIndex(past[Source(c)], (c.Factor, c.BookedFactor ?? c.Factor), chance)).ToArray();
        var points = new AreaReadings(town, trace) { StartIndex = start }.Read();
        var bills = trace.Area.Customers.SelectMany(c => Bills.Of(town, c, past[Source(c)], points[c.Number + 1].Index)).ToList();
        return (points, bills);
    }

    /// <summary>Whose energy is read under this customer's number.</summary>
    private static int Source(Customer customer) => customer.Twin is { Kind: TwinKind.CrossedMeters, Partner: { } other } ? other.Number : customer.Number;
}
