using Voltward.Analytics.Planning;
using Xunit;

namespace Voltward.Tests.Planning;

/// <summary>Arms drawn with logged chances, in a world whose effects are known.</summary>
public sealed class ArmEffectTests
{
    private const int None = 3;
    private const int Letter = 1;

    [Fact]
    public void Both_estimates_cover_the_known_effect_and_the_doubly_robust_one_is_narrower()
    {
        int plain = 0, robust = 0;
        double wide = 0, narrow = 0;
        for (var run = 0; run < 200; run++)
        {
            var world = Draw(new Random(run), 1_500);
            var effect = ArmEffect.Of(world, 4);
            var (p, r) = (effect.Plain(0, None), effect.Robust(0, None));
            plain += p.Covers(TrueVisitGain) ? 1 : 0;
            robust += r.Covers(TrueVisitGain) ? 1 : 0;
            wide += p.High - p.Low;
            narrow += r.High - r.Low;
        }

        Assert.True(plain >= 184, $"plain covered in {plain} of 200 runs");
        Assert.True(robust >= 184, $"robust covered in {robust} of 200 runs");
        Assert.True(narrow < 0.9 * wide, $"widths {wide / 200:0.0} and {narrow / 200:0.0}");
    }

    [Fact]
    public void Targeting_by_effect_is_worth_more_than_ranking_by_risk()
    {
        int better = 0, proven = 0;
        for (var run = 0; run < 20; run++)
        {
            var world = Draw(new Random(900 + run), 6_000);
            var effect = ArmEffect.Of(world, 4);
            var capacity = world.Count / 5;
            // By risk: the riskiest fifth is visited. By effect: as many visits, to those whom a visit changes most.
            var byRisk = Enumerable.Range(0, world.Count).OrderByDescending(i => world[i].Traits[0]).Take(capacity).ToHashSet();
            var byEffect = effect.ByGain(0, None).Take(capacity).ToHashSet();
            var gain = effect.Better(i => byEffect.Contains(i) ? 0 : None, i => byRisk.Contains(i) ? 0 : None);
            var truth = Value(world, byEffect) - Value(world, byRisk);
            better += truth > 0 ? 1 : 0;
            proven += gain.Low > 0 ? 1 : 0;
        }

        Assert.Equal(20, better);
        Assert.True(proven >= 15, $"shown with 95 % certainty in {proven} of 20 runs");
    }

    [Fact]
    public void Qini_curve_of_a_good_order_lies_above_a_random_one_and_both_end_together()
    {
        var effect = ArmEffect.Of(Draw(new Random(5), 8_000), 4);
        var good = effect.Qini(effect.ByGain(0, None), 0, None);
        var chance = effect.Qini([.. Enumerable.Range(0, 8_000)], 0, None);
        Assert.Equal(good[^1], chance[^1], 8);
        Assert.True(good[2] > chance[2]);
    }

    [Fact]
    public void A_weighted_rate_finds_the_truth_that_targeting_hides()
    {
        int naive = 0, weighted = 0;
        for (var run = 0; run < 200; run++)
        {
            var random = new Random(60 + run);
            var visits = new List<DrawnVisit>();
            for (var i = 0; i < 30_000; i++)
            {
                // 3 % thieves; whoever looks suspicious is visited for certain, everybody else by lot.
                var thief = random.NextDouble() < 0.03;
                var chance = random.NextDouble() < (thief ? 0.3 : 0.01) ? 1 : 0.05;
                if (random.NextDouble() < chance) visits.Add(new(chance, thief));
            }

            naive += RandomRate.Naive(visits).Covers(0.03) ? 1 : 0;
            weighted += RandomRate.Weighted(visits).Covers(0.03) ? 1 : 0;
        }

        Assert.Equal(0, naive);
        Assert.True(weighted >= 184, $"covered in {weighted} of 200 runs");
    }

    /// <summary>Mean of 40·ability over ability uniform in (0, 1), less the cost of 8.</summary>
    private const double TrueVisitGain = 12;

    /// <summary>Risk decides how much is lost, ability how much of it a visit wins back; they are independent, so risk misleads.</summary>
    private static List<DrawnArm> Draw(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(_ =>
        {
            var (risk, ability) = (random.NextDouble(), random.NextDouble());
            var visit = 0.15 + (0.3 * risk);
            double[] chances = [visit, 0.2, 0.15, 0.65 - visit];
            var mark = random.NextDouble();
            var arm = 0;
            while (arm < None && (mark -= chances[arm]) >= 0) arm++;
            var outcome = -(30 * risk) + Gain(arm, ability) + (10 * (random.NextDouble() - 0.5));
            return new DrawnArm([risk, ability], arm, chances, outcome);
        }),
    ];

    private static double Gain(int arm, double ability) => arm switch { 0 => (40 * ability) - 8, Letter => 6 * ability, 2 => 3, _ => 0 };

    private static double Value(List<DrawnArm> world, HashSet<int> visited) => visited.Sum(i => Gain(0, world[i].Traits[1]));
}
