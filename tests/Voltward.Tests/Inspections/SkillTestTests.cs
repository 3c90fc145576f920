using Voltward.Analytics.Inspections;
using Xunit;

namespace Voltward.Tests.Inspections;

/// <summary>Seeded defects: a planted weakness is named, and only that one.</summary>
public sealed class SkillTestTests
{
    private static readonly string[] Types = ["seal", "bypass", "ratio", "earth"];

    [Fact]
    public void Exactly_the_planted_weak_skill_is_reported()
    {
        int exact = 0, falseOnes = 0;
        for (var run = 0; run < 100; run++)
        {
            var skills = SkillTest.Of(Faced(new Random(run), weak: true));
            var weak = skills.Where(s => s.Weak).Select(s => (s.Inspector, s.DefectType)).ToList();
            if (weak is [("i3", "ratio")]) exact++;
            falseOnes += weak.Count(w => w != ("i3", "ratio"));
        }

        Assert.True(exact >= 90, $"exactly the planted skill in {exact} of 100 runs");
        Assert.True(falseOnes <= 8, $"{falseOnes} other skills called weak");
    }

    [Fact]
    public void Without_a_weak_skill_false_reports_stay_within_five_per_cent()
    {
        var runs = Enumerable.Range(0, 200).Count(run => SkillTest.Of(Faced(new Random(9_000 + run), weak: false)).Any(s => s.Weak));
        Assert.True(runs <= 18, $"some skill called weak in {runs} of 200 runs");
    }

    [Fact]
    public void The_gain_of_training_is_recovered_in_the_next_round()
    {
        var random = new Random(4);
        var before = Proportion.Wilson(OmissionRateTests.Hits(random, 60, 0.5), 60);
        var after = Proportion.Wilson(OmissionRateTests.Hits(random, 60, 0.85), 60);
        var gain = Proportion.Difference(before, after);
        Assert.True(gain.Covers(0.35), $"{gain}");
        Assert.True(gain.Low > 0);
    }

    [Fact]
    public void An_inspector_who_alone_faced_a_type_cannot_be_compared() => Assert.False(SkillTest.Of([new("i1", "seal", 0, 9)]).Single().Weak);

    private static List<SkillCount> Faced(Random random, bool weak) =>
    [
        .. from i in Enumerable.Range(1, 8)
           from type in Types
           let p = weak && i == 3 && type == "ratio" ? 0.35 : 0.9
           select new SkillCount($"i{i}", type, OmissionRateTests.Hits(random, 25, p), 25),
    ];
}
