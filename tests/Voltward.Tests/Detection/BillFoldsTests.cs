using CsCheck;
using Voltward.Analytics.Detection;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class BillFoldsTests
{
    [Fact]
    public void A_group_is_never_split_and_hits_are_spread_evenly() =>
        Gen.Select(Gen.Int[0, 400].Array[60, 300], Gen.Int[2, 6], Gen.Int[1, 99]).Sample((groups, folds, seed) =>
        {
            var hits = groups.Select((_, i) => i % 9 == 0).ToArray();
            var fold = BillFolds.Assign(groups, hits, folds, seed);
            Assert.All(fold, f => Assert.InRange(f, 0, folds - 1));
            Assert.All(groups.Zip(fold).GroupBy(p => p.First), g => Assert.Single(g.Select(p => p.Second).Distinct()));
            var biggest = groups.GroupBy(g => g).Max(g => g.Count());
            var perFold = Enumerable.Range(0, folds).Select(f => fold.Where((x, i) => x == f && hits[i]).Count()).ToArray();
            Assert.True(perFold.Max() - perFold.Min() <= biggest);
        });

    [Fact]
    public void A_copied_customer_with_the_opposite_label_stays_in_the_fold_of_the_original()
    {
        var series = Enumerable.Range(0, 40).Select(i => Series(1000 + i)).ToArray();
        var rows = Enumerable.Range(0, 40).Select(i => (double[])[i == 39 ? 0 : i, 1]).ToArray();
        var groups = BillFolds.Groups(series, rows, new string?[40]);
        Assert.Equal(groups[0], groups[39]);
        Assert.Equal(1, BillFolds.Copies(rows));
        Assert.Equal(39, groups.Distinct().Count());
    }

    [Fact]
    public void Customers_of_one_meter_or_one_area_belong_together()
    {
        var series = new[] { Series(1), Series(2), Series(1), Series(3), Series(4) };
        var rows = Enumerable.Range(0, 5).Select(i => (double[])[i]).ToArray();
        var groups = BillFolds.Groups(series, rows, [null, "T1", null, "T1", null]);
        Assert.Equal(groups[0], groups[2]);
        Assert.Equal(groups[1], groups[3]);
        Assert.Equal(3, groups.Distinct().Count());
    }

    [Fact]
    public void An_unknown_meter_joins_nobody()
    {
        var groups = BillFolds.Groups([Series(0), Series(0)], [[1], [2]], [null, null]);
        Assert.NotEqual(groups[0], groups[1]);
    }

    private static BillSeries Series(long meter) => new([new Bill { Meter = meter, Months = 4 }], [], []);
}
