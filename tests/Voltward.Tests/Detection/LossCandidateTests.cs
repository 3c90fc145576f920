using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class LossCandidateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    public void What_is_measured_without_making_a_candidate_is_what_the_made_one_measures(int slots)
    {
        var (drawn, _) = SimpleArea.Draw(5, 30, "scale50", always: false);
        var grid = drawn.Coarse(slots);
        var steps = LossSteps.Of(AreaGrid.DaySums(grid.Ntl, grid.Slots));
        var strata = LossStrata.Of(grid, steps.Stretch);
        var loss = strata.Weighted(grid.Ntl, steps: true);
        float[][] readings = [.. grid.Readings.Select(r => strata.Weighted(r, steps: false))];
        var whitening = LossWhitening.Of(loss, [readings[0]], readings);
        whitening.Apply(loss);
        var twice = whitening.Apply(loss.ToArray());
        var candidates = new LossCandidates(grid, steps, strata, whitening, readings);
        var looked = 0;
        for (var i = 0; i < grid.Customers; i++)
        {
            foreach (var candidate in candidates.Of(i))
            {
                var unit = candidate.Unit;
                Assert.Equal(1, Math.Sqrt(unit.Sum(v => (double)v * v)), 2e-3);
                Assert.Equal(unit.Select((v, t) => (double)v * loss[t]).Sum(), candidate.Measure(twice), 0.02);
                looked++;
            }
        }

        Assert.True(looked > 2 * grid.Customers);
    }
}
