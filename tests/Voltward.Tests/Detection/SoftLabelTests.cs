using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class SoftLabelTests
{
    [Fact]
    public void A_crew_that_overlooks_most_does_not_teach_that_its_district_is_honest()
    {
        // Two sorts of customers steal alike, three in ten; those of the second sort were visited by a crew that overlooks nine of ten.
        var (rows, hits, missed) = (new List<double>(), new List<bool>(), new List<double>());
        var random = new Random(7);
        for (var i = 0; i < 600; i++)
        {
            var second = i % 2 == 1;
            var found = random.NextDouble() < 0.3 && (!second || random.NextDouble() > 0.9);
            rows.AddRange([second ? 1 : 0, random.NextDouble()]);
            hits.Add(found);
            missed.Add(found ? 0 : VisitLabel.AfterNothing(0.3, second ? 0.9 : 0));
        }

        var sample = new BillSample([.. rows], 2, [.. hits], [.. Enumerable.Range(0, 600)]);
        var (naive, corrected) = (Gap(sample), Gap(sample with { Missed = [.. missed] }));
        Assert.True(naive > 1.5, $"{naive}");
        Assert.True(corrected < naive / 3, $"{corrected} of {naive}");

        static double Gap(BillSample sample)
        {
            var model = TreeModel.Parse(BillRanker.FitOne(sample, new BoostingOptions { FeatureShare = 1 }));
            return Math.Abs(model.Score([0, 0.5]) - model.Score([1, 0.5]));
        }
    }

    [Fact]
    public void Nothing_overlooked_leaves_the_labels_as_they_are() =>
        Assert.Null(BillTrainingSet.Missed([new("A", true, null), new("B", false, null)]));

    [Fact]
    public void Doubt_follows_the_share_of_findings_and_what_the_visit_overlooks()
    {
        // One finding of two: prior 0.5; a visit that overlooks a quarter leaves 0.125 / (0.125 + 0.5) = 0.2.
        var missed = BillTrainingSet.Missed([new("A", true, null) { Omission = 0.25 }, new("B", false, null) { Omission = 0.25 }])!;
        Assert.Equal([0, 0.2], missed.Select(m => Math.Round(m, 12)));
    }
}
