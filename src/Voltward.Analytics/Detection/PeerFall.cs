using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>How far a customer's readings fell at a day, against the course of its peers.</summary>
public static class PeerFall
{
    private const int FewestDays = 7;
    private const int MostDays = 56;

    /// <summary>
    /// <c>x_d = m_d − mean_pre(m)·A_d/mean_pre(A)</c>; fall = mean_pre(x) − mean_post(x);
    /// t = fall over <c>sqrt(se_pre² + se_post²)</c> with <c>se² = var·(1+ρ)/(1−ρ)/n</c>.
    /// </summary>
    /// <param name="own">Daily readings, kWh, NaN = missing.</param>
    /// <param name="course">Course of the peers A, without this customer, any scale.</param>
    /// <param name="onset">First day of the fall.</param>
    /// <param name="gap">Days left out on either side of the onset.</param>
    public static (double KwhPerDay, double T) Of(ReadOnlySpan<float> own, ReadOnlySpan<double> course, int onset, int gap)
    {
        var x = Excess(own, course, onset - gap);
        var pre = Part(x, Math.Max(0, onset - gap - MostDays), onset - gap);
        var post = Part(x, onset + gap, Math.Min(x.Length, onset + gap + MostDays));
        var (n, mean, se) = Mean(pre);
        var (n2, mean2, se2) = Mean(post);
        if (n < FewestDays || n2 < FewestDays) return (double.NaN, double.NaN);
        var fall = mean - mean2;
        return (fall, fall / Math.Max(Math.Sqrt((se * se) + (se2 * se2)), 1e-6));
    }

    /// <summary>x of every day: reading minus what the peers' course leads to expect; NaN where missing.</summary>
    public static double[] Excess(ReadOnlySpan<float> own, ReadOnlySpan<double> course, int preEnd)
    {
        double m = 0, a = 0;
        for (var d = Math.Max(0, preEnd - MostDays); d < Math.Min(preEnd, own.Length); d++)
        {
            if (float.IsNaN(own[d]) || double.IsNaN(course[d])) continue;
            m += own[d];
            a += course[d];
        }

        var x = new double[own.Length];
        for (var d = 0; d < x.Length; d++) x[d] = a > 0 ? own[d] - (m * course[d] / a) : double.NaN;
        return x;
    }

    public static double[] Part(double[] x, int from, int to) => to <= from || from >= x.Length ? [] : x[from..Math.Min(to, x.Length)];

    /// <summary>Number, mean and standard error of the valid days, widened for autocorrelation.</summary>
    public static (int N, double Mean, double StandardError) Mean(double[] part)
    {
        var n = 0;
        var sum = 0.0;
        foreach (var value in part)
        {
            if (double.IsNaN(value)) continue;
            sum += value;
            n++;
        }

        if (n < 2) return (n, n == 0 ? double.NaN : sum, double.PositiveInfinity);
        var mean = sum / n;
        var square = part.Where(v => !double.IsNaN(v)).Sum(v => (v - mean) * (v - mean));
        var rho = Math.Clamp(Robust.LagOne(part), 0, 0.8);
        return (n, mean, Math.Sqrt(square / (n - 1) * (1 + rho) / (1 - rho) / n));
    }
}
