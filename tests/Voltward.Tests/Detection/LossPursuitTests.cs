using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class LossPursuitTests
{
    [Theory]
    [InlineData("scale50", false, 50)]
    [InlineData("scale50", true, 50)]
    [InlineData("scale20", false, 50)]
    [InlineData("scale20", true, 50)]
    [InlineData("scale50", true, 150)]
    public void Proportional_tampering_comes_first_in_its_area_even_when_it_always_ran(string kind, bool always, int customers) =>
        Assert.True(SimpleArea.HitAtOne(kind, always, customers, 6) >= 5 / 6.0);

    [Fact]
    public void The_factor_tells_how_much_is_hidden()
    {
        var (grid, thieves) = SimpleArea.Draw(5, 40, "scale50", always: true);
        var matches = LossPursuit.Run(grid);
        var best = matches[thieves.MaxBy(i => matches[i].Z)];
        Assert.Equal("reading", best.Course);
        Assert.True(best.Always);
        Assert.InRange(best.Factor, 0.7, 1.3);
    }

    [Fact]
    public void Without_a_theft_nobody_stands_out()
    {
        var (grid, _) = SimpleArea.Draw(8, 60, "none", always: true);
        Assert.True(LossPursuit.Run(grid).Max(m => m.Z) < 6);
    }

    [Fact]
    public void A_missing_reading_neither_clears_nor_accuses()
    {
        var (grid, thieves) = SimpleArea.Draw(5, 40, "scale50", always: true);
        var full = LossPursuit.Run(grid);
        var gappy = grid.Readings[thieves[0]].ToArray();
        for (var t = 0; t < gappy.Length; t += 7) gappy[t] = float.NaN;
        var readings = grid.Readings.ToArray();
        readings[thieves[0]] = gappy;
        var found = LossPursuit.Run(grid with { Readings = readings });
        Assert.InRange(found[thieves[0]].Z, 0.75 * full[thieves[0]].Z, 1.05 * full[thieves[0]].Z);
    }

    [Fact]
    public void The_same_area_gives_the_same_bits()
    {
        var (grid, _) = SimpleArea.Draw(3, 30, "daily", always: false);
        Assert.Equal(LossPursuit.Run(grid), LossPursuit.Run(grid));
    }

    [Fact]
    public void An_area_too_short_to_judge_gives_no_number() =>
        Assert.All(LossPursuit.Run(SimpleArea.Draw(3, 30, "none", always: true).Grid.From(25)), m => Assert.True(double.IsNaN(m.Z)));

    [Fact]
    public void Hit_at_one_of_large_areas_reaches_the_anchor()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("VOLTWARD_LONG")), "slow proof, run by ./test --long");
        Assert.True(SimpleArea.HitAtOne("scale50", false, 150, 40) >= 0.95);
        Assert.True(SimpleArea.HitAtOne("scale50", true, 150, 40) >= 0.95);
        Assert.True(SimpleArea.HitAtOne("scale20", true, 150, 40) >= 0.85);
        Assert.True(SimpleArea.HitAtOne("scale20", false, 50, 40) >= 0.9);
    }
}
