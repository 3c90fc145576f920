using Voltward.App.Detection;
using Voltward.Simulation.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.LineLoss;

/// <summary>Losses against the truth, over ten utilities that nothing was chosen with and kinds of theft that nothing was tried on.</summary>
public sealed class LossTruthTests
{
    private const ulong FirstSeed = 7001;
    private const int Seeds = 10;

    [Fact]
    public async Task Stated_intervals_hold_the_true_losses_of_ten_utilities()
    {
        TestFiles.OnlyWhenLong();
        var (technical, right) = (new List<LossGroup>(), new List<LossGroup>());
        for (var seed = FirstSeed; seed < FirstSeed + Seeds; seed++)
        {
            var report = await HeldOutTown.MeasureAsync(new SimulationOptions { Seed = seed, Customers = 2000, Days = 90, Kinds = HeldOutTown.Kinds });
            technical.Add(report.Technical.Single(g => g.Name == "all"));
            right.Add(report.Metered.Single(g => g.Name == "file right"));
            TestContext.Current.TestOutputHelper?.WriteLine($"{seed}: technical {technical[^1]}, metered where the file is right {right[^1]}");
        }

        Assert.True(Share(technical) >= HeldOutTown.LeastCovered(technical.Sum(g => g.Areas)), $"technical loss covered {Share(technical):F3}");
        Assert.True(Share(right) >= HeldOutTown.LeastCovered(right.Sum(g => g.Areas)), $"metered loss covered {Share(right):F3}");
        Assert.InRange(technical.Average(g => g.Median), -10, 10);
    }

    private static double Share(List<LossGroup> groups) => groups.Sum(g => g.Covered) / (double)groups.Sum(g => g.Areas);
}
