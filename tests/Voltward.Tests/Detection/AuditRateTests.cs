using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class AuditRateTests
{
    [Fact]
    public void A_finding_counts_for_as_many_as_its_chance_stands_for()
    {
        // 40 certain findings; 2 of 50 random visits among 1,000: 40 + 1,000·2/50 = 80 of 2,000.
        var estimate = AuditRate.Of([new("a", 1000, 50, 2)], (200, 40), 2000, omission: 0);
        Assert.Equal(80, estimate.Total, 1e-9);
        Assert.Equal(0.04, estimate.Rate, 1e-9);
        Assert.Equal(0.5, estimate.Recall, 1e-9);
        Assert.Equal(42 / 250.0, estimate.Naive, 1e-9);
        Assert.True(estimate.Low < 80 && estimate.High > 80);
    }

    [Fact]
    public void What_crews_overlook_is_added() =>
        Assert.Equal(100, AuditRate.Of([new("a", 1000, 50, 2)], (200, 40), 2000, omission: 0.2).Total, 1e-9);

    [Fact]
    public void Under_biased_targeting_and_omissions_the_naive_rate_is_off_and_the_weighted_one_lies_in_its_interval()
    {
        var (covered, naiveOff) = (0, 0);
        for (var seed = 0; seed < 200; seed++)
        {
            var (estimate, truth) = Campaign(seed);
            if (estimate.Low <= truth && truth <= estimate.High) covered++;
            if (estimate.Naive > 2 * truth / 20_000) naiveOff++;
        }

        Assert.True(covered >= 180, $"{covered} of 200");
        Assert.Equal(200, naiveOff);
    }

    [Fact]
    public void A_visit_without_a_finding_lowers_suspicion_by_what_it_was_worth()
    {
        Assert.Equal(0.5 * 0.2 / ((0.5 * 0.2) + 0.5), VisitLabel.AfterNothing(0.5, 0.2), 1e-12);
        Assert.Equal(0, VisitLabel.AfterNothing(0.5, 0));
        Assert.Equal(0.5, VisitLabel.AfterNothing(0.5, 1), 1e-12);
        Assert.Equal((1.0, 0.0), VisitLabel.Weights(found: true, 0.1, 0.3));
    }

    [Fact]
    public void A_district_that_is_visited_often_and_found_out_seldom_raises_an_alarm()
    {
        var verdicts = TargetingWatch.Judge([new("north", 1000, 40, 10, 10, 1), new("south", 1000, 160, 4, 10, 0), new("east", 1000, 50, 12, 10, 1)]);
        Assert.Equal(["south"], verdicts.Where(v => v.Alarm).Select(v => v.Group.Name));
        Assert.Equal(160 / 1000.0 / (250 / 3000.0), verdicts[1].VisitShare, 1e-9);
    }

    [Fact]
    public void A_district_that_is_visited_as_its_risk_asks_raises_none() =>
        Assert.DoesNotContain(TargetingWatch.Judge([new("north", 1000, 40, 4, 0, 0), new("south", 1000, 160, 40, 0, 0)]), v => v.Alarm);

    /// <summary>20,000 customers, 3 % steal, one district is hunted; a fifth of what is there is overlooked.</summary>
    private static (AuditEstimate Estimate, double Truth) Campaign(int seed)
    {
        var random = new Random(seed);
        const int customers = 20_000;
        const double omission = 0.2;
        var steals = Enumerable.Range(0, customers).Select(_ => random.NextDouble() < 0.03).ToArray();
        bool Finds(int i) => steals[i] && random.NextDouble() >= omission;
        // The list knows some of the truth and goes to the first district for the rest.
        int[] list = [.. Enumerable.Range(0, customers).OrderByDescending(i => (steals[i] ? 1.5 : 0) + (i < 4000 ? 1 : 0) + (2 * random.NextDouble())).Take(600)];
        var listed = list.ToHashSet();
        var strata = new[] { (0, 4000), (4000, customers) }.Select(s =>
        {
            int[] eligible = [.. Enumerable.Range(s.Item1, s.Item2 - s.Item1).Where(i => !listed.Contains(i))];
            int[] drawn = [.. eligible.OrderBy(_ => random.NextDouble()).Take(eligible.Length / 12)];
            return new AuditStratum(s.Item1 == 0 ? "hunted" : "rest", eligible.Length, drawn.Length, drawn.Count(Finds));
        }).ToArray();
        return (AuditRate.Of(strata, (list.Length, list.Count(Finds)), customers, omission), steals.Count(s => s));
    }
}
