using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class EnergyMarginTests
{
    [Fact]
    public void The_margin_is_the_place_that_leaves_a_fortieth_outside()
    {
        // 0.975 of 99 + 1 is 97.5, so the 98th of 99 values.
        Assert.Equal(98, EnergyMargins.Margin([.. Enumerable.Range(1, 99).Reverse().Select(v => (double)v)]));
        // Of 40 values the last: 0.975 × 41 is 39.98.
        Assert.Equal(40, EnergyMargins.Margin([.. Enumerable.Range(1, 40).Select(v => (double)v)]));
        Assert.Equal(-2, EnergyMargins.Margin([.. Enumerable.Repeat(-2.0, 50)]));
    }

    [Fact]
    public void Hardly_any_thefts_make_a_wide_interval() => Assert.Equal(3, EnergyMargins.Margin([.. Enumerable.Repeat(0.1, 39)]));

    [Fact]
    public void Kinds_that_were_not_trained_on_widen_the_margin()
    {
        // One kind in four hides e² times as much as the evidence says, and nothing in the evidence tells which.
        var known = EnergyModel.Fit(Thefts((i, _) => i % 4 == 0 ? "large" : "b", named: true)).Margins;
        var nameless = EnergyModel.Fit(Thefts((i, _) => i % 4 == 0 ? "large" : "b", named: false)).Margins;
        Assert.True(known.High > nameless.High + 0.5, $"{known} {nameless}");
    }

    [Fact]
    public void Only_thefts_that_become_leads_set_the_margin()
    {
        var all = Thefts((_, _) => "a", named: true);
        // One in twenty more hides far more than the evidence says, and is never listed.
        KnownTheft[] other = [.. all, .. all.Where((_, i) => i % 20 == 0).Select(t => t with { Kwh = t.Kwh * 50, IsListed = false })];
        var listed = EnergyModel.Fit(other).Margins;
        var everybody = EnergyModel.Fit([.. other.Select(t => t with { IsListed = true })]).Margins;
        Assert.True(listed.High + 1 < everybody.High, $"{listed} {everybody}");
    }

    [Fact]
    public void Where_there_is_nothing_to_steal_the_interval_begins_at_nothing()
    {
        var ranker = RankerTraining.Fit([.. Enumerable.Range(1, 4).Select(Town)], [Town(5), Town(6)]);
        var town = Town(9);
        var idle = FeatureNames.IndexOf("ownKwh");
        var thieves = Enumerable.Range(0, town.Rows.Length).Where(i => town.Stolen[i] > 0).ToArray();
        foreach (var i in thieves)
        {
            var energy = ranker.Energy(town.Rows[i]);
            Assert.True(energy.Low <= energy.Mid && energy.Mid <= energy.High);
            Assert.True(energy.Low == 0 || energy.Low > 0.05, $"{energy}");
        }

        Assert.All(thieves.Where(i => town.Rows[i][idle] < -2.5), i => Assert.Equal(0, ranker.Energy(town.Rows[i]).Low));
        Assert.True(thieves.Count(i => ranker.Energy(town.Rows[i]).Low > 0.5) > thieves.Length / 3, "where much is used the lower end is worth something");
        var held = thieves.Count(i => ranker.Energy(town.Rows[i]) is var e && e.Low <= town.Stolen[i] && town.Stolen[i] <= e.High);
        Assert.True(held >= 0.93 * thieves.Length, $"{held} of {thieves.Length}");
    }

    private static KnownTheft[] Thefts(Func<int, Random, string> kind, bool named)
    {
        var random = new Random(3);
        return [.. Enumerable.Range(0, 400).Select(i =>
        {
            var features = new double[FeatureNames.Count];
            features[FeatureNames.IndexOf("ownKwh")] = 2 * random.NextDouble();
            var name = kind(i, random);
            var kwh = Math.Exp(features[FeatureNames.IndexOf("ownKwh")] + (0.2 * SimpleArea.Normal(random)) + (name == "large" ? 2 : 0));
            return new KnownTheft(i / 50, named ? name : "", features, kwh, true);
        })];
    }

    /// <summary>600 customers; every fifth home stands empty, and a thief there hides next to nothing.</summary>
    private static EvidenceTown Town(int seed)
    {
        var random = new Random(seed);
        var (rows, stolen, areas) = (new double[600][], new double[600], new int[600]);
        var kinds = new string[600];
        for (var i = 0; i < rows.Length; i++)
        {
            var thief = random.NextDouble() < 0.15;
            rows[i] = [.. FeatureNames.All.Select(_ => SimpleArea.Normal(random))];
            var empty = random.NextDouble() < 0.2;
            rows[i][FeatureNames.IndexOf("ownKwh")] = empty ? Math.Log(0.05) : 1 + (0.5 * SimpleArea.Normal(random));
            rows[i][FeatureNames.IndexOf("matchZ")] = thief ? 6 + SimpleArea.Normal(random) : SimpleArea.Normal(random);
            var kwh = empty ? 0.01 * random.NextDouble() : Math.Exp(rows[i][FeatureNames.IndexOf("ownKwh")] + (0.3 * SimpleArea.Normal(random)));
            (stolen[i], areas[i], kinds[i]) = (thief ? kwh : double.NaN, (seed * 100) + (i / 40), thief ? "k" + random.Next(5) : "");
        }

        return new EvidenceTown((ulong)seed, rows, stolen, areas) { Kinds = kinds };
    }
}
