using System.Runtime.Intrinsics;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Eigenvalues and eigenvectors of a symmetric matrix: reduction to three diagonals by reflections, then implicit QL steps (Golub and
/// Van Loan, Matrix Computations, chapter 8). One fixed order of work, so the same matrix gives the same bits.
/// </summary>
internal static class SymmetricRoots
{
    private const int MostSteps = 60;

    /// <summary>Solves; the matrix is not changed.</summary>
    /// <param name="matrix">Symmetric, n rows of n.</param>
    /// <returns>Values in no order, and the unit vector of each as a row.</returns>
    public static (double[] Values, double[][] Vectors) Of(double[][] matrix)
    {
        var n = matrix.Length;
        double[][] rows = [.. matrix.Select(r => r.ToArray())];
        var (diagonal, beside) = (new double[n], new double[n]);
        if (n == 0) return (diagonal, rows);
        var reflections = new (double[] V, double Scale)[n];
        for (var k = 0; k < n - 2; k++) reflections[k] = Reflect(rows, k);
        for (var k = 0; k < n; k++) diagonal[k] = rows[k][k];
        for (var k = 0; k < n - 1; k++) beside[k] = rows[k + 1][k];
        var vectors = Back(reflections, n);
        for (var l = 0; l < n; l++) Converge(diagonal, beside, vectors, l);
        return (diagonal, vectors);
    }

    /// <summary>Clears column k below the first place under the diagonal, and the row alike.</summary>
    private static (double[] V, double Scale) Reflect(double[][] a, int k)
    {
        var n = a.Length;
        var v = new double[n];
        var norm = 0.0;
        for (var i = k + 1; i < n; i++) norm += a[i][k] * a[i][k];
        norm = Math.Sqrt(norm);
        if (norm == 0) return (v, 0);
        for (var i = k + 1; i < n; i++) v[i] = a[i][k];
        v[k + 1] += Math.CopySign(norm, v[k + 1]);
        var square = Dot(v, v, k + 1);
        var scale = 2 / square;
        // a ← (I − s·vvᵀ)·a·(I − s·vvᵀ) as a − v·wᵀ − w·vᵀ.
        var w = new double[n];
        for (var i = k; i < n; i++) w[i] = scale * Dot(a[i], v, k + 1);
        var half = scale * Dot(w, v, k + 1) / 2;
        for (var i = k + 1; i < n; i++) w[i] -= half * v[i];
        for (var i = k; i < n; i++)
        {
            Subtract(a[i], w, v[i], k);
            Subtract(a[i], v, w[i], k);
        }

        return (v, scale);
    }

    /// <summary>The product of the reflections, transposed.</summary>
    private static double[][] Back((double[] V, double Scale)[] reflections, int n)
    {
        var q = new double[n][];
        for (var i = 0; i < n; i++) (q[i] = new double[n])[i] = 1;
        for (var k = n - 3; k >= 0; k--)
        {
            var (v, scale) = reflections[k];
            if (scale == 0) continue;
            for (var i = k + 1; i < n; i++) Subtract(q[i], v, scale * Dot(q[i], v, k + 1), k + 1);
        }

        return q;
    }

    /// <summary>Turns the three diagonals until value l stands alone; the vectors turn along.</summary>
    private static void Converge(double[] d, double[] e, double[][] q, int l)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var m = l;
            while (m < d.Length - 1 && Math.Abs(e[m]) > 1e-16 * (Math.Abs(d[m]) + Math.Abs(d[m + 1]))) m++;
            if (m == l) return;
            var g = (d[l + 1] - d[l]) / (2 * e[l]);
            g = d[m] - d[l] + (e[l] / (g + Math.CopySign(Math.Sqrt((g * g) + 1), g)));
            var (s, c, p) = (1.0, 1.0, 0.0);
            int i;
            for (i = m - 1; i >= l; i--)
            {
                var (f, b) = (s * e[i], c * e[i]);
                var r = Math.Sqrt((f * f) + (g * g));
                e[i + 1] = r;
                if (r == 0)
                {
                    d[i + 1] -= p;
                    e[m] = 0;
                    break;
                }

                (s, c) = (f / r, g / r);
                g = d[i + 1] - p;
                r = ((d[i] - g) * s) + (2 * c * b);
                p = s * r;
                d[i + 1] = g + p;
                g = (c * r) - b;
                Turn(q[i], q[i + 1], c, s);
            }

            if (i >= l) continue;
            d[l] -= p;
            e[l] = g;
            e[m] = 0;
        }
    }

    private static void Turn(double[] a, double[] b, double c, double s)
    {
        var k = 0;
        for (; k + Vector512<double>.Count <= a.Length; k += Vector512<double>.Count)
        {
            var (x, y) = (Vector512.LoadUnsafe(ref a[k]), Vector512.LoadUnsafe(ref b[k]));
            ((x * c) - (y * s)).StoreUnsafe(ref a[k]);
            ((x * s) + (y * c)).StoreUnsafe(ref b[k]);
        }

        for (; k < a.Length; k++) (a[k], b[k]) = ((c * a[k]) - (s * b[k]), (s * a[k]) + (c * b[k]));
    }

    private static double Dot(double[] a, double[] b, int from)
    {
        var lanes = Vector512<double>.Zero;
        var i = from;
        for (; i + Vector512<double>.Count <= a.Length; i += Vector512<double>.Count) lanes += Vector512.LoadUnsafe(ref a[i]) * Vector512.LoadUnsafe(ref b[i]);
        var sum = Vector512.Sum(lanes);
        for (; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    private static void Subtract(double[] from, double[] series, double factor, int start)
    {
        var i = start;
        for (; i + Vector512<double>.Count <= from.Length; i += Vector512<double>.Count)
        {
            (Vector512.LoadUnsafe(ref from[i]) - (Vector512.LoadUnsafe(ref series[i]) * factor)).StoreUnsafe(ref from[i]);
        }

        for (; i < from.Length; i++) from[i] -= factor * series[i];
    }
}
