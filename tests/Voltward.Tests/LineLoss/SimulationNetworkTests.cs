using System.Globalization;
using Voltward.Simulation.LineLoss;
using Voltward.Simulation.Readings;
using Voltward.Tests.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.LineLoss;

public sealed class SimulationNetworkTests
{
    private static string Folder(string name)
    {
        var folder = Path.Combine(Environment.GetEnvironmentVariable("VOLTWARD_TEST_DATA") ?? Golden.Root("../shared/data"), name);
        if (!Directory.Exists(folder)) Assert.Skip($"no test data at {folder}");
        return folder;
    }

    [Fact]
    public void All_128_feeders_and_7_539_customers_of_the_published_networks_are_simulated()
    {
        var company = SimulatedCompany.Make(new SimulationOptions { Seed = 3, Customers = int.MaxValue, Days = 2, NetworkFolder = Folder("enwl"), CurveShare = 0.02f });
        Assert.Equal(7539, company.Summary.Customers);
        Assert.Equal(128, company.Summary.Areas);
        Assert.Equal(25, company.Summary.Feeders);
        Assert.Equal(["9"], company.Rows("select count(*)::varchar from usage_points where phase = 'ABC'")[0]);
        Assert.Equal(2623 + 2498 + 2409, company.Rows("select customer_no from usage_points where phase <> 'ABC'").Count);
        // Short cables of English towns: losses are small, but never nothing.
        Assert.InRange(company.Summary.TechnicalKwh / company.Summary.SuppliedKwh, 0.003, 0.05);
    }

    [Fact]
    public void The_european_test_feeder_has_its_55_loads()
    {
        var (_, circuit) = Assert.Single(OpenDssTown.Folders(Folder("european-lv")));
        var (network, places) = circuit.Build();
        Assert.Equal(55, places.Count);
        Assert.Equal(55, network.Taps.Count);
        // Nine hundred buses lie on a line without branch or load; they are merged, their impedance is kept.
        Assert.InRange(network.Nodes, 50, 120);
    }

    [Fact]
    public void Merging_buses_keeps_the_loop_resistance_from_the_busbar_to_each_load()
    {
        var folder = Folder("european-lv");
        var circuit = Assert.Single(OpenDssTown.Folders(folder)).Circuit;
        var (network, places) = circuit.Build();
        // An oracle of its own: bus by bus from the text, R1 + (R0 − R1)/3 for the loop of one phase and the neutral.
        var loop = Elements(folder, "LineCode.txt").ToDictionary(e => e["name"], e => (Number(e["R1"]) + ((Number(e["R0"]) - Number(e["R1"])) / 3)) / 1000);
        var up = Elements(folder, "Lines.txt").ToDictionary(e => e["Bus2"], e => (From: e["Bus1"], Ohm: Number(e["Length"]) * loop[e["Linecode"]]));
        for (var i = 0; i < places.Count; i++)
        {
            var expected = 0.0;
            for (var bus = circuit.Loads[i].Bus; up.TryGetValue(bus, out var line); bus = line.From) expected += line.Ohm;
            var tap = network.Taps[places[i].Fixed];
            double actual = tap.R;
            for (var node = tap.Node; node > 1; node = network.Parent[node]) actual += network.Segment[node].R + network.Segment[node].Rn;
            Assert.Equal(circuit.Loads[i].Phase, tap.Phase);
            Assert.InRange(actual / expected, 0.9999, 1.0001);
        }
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<Dictionary<string, string>> Elements(string folder, string file) => File.ReadLines(Path.Combine(folder, file))
        .Where(l => l.StartsWith("New ", StringComparison.Ordinal))
        .Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(w => w.Skip(2).Select(p => p.Split('=')).Append(["name", w[1][(w[1].IndexOf('.', StringComparison.Ordinal) + 1)..]]).ToDictionary(p => p[0], p => p[1]));

    [Fact]
    public void A_folder_without_networks_is_refused()
    {
        var folder = Directory.CreateTempSubdirectory("voltward-none-");
        try
        {
            var problem = SimulationRules.Check(new SimulationOptions { Seed = 1, Customers = 10, Days = 1, NetworkFolder = folder.FullName });
            Assert.Equal("readings.simulation-no-network", problem!.Code);
            Directory.CreateDirectory(Path.Combine(folder.FullName, "a", "b"));
            File.WriteAllText(Path.Combine(folder.FullName, "a", "b", "Lines.txt"), "New Line.L1 Bus1=1 Bus2=2 phases=3 Linecode=none Length=1 Units=m\n");
            File.WriteAllText(Path.Combine(folder.FullName, "a", "b", "Loads.txt"), "");
            Assert.Equal("readings.simulation-bad-network", SimulationRules.Check(new SimulationOptions { Seed = 1, Customers = 10, Days = 1, NetworkFolder = folder.FullName })!.Code);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Nothing_to_simulate_is_refused() =>
        Assert.Equal("readings.simulation-empty", SimulationRules.Check(new SimulationOptions { Seed = 1, Customers = 0, Days = 1 })!.Code);
}
