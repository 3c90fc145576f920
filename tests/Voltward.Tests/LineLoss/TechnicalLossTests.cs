using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.LineLoss;

public sealed class TechnicalLossTests
{
    [Fact]
    public void A_non_negative_fit_drops_the_coefficient_that_would_be_negative()
    {
        // y = 2x − 1 at x = 1, 2, 3: with both free the constant is −1; without it c = Σxy/Σx² = (1 + 6 + 15)/14.
        var sums = new NonNegativeFit.Sums(2);
        foreach (var (x, y) in new[] { (1.0, 1.0), (2, 3), (3, 5) }) sums.Add([1, x], y, 1);
        var c = NonNegativeFit.Solve(sums);
        Assert.Equal(0, c[0]);
        Assert.Equal(22.0 / 14, c[1], 12);
    }

    /// <summary>Ia = 3, Ib = 1, Ic = 2 A with four equal conductors: 9 + 1 + 4 + 3 = 17; (6² + 5·3)/3 = 17.</summary>
    [Fact]
    public void Square_and_neutral_are_weighted_as_four_equal_conductors_lose_them() =>
        Assert.Equal(17 * 3, new HeadLoad([36], [3]).Heat(0));

    [Fact]
    public void Theft_that_begins_inside_the_days_is_left_out_of_the_calibration()
    {
        var area = new DrawnArea(90, seed: 7) { Onset = 50, Stolen = 25 };
        var loss = area.Loss(PeersOf(new DrawnArea.Company()));
        Assert.All(Enumerable.Range(60, 30), d => Assert.False(loss.Model.Clean[d]));
        Assert.InRange(area.TrueTechnical(), loss.TechnicalLow.Sum(), loss.TechnicalHigh.Sum());
    }

    /// <summary>B2: a company of a hundred areas, in half of which something is hidden on every day.</summary>
    [Fact]
    public void Intervals_cover_the_truth_in_a_company_where_theft_never_stops_in_every_other_area()
    {
        var (covered, errors) = (0, new List<double>());
        var areas = new DrawnArea.Company { Hidden = 0.5 }.Areas(100).ToArray();
        var fits = areas.Select(a => AreaLossEngine.Alone(a.Input())).ToArray();
        var peers = PeerModel.Fit(fits);
        for (var k = 0; k < areas.Length; k++)
        {
            var loss = AreaLossEngine.Compute(fits[k], peers);
            var truth = areas[k].TrueTechnical();
            if (loss.TechnicalLow.Sum() <= truth && truth <= loss.TechnicalHigh.Sum()) covered++;
            errors.Add((loss.Technical.Sum() / truth) - 1);
        }

        Assert.InRange(covered, 90, 100);
        Assert.InRange(Robust.Median(errors), -0.1, 0.1);
    }

    [Fact]
    public void An_area_without_enough_days_takes_the_share_of_its_peers_with_their_doubt()
    {
        var area = new DrawnArea(8, seed: 1);
        var loss = area.Loss(PeerModel.Unknown);
        Assert.True(loss.Model.PriorOnly);
        Assert.Equal(Math.Exp(PeerModel.Unknown.Slope[0]), loss.Model.Load.Middle, 9);
        Assert.Equal(2 * 1.96 * PeerModel.Unknown.Spread, Math.Log(loss.Model.Load.High / loss.Model.Load.Low), 9);
        Assert.All(loss.Technical, t => Assert.True(t > 0));
    }

    [Fact]
    public void A_load_loss_far_above_the_peers_is_doubted_and_one_like_theirs_is_not()
    {
        var peers = PeersOf(new DrawnArea.Company());
        Assert.False(new DrawnArea(90, 3).Loss(peers).CalibrationDoubted);
        Assert.True(new DrawnArea(90, 3) { Onset = 0, Stolen = 150 }.Loss(peers).CalibrationDoubted);
    }

    /// <summary>B4: on clean planted areas the alarm rate is the nominal one. 200 areas at a nominal one per cent.</summary>
    [Fact]
    public void Clean_areas_are_alarmed_at_no_more_than_the_nominal_rate()
    {
        var areas = new DrawnArea.Company().Areas(200).ToArray();
        var fits = areas.Select(a => AreaLossEngine.Alone(a.Input())).ToArray();
        var peers = PeerModel.Fit(fits);
        var alarms = areas.Select((_, k) => AreaLossEngine.Compute(fits[k], peers)).Count(l => l.State is LossState.High or LossState.Serious);
        // Binomial: 2 expected, 7 or more has a chance of 0.5 %.
        Assert.InRange(alarms, 0, 6);
    }

    [Fact]
    public void A_theft_of_two_per_cent_that_began_a_month_ago_is_alarmed_with_its_onset()
    {
        var peers = PeersOf(new DrawnArea.Company());
        var found = 0;
        for (var seed = 0; seed < 20; seed++)
        {
            var loss = new DrawnArea(90, 2000 + seed) { Onset = 62, Stolen = 20 }.Loss(peers);
            if (loss.State is LossState.High or LossState.Serious && loss.Chart.Open is { } alarm && Math.Abs(alarm.Onset - 62) <= 7) found++;
        }

        Assert.True(found >= 15, $"{found} of 20");
    }

    private static PeerModel PeersOf(DrawnArea.Company company) => PeerModel.Fit(company.Areas(60).Select(a => AreaLossEngine.Alone(a.Input())));
}
