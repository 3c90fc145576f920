using CsCheck;
using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Xunit;

namespace Voltward.Tests.Detection;

public sealed class SymmetricRootsTests
{
    [Fact]
    public void Two_by_two_by_hand()
    {
        // [[2, 1], [1, 2]] has the values 1 and 3 with (1, −1)/√2 and (1, 1)/√2.
        var (values, vectors) = SymmetricRoots.Of([[2, 1], [1, 2]]);
        Assert.Equal([1.0, 3.0], values.Order().Select(v => Math.Round(v, 12)));
        var large = vectors[Array.IndexOf(values, values.Max())];
        Assert.Equal(Math.Sqrt(0.5), Math.Abs(large[0]), 1e-12);
        Assert.Equal(large[0], large[1], 1e-12);
    }

    /// <summary>Definition as oracle: A·v = λ·v, and the vectors are orthonormal; also for matrices without full rank.</summary>
    [Fact]
    public void Values_and_vectors_solve_the_matrix() => (from n in Gen.Int[1, 24] from rank in Gen.Int[0, 24] from seed in Gen.Int[0, 1_000_000] select (n, rank, seed)).Sample(
        run =>
        {
            var random = new Random(run.seed);
            double[][] series = [.. Enumerable.Range(0, run.rank).Select(_ => Enumerable.Range(0, run.n).Select(_ => random.NextDouble() - 0.5).ToArray())];
            double[][] matrix = [.. Enumerable.Range(0, run.n).Select(i => Enumerable.Range(0, run.n).Select(j => series.Sum(s => s[i] * s[j])).ToArray())];
            var (values, vectors) = SymmetricRoots.Of(matrix);
            for (var k = 0; k < run.n; k++)
            {
                for (var i = 0; i < run.n; i++) Assert.Equal(values[k] * vectors[k][i], Enumerable.Range(0, run.n).Sum(j => matrix[i][j] * vectors[k][j]), 1e-9);
                for (var l = 0; l <= k; l++) Assert.Equal(k == l ? 1 : 0, vectors[k].Zip(vectors[l], (a, b) => a * b).Sum(), 1e-9);
            }
        },
        iter: 300);

    /// <summary>A quantile by selection is the one of the sorted values, to the bit, with ties and gaps.</summary>
    [Fact]
    public void A_quantile_equals_that_of_the_sorted_values() => (from values in Gen.Int[-40, 40].Array[1, 200] from q in Gen.Double[0, 1] select (values, q)).Sample(
        run =>
        {
            double[] values = [.. run.values.Select(v => v > 35 ? double.NaN : v / 3.0)];
            double[] sorted = [.. values.Where(v => !double.IsNaN(v)).Order()];
            if (sorted.Length == 0) return;
            var place = run.q * (sorted.Length - 1);
            var low = (int)Math.Floor(place);
            var between = low + 1 < sorted.Length ? sorted[low] + ((place - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
            Assert.Equal(BitConverter.DoubleToInt64Bits(between), BitConverter.DoubleToInt64Bits(Robust.Quantile(values, run.q, between: true)));
            Assert.Equal(sorted[low], Robust.Quantile(values, run.q, between: false));
        },
        iter: 2000);
}
