using Voltward.Analytics.Detection;

namespace Voltward.Tests.Detection;

/// <summary>The features of one customer the slow, obvious way: lists, one statistic at a time, sums in the order of the days.</summary>
internal static class DailyFeaturesTwin
{
    private const float Zero = 0.01f;

    public static float[] Of(float[] x, int weekdayOfFirst)
    {
        var f = new Dictionary<string, float>();
        var series = new Part(x, x.FirstOrDefault(v => !float.IsNaN(v)));
        var whole = series.Between(0, x.Length);
        Level(f, series, whole);
        Runs(f, x);
        Steps(f, x, whole);
        Weekdays(f, series, weekdayOfFirst, whole);
        Recent(f, series, whole);
        Seasons(f, series, whole);
        Turns(f, series, whole);
        return [.. DailyFeatureNames.All.Select(n => f[n])];
    }

    private static float Ratio(float part, float whole) => part / ((whole < 0 ? 0 : whole) + Zero);

    private static void Level(Dictionary<string, float> f, Part series, Sums all)
    {
        var x = series.X;
        double n = all.N, mu = all.S / n, m2 = all.S2 / n;
        double s3 = 0, s4 = 0, t1 = 0, t2 = 0, st = 0;
        for (var t = 0; t < x.Length; t++)
        {
            if (float.IsNaN(x[t])) continue;
            var u = (double)x[t] - series.Origin;
            s3 += u * u * u;
            s4 += u * u * (u * u);
            t1 += t;
            t2 += (double)t * t;
            st += u * t;
        }

        var variance = all.Variance;
        var sd = Math.Sqrt(variance);
        var (m3, m4) = (s3 / n, s4 / n);
        var known = x.Where(v => !float.IsNaN(v)).ToArray();
        f["readings"] = all.N;
        f["missingShare"] = 1 - (all.N / x.Length);
        f["mean"] = all.Mean;
        f["sd"] = (float)sd;
        f["variation"] = Ratio((float)sd, all.Mean);
        f["skewness"] = (float)((m3 - (3 * mu * m2) + (2 * (mu * mu) * mu)) / ((variance * sd) + 1e-9));
        f["kurtosis"] = (float)((m4 - (4 * mu * m3) + (6 * (mu * mu) * m2) - (3 * (mu * mu) * (mu * mu))) / ((variance * variance) + 1e-9));
        f["min"] = known.Length == 0 ? float.NaN : known.Min();
        f["max"] = known.Length == 0 ? float.NaN : known.Max();
        f["peakRatio"] = Ratio(f["max"], all.Mean);
        var (spread, course) = (t2 - (t1 * t1 / n), st - (all.S * t1 / n));
        f["slope"] = (float)(course / (spread + 1e-9));
        f["trend"] = (float)(course / (Math.Sqrt(spread * variance * n) + 1e-9));
    }

    private static void Runs(Dictionary<string, float> f, float[] x)
    {
        var zeros = Lengths(x.Select(v => v <= Zero));
        var gaps = Lengths(x.Select(float.IsNaN));
        var repeats = Lengths(x.Select((v, t) => t > 0 && v == x[t - 1] && v > Zero));
        f["zeroDays"] = zeros.Runs.Sum();
        f["zeroShare"] = (float)zeros.Runs.Sum() / x.Count(v => !float.IsNaN(v));
        f["zeroRuns"] = zeros.Runs.Count;
        f["longestZeroRun"] = zeros.Runs.DefaultIfEmpty().Max();
        f["currentZeroRun"] = zeros.Last;
        f["gaps"] = gaps.Runs.Count;
        f["longestGap"] = gaps.Runs.DefaultIfEmpty().Max();
        f["currentGap"] = gaps.Last;
        f["negativeDays"] = x.Count(v => v < 0);
        f["repeats"] = repeats.Runs.Sum();
        f["longestRepeat"] = repeats.Runs.DefaultIfEmpty().Max();
    }

