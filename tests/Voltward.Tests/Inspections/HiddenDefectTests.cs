using Voltward.Analytics.Inspections;
using Xunit;

namespace Voltward.Tests.Inspections;

/// <summary>Defects nobody found: a planted population must come back within its interval.</summary>
public sealed class HiddenDefectTests
{
    [Fact]
    public void Chapman_agrees_with_a_count_by_hand()
    {
        // 51 · 41 / 21 − 1 = 98.571…; 70 are known.
        var counted = CaptureRecapture.Chapman(50, 40, 20);
        Assert.Equal(((51.0 * 41) / 21) - 1, counted.Total.Value, 10);
        Assert.Equal(70, counted.Found);
        Assert.Equal(100, CaptureRecapture.LincolnPetersen(50, 40, 20));
        Assert.True(counted.Total.Low >= 70);
    }

    [Fact]
    public void Nothing_is_hidden_when_both_looks_found_the_same() => Assert.Equal(0, CaptureRecapture.Chapman(30, 30, 30).Hidden.Value);

    [Fact]
    public void No_second_finding_leaves_the_plain_estimate_infinite_and_Chapman_finite()
    {
        Assert.Equal(double.PositiveInfinity, CaptureRecapture.LincolnPetersen(4, 5, 0));
        Assert.InRange(CaptureRecapture.Chapman(4, 5, 0).Total.Value, 9, 40);
    }

    [Fact]
    public void A_planted_population_of_defects_lies_in_the_interval()
    {
        var covered = 0;
        for (var run = 0; run < 500; run++)
        {
            var random = new Random(500 + run);
            int first = 0, second = 0, both = 0;
            for (var defect = 0; defect < 400; defect++)
            {
                var (a, b) = (random.NextDouble() < 0.85, random.NextDouble() < 0.75);
                first += a ? 1 : 0;
                second += b ? 1 : 0;
                both += a && b ? 1 : 0;
            }

            if (CaptureRecapture.Chapman(first, second, both).Total.Covers(400)) covered++;
        }

        Assert.True(covered >= 465, $"covered in {covered} of 500 runs");
    }

    [Fact]
    public void Latent_class_of_two_looks_recovers_both_crews_false_calls_and_the_hidden_defects()
    {
        var (covered, seen) = (0, 0);
        const int Runs = 12;
        for (var run = 0; run < Runs; run++)
        {
            var random = new Random(40 + run);
            var (groups, defects, hidden) = Plant(random, [0.85, 0.7], [0.01, 0.03], [0.35, 0.12, 0.03, 0.2], 2_500);
            var fit = LatentClass.Fit(groups, run, 60);
            Assert.True(fit.FalseCallFitted);
            if (fit.Defects.Covers(defects) && fit.Hidden.Covers(hidden)) covered++;
            if (fit.Sensitivity[0].Covers(0.85) && fit.Sensitivity[1].Covers(0.7)) seen++;
        }

        Assert.True(covered >= 10, $"defects covered in {covered} of {Runs} runs");
        Assert.True(seen >= 10, $"sensitivities covered in {seen} of {Runs} runs");
    }

    [Fact]
    public void Latent_class_of_three_looks_needs_one_group_only()
    {
        var (groups, defects, _) = Plant(new Random(3), [0.9, 0.8, 0.6], [0.005, 0.01, 0.02], [0.15], 8_000);
        var fit = LatentClass.Fit(groups, 1, 100);
        Assert.True(fit.FalseCallFitted);
        Assert.True(fit.Defects.Covers(defects), $"{defects} outside {fit.Defects}");
        Assert.Equal(0.6, fit.Sensitivity[2].Value, 1);
    }

    [Fact]
    public void One_group_and_two_looks_take_false_calls_as_none_and_say_so()
    {
        var (groups, defects, _) = Plant(new Random(9), [0.8, 0.7], [0, 0], [0.2], 3_000);
        var fit = LatentClass.Fit(groups, 1, 100);
        Assert.False(fit.FalseCallFitted);
        Assert.True(fit.Defects.Covers(defects), $"{defects} outside {fit.Defects}");
    }

    private static (List<PatternCounts> Groups, int Defects, int Hidden) Plant(
        Random random, double[] sensitivity, double[] falseCall, double[] prevalence, int checks)
    {
        var groups = new List<PatternCounts>();
        int defects = 0, hidden = 0;
        for (var g = 0; g < prevalence.Length; g++)
        {
            var counts = new long[1 << sensitivity.Length];
            for (var i = 0; i < checks; i++)
            {
                var defect = random.NextDouble() < prevalence[g];
                var pattern = 0;
                for (var k = 0; k < sensitivity.Length; k++)
                {
                    if (random.NextDouble() < (defect ? sensitivity[k] : falseCall[k])) pattern |= 1 << k;
                }

                counts[pattern]++;
                defects += defect ? 1 : 0;
                hidden += defect && pattern == 0 ? 1 : 0;
            }

            groups.Add(new($"g{g}", counts));
        }

        return (groups, defects, hidden);
    }
}
