using CsCheck;
using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.LineLoss;

public sealed class LossCusumTests
{
    [Fact]
    public void A_step_is_alarmed_on_the_third_day_with_its_first_day_as_onset()
    {
        // Baseline alternating 0.01 ± 0.001: median 0.01 (mean of both), spread 1.4826 · 0.001. A rise by 2.9 of those gives z = 2.9:
        // sum 2.4, 4.8, 7.2: above 5 on the third day.
        var series = Baseline(28).Concat(Enumerable.Repeat(0.01 + (2.9 * 1.4826 * 0.001), 5)).ToArray();
        var chart = LossCusum.Run(series, 0);
        var alarm = Assert.Single(chart.Alarms);
        Assert.Equal((30, 28, -1), (alarm.Raised, alarm.Onset, alarm.Closed));
        Assert.Equal(2.4, chart.Sum[28], 2);
    }

    [Fact]
    public void One_wild_day_alone_never_raises_the_alarm()
    {
        var series = Baseline(40);
        series[35] = 0.9;
        Assert.Empty(LossCusum.Run(series, 0).Alarms);
    }

    [Fact]
    public void An_unusable_day_neither_raises_nor_resets()
    {
        double[] Rise(bool gap) => [.. Baseline(28), 0.0145, .. gap ? [double.NaN] : Array.Empty<double>(), 0.0145, 0.0145, 0.0145];
        Assert.Equal(LossCusum.Run(Rise(gap: false), 0).Alarms[0].Raised + 1, LossCusum.Run(Rise(gap: true), 0).Alarms[0].Raised);
    }

    [Fact]
    public void Before_fourteen_usable_days_nothing_is_judged()
    {
        var chart = LossCusum.Run(Baseline(20), 0);
        Assert.All(Enumerable.Range(0, 14), d => Assert.True(double.IsNaN(chart.Z[d])));
        Assert.False(double.IsNaN(chart.Z[14]));
    }

    [Fact]
    public void Autocorrelation_widens_the_scale()
    {
        // ρ = 0.6 doubles it: sqrt(1.6/0.4) = 2.
        var series = Baseline(28).Append(0.0145).ToArray();
        Assert.Equal(LossCusum.Run(series, 0).Z[28], 2 * LossCusum.Run(series, 0.6).Z[28], 9);
    }

    [Fact]
    public void The_baseline_is_frozen_while_an_alarm_is_open_and_moves_again_after_two_quiet_weeks()
    {
        double[] series = [.. Baseline(28), .. Enumerable.Repeat(0.02, 30), .. Baseline(20)];
        var alarm = Assert.Single(LossCusum.Run(series, 0).Alarms);
        Assert.Equal(28 + 30 + 13, alarm.Closed);
    }

    /// <summary>The same recurrence written out day by day, without any of the chart's own state.</summary>
    [Fact]
    public void The_chart_equals_its_slow_twin() => Gen.Double[-0.02, 0.06].Array[0, 90].Sample(series =>
    {
        var fast = LossCusum.Run(series, 0.2);
        var sum = 0.0;
        var kept = new List<double>();
        var open = fast.Alarms.Count > 0 ? fast.Alarms[0].Raised : int.MaxValue;
        for (var d = 0; d < Math.Min(series.Length, open); d++)
        {
            if (kept.Count >= 14)
            {
                var window = kept.TakeLast(28).Order().ToArray();
                double Middle(double[] v) => v.Length % 2 == 1 ? v[v.Length / 2] : (v[(v.Length / 2) - 1] + v[v.Length / 2]) / 2;
                var level = Middle(window);
                var scale = Math.Max(1.4826 * Middle([.. window.Select(v => Math.Abs(v - level)).Order()]), 0.001) * Math.Sqrt(1.2 / 0.8);
                sum = Math.Max(0, sum + Math.Clamp((series[d] - level) / scale, -4, 4) - 0.5);
                if (Math.Abs(sum - fast.Sum[d]) > 1e-9) return false;
            }

            kept.Add(series[d]);
        }

        return true;
    });

    private static double[] Baseline(int days) => [.. Enumerable.Range(0, days).Select(d => 0.01 + (d % 2 == 0 ? 0.001 : -0.001))];
}