    private static (List<int> Runs, int Last) Lengths(IEnumerable<bool> days)
    {
        var (runs, run) = (new List<int>(), 0);
        foreach (var on in days)
        {
            if (!on && run > 0) runs.Add(run);
            run = on ? run + 1 : 0;
        }

        if (run > 0) runs.Add(run);
        return (runs, run);
    }

    private static void Steps(Dictionary<string, float> f, float[] x, Sums all)
    {
        var pairs = Enumerable.Range(1, x.Length - 1).Select(t => (Now: x[t], Before: x[t - 1])).Where(p => !float.IsNaN(p.Now) && !float.IsNaN(p.Before)).ToArray();
        double change = 0, squared = 0;
        foreach (var (now, before) in pairs)
        {
            double step = Math.Abs(now - before);
            change += step;
            squared += step * step;
        }

        f["meanAbsoluteChange"] = (float)(change / pairs.Length);
        f["rootMeanSquareChange"] = (float)Math.Sqrt(squared / pairs.Length);
        f["restlessness"] = Ratio(f["meanAbsoluteChange"], all.Mean);
        f["largestDrop"] = pairs.Select(p => p.Before - p.Now).Where(d => d > 0).DefaultIfEmpty().Max();
        f["largestRise"] = pairs.Select(p => p.Now - p.Before).Where(d => d > 0).DefaultIfEmpty().Max();
        f["fallShare"] = (float)pairs.Count(p => p.Now < p.Before) / pairs.Length;
        f["halvings"] = pairs.Count(p => 2 * p.Now < p.Before && p.Before > Zero);
        f["doublings"] = pairs.Count(p => 2 * p.Before < p.Now && p.Before > Zero);
        f["lag1"] = Lag(x, 1, all);
        f["lag7"] = Lag(x, 7, all);
    }

    private static float Lag(float[] x, int lag, Sums all)
    {
        double product = 0, sum = 0;
        var n = 0;
        for (var t = lag; t < x.Length; t++)
        {
            if (float.IsNaN(x[t]) || float.IsNaN(x[t - lag])) continue;
            var (a, b) = ((double)x[t] - all.Origin, (double)x[t - lag] - all.Origin);
            product += a * b;
            sum += a + b;
            n++;
        }

        var mu = all.S / all.N;
        return (float)(((product / n) - (mu * (sum / n)) + (mu * mu)) / ((float)all.Variance + 1e-9));
    }

    private static void Weekdays(Dictionary<string, float> f, Part series, int first, Sums all)
    {
        var days = Enumerable.Range(0, 7).Select(w => series.Of(Enumerable.Range(0, series.X.Length).Where(t => (t + first) % 7 == w))).ToArray();
        float Mean(IEnumerable<Sums> parts)
        {
            var (s, n) = (parts.First().S, parts.First().N);
            foreach (var part in parts.Skip(1)) (s, n) = (s + part.S, n + part.N);
            return series.Origin + (float)(s / n);
        }

        var means = days.Select(d => series.Origin + (float)(d.S / d.N)).Where(m => !float.IsNaN(m)).ToArray();
        f["weekendRatio"] = Ratio(Mean(days[5..]), Mean(days[..5]));
        f["weekdaySpread"] = Ratio(means.DefaultIfEmpty(float.MinValue).Max() - means.DefaultIfEmpty(float.MaxValue).Min(), all.Mean);
    }

    private static void Recent(Dictionary<string, float> f, Part series, Sums all)
    {
        foreach (var w in (int[])[7, 14, 28, 56, 84, 168])
        {
            f["mean" + w] = series.Back(w, 0)?.Window ?? float.NaN;
            f["ratio" + w] = series.Back(2 * w, w) is { } before ? Ratio(f["mean" + w], before.Window) : float.NaN;
        }

        foreach (var w in (int[])[28, 84])
        {
            var part = series.Back(w, 0);
            f["sd" + w] = part is null ? float.NaN : (float)Math.Sqrt(part.Variance);
            f["sdRatio" + w] = Ratio(f["sd" + w], (float)Math.Sqrt(all.Variance));
            f["missingShare" + w] = part is null ? float.NaN : 1 - (part.N / w);
            f["zeroShare" + w] = part is null ? float.NaN : part.Zeros / part.N;
        }
    }

