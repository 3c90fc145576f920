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

    /// <summary>Twelve areas of which seven had a thief first before shares had a plausible size; now all have.</summary>
    [Fact]
    public void A_fifth_since_the_middle_comes_first_in_large_areas_too() => Assert.True(SimpleArea.HitAtOne("scale20", false, 150, 12, 15_905_048) >= 11 / 12.0);

    [Fact]
    public void What_follows_the_loss_by_a_hundredth_of_its_readings_is_no_suspect_however_surely_it_does()
    {
        Assert.True(ShareOdds.Share(6, 300, null, 0) < 0);
        Assert.True(ShareOdds.Share(6, 24, null, 0) > 5);
        // Ten times as much hidden as used is not a share of a use.
        Assert.True(ShareOdds.Share(6, 0.1, null, 0) < 4.5);
    }

    [Theory]
    [InlineData(2, 8, 0.25, 0.1)]
    [InlineData(-1, 30, -0.4, 0.05)]
    [InlineData(9, 2, 1.5, 0.3)]
    public void No_odds_exceed_their_bound(double z, double precision, double fall, double sd)
    {
        Assert.True(ShareOdds.Share(z, precision, new(fall, sd), 0) <= ShareOdds.Bound(z, new(fall, sd)));
        Assert.True(ShareOdds.Share(z, precision, null, 0) <= ShareOdds.Bound(z, null));
        Assert.True(ShareOdds.Missing(z, precision, new(fall, sd), 0, isFall: true) <= ShareOdds.Bound(z, new(fall, sd)));
    }

    [Fact]
    public void The_own_fall_of_who_hides_a_half_is_the_logarithm_of_two()
    {
        var (grid, thieves) = SimpleArea.Draw(5, 40, "scale50", always: false);
        var falls = new OwnFalls(grid).At(15);
        Assert.All(thieves, i => Assert.InRange((falls[i]!.Value.LogFall - Math.Log(2)) / falls[i]!.Value.Sd, -3, 3));
        var honest = Enumerable.Range(0, 40).Except(thieves).Select(i => falls[i]!.Value.LogFall / falls[i]!.Value.Sd).ToArray();
        Assert.InRange(Math.Sqrt(honest.Average(z => z * z)), 0.5, 1.6);
    }

    [Theory]
    [InlineData("scale50", false, 0.95)]
    [InlineData("scale50", true, 0.95)]
    [InlineData("scale20", true, 0.92)]
    [InlineData("scale20", false, 0.92)]
    [InlineData("offset", false, 0.85)]
    [InlineData("night", false, 0.9)]
    public void Hit_at_one_of_large_areas_on_seeds_of_the_day(string kind, bool always, double least)
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("VOLTWARD_LONG")), "slow proof, run by ./test --long");
        var first = Random.Shared.Next(1_000_000);
        var hit = SimpleArea.HitAtOne(kind, always, 150, 120, first);
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}, always {always}, first seed {first}: {hit:0.000}");
        // Three standard errors below what was measured on other seeds.
        Assert.True(hit >= least - (3 * Math.Sqrt(least * (1 - least) / 120)), $"{hit} from seed {first}");
    }
}
