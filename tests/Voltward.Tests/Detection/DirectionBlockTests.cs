using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class DirectionBlockTests
{
    private const int Length = 83;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(21)]
    public void All_directions_together_take_out_what_one_after_the_other_does(int count)
    {
        var random = new Random(7);
        var directions = Orthonormal(random, count);
        var block = new DirectionBlock(directions, Length);
        var series = Draw(random);
        var slow = series.Select(v => (double)v).ToArray();
        foreach (var (unit, part) in directions)
        {
            var along = slow.Select((v, t) => v * unit[t]).Sum();
            for (var t = 0; t < Length; t++) slow[t] -= part * along * unit[t];
        }

        var sums = new DirectionBlock.Sums(block);
        for (var t = Length - 1; t >= 0; t--) sums.Add(t, series[t]);
        Assert.Equal(slow.Sum(v => v * v), sums.Whitened(), 1e-3);

        block.Apply(series);
        for (var t = 0; t < Length; t++) Assert.Equal(slow[t], series[t], 1e-4);
    }

    [Fact]
    public void Sums_begin_anew_when_they_are_cleared()
    {
        var random = new Random(8);
        var sums = new DirectionBlock.Sums(new DirectionBlock(Orthonormal(random, 5), Length));
        sums.Add(3, 2);
        var once = sums.Whitened();
        sums.Add(9, 4);
        sums.Clear();
        sums.Add(3, 2);
        Assert.Equal((once, 4), (sums.Whitened(), sums.Raw));
    }

    private static float[] Draw(Random random) => [.. Enumerable.Range(0, Length).Select(_ => (float)(random.NextDouble() - 0.5))];

    private static List<(float[] Unit, float Part)> Orthonormal(Random random, int count)
    {
        var directions = new List<(float[] Unit, float Part)>();
        for (var k = 0; k < count; k++)
        {
            var vector = Draw(random).Select(v => (double)v).ToArray();
            foreach (var (unit, _) in directions)
            {
                var along = vector.Select((v, t) => v * unit[t]).Sum();
                for (var t = 0; t < Length; t++) vector[t] -= along * unit[t];
            }

            var norm = Math.Sqrt(vector.Sum(v => v * v));
            directions.Add(([.. vector.Select(v => (float)(v / norm))], k == 0 ? 1 : (float)random.NextDouble()));
        }

        return directions;
    }
}