    private static void Seasons(Dictionary<string, float> f, Part series, Sums all)
    {
        var months = Enumerable.Range(0, 13).Select(m => series.Back(28 * (m + 1), 28 * m)?.Window ?? float.NaN).Where(m => !float.IsNaN(m)).ToArray();
        var (low, high) = months.Length == 0 ? (float.NaN, float.NaN) : (months.Min(), months.Max());
        f["lowestMonth"] = low;
        f["highestMonth"] = high;
        f["monthSpread"] = Ratio(high - low, all.Mean);
        f["lastToHighestMonth"] = Ratio(f["mean28"], high);
        f["yearRatio28"] = Ratio(f["mean28"], series.Back(392, 364)?.Window ?? float.NaN);
        f["yearRatio84"] = Ratio(f["mean84"], series.Back(448, 364)?.Window ?? float.NaN);
        var half = series.X.Length / 2 / 7 * 7;
        f["halfRatio"] = Ratio(series.Between(half, series.X.Length).Window, series.Between(0, half).Window);
    }

    private static void Turns(Dictionary<string, float> f, Part series, Sums all)
    {
        var days = series.X.Length;
        var (q, ratio, age, fall, fallAge, rise) = (0f, 1f, 0f, float.NaN, 0f, float.NaN);
        for (var t = 28; t <= days - 28; t += 7)
        {
            var (before, after) = (series.Between(0, t), series.Between(t, days));
            var (a, b) = ((float)(before.S / 1) / before.N, (float)(after.S / 1) / after.N);
            var strength = (b - a) * (b - a) * (before.N * after.N / all.N);
            if (strength > q) (q, ratio, age) = (strength, Ratio(series.Origin + b, series.Origin + a), days - t);
            var step = Ratio(series.Between(t, t + 28).Window, series.Between(t - 28, t).Window);
            if (float.IsNaN(step)) continue;
            if (float.IsNaN(fall) || step < fall) (fall, fallAge) = (step, days - t);
            if (float.IsNaN(rise) || step > rise) rise = step;
        }

        f["changeStrength"] = q / ((float)all.Variance + Zero);
        f["changeRatio"] = ratio;
        f["changeAge"] = age;
        f["worst28"] = fall;
        f["worst28Age"] = fallAge;
        f["best28"] = rise;
    }

    /// <summary>A series; sums of a part are differences of running sums from the first day, as a window is defined.</summary>
    private sealed record Part(float[] X, float Origin)
    {
        public Sums? Back(int from, int to) => from > X.Length ? null : Between(X.Length - from, X.Length - to);

        public Sums Between(int from, int to)
        {
            var (a, b) = (Of(Enumerable.Range(0, from)), Of(Enumerable.Range(0, to)));
            return new Sums(Origin, b.N - a.N, b.Zeros - a.Zeros, b.S - a.S, b.S2 - a.S2);
        }

        public Sums Of(IEnumerable<int> days)
        {
            var sums = new Sums(Origin, 0, 0, 0, 0);
            foreach (var v in days.Select(t => X[t]).Where(v => !float.IsNaN(v)))
            {
                var u = (double)v - Origin;
                sums = new Sums(Origin, sums.N + 1, sums.Zeros + (v <= Zero ? 1 : 0), sums.S + u, sums.S2 + (u * u));
            }

            return sums;
        }
    }

    private sealed record Sums(float Origin, float N, float Zeros, double S, double S2)
    {
        public float Mean => (float)(Origin + (S / N));

        /// <summary>Of a part of the series: the sum is rounded before it is divided.</summary>
        public float Window => Origin + ((float)S / N);

        public double Variance => N == 0 ? double.NaN : Math.Max((S2 / N) - (S / N * (S / N)), 0);
    }
}
