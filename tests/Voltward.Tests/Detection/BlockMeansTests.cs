using CsCheck;
using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class BlockMeansTests
{
    /// <summary>The slow twin writes down every resample there is and takes mean, variance and covariance of them all.</summary>
    [Fact]
    public void The_moments_are_those_of_all_resamples() => (from n in Gen.Int[1, 21] from seed in Gen.Int[0, 1_000_000] select (n, seed)).Sample(
        run =>
        {
            var random = new Random(run.seed);
            double[] own = [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble() * 20)], loss = [.. own.Select(v => (random.NextDouble() * 50) - v)];
            int[] days = [.. Enumerable.Range(0, 100).OrderBy(_ => random.Next()).Take(run.n).Order()];
            var drawn = All(days.Length).Select(places => (Own: places.Average(p => own[days[p]]), Loss: places.Average(p => loss[days[p]]))).ToArray();
            var (x, y) = (drawn.Average(d => d.Own), drawn.Average(d => d.Loss));
            var means = BlockMeans.Of(days, own, loss);
            Assert.Equal(x, means.Own, 1e-9);
            Assert.Equal(y, means.Loss, 1e-9);
            Assert.Equal(drawn.Average(d => (d.Own - x) * (d.Own - x)), means.OwnVariance, 1e-9);
            Assert.Equal(drawn.Average(d => (d.Loss - y) * (d.Loss - y)), means.LossVariance, 1e-9);
            Assert.Equal(drawn.Average(d => (d.Own - x) * (d.Loss - y)), means.Covariance, 1e-9);
        },
        iter: 60);

    /// <summary>Places of the days of every resample: blocks of a week from any start, the last one cut.</summary>
    private static IEnumerable<int[]> All(int days)
    {
        var block = Math.Min(7, days);
        IEnumerable<int[]> so = [[]];
        while (so.First().Length < days)
        {
            var length = Math.Min(block, days - so.First().Length);
            so = [.. so.SelectMany(_ => Enumerable.Range(0, days - block + 1), (before, start) => (int[])[.. before, .. Enumerable.Range(start, length)])];
        }

        return so;
    }
}
