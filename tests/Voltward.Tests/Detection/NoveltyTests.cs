using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.Detection;

/// <summary>Distances to the nearest peers, sixteen at a time, against a twin that goes through them one by one and sorts.</summary>
public sealed class NoveltyTests
{
    [Theory, InlineData(11, 3), InlineData(16, 12), InlineData(17, 12), InlineData(300, 5), InlineData(4_200, 12)]
    public void The_distance_is_the_mean_to_the_five_nearest_peers(int customers, int statistics)
    {
        var random = new Random(customers);
        float[][] rows = [.. Enumerable.Range(0, customers).Select(_ => Enumerable.Range(0, statistics).Select(_ => random.Next(20) == 0 ? float.NaN : (float)(random.NextDouble() * 9)).ToArray())];
        rows[0] = [.. Enumerable.Repeat(1_000f, statistics)];
        var found = Novelty.OfPeers(rows);
        var slow = Slow(rows);
        for (var i = 0; i < customers; i++) Assert.Equal(slow[i], found[i], 1e-4 * Math.Max(1, slow[i]));
        Assert.Equal(0, Enumerable.Range(0, customers).MaxBy(i => found[i]));
    }

    [Fact]
    public void Too_few_peers_have_no_distance() => Assert.All(Novelty.OfPeers([.. Enumerable.Repeat(new[] { 1f, 2f }, 10)]), d => Assert.Equal(double.NaN, d));

    private static double[] Slow(float[][] rows)
    {
        var z = rows[0].Select((_, f) => Robust.Standardise([.. rows.Select(r => (double)r[f])], 1e-6).Select(v => double.IsNaN(v) ? 0 : Math.Clamp(v, -12, 12)).ToArray()).ToArray();
        var step = (rows.Length + 2047) / 2048;
        return [.. rows.Select((_, i) => Enumerable.Range(0, rows.Length).Where(j => j % step == 0 && j != i)
            .Select(j => Math.Sqrt(z.Sum(column => (column[i] - column[j]) * (column[i] - column[j])))).Order().Take(5).Average())];
    }
}
