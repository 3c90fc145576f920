using Microsoft.Extensions.DependencyInjection;
using Voltward.App.Detection;
using Voltward.Domain.Access;
using Voltward.Simulation.Detection;
using Voltward.Simulation.Readings;
using Voltward.Tests.Support;
using Xunit;

namespace Voltward.Tests.LineLoss;

/// <summary>Losses against the truth, over ten utilities that nothing was chosen with and kinds of theft that nothing was tried on.</summary>
public sealed class LossTruthTests
{
    private const ulong FirstSeed = 7001;
    private const int Seeds = 10;
    private static readonly TheftKind[] HeldOut = [TheftKind.NightOnly, TheftKind.EarthReturn, TheftKind.RegisterHack, TheftKind.Progressive, TheftKind.DirectHook];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stated_intervals_hold_the_true_losses_of_ten_utilities()
    {
        TestFiles.OnlyWhenLong();
        var (technical, right) = (new List<LossGroup>(), new List<LossGroup>());
        for (var seed = FirstSeed; seed < FirstSeed + Seeds; seed++)
        {
            var report = await MeasureAsync(seed);
            technical.Add(report.Technical.Single(g => g.Name == "all"));
            right.Add(report.Metered.Single(g => g.Name == "file right"));
            TestContext.Current.TestOutputHelper?.WriteLine($"{seed}: technical {technical[^1]}, metered where the file is right {right[^1]}");
        }

        // Ninety-three in a hundred are promised; two standard errors of so many areas are allowed to chance.
        Assert.True(Share(technical) >= 0.93 - Chance(technical), $"technical loss covered {Share(technical):F3}");
        Assert.True(Share(right) >= 0.93 - Chance(right), $"metered loss covered {Share(right):F3}");
        Assert.InRange(technical.Average(g => g.Median), -10, 10);
    }

    private static double Share(List<LossGroup> groups) => groups.Sum(g => g.Covered) / (double)groups.Sum(g => g.Areas);

    private static double Chance(List<LossGroup> groups) => 2 * Math.Sqrt(0.93 * 0.07 / groups.Sum(g => g.Areas));

    private static Task<MeasureLosses.Report> MeasureAsync(ulong seed) => TruthTown.AskAsync(
        new SimulationOptions { Seed = seed, Customers = 2000, Days = 90, Kinds = HeldOut },
        (services, truth) => services.GetRequiredService<MeasureLosses>().RunAsync(new(truth), Actor.System, Stop),
        Stop);
}
