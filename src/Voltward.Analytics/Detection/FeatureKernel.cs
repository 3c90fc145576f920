using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Voltward.Analytics.Readings;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Series statistics of every point of a bucket in one pass over the day files: one lane of a vector is one customer, so no
/// shuffles are needed and the result does not depend on the width of the vector or the number of threads. NaN = missing.
/// Values are taken relative to each customer's first valid reading, or large steady customers would lose all digits.
/// </summary>
public static class FeatureKernel
{
    /// <summary>Statistics per customer, in this order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "n", "mean", "sd", "min", "max", "zeros", "longestZeroRun", "longestGap", "meanAbsoluteChange", "largestDrop", "falls",
        "lag1", "lag7", "slope", "mean7", "mean30", "mean60", "mean90", "ratio7", "ratio30", "ratio60", "changeStrength", "changeRatio", "worst28",
    ];

    private const int Lanes = 8;
    private const int Block = 512;

    /// <summary>Features by customer ordinal, <c>float[count × Names.Count]</c>.</summary>
    /// <param name="days">Values of each day by ordinal; a day may know fewer points than the last one.</param>
    /// <param name="count">Number of points.</param>
    public static float[] Compute(IReadOnlyList<ReadOnlyMemory<float>> days, int count)
    {
        var features = new float[count * Names.Count];
        Parallel.For(0, (count + Block - 1) / Block, block =>
        {
            var prefix = new float[(days.Count + 1) * Lanes];
            var prefixN = new float[(days.Count + 1) * Lanes];
            for (var first = block * Block; first < Math.Min(count, (block + 1) * Block); first += Lanes)
            {
                Eight(days, first, Math.Min(Lanes, count - first), (prefix, prefixN), features);
            }
        });
        return features;
    }

    /// <summary>The same from the mapped cache.</summary>
    public static float[] Compute(BucketReadings readings)
    {
        var days = new ReadOnlyMemory<float>[readings.Days];
        for (var d = 0; d < days.Length; d++) days[d] = readings.Day(CacheDataset.Energy, d).ToArray();
        return Compute(days, readings.Points(CacheDataset.Energy).Count);
    }

    private static void Eight(
        IReadOnlyList<ReadOnlyMemory<float>> days, int first, int lanes, (float[] Sum, float[] N) prefix, float[] features)
    {
        var sums = new Sums();
        var previous = new Vector256<float>[7];
        Array.Fill(previous, Vector256.Create(float.NaN));
        for (var t = 0; t < days.Count; t++)
        {
            var raw = Load(days[t].Span, first);
            sums.Add(raw, previous[(t + 6) % 7], previous[t % 7], t);
            previous[t % 7] = raw;
            sums.S.CopyTo(prefix.Sum, (t + 1) * Lanes);
            sums.N.CopyTo(prefix.N, (t + 1) * Lanes);
        }

        for (var lane = 0; lane < lanes; lane++)
        {
            sums.Finish(lane, features.AsSpan((first + lane) * Names.Count, 14));
            Windows(prefix, lane, days.Count, sums.Origin[lane], features.AsSpan((first + lane) * Names.Count, Names.Count));
        }
    }

    /// <summary>Means of the last days, ratios to the days before, change point and worst four weeks, all from the prefix sums.</summary>
    private static void Windows((float[] Sum, float[] N) prefix, int lane, int days, float origin, Span<float> features)
    {
        float Mean(int from, int to)
        {
            var n = prefix.N[(to * Lanes) + lane] - prefix.N[(from * Lanes) + lane];
            return n < 1 ? float.NaN : origin + ((prefix.Sum[(to * Lanes) + lane] - prefix.Sum[(from * Lanes) + lane]) / n);
        }

        float Count(int from, int to) => prefix.N[(to * Lanes) + lane] - prefix.N[(from * Lanes) + lane];
        var at = 14;
        foreach (var w in (ReadOnlySpan<int>)[7, 30, 60, 90]) features[at++] = days >= w ? Mean(days - w, days) : float.NaN;
        foreach (var w in (ReadOnlySpan<int>)[7, 30, 60])
        {
            features[at++] = days >= 2 * w ? Mean(days - w, days) / (Mean(days - (2 * w), days - w) + 0.01f) : float.NaN;
        }

        var (best, ratio, worst) = (0f, 1f, float.PositiveInfinity);
        for (var t = 28; t <= days - 28; t++)
        {
            var (left, right) = (Count(0, t), Count(t, days));
            var (before, after) = (Mean(0, t), Mean(t, days));
            var difference = before - after;
            var q = difference * difference * left * right / Math.Max(1, left + right);
            if (q > best) (best, ratio) = (q, after / (before + 0.01f));
            worst = Math.Min(worst, Mean(t, t + 28) / (Mean(t - 28, t) + 0.01f));
        }

        var variance = features[2] * features[2];
        features[at++] = best / (variance + 0.01f);
        features[at++] = ratio;
        features[at] = float.IsInfinity(worst) ? float.NaN : worst;
    }

    private static Vector256<float> Load(ReadOnlySpan<float> day, int first)
    {
        if (first + Lanes <= day.Length) return Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(day), (nuint)first);
        Span<float> part = stackalloc float[Lanes];
        part.Fill(float.NaN);
        if (first < day.Length) day[first..].CopyTo(part);
        return Vector256.LoadUnsafe(ref part[0]);
    }

    /// <summary>Running sums of eight customers.</summary>
    private struct Sums
    {
        public Vector256<float> N;
        public Vector256<float> S;
        public Vector256<float> Origin;
        private Vector256<float> _s2, _st, _st2, _sxt, _min, _max, _zeros, _zeroRun, _longestZero, _gapRun, _longestGap;
        private Vector256<float> _change, _drop, _falls, _lag1, _pairs1, _lag7, _pairs7, _seen;

        public Sums()
        {
            (_min, _max) = (Vector256.Create(float.MaxValue), Vector256.Create(float.MinValue));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(Vector256<float> raw, Vector256<float> yesterday, Vector256<float> weekAgo, int t)
        {
            var one = Vector256<float>.One;
            var ok = Vector256.Equals(raw, raw);
            var isFirst = ok & Vector256.Equals(_seen, Vector256<float>.Zero);
            Origin = Vector256.ConditionalSelect(isFirst, raw, Origin);
            _seen += one & ok;
            var v = (raw - Origin) & ok;
            var c = one & ok;
            var day = Vector256.Create((float)t) & ok;
            (N, S, _s2) = (N + c, S + v, _s2 + (v * v));
            (_st, _st2, _sxt) = (_st + day, _st2 + (day * day), _sxt + (v * day));
            _min = Vector256.ConditionalSelect(ok, Vector256.Min(_min, raw), _min);
            _max = Vector256.ConditionalSelect(ok, Vector256.Max(_max, raw), _max);

            var zero = Vector256.LessThanOrEqual(raw, Vector256.Create(0.01f));
            _zeros += one & zero;
            _zeroRun = (_zeroRun + one) & zero;
            _longestZero = Vector256.Max(_longestZero, _zeroRun);
            _gapRun = Vector256.AndNot(_gapRun + one, ok);
            _longestGap = Vector256.Max(_longestGap, _gapRun);

            var difference = raw - yesterday;
            var both = Vector256.Equals(difference, difference);
            difference &= both;
            _change += Vector256.Abs(difference);
            _drop = Vector256.Max(_drop, -difference);
            _falls += one & Vector256.LessThan(difference, Vector256<float>.Zero);
            _lag1 += v * ((yesterday - Origin) & both);
            _pairs1 += one & both;
            var week = ok & Vector256.Equals(weekAgo, weekAgo);
            _lag7 += v * ((weekAgo - Origin) & week);
            _pairs7 += one & week;
        }

        /// <summary>The first fourteen statistics of one customer; pairs divide the lag products, not readings.</summary>
        public readonly void Finish(int lane, Span<float> features)
        {
            var n = N[lane];
            var mean = n < 1 ? float.NaN : S[lane] / n;
            var variance = n < 2 ? float.NaN : MathF.Max(0, (_s2[lane] / n) - (mean * mean));
            features[0] = n;
            features[1] = Origin[lane] + mean;
            features[2] = MathF.Sqrt(variance);
            features[3] = n < 1 ? float.NaN : _min[lane];
            features[4] = n < 1 ? float.NaN : _max[lane];
            features[5] = _zeros[lane];
            features[6] = _longestZero[lane];
            features[7] = _longestGap[lane];
            features[8] = _pairs1[lane] < 1 ? float.NaN : _change[lane] / _pairs1[lane];
            features[9] = _drop[lane];
            features[10] = _falls[lane];
            features[11] = _pairs1[lane] < 1 ? float.NaN : ((_lag1[lane] / _pairs1[lane]) - (mean * mean)) / (variance + 1e-6f);
            features[12] = _pairs7[lane] < 1 ? float.NaN : ((_lag7[lane] / _pairs7[lane]) - (mean * mean)) / (variance + 1e-6f);
            var spread = _st2[lane] - (_st[lane] * _st[lane] / n);
            features[13] = n < 2 ? float.NaN : (_sxt[lane] - (S[lane] * _st[lane] / n)) / (spread + 1e-6f);
        }
    }
}
