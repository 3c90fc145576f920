using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class BreachWorthTests
{
    [Fact]
    public void A_breach_ranks_by_the_capacity_beyond_the_contract_and_how_often_it_was_passed()
    {
        // Twice the contract on 40 quarter hours: 0.4 × ½ × ½ = 0.1; 20 kVA beyond are half of what a theft is worth.
        Assert.Equal((0.1, 0.05), Rounded(BreachWorth.Of(Evidence(40, 20, 40))));
        Assert.Equal((0.1, 0.1), Rounded(BreachWorth.Of(Evidence(200, 100, 40))));
        // A little, a few times: last of all, but still listed.
        Assert.Equal((0.006, 0.005), Rounded(BreachWorth.Of(Evidence(12, 10, 4))));
    }

    [Fact]
    public void Events_without_figures_rank_low_and_nothing_ranks_above_a_likely_theft()
    {
        Assert.Equal((0.3, 0.03), Rounded(BreachWorth.Of(Evidence(0, 0, 0) with { Code = "R10e", Strength = 0.6, Figures = new Dictionary<string, double>() })));
        Assert.True(BreachWorth.Of(Evidence(100_000, 4, 8_000)).RanksBy <= 0.4);
    }

    private static (double, double) Rounded((double Chance, double RanksBy) worth) => (Math.Round(worth.Chance, 3), Math.Round(worth.RanksBy, 3));

    private static EngineEvidence Evidence(double peak, double contracted, double quarters) => new(
        EngineId.E3, "R10", new SubjectId(SubjectKind.UsagePoint, "P1"), 0.8, null, null, PhaseSet.None, [], [], Doubts.None, "")
    {
        Figures = new Dictionary<string, double> { ["peakKva"] = peak, ["contractedKva"] = contracted, ["quarters"] = quarters },
    };
}
