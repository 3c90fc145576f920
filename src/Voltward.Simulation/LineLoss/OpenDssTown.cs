using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.LineLoss;

/// <summary>
/// A company whose low-voltage networks are imported from OpenDSS text: each folder with <c>Lines.txt</c> and <c>Loads.txt</c> is one
/// area behind the transformer it names, and the folder above it is one 10 kV feeder.
/// </summary>
internal static class OpenDssTown
{
    public static Town Build(SimulationOptions options)
    {
        var priors = Priors.Draw(options.Seed, options.TheftShare);
        var season = new Season(options.FirstDay, options.Days, options.Seed);
        var folders = Enough(Folders(options.NetworkFolder!), options.Customers);
        var groups = folders.Select(f => Path.GetDirectoryName(f.Path)!).Distinct().ToList();
        var units = TownBuilder.Organisations(folders.Count, options.Seed);
        var stations = units.Where(u => u.Code.Length == 6).ToArray();
        var feeders = groups.Select((_, i) => TownBuilder.Feeder(i, stations[i * stations.Length / groups.Count], options.Seed)).ToArray();
        var areas = new Area[folders.Count];
        Parallel.For(0, areas.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, i =>
        {
            var feeder = feeders[groups.IndexOf(Path.GetDirectoryName(folders[i].Path)!)];
            areas[i] = Area(i, folders[i].Circuit, feeder, (priors, season, options.Seed));
        });
        return TownBuilder.Assemble(options, priors, season, (units, feeders, areas));
    }

    /// <summary>Folders with a network, in the order of their names with numbers read as numbers.</summary>
    public static List<(string Path, OpenDssCircuit Circuit)> Folders(string root) => Directory.Exists(root)
        ? [.. Directory.EnumerateFiles(root, "Lines.txt", SearchOption.AllDirectories)
            .Select(f => Path.GetDirectoryName(f)!)
            .Where(f => File.Exists(Path.Combine(f, "Loads.txt")))
            .OrderBy(SortKey, StringComparer.Ordinal)
            .Select(f => (f, OpenDssCircuit.Read(f)))]
        : [];

    private static List<(string Path, OpenDssCircuit Circuit)> Enough(List<(string Path, OpenDssCircuit Circuit)> folders, int customers)
    {
        var taken = new List<(string, OpenDssCircuit)>();
        var sum = 0;
        foreach (var folder in folders)
        {
            if (taken.Count > 0 && sum + folder.Circuit.Loads.Count > customers) continue;
            taken.Add(folder);
            sum += folder.Circuit.Loads.Count;
        }

        return taken;
    }

    private static string SortKey(string folder) => string.Concat(folder.ToLowerInvariant().Split('/', '\\')[^2..].Select(part =>
    {
        var digits = part.Length - part.AsSpan().TrimEnd("0123456789").Length;
        return digits == 0 ? part + "|" : part[..^digits] + part[^digits..].PadLeft(6, '0') + "|";
    }));

    private static Area Area(int index, OpenDssCircuit circuit, MediumFeeder feeder, (Priors Priors, Season Season, ulong Seed) town)
    {
        var (network, places) = circuit.Build();
        var area = TownBuilder.AreaOf(index, feeder, circuit.Transformer, network, town.Seed);
        foreach (var place in places) area.Customers.Add(CustomerBuilder.Draw(area, place, 0, town));
        return area;
    }
}
