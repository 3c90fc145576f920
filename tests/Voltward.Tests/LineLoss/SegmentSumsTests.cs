using CsCheck;
using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.LineLoss;

public sealed class SegmentSumsTests
{
    [Fact]
    public void Sums_of_any_run_are_those_of_going_over_it_again() =>
        Gen.Double[-50, 50].Array[3, 60].Select(Gen.Double[-1e4, 1e4]).Sample(drawn =>
        {
            // A level far above the scatter is where differences of sums would fail.
            double[] series = [.. drawn.Item1.Select(v => v + drawn.Item2)];
            var sums = new SegmentSums(series);
            for (var from = 0; from < series.Length; from++)
            {
                for (var to = from + 1; to <= series.Length; to++)
                {
                    var mean = series[from..to].Average();
                    Assert.Equal(mean, sums.Mean(from, to), 1e-8);
                    Assert.Equal(series[from..to].Sum(v => (v - mean) * (v - mean)), sums.Squares(from, to), 1e-6);
                    var products = 0.0;
                    for (var k = from + 1; k < to; k++) products += (series[k] - mean) * (series[k - 1] - mean);
                    Assert.Equal(products, sums.Products(from, to), 1e-6);
                }
            }
        }, iter: 30, seed: "0000Kq7sHq80");

    [Fact]
    public void The_pair_across_a_cut_is_measured_from_the_mean_of_its_own_side()
    {
        var sums = new SegmentSums([1, 3, 10, 14]);
        Assert.Equal((3 - 2) * (10 - 12), sums.Across(2, sums.Mean(0, 2), sums.Mean(2, 4)), 1e-12);
    }
}
