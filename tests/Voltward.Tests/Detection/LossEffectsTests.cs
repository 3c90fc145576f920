using CsCheck;
using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class LossEffectsTests
{
    [Fact]
    public void The_scatter_of_a_slot_grows_with_its_load_when_the_loss_says_so_and_not_when_it_does_not()
    {
        double[] load = [1, 2, 3, 4];
        // Squares of 1 + load²: the fit gives them back; a constant stays a constant.
        double[] growing = [.. load.Select(l => Math.Sqrt(1 + (l * l)))];
        var fitted = SlotScatter.Of(growing, load, 3);
        for (var k = 0; k < load.Length; k++) Assert.Equal(growing[k], fitted[k], 0.05);
        Assert.All(SlotScatter.Of([2, 2, 2, 2], load, 2), s => Assert.Equal(2, s, 1e-9));
        // No interval is trusted beyond a fifth of the whole scatter.
        Assert.True(SlotScatter.Of([1e-9, 2, 2, 2], [0, 2, 2, 2], 2).Min() >= 0.4 - 1e-12);
        Assert.All(SlotScatter.Of([0, 0], [0, 0], 0), s => Assert.Equal(0, s));
    }

    [Fact]
    public void A_rise_of_the_loss_makes_its_day_likely_and_a_flat_loss_leaves_what_always_ran_as_likely_as_all_days()
    {
        var random = new Random(3);
        int[] starts = [.. Enumerable.Range(2, 27)];
        float[] flat = [.. Enumerable.Range(0, 30).Select(_ => (float)SimpleArea.Normal(random))];
        float[] risen = [.. flat.Select((v, d) => d < 12 ? v : v + 8)];
        var (still, step) = (LossStarts.Logs(flat, starts), LossStarts.Logs(risen, starts));
        Assert.InRange(Math.Exp(still[0]), 0.25, 0.95);
        Assert.Equal(12, step.MaxBy(p => p.Value).Key);
        Assert.True(Math.Exp(step[12]) > 0.8);
        Assert.Equal(1, step.Values.Sum(Math.Exp), 1e-6);
        // A fall is no beginning: a half over 27 days, times e to the -1.5, is 0.004.
        Assert.InRange(Math.Exp(LossStarts.Logs([.. risen.Select(v => -v)], starts)[12]), 0.002, 0.01);
    }

    [Fact]
    public void The_rise_is_the_gain_of_two_means_over_one_by_the_criterion_of_Schwarz_up_to_the_lag()
    {
        // Days alternate, so that the lag is below zero and counts as none: n = 8, inside = 8·1², between = 4²·4·4/8 = 32.
        float[] daily = [1, -1, 1, -1, 5, 3, 5, 3];
        Assert.Equal((6 / 2.0 * Math.Log(1 + (32 / 8.0))) - 1.5, LossStarts.Rise(daily, 4), 1e-9);
        Assert.Equal(LossStarts.Rise(daily, 4), LossStarts.Rise([.. daily[..2], float.NaN, .. daily[2..]], 5), 1e-6);
    }

    [Fact]
    public void The_odds_and_the_factor_of_a_share_are_the_mean_over_shares_one_by_one() =>
        (from z in Gen.Double[-4, 12] from precision in Gen.Double[0.5, 60] from fall in Gen.Double[-0.5, 1.5] from sd in Gen.Double[0.05, 0.5] select (z, precision, fall, sd)).Sample(run =>
        {
            var (sum, weighted) = (0.0, 0.0);
            for (var k = 0; k < 24; k++)
            {
                var hidden = 0.05 + (0.9 * k / 23);
                var (factor, shift) = (hidden / (1 - hidden), -Math.Log(1 - hidden));
                // Density of z around factor × precision over that around 0, and the same of the fall, held between two limits.
                var loss = Normal(run.z - (factor * run.precision)) - Normal(run.z);
                var own = Math.Clamp(Normal((run.fall - shift) / run.sd) - Normal(run.fall / run.sd), -3, 4);
                (sum, weighted) = (sum + Math.Exp(loss + own), weighted + (factor * Math.Exp(loss + own)));
            }

            var (log, mean) = ShareOdds.OfShare(run.z, run.precision, new OwnFall(run.fall, run.sd));
            Assert.Equal(Math.Log(sum / 24), log, 1e-6 * (1 + Math.Abs(log)));
            Assert.Equal(weighted / sum, mean, 1e-6);
            Assert.Equal(ShareOdds.Share(run.z, run.precision, new OwnFall(run.fall, run.sd), 0), ShareOdds.Deviations(log), 1e-6);
        }, seed: "0N0XIzNsQ0O2");

    [Fact]
    public void The_odds_of_what_is_missing_have_a_factor_between_the_least_part_and_the_most()
    {
        var (log, factor) = ShareOdds.OfMissing(6, 6, null, isFall: false);
        Assert.InRange(factor, 0.8, 1.2);
        Assert.Equal(ShareOdds.Missing(6, 6, null, 0, isFall: false), ShareOdds.Deviations(log), 1e-9);
        Assert.InRange(ShareOdds.OfMissing(-3, 6, null, isFall: true).Factor, 0.5, 0.7);
    }

    /// <summary>Twelve areas of which nine had a thief first by the best course and day alone.</summary>
    [Fact]
    public void A_fifth_comes_first_in_large_areas_when_days_and_courses_are_summed() =>
        Assert.True(SimpleArea.HitAtOne("scale20", false, 150, 12, 15_305_078) >= 11 / 12.0);

    [Fact]
    public void Who_has_no_readings_has_no_number_and_spoils_nobody_elses()
    {
        var (grid, thieves) = SimpleArea.Draw(5, 40, "scale50", always: false);
        var honest = Enumerable.Range(0, 40).Except(thieves).First();
        var readings = grid.Readings.ToArray();
        readings[honest] = [.. readings[honest].Select(_ => float.NaN)];
        var found = LossPursuit.Run(grid with { Readings = readings });
        Assert.True(double.IsNaN(found[honest].Z));
        Assert.Contains(Enumerable.Range(0, 40).Where(i => i != honest).MaxBy(i => found[i].Z), thieves);
    }

    private static double Normal(double z) => -z * z / 2;
}
