namespace Voltward.Analytics.Detection;

/// <summary>
/// Non-negative least squares by coordinate descent on the Gram matrix: which non-negative multiples of the customers' shortfalls
/// add up best to the area's loss. Deterministic: fixed order, fixed stop.
/// </summary>
public static class ShortfallSquares
{
    private const int MostSweeps = 400;
    /// <summary>Weights are multiples of a shortfall: a millionth of one is nothing.</summary>
    private const double Still = 1e-6;

    /// <summary>Weights w ≥ 0 that minimise |Σ w_i·e_i − y|².</summary>
    /// <param name="series">e, <c>float[N][T]</c>, missing values set to zero.</param>
    /// <param name="target">y, <c>float[T]</c>, zero where it is not valid (and the e there are zero as well).</param>
    public static double[] Solve(float[][] series, float[] target)
    {
        var n = series.Length;
        var gram = new double[n][];
        var right = new double[n];
        for (var i = 0; i < n; i++)
        {
            gram[i] = new double[n];
            right[i] = PairSums.Dot(series[i], target);
            for (var j = 0; j <= i; j++) gram[i][j] = gram[j][i] = PairSums.Dot(series[i], series[j]);
        }

        return Descend(gram, right);
    }

    private static double[] Descend(double[][] gram, double[] right)
    {
        var n = right.Length;
        var w = new double[n];
        // What is left of the right side; most weights stay zero, and only one that moves costs a pass.
        var left = right.ToArray();
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var change = 0.0;
            for (var i = 0; i < n; i++)
            {
                if (gram[i][i] <= 1e-12) continue;
                var step = Math.Max(0, w[i] + (left[i] / gram[i][i])) - w[i];
                if (step == 0) continue;
                change = Math.Max(change, Math.Abs(step));
                w[i] += step;
                var row = gram[i];
                for (var j = 0; j < n; j++) left[j] -= step * row[j];
            }

            if (change < Still) break;
        }

        return w;
    }
}
