using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class CounterfactualTests
{
    [Fact]
    public void Expected_use_is_the_peers_course_at_the_own_earlier_level()
    {
        // Peers 10 and 20 by turns; the customer uses half of it for 14 days (level 75 / 150·… = 0.5), then a tenth of the peers.
        var peers = Enumerable.Range(0, 20).Select(d => d % 2 == 0 ? 10.0 : 20).ToArray();
        var own = peers.Select((p, d) => d < 14 ? p / 2 : p / 10).ToArray();
        var found = Counterfactual.Of(own, peers, 14)!;
        Assert.Equal([5, 10], found.ExpectedKwh[14..16]);
        // Three days of 5 − 1 and three of 10 − 2: 36 kWh; before the onset nothing scatters, so the limits meet.
        Assert.Equal((36.0, 36.0, 36.0, 6), (Math.Round(found.ShortfallKwh, 9), Math.Round(found.LowKwh, 9), Math.Round(found.HighKwh, 9), found.Days));
    }

    [Fact]
    public void Scatter_before_the_onset_makes_the_interval()
    {
        // Peers 10 throughout; the customer 9 and 11 by turns: deviations ∓1, variance 20 / 19, no memory (they alternate).
        var peers = Enumerable.Repeat(10.0, 24).ToArray();
        var own = peers.Select((p, d) => d < 20 ? p + (d % 2 == 0 ? -1 : 1) : 6).ToArray();
        var found = Counterfactual.Of(own, peers, 20)!;
        Assert.Equal(16, found.ShortfallKwh, 9);
        // Four days, and the level itself from twenty: 1.96·√(20/19·(4 + 16/20)).
        Assert.Equal(1.96 * Math.Sqrt(20 / 19.0 * 4.8), found.HighKwh - 16, 9);
        Assert.Equal(1.96 * Math.Sqrt(20 / 19.0 * 1.05), found.BandKwh, 9);
    }

    [Fact]
    public void Gaps_count_on_neither_side_and_too_short_a_past_says_nothing()
    {
        var peers = Enumerable.Repeat(10.0, 20).ToArray();
        var own = Enumerable.Repeat(10.0, 20).ToArray();
        (own[3], own[17]) = (double.NaN, double.NaN);
        Assert.Equal(4, Counterfactual.Of(own, peers, 15)!.Days);
        Assert.Null(Counterfactual.Of(own, peers, 14));
    }
}
