using Voltward.App.Detection;
using Voltward.Simulation.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.LineLoss;

/// <summary>Technical loss where customers' voltages are read, against the truth of synthetic utilities.</summary>
public sealed class VoltageTownTests
{
    private const ulong FirstSeed = 7801;
    private const int Seeds = 10;

    [Fact]
    public async Task Voltages_of_everybody_tell_the_technical_loss_of_a_small_town()
    {
        var report = await HeldOutTown.MeasureAsync(new SimulationOptions { Seed = 31, Customers = 300, Days = 30, CurveShare = 1, IntervalShare = 1 });
        Assert.All(report.Areas, a => Assert.Equal("all", a.Read));
        Assert.InRange(report.Technical.Single(g => g.Name == "voltages of all").MedianSize, 0, 12);
        Assert.True(report.Areas.Count(a => a.Technical.Covered) >= report.Areas.Count - 1);
    }

    [Fact]
    public async Task Stated_intervals_hold_the_truth_of_ten_towns_whose_voltages_are_read()
    {
        TestFiles.OnlyWhenLong();
        var areas = new List<(string Read, LossError Technical)>();
        for (var seed = FirstSeed; seed < FirstSeed + Seeds; seed++)
        {
            // Half of the towns read everybody's voltages, the other half the few of an ordinary company.
            var all = seed % 2 == 0;
            var report = await HeldOutTown.MeasureAsync(new SimulationOptions { Seed = seed, Customers = all ? 1000 : 2000, Days = 90, Kinds = HeldOutTown.Kinds, CurveShare = all ? 1 : 0.09f, IntervalShare = all ? 1 : 0.25f });
            areas.AddRange(report.Areas);
            TestContext.Current.TestOutputHelper?.WriteLine($"{seed}: {string.Join("; ", report.Technical.Where(g => g.Name.Contains("voltages", StringComparison.Ordinal)))}");
        }

        foreach (var read in new[] { "all", "some", "none" })
        {
            var group = areas.Where(a => a.Read == read).Select(a => a.Technical).ToArray();
            TestContext.Current.TestOutputHelper?.WriteLine($"{read}: {LossGroup.Of(read, group)}");
            if (group.Length > 0) Assert.True(group.Count(a => a.Covered) / (double)group.Length >= HeldOutTown.LeastCovered(group.Length), read);
        }

        var read100 = LossGroup.Of("all", [.. areas.Where(a => a.Read == "all").Select(a => a.Technical)]);
        Assert.InRange(read100.Median, -5, 5);
        Assert.InRange(read100.MedianSize, 0, 6);
    }
}
