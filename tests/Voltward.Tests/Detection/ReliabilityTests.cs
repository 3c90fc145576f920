using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class ReliabilityTests
{
    [Fact]
    public void Visits_of_like_chance_are_taken_together_and_judged_by_their_interval()
    {
        // Ten visits at 0.1, none found; ten at 0.9, one found: the second bin is off, the first is not.
        var bins = Reliability.Bins([.. Enumerable.Range(0, 10).Select(_ => (0.1, false)), .. Enumerable.Range(0, 10).Select(i => (0.9, i == 0))]);
        Assert.Equal(4, bins.Count);
        Assert.Equal([0, 0, 0, 1], bins.Select(b => b.Found));
        Assert.Equal([false, false, true, true], bins.Select(b => b.IsOff));
    }

    [Fact]
    public void A_handful_of_visits_is_one_bin_and_none_is_none()
    {
        Assert.Empty(Reliability.Bins([]));
        Assert.Equal(3, Assert.Single(Reliability.Bins([(0.2, true), (0.4, false), (0.6, false)])).Visits);
    }

    [Fact]
    public void The_gain_of_a_list_is_its_mean_chance_over_everybodys_and_what_visits_to_it_found()
    {
        // Chances 0.8, 0.4, 0, 0: mean 0.3; the first two 0.6, twice as much.
        var gains = Reliability.Gains([(0.8, true), (0.4, null), (0, false), (0, null)], [2, 9]);
        Assert.Equal([(2, 0.6, 1), (4, 0.3, 2)], gains.Select(g => (g.Length, Math.Round(g.Expected, 9), g.Visited)));
        Assert.Equal(2, gains[0].Lift, 9);
        Assert.Equal((1.0, 0.5), (gains[0].Observed.Value, gains[1].Observed.Value));
    }

    [Fact]
    public void Nothing_moved_is_zero_and_a_shift_of_half_the_customers_is_seen()
    {
        float[] before = [.. Enumerable.Range(0, 100).Select(i => (float)i)];
        Assert.Equal(0, Drift.Index(before, before), 12);
        // Half of the customers move to the topmost tenth: tenths of 0.1 become 0.05 each, the last 0.55 (nine times 0.05·ln 2, and 0.45·ln 5.5).
        float[] after = [.. before.Select((v, i) => i % 2 == 0 ? v : 99.5f)];
        Assert.Equal((9 * 0.05 * Math.Log(2)) + (0.45 * Math.Log(5.5)), Drift.Index(before, after), 3);
        Assert.True(Drift.Index(before, [.. before.Select(v => v < 30 ? float.NaN : v)]) > 0.25);
        Assert.True(double.IsNaN(Drift.Index([], before)));
    }
}
