using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.LineLoss;

/// <summary>What voltages say of a load loss share, beside balance and peers.</summary>
public sealed class ShareEvidenceTests
{
    private static readonly HiddenLoss Hidden = HiddenRate.Unknown.Of(50);

    [Fact]
    public void Voltages_that_say_nothing_change_next_to_nothing()
    {
        var sums = Sums();
        var (without, with) = (Share(sums), Share(sums with { Voltage = new ShareEvidence(Math.Log(0.02), 30) }));
        Assert.Equal(1, with.Middle / without.Middle, 0.03);
        Assert.Equal(1, with.High / without.High, 0.08);
        Assert.Equal(1, with.Low / without.Low, 0.08);
    }

    /// <summary>Standard errors of 0.05 against a belief of ±0.5 or more: middle and interval are the voltages'.</summary>
    [Fact]
    public void Sharp_voltages_decide()
    {
        var share = Share(Sums() with { Voltage = new ShareEvidence(Math.Log(0.015), 0.05) });
        Assert.Equal(1, share.Middle / 0.015, 0.03);
        Assert.Equal(2 * 1.96 * 0.05, Math.Log(share.High / share.Low), 0.03);
    }

    /// <summary>Two normal beliefs of the same width meet half way: √(0.01·0.04) = 0.02, narrower by √2.</summary>
    [Fact]
    public void Without_days_peers_and_voltages_count_by_their_certainty()
    {
        var share = LoadShare.OfPrior(Math.Log(0.01), 0.3, new ShareEvidence(Math.Log(0.04), 0.3));
        Assert.Equal(0.02, share.Middle, 12);
        Assert.Equal(2 * 1.96 * 0.3 / Math.Sqrt(2), Math.Log(share.High / share.Low), 12);
    }

    [Fact]
    public void The_share_is_that_of_the_mean_day_at_the_index_of_the_days_with_curves()
    {
        var area = new DrawnArea(40, seed: 3);
        var fit = AreaLossEngine.Alone(area.Input());
        var index = fit.Index[20..].Average();
        var seen = fit.With(new VoltageLoss(20, 20, 15, 0.1, 4)).VoltageShare!.Value;
        // Standard error 0.1: the mean of a skewed value lies 0.005 above its middle.
        Assert.Equal(15 / (fit.MeanInKwh * index), Math.Exp(seen.LogShare - 0.005), 9);
        Assert.Equal(4, AreaLossEngine.Compute(fit.With(new VoltageLoss(20, 20, 15, 0.1, 4)), PeerModel.Unknown).VoltagePoints);
    }

    /// <summary>Where theft never stops the balance cannot tell it from heat; the voltages can.</summary>
    [Fact]
    public void Theft_that_never_stops_is_told_from_heat()
    {
        var area = new DrawnArea(90, seed: 4) { Share = 0.015, Hidden = 0.03 };
        var fit = AreaLossEngine.Alone(area.Input());
        var loss = AreaLossEngine.Compute(fit.With(new VoltageLoss(0, 90, 15 * fit.Index.Average() * fit.MeanInKwh / 1000, 0.06, 50)), PeerModel.Unknown);
        Assert.Equal(1, loss.Technical.Sum() / area.TrueTechnical(), 0.1);
        Assert.InRange(area.TrueTechnical(), loss.TechnicalLow.Sum(), loss.TechnicalHigh.Sum());
        Assert.True(loss.Z > 2);
    }

    private static LoadShare Share(LossSums sums) => LoadShare.Of(sums, Hidden, Math.Log(0.02), 0.6);

    private static LossSums Sums() => AreaLossEngine.Alone(new DrawnArea(90, seed: 2).Input()).Sums!;
}
