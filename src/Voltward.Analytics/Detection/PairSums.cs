using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Sums over the times at which two series are both valid. Always eight lanes, added in one fixed order, so that the result is the
/// same on every processor.
/// </summary>
public readonly record struct PairSums(double N, double X, double Y, double XX, double YY, double XY)
{
    /// <summary>Pearson correlation; NaN with fewer than three pairs or without variation.</summary>
    public double Correlation
    {
        get
        {
            if (N < 3) return double.NaN;
            var (xx, yy) = (XX - (X * X / N), YY - (Y * Y / N));
            var limit = 1e-12;
            return xx <= limit * XX || yy <= limit * YY ? double.NaN : (XY - (X * Y / N)) / Math.Sqrt(xx * yy);
        }
    }

    /// <summary>Slope of y on x; NaN without variation.</summary>
    public double Slope => N < 3 || XX - (X * X / N) <= 1e-12 * XX ? double.NaN : (XY - (X * Y / N)) / (XX - (X * X / N));

    public static PairSums Of(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var lanes = new Lanes();
        var whole = x.Length & ~7;
        for (var t = 0; t < whole; t += 8)
        {
            lanes.Add(Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(x), (nuint)t), Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(y), (nuint)t));
        }

        if (whole < x.Length)
        {
            Span<float> restX = stackalloc float[8];
            Span<float> restY = stackalloc float[8];
            restX.Fill(float.NaN);
            restY.Fill(float.NaN);
            x[whole..].CopyTo(restX);
            y[whole..].CopyTo(restY);
            lanes.Add(Vector256.LoadUnsafe(ref restX[0]), Vector256.LoadUnsafe(ref restY[0]));
        }

        return lanes.Sum();
    }

    /// <summary>Dot product of series in which missing values have been set to zero.</summary>
    public static double Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var (a, b, c, d) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var t = 0;
        ref var px = ref MemoryMarshal.GetReference(x);
        ref var py = ref MemoryMarshal.GetReference(y);
        for (; t + 32 <= x.Length; t += 32)
        {
            a += Vector256.LoadUnsafe(ref px, (nuint)t) * Vector256.LoadUnsafe(ref py, (nuint)t);
            b += Vector256.LoadUnsafe(ref px, (nuint)(t + 8)) * Vector256.LoadUnsafe(ref py, (nuint)(t + 8));
            c += Vector256.LoadUnsafe(ref px, (nuint)(t + 16)) * Vector256.LoadUnsafe(ref py, (nuint)(t + 16));
            d += Vector256.LoadUnsafe(ref px, (nuint)(t + 24)) * Vector256.LoadUnsafe(ref py, (nuint)(t + 24));
        }

        var sum = (double)Vector256.Sum(a + b) + Vector256.Sum(c + d);
        for (; t < x.Length; t++) sum += x[t] * y[t];
        return sum;
    }

    /// <summary>Adds a multiple of one series to another, element by element; no fused steps, so every processor gives the same bits.</summary>
    public static void Add(Span<float> to, float factor, ReadOnlySpan<float> series)
    {
        var t = 0;
        ref var target = ref MemoryMarshal.GetReference(to);
        ref var source = ref MemoryMarshal.GetReference(series);
        for (; t + 16 <= to.Length; t += 16)
        {
            (Vector512.LoadUnsafe(ref target, (nuint)t) + (Vector512.LoadUnsafe(ref source, (nuint)t) * factor)).StoreUnsafe(ref target, (nuint)t);
        }

        for (; t < to.Length; t++) to[t] += factor * series[t];
    }

    private struct Lanes
    {
        private Vector256<double> _n0, _n1, _x0, _x1, _y0, _y1, _xx0, _xx1, _yy0, _yy1, _xy0, _xy1;

        public void Add(Vector256<float> x, Vector256<float> y)
        {
            var ok = Vector256.Equals(x, x) & Vector256.Equals(y, y);
            var (n0, n1) = Vector256.Widen(Vector256<float>.One & ok);
            var (x0, x1) = Vector256.Widen(x & ok);
            var (y0, y1) = Vector256.Widen(y & ok);
            (_n0, _n1, _x0, _x1, _y0, _y1) = (_n0 + n0, _n1 + n1, _x0 + x0, _x1 + x1, _y0 + y0, _y1 + y1);
            (_xx0, _xx1, _yy0, _yy1) = (_xx0 + (x0 * x0), _xx1 + (x1 * x1), _yy0 + (y0 * y0), _yy1 + (y1 * y1));
            (_xy0, _xy1) = (_xy0 + (x0 * y0), _xy1 + (x1 * y1));
        }

        public readonly PairSums Sum() => new(
            Vector256.Sum(_n0 + _n1), Vector256.Sum(_x0 + _x1), Vector256.Sum(_y0 + _y1),
            Vector256.Sum(_xx0 + _xx1), Vector256.Sum(_yy0 + _yy1), Vector256.Sum(_xy0 + _xy1));
    }
}
