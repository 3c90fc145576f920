using System.Globalization;
using Voltward.Simulation.LineLoss;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Customers;

/// <summary>A whole company with everything that stands still: units, feeders, areas, networks, customers.</summary>
internal sealed record Town(
    SimulationOptions Options,
    Priors Priors,
    Season Season,
    IReadOnlyList<Organisation> Organisations,
    IReadOnlyList<MediumFeeder> Feeders,
    IReadOnlyList<Area> Areas,
    IReadOnlyList<Customer> Customers)
{
    public ulong Seed => Options.Seed;
}

/// <summary>Builds a company of drawn networks.</summary>
internal static class TownBuilder
{
    /// <summary>Customers of the smallest area; the largest has ten times as many.</summary>
    private const int Fewest = 30;

    public static Town Build(SimulationOptions options)
    {
        var priors = Priors.Draw(options.Seed, options.TheftShare);
        var season = new Season(options.FirstDay, options.Days, options.Seed);
        var chance = Chance.For(options.Seed, Purpose.Area);
        var sizes = Sizes(options.Customers, chance);
        var organisations = Organisations(sizes.Count, options.Seed);
        var feeders = Feeders(sizes.Count, organisations, options.Seed);
        var areas = new Area[sizes.Count];
        Parallel.For(0, areas.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, i =>
            areas[i] = Draw(i, sizes[i], feeders[FeederOf(i, areas.Length, feeders.Count)], (priors, season, options.Seed)));
        return Assemble(options, priors, season, (organisations, feeders, areas));
    }

    /// <summary>Numbers everything and chooses who is read how often.</summary>
    public static Town Assemble(
        SimulationOptions options, Priors priors, Season season, (IReadOnlyList<Organisation> Units, IReadOnlyList<MediumFeeder> Feeders, Area[] Areas) built)
    {
        foreach (var area in built.Areas) area.Feeder.Areas.Add(area);
        var customers = built.Areas.SelectMany(a => a.Customers).ToArray();
        for (var i = 0; i < customers.Length; i++) customers[i].Index = i;
        Numbers.Give(customers, options.Seed);
        Coverage.Choose(built.Areas, options);
        return new Town(options, priors, season, built.Units, built.Feeders, built.Areas, customers);
    }

    /// <summary>Company, districts and stations for so many areas; stations are the last.</summary>
    public static List<Organisation> Organisations(int areas, ulong seed)
    {
        var chance = Chance.For(seed, Purpose.Organisation);
        var city = Names.City(chance);
        var units = new List<Organisation> { new("61", null, city + "供电公司") };
        var stations = Math.Max(1, areas / 12);
        var districts = Math.Clamp((stations + 2) / 3, 1, 9);
        for (var d = 0; d < districts; d++)
        {
            units.Add(new Organisation(string.Create(CultureInfo.InvariantCulture, $"61{d + 1:D2}"), "61", Names.District(d) + "供电分公司"));
        }

        for (var s = 0; s < stations; s++)
        {
            var district = units[1 + (s % districts)];
            units.Add(new Organisation(string.Create(CultureInfo.InvariantCulture, $"{district.Code}{(s / districts) + 1:D2}"), district.Code, Names.Station(s) + "供电所"));
        }

        return units;
    }

    public static MediumFeeder Feeder(int index, Organisation station, ulong seed)
    {
        var chance = Chance.For(seed, Purpose.Medium, index);
        return new MediumFeeder
        {
            Index = index,
            No = string.Create(CultureInfo.InvariantCulture, $"10{index + 1:D3}"),
            Name = string.Create(CultureInfo.InvariantCulture, $"{station.Name[..2]}{(index % 8) + 1}线"),
            Substation = station.Name[..2] + "变电站",
            Station = station,
            SpanOhm = chance.Between(0.05f, 0.4f),
        };
    }

    private static List<int> Sizes(int customers, Chance chance)
    {
        var sizes = new List<int>();
        for (var left = customers; left > 0;)
        {
            var size = Math.Clamp((int)chance.LogNormal(92f, 0.5f), Fewest, Fewest * 10);
            if (left - size < Fewest) size = left <= Fewest * 10 ? left : left - Fewest;
            sizes.Add(size);
            left -= size;
        }

        return sizes;
    }

