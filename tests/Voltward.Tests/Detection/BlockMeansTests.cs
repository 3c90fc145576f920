using CsCheck;
using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class BlockMeansTests
{
    /// <summary>The slow twin writes the drawn days down and takes their mean.</summary>
    [Fact]
    public void A_draw_is_the_mean_of_the_days_it_drew() => (from n in Gen.Int[1, 60] from seed in Gen.Int[0, 1_000_000] select (n, seed)).Sample(
        run =>
        {
            var random = new Random(run.seed);
            double[] own = [.. Enumerable.Range(0, 100).Select(_ => random.NextDouble() * 20)], loss = [.. own.Select(_ => random.NextDouble() * 50)];
            int[] days = [.. Enumerable.Range(0, 100).OrderBy(_ => random.Next()).Take(run.n).Order()];
            var (fast, slow) = (new Resampling((ulong)run.seed), new Resampling((ulong)run.seed));
            var means = new BlockMeans(days, own, loss);
            for (var draw = 0; draw < 5; draw++)
            {
                var drawn = new List<int>();
                var block = Math.Min(7, days.Length);
                while (drawn.Count < days.Length)
                {
                    var start = slow.Below(days.Length - block + 1);
                    drawn.AddRange(days.Skip(start).Take(Math.Min(block, days.Length - drawn.Count)));
                }

                var mean = means.Draw(fast);
                Assert.Equal(drawn.Average(d => own[d]), mean.Own, 1e-9);
                Assert.Equal(drawn.Average(d => loss[d]), mean.Loss, 1e-9);
            }
        },
        iter: 200);
}
