using CsCheck;
using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.LineLoss;

public sealed class HiddenLossTests
{
    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1.96, 0.9750021048517795)]
    [InlineData(-5, 2.866515718791939e-7)]
    [InlineData(4, 0.9999683287581669)]
    public void The_normal_tail_has_its_known_values(double z, double share) => Assert.Equal(share, Math.Exp(NormalTail.LogCdf(z)), 12);

    [Fact]
    public void The_normal_tail_does_not_underflow() => Assert.Equal(-804.608442, NormalTail.LogCdf(-40), 5);

    /// <summary>The slow twin is the series and the continued fraction.</summary>
    [Fact]
    public void The_quick_tail_is_the_slow_one() => Gen.Double[-40, 12].Sample(z => Assert.Equal(NormalTail.LogCdf(z), NormalTail.QuickLogCdf(z), 1e-10), iter: 20_000);

    [Fact]
    public void The_belief_about_the_excess_is_a_density()
    {
        var hidden = new ExcessDensity(new HiddenRate(0.02, 0.7, 0.1, 0.02).Of(100), 0.003 * 0.003);
        var sum = 0.0;
        for (var x = -0.2; x < 0.6; x += 1e-4) sum += 1e-4 * Math.Exp(hidden.Log(x));
        Assert.Equal(1, sum, 3);
    }

    /// <summary>Rate 0.02, 100 customers: none with e⁻² = 13.5 %; the mean over all areas is 0.02 · 0.7 = 1.4 %.</summary>
    [Fact]
    public void A_large_area_is_rarely_without_anything_hidden_and_the_mean_is_the_same()
    {
        var hidden = new HiddenRate(0.02, 0.7, 0, 0.02).Of(100);
        Assert.Equal(0.1353, hidden.Nothing, 4);
        Assert.Equal(0.014, hidden.Hidden * hidden.MeanShare, 10);
        Assert.True(new HiddenRate(0.02, 0.7, 0, 0.02).Of(20).Nothing > 0.6);
    }

    /// <summary>The closed form against normal equations over the days, with hidden energy that swings on its own as one more regressor.</summary>
    [Fact]
    public void The_sums_give_the_same_likelihood_as_the_days() => Gen.Double[0.5, 1.5].Array[8, 20].Select(Gen.Double[0.5, 1.5].Array[20], Gen.Double[0.0, 0.05].Array[20], Gen.Double[0.005, 0.05]).Sample((supply, square, loss, share) =>
    {
        var n = supply.Length;
        var products = new double[16];
        for (var d = 0; d < n; d++)
        {
            double[] row = [square[d], supply[d], 1, loss[d]];
            for (var k = 0; k < 16; k++) products[k] += row[k / 4] * row[k % 4];
        }

        var sums = new LossSums { Products = products, Noise = 0.004, Thinning = 0.5, BiasShare = 0.002, Customers = 100 };
        var (misfit, excess) = ByDays(supply[..n], square[..n], loss[..n], share);
        var (logFit, found, _) = sums.At(share, 0.3);
        Assert.Equal(excess, found, 9);
        Assert.Equal(misfit, logFit, 6);
    });

    private static (double LogFit, double Excess) ByDays(double[] supply, double[] square, double[] loss, double share)
    {
        const double noise = 0.004 * 0.004 / 0.5;
        var n = supply.Length;
        var r = loss.Select((l, d) => l - (share * ((0.7 * square[d]) + (0.3 * supply[d])))).ToArray();
        var ss = supply.Sum(s => s * s);
        var excess = r.Zip(supply, (a, b) => a * b).Sum() / ss;
        var rest = r.Select((v, d) => v - (excess * supply[d])).ToArray();
        var along = supply.Sum(s => (s - 1) * s) / ss;
        var z = supply.Select(s => s - 1 - (along * s)).ToArray();
        var swing = Math.Max(excess, 0) * Math.Max(excess, 0);
        // Covariance noise·I + swing·z·zᵀ.
        var matrix = Enumerable.Range(0, n).Select(a => Enumerable.Range(0, n).Select(b => (a == b ? noise : 0) + (swing * z[a] * z[b])).ToArray()).ToArray();
        var solved = Linear.Solve(matrix, rest)!;
        var quadratic = rest.Zip(solved, (a, b) => a * b).Sum();
        return ((-0.5 * quadratic) - (0.5 * Math.Log(1 + (z.Sum(v => v * v) * swing / noise))), excess);
    }
}