    private static List<MediumFeeder> Feeders(int areas, List<Organisation> units, ulong seed)
    {
        var stations = units.Where(u => u.Code.Length == 6).ToArray();
        var count = Math.Max(1, (areas + 4) / 7);
        return [.. Enumerable.Range(0, count).Select(i => Feeder(i, stations[i * stations.Length / count], seed))];
    }

    private static int FeederOf(int area, int areas, int feeders) => (int)((long)area * feeders / areas);

    private static Area Draw(int index, int size, MediumFeeder feeder, (Priors Priors, Season Season, ulong Seed) town)
    {
        var chance = Chance.For(town.Seed, Purpose.Network, index);
        var kind = chance.Weighted(town.Priors.AreaMix);
        var transformer = NetworkBuilder.Size(Math.Max(30f, size * chance.Between(1.4f, 3.2f)));
        var network = new LvNetwork(NetworkBuilder.Seen(transformer));
        var places = Places(network, size, town.Priors.Span * (kind == 1 ? 1.5f : 1f), chance);
        var area = AreaOf(index, feeder, transformer, network, town.Seed);
        foreach (var place in places) area.Customers.Add(CustomerBuilder.Draw(area, place, kind, town));
        var peaks = new float[network.Taps.Count];
        foreach (var customer in area.Customers)
        {
            for (var k = 0; k < customer.TapCount; k++) peaks[customer.FirstTap + k] = 2f * customer.MeanKw * customer.PhaseShare[k];
        }

        NetworkBuilder.Reinforce(network, peaks, chance.Between(0.06f, 0.17f));
        return area;
    }

    private static List<Place> Places(LvNetwork network, int size, float span, Chance chance)
    {
        var fill = new List<int>();
        for (var left = size; left > 0; left -= fill[^1]) fill.Add(Math.Min(left, chance.Whole(6, 12)));
        var nodes = NetworkBuilder.Lay(network, fill.Count, span, chance);
        var places = new List<Place>();
        // Fitters take the phase that is next, and forget where they were: phases are uneven, but not by much.
        var phase = chance.Below(3);
        for (var box = 0; box < nodes.Length; box++)
        {
            for (var i = 0; i < fill[box]; i++)
            {
                phase = chance.Happens(0.7f) ? (phase + 1) % 3 : chance.Below(3);
                places.Add(new Place(nodes[box], box, phase));
            }
        }

        return places;
    }

    public static Area AreaOf(int index, MediumFeeder feeder, Transformer transformer, LvNetwork network, ulong seed)
    {
        var chance = Chance.For(seed, Purpose.Supply, index);
        var medium = chance.Happens(0.08f);
        var accuracy = chance.Pick(["0.2S", "0.5S", "0.5S", "1"]);
        var limit = accuracy switch { "0.2S" => 3e-3f, "0.5S" => 6e-3f, _ => 0.01f };
        return new Area
        {
            Index = index,
            No = string.Create(CultureInfo.InvariantCulture, $"{feeder.No}{feeder.Index % 9}{index + 1:D4}"),
            Name = string.Create(CultureInfo.InvariantCulture, $"{Names.Street(chance, chance.Happens(0.4f))}{(index % 5) + 1}号台区"),
            Feeder = feeder,
            Transformer = transformer,
            Network = network,
            Place = (104 + (feeder.Index * 0.02) + (0.01 * chance.Unit()), 30 + (index * 0.004) + (0.01 * chance.Unit())),
            MediumSide = medium,
            SupplyFactor = medium ? Primary(transformer.Kva / 17f) * 20f : Primary(transformer.Kva * 1.44f) / 5f,
            SupplyClass = accuracy,
            SupplyBias = Math.Clamp(0.4f * limit * chance.Normal(), -limit, limit),
        };
    }

    private static float Primary(float ampere)
    {
        foreach (var standard in (ReadOnlySpan<float>)[5, 10, 20, 50, 75, 100, 1.5e2f, 2e2f, 3e2f, 4e2f, 5e2f, 6e2f, 8e2f, 1e3f, 1.2e3f, 1.5e3f, 2e3f])
        {
            if (standard >= ampere) return standard;
        }

        return 3e3f;
    }
}
