using CsCheck;
using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class MetricsTests
{
    [Fact]
    public void Auc_counts_the_pairs_in_right_order_and_ties_as_half()
    {
        // hits 0.9 and 0.5; misses 0.5, 0.1: pairs 0.9>0.5, 0.9>0.1, 0.5=0.5 (half), 0.5>0.1 = 3.5 of 4.
        var ranking = new MetricsRanking([0.9, 0.5, 0.5, 0.1], [true, true, false, false]);
        Assert.Equal(3.5 / 4, ranking.Auc(), 12);
    }

    [Fact]
    public void Auc_without_both_classes_is_not_a_number() =>
        Assert.True(double.IsNaN(new MetricsRanking([1, 2], [true, true]).Auc()));

    [Fact]
    public void Auc_equals_the_count_over_all_pairs() => Gen.Select(Gen.Int[0, 9], Gen.Bool).Array[2, 60].Sample(rows =>
    {
        var (scores, hits) = (rows.Select(r => (double)r.Item1).ToArray(), rows.Select(r => r.Item2).ToArray());
        double right = 0, pairs = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows.Length; j++)
            {
                if (!hits[i] || hits[j]) continue;
                pairs++;
                right += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
            }
        }

        var auc = new MetricsRanking(scores, hits).Auc();
        Assert.True(pairs == 0 ? double.IsNaN(auc) : Math.Abs(auc - (right / pairs)) < 1e-12);
    });

    [Fact]
    public void Average_precision_is_the_mean_precision_at_the_hits()
    {
        // order: hit, miss, hit, miss → (1/1 + 2/3) / 2
        var ranking = new MetricsRanking([4, 3, 2, 1], [true, false, true, false]);
        Assert.Equal((1 + (2.0 / 3)) / 2, ranking.AveragePrecision(), 12);
    }

    [Fact]
    public void Average_precision_of_one_big_tie_is_near_the_share_of_hits()
    {
        var hits = Enumerable.Range(0, 1000).Select(i => i % 10 == 0).ToArray();
        Assert.Equal(0.1, new MetricsRanking(new double[1000], hits).AveragePrecision(), 0.02);
    }

    [Fact]
    public void Precision_at_k_takes_the_first_k()
    {
        var ranking = new MetricsRanking([5, 4, 3, 2, 1], [true, false, true, true, false]);
        Assert.Equal(2.0 / 3, ranking.PrecisionAt(3), 12);
        Assert.Equal(3.0 / 5, ranking.PrecisionAt(99), 12);
    }

    [Fact]
    public void Whole_weights_do_the_same_as_repeated_rows() => Gen.Select(Gen.Int[0, 1000], Gen.Bool, Gen.Int[0, 3]).Array[3, 40].Sample(rows =>
    {
        // Distinct scores: with ties the order of copies is a matter of chance.
        var scores = rows.Select((r, i) => r.Item1 + (i * 1e-4)).ToArray();
        var hits = rows.Select(r => r.Item2).ToArray();
        var weights = rows.Select(r => r.Item3).ToArray();
        var copies = Enumerable.Range(0, rows.Length).SelectMany(i => Enumerable.Repeat(i, weights[i])).ToArray();
        var repeated = new MetricsRanking([.. copies.Select(i => scores[i])], [.. copies.Select(i => hits[i])]);
        Assert.Equal(repeated.Auc(), new MetricsRanking(scores, hits).Auc(weights), 10);
    });

    [Fact]
    public void Wilson_gives_the_published_interval_of_38_in_49()
    {
        var interval = Metrics.Wilson(38, 49);
        Assert.Equal(0.64, interval.Low, 0.005);
        Assert.Equal(0.87, interval.High, 0.005);
    }

    [Fact]
    public void Wilson_of_nothing_seen_knows_nothing() => Assert.Equal((0, 1), (Metrics.Wilson(0, 0).Low, Metrics.Wilson(0, 0).High));

    [Fact]
    public void Calibration_error_is_zero_when_stated_and_observed_agree_in_every_bin()
    {
        var probabilities = Enumerable.Range(0, 300).Select(i => i < 160 ? 0.1 : 0.5).ToArray();
        var hits = Enumerable.Range(0, 300).Select(i => i < 160 ? i % 10 == 0 : i % 2 == 0).ToArray();
        Assert.Equal(0, Metrics.CalibrationError(probabilities, hits), 12);
        Assert.Equal(0.2, Metrics.CalibrationError([.. probabilities.Select(p => p + 0.2)], hits), 12);
    }

    [Fact]
    public void Bootstrap_interval_of_a_mean_is_as_wide_as_theory_says()
    {
        var values = Enumerable.Range(0, 400).Select(i => i % 2 == 0 ? 0.0 : 1.0).ToArray();
        var interval = new MetricsBootstrap([.. Enumerable.Range(0, 400)]).Of(w => Mean(values, w));
        Assert.Equal(0.5, interval.Value, 12);
        Assert.Equal(0.5 - (1.96 * 0.025), interval.Low, 0.006);
        Assert.Equal(0.5 + (1.96 * 0.025), interval.High, 0.006);
    }

    [Fact]
    public void Rows_of_one_group_are_drawn_together_so_the_interval_is_wider()
    {
        var values = Enumerable.Range(0, 400).Select(i => i / 20 % 2 == 0 ? 0.0 : 1.0).ToArray();
        var interval = new MetricsBootstrap([.. Enumerable.Range(0, 400).Select(i => i / 20)]).Of(w => Mean(values, w));
        Assert.True(interval.High - interval.Low > 0.3);
    }

    [Fact]
    public void A_paired_difference_of_a_thing_with_itself_is_exactly_nothing()
    {
        var ranking = new MetricsRanking([3, 1, 2, 5, 4], [true, false, false, true, false]);
        var difference = new MetricsBootstrap([0, 1, 2, 3, 4], 200).Difference(w => ranking.PrecisionAt(2, w), w => ranking.PrecisionAt(2, w));
        Assert.Equal((0, 0, 0), (difference.Value, difference.Low, difference.High));
    }

    [Fact]
    public void Platt_calibration_recovers_the_odds_that_made_the_outcomes()
    {
        var random = new Random(3);
        var scores = Enumerable.Range(0, 20000).Select(_ => (random.NextDouble() * 6) - 3).ToArray();
        var hits = scores.Select(s => random.NextDouble() < 1 / (1 + Math.Exp(-((0.7 * s) - 1)))).ToArray();
        var fit = BillCalibration.Fit(scores, hits);
        Assert.Equal(0.7, fit.Slope, 0.05);
        Assert.Equal(-1, fit.Offset, 0.05);
    }

    /// <summary>Honest customers close together and thieves far above: whole steps led past the goal, to a slope of billions, and every chance was 0 or 1.</summary>
    [Theory]
    [InlineData(3000, 6, 30)]
    [InlineData(3000, 10, 60)]
    [InlineData(6000, 10, 60)]
    public void The_calibration_of_few_hits_does_not_run_away(int honest, int reach, int thieves)
    {
        double[] scores = [.. Enumerable.Range(0, honest).Select(i => -3.4 + (0.02 * ((i % 11) - 5))), .. Enumerable.Range(1, thieves).Select(k => -3.4 + ((double)reach * k / thieves))];
        bool[] hits = [.. Enumerable.Repeat(false, honest), .. Enumerable.Repeat(true, thieves)];
        var fit = BillCalibration.Fit(scores, hits);
        Assert.InRange(fit.Slope, 0.5, 40);
        // At the goal the chances add up to the smoothed hits, and so do they weighted by the scores.
        var (yes, no) = ((thieves + 1.0) / (thieves + 2), 1.0 / (honest + 2));
        Assert.Equal(0, scores.Select((s, i) => fit.Probability(s) - (hits[i] ? yes : no)).Sum(), 1e-6);
        Assert.Equal(0, scores.Select((s, i) => s * (fit.Probability(s) - (hits[i] ? yes : no))).Sum(), 1e-5);
    }

    private static double Mean(double[] values, ReadOnlySpan<int> weights)
    {
        double sum = 0, count = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var weight = weights.IsEmpty ? 1 : weights[i];
            sum += weight * values[i];
            count += weight;
        }

        return sum / count;
    }
}
