namespace Voltward.Analytics.LineLoss;

/// <summary>
/// Weighted least squares with up to three coefficients that may not be negative, solved exactly by trying every subset of
/// active coefficients and keeping the best feasible one.
/// </summary>
public static class NonNegativeFit
{
    /// <summary>Sums that a fit needs: <c>XᵀWX</c> (k × k, row by row) and <c>XᵀWy</c>; they add up over groups of rows.</summary>
    public sealed class Sums(int k)
    {
        public double[] Gram { get; } = new double[k * k];

        public double[] Right { get; } = new double[k];

        public int Size => k;

        public void Add(ReadOnlySpan<double> x, double y, double weight)
        {
            for (var a = 0; a < k; a++)
            {
                Right[a] += weight * x[a] * y;
                for (var b = 0; b < k; b++) Gram[(a * k) + b] += weight * x[a] * x[b];
            }
        }

        public void Add(Sums other)
        {
            for (var i = 0; i < Gram.Length; i++) Gram[i] += other.Gram[i];
            for (var i = 0; i < Right.Length; i++) Right[i] += other.Right[i];
        }
    }

    /// <summary>Coefficients, <c>double[k]</c>, all ≥ 0.</summary>
    public static double[] Solve(Sums sums)
    {
        var k = sums.Size;
        var best = new double[k];
        var bestGain = 0.0;
        for (var subset = 1; subset < 1 << k; subset++)
        {
            var active = Enumerable.Range(0, k).Where(a => (subset & (1 << a)) != 0).ToArray();
            if (Linear.Solve(active.Select(a => active.Select(b => sums.Gram[(a * k) + b]).ToArray()).ToArray(), active.Select(a => sums.Right[a]).ToArray())
                is not { } solution || solution.Any(c => c < 0))
            {
                continue;
            }

            // At the optimum of a subset the fall of the squared error is rightᵀ·c.
            var gain = active.Select((a, n) => sums.Right[a] * solution[n]).Sum();
            if (gain <= bestGain) continue;
            bestGain = gain;
            Array.Clear(best);
            for (var n = 0; n < active.Length; n++) best[active[n]] = solution[n];
        }

        return best;
    }
}

/// <summary>Small dense linear systems.</summary>
public static class Linear
{
    /// <summary>Solves <c>A·x = b</c> for a symmetric positive definite A by elimination with scaling; null when A is singular.</summary>
    public static double[]? Solve(double[][] matrix, double[] right)
    {
        var n = right.Length;
        var a = matrix.Select(row => row.ToArray()).ToArray();
        var b = right.ToArray();
        for (var p = 0; p < n; p++)
        {
            var limit = 1e-10 * matrix[p][p];
            if (!(a[p][p] > limit)) return null;
            for (var r = p + 1; r < n; r++)
            {
                var factor = a[r][p] / a[p][p];
                if (factor == 0) continue;
                for (var c = p; c < n; c++) a[r][c] -= factor * a[p][c];
                b[r] -= factor * b[p];
            }
        }

        for (var p = n - 1; p >= 0; p--)
        {
            for (var c = p + 1; c < n; c++) b[p] -= a[p][c] * b[c];
            b[p] /= a[p][p];
        }

        return b;
    }
}
