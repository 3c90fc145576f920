using CsCheck;
using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class ChangePointTests
{
    /// <summary>The slow twin takes the means of both sides of every day.</summary>
    [Fact]
    public void The_day_is_the_one_whose_sides_differ_most() => (from seed in Gen.Int[0, 1_000_000] from n in Gen.Int[30, 200] from fall in Gen.Double[0, 1] select (seed, n, fall)).Sample(
        run =>
        {
            var random = new Random(run.seed);
            var own = new float[run.n];
            for (var d = 0; d < own.Length; d++) own[d] = random.NextDouble() < 0.1 ? float.NaN : (float)((d < run.n / 2 ? 1 : 1 - run.fall) * (5 + random.NextDouble()));
            // Nothing stands above the 98 % quantile by more than a hair: the cut is left out of the twin by cutting first.
            var change = ChangePoint.StrongestFall(own, [.. Enumerable.Repeat(1.0, run.n)]);
            var days = Enumerable.Range(0, run.n).Where(d => !float.IsNaN(own[d])).ToArray();
            if (days.Length < 2 * ChangePoint.Margin)
            {
                Assert.Null(change);
                return;
            }

            var high = Voltward.Analytics.LineLoss.Robust.Quantile([.. days.Select(d => (double)own[d])], 0.98, between: true);
            var values = days.Select(d => Math.Min(own[d], high)).ToArray();
            var best = (Day: -1, Q: 0.0, Fall: 0.0, Ratio: 1.0, T: 0.0);
            for (var k = ChangePoint.Margin; k <= values.Length - ChangePoint.Margin; k++)
            {
                var (before, after) = (values[..k].Average(), values[k..].Average());
                var q = (before - after) * (before - after) * k * (values.Length - k) / values.Length;
                if (before > after && q > best.Q + 1e-12) best = (days[k], q, before - after, after / before, T(days, values, (k, before, after, q), own.Length));
            }

            Assert.Equal(best.Day, change!.Day);
            Assert.Equal(best.Fall, change.FallKwhPerDay, 1e-9);
            Assert.Equal(best.Ratio, change.Ratio, 1e-9);
            Assert.Equal(best.T, change.T, 1e-6);
        },
        iter: 300);

    /// <summary>The ranker tells a level of nothing from any other; a rounding error in its place moved some thousand of a million customers.</summary>
    [Fact]
    public void Who_stops_using_anything_has_a_new_level_of_exactly_nothing() => Gen.Int[0, 1_000_000].Sample(
        seed =>
        {
            var random = new Random(seed);
            var use = random.Next(60, 300);
            float[] own = [.. Enumerable.Range(0, use + 40).Select(d => d < use ? 8 + (2 * random.NextSingle()) : 0)];
            var change = ChangePoint.StrongestFall(own, [.. Enumerable.Repeat(1.0, own.Length)])!;
            Assert.Equal((use, 0.0), (change.Day, change.Ratio));
        },
        iter: 100);

    /// <summary>The fall over its error, with the scatter of the residuals and what each has in common with the day before.</summary>
    private static double T(int[] days, double[] values, (int K, double Before, double After, double Q) split, int length)
    {
        var residuals = Enumerable.Repeat(double.NaN, length).ToArray();
        for (var n = 0; n < values.Length; n++) residuals[days[n]] = values[n] - (n < split.K ? split.Before : split.After);
        var variance = Math.Max(residuals.Where(r => !double.IsNaN(r)).Sum(r => r * r) / (values.Length - 2), 1e-6);
        var rho = Math.Clamp(Voltward.Analytics.LineLoss.Robust.LagOne(residuals), 0, 0.8);
        return Math.Sqrt(split.Q / (variance * (1 + rho) / (1 - rho)));
    }

    /// <summary>Twenty days of 9 and 11 in turn, twenty of 4 and 6: 5 of 10 kWh gone; residuals of ±1 follow each other with the opposite sign, which never narrows the error.</summary>
    [Fact]
    public void A_fall_is_measured_in_units_of_its_own_scatter()
    {
        float[] own = [.. Enumerable.Range(0, 40).Select(d => (d < 20 ? 10 : 5) + (d % 2 == 0 ? -1f : 1f))];
        var change = ChangePoint.StrongestFall(own, [.. Enumerable.Repeat(1.0, 40)])!;
        Assert.Equal(20, change.Day);
        Assert.Equal(5, change.FallKwhPerDay, 0.05);
        Assert.Equal(0.5, change.Ratio, 0.01);
        // q = 25·20·20/40 = 250, variance = 40/38: T = √(250·38/40) = 15.4.
        Assert.Equal(15.4, change.T, 0.2);
    }
}
