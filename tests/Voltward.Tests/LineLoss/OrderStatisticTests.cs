using CsCheck;
using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.LineLoss;

/// <summary>Ranks found by counting are those of the sorted values, whatever lies among them.</summary>
public sealed class OrderStatisticTests
{
    /// <summary>Ordinary values, many equal ones, wild ones, gaps, infinities.</summary>
    private static readonly Gen<double> Value = Gen.Frequency(
        (12, Gen.Double[-50, 50]), (4, Gen.Int[0, 3].Select(n => (double)n)), (1, Gen.Double[-1e300, 1e300]), (2, Gen.Const(double.NaN)), (1, Gen.OneOf(Gen.Const(double.PositiveInfinity), Gen.Const(double.NegativeInfinity), Gen.Const(0.0), Gen.Const(1e-310))));

    private static readonly Gen<double> Equal = Gen.Frequency((20, Gen.Const(7.25)), (1, Gen.Double[7.25, 7.25000001]), (1, Gen.Const(double.NaN)));

    [Fact]
    public void Every_rank_of_doubles_is_that_of_the_sorted_values() => Gen.OneOf(Value.Array[1, 400], Equal.Array[1, 400]).Sample(
        values => Same(values), iter: 400, seed: "0000KL6hEaP1");

    [Fact]
    public void Every_rank_of_singles_is_that_of_the_sorted_values() => Gen.OneOf(Value.Array[1, 400], Equal.Array[1, 400]).Sample(
        values => Same(Array.ConvertAll(values, v => (float)v)), iter: 400, seed: "0000KL6hEaP1");

    [Fact]
    public void Quantiles_lie_between_neighbours_and_leave_gaps_out()
    {
        double[] values = [.. Enumerable.Range(1, 41).Select(n => (double)n), double.NaN];
        Assert.Equal(21, Robust.Median(values));
        Assert.Equal(11.4, Robust.Quantile(values, 0.26, between: true), 12);
        Assert.Equal(11, Robust.Quantile(values, 0.26, between: false));
        Assert.Equal(double.NaN, Robust.Median(new[] { double.NaN, double.NaN }));
    }

    private static void Same<T>(T[] values)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        T[] sorted = [.. values.Where(v => !T.IsNaN(v)).Order()];
        Assert.Equal(sorted.Length, OrderStatistic<T>.Known(values));
        for (var rank = 0; rank < sorted.Length; rank++)
        {
            var (at, next) = OrderStatistic<T>.Of(values, rank, sorted.Length);
            Assert.Equal(sorted[rank], at);
            Assert.Equal(rank + 1 < sorted.Length ? sorted[rank + 1] : T.NaN, next);
        }
    }
}
