using System.Globalization;
using Voltward.App.Planning;
using Xunit;

namespace Voltward.Tests.Planning;

public sealed class AuditDrawTests
{
    /// <summary>100 residential, 30 mixed, 10 commercial.</summary>
    private static readonly Dictionary<string, string> Strata = Enumerable.Range(0, 140).ToDictionary(
        i => i.ToString(CultureInfo.InvariantCulture), i => i < 100 ? "residential" : i < 130 ? "mixed" : "commercial");

    [Fact]
    public void Everybody_is_drawn_equally_often_as_logged()
    {
        const int Draws = 8_000;
        var counts = Strata.Keys.ToDictionary(k => k, _ => 0);
        for (var seed = 0; seed < Draws; seed++)
        {
            var result = AuditDraw.Draw(Strata, 7, seed.ToString(CultureInfo.InvariantCulture));
            Assert.Equal(0.05, result.Chance, 12);
            foreach (var key in result.Drawn) counts[key]++;
        }

        // Standard deviation of a count is √(8000 · 0.05 · 0.95) = 19.5; five of them around 400.
        Assert.All(counts.Values, c => Assert.InRange(c, 302, 498));
    }

    [Theory, InlineData(7), InlineData(14), InlineData(28)]
    public void Each_stratum_gets_its_share_give_or_take_one(int expected)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var result = AuditDraw.Draw(Strata, expected, seed.ToString(CultureInfo.InvariantCulture));
            Assert.InRange(result.Drawn.Count, expected - 1, expected + 1);
            foreach (var stratum in Strata.GroupBy(s => s.Value))
            {
                var share = stratum.Count() * result.Chance;
                Assert.InRange(stratum.Count(s => result.Drawn.Contains(s.Key)), Math.Floor(share - 1e-9), Math.Ceiling(share + 1e-9));
            }
        }
    }

    [Fact]
    public void Less_than_one_expected_draws_one_now_and_then()
    {
        var drawn = Enumerable.Range(0, 4_000).Sum(seed => AuditDraw.Draw(Strata, 0.25, seed.ToString(CultureInfo.InvariantCulture)).Drawn.Count);
        Assert.InRange(drawn, 860, 1_140);
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_another_draws_others()
    {
        Assert.Equal(AuditDraw.Draw(Strata, 10, "a").Drawn.Order(), AuditDraw.Draw(Strata, 10, "a").Drawn.Order());
        Assert.NotEqual(AuditDraw.Draw(Strata, 10, "a").Drawn.Order(), AuditDraw.Draw(Strata, 10, "b").Drawn.Order());
    }

    [Fact]
    public void Nobody_to_draw_from_draws_nobody() => Assert.Empty(AuditDraw.Draw(new Dictionary<string, string>(), 3, "a").Drawn);
}
