using System.Security.Cryptography;
using Voltward.Simulation.Readings;
using Xunit;

namespace Voltward.Tests.Readings;

public sealed class SimulationDeterminismTests
{
    private static readonly SimulationOptions Small = new() { Seed = 7, Customers = 700, Days = 10 };

    [Fact]
    public void The_same_seed_gives_the_same_bytes_on_one_thread_and_on_four()
    {
        var one = Hashes(SimulatedCompany.Make(Small with { Threads = 1 }).Folder);
        var four = Hashes(SimulatedCompany.Make(Small with { Threads = 4 }).Folder);
        Assert.Equal(one, four);
        Assert.Contains(one, h => h.StartsWith("truth.json", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_seed_gives_another_company()
    {
        var one = Hashes(SimulatedCompany.Make(Small with { Customers = 60, Days = 2 }).Folder);
        var other = Hashes(SimulatedCompany.Make(Small with { Customers = 60, Days = 2, Seed = 8 }).Folder);
        var same = one.Intersect(other).Select(h => h.Split(' ')[0]).ToArray();
        Assert.DoesNotContain(same, f => f.EndsWith(".parquet", StringComparison.Ordinal) || f is "truth.json" or "files/customers.csv" or "files/weather.csv");
    }

    [Fact]
    public void Numbers_are_drawn_evenly_and_streams_do_not_follow_each_other()
    {
        var chance = new Chance(3);
        var draws = Enumerable.Range(0, 200_000).Select(_ => (double)chance.Jitter()).ToArray();
        Assert.InRange(draws.Average(), -0.01, 0.01);
        Assert.InRange(draws.Average(d => d * d), 0.985, 1.015);
        var first = Chance.For(1, Purpose.Load, 4, 5);
        var second = Chance.For(1, Purpose.Load, 4, 6);
        var product = Enumerable.Range(0, 50_000).Average(_ => (first.Unit() - 0.5) * (second.Unit() - 0.5));
        Assert.InRange(product, -0.002, 0.002);
    }

    private static string[] Hashes(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Order().Select(f => Path.GetRelativePath(folder, f) + " " + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))))];
}
