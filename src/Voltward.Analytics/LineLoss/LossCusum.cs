namespace Voltward.Analytics.LineLoss;

/// <summary>A rise of the loss that the chart has noticed (线损异常升高).</summary>
/// <param name="Raised">Day of the alarm, index from the first day.</param>
/// <param name="Onset">First usable day after the sum was last at zero.</param>
/// <param name="Closed">Day on which the level was back, or −1 while the alarm is open.</param>
public sealed record LossAlarm(int Raised, int Onset, int Closed);

/// <summary>What the chart says of each day; NaN where the day could not be judged.</summary>
public sealed record CusumResult(double[] Z, double[] Sum, IReadOnlyList<LossAlarm> Alarms)
{
    /// <summary>The alarm that is open on the last day, if any.</summary>
    public LossAlarm? Open => Alarms.Count > 0 && Alarms[^1].Closed < 0 ? Alarms[^1] : null;
}

/// <summary>
/// One-sided CUSUM of the loss rate above the technical one, against the median of the last 28 usable days: allowance 0.5,
/// limit 5, each day clamped to ±4 so that one wild day can never raise the alarm.
/// </summary>
public static class LossCusum
{
    private const int Window = 28;
    private const int FewestDays = 14;
    private const double FloorRate = 0.001;
    private const double Clamp = 4;
    private const double Allowance = 0.5;
    private const double Limit = 5;
    private const int QuietDays = 14;

    /// <summary>Runs the chart.</summary>
    /// <param name="residual">Loss rate minus technical loss rate, <c>double[D]</c>; NaN = not usable: neither raises nor resets.</param>
    /// <param name="lagOne">Autocorrelation of the residual; the scale is widened by <c>sqrt((1+ρ)/(1−ρ))</c>.</param>
    public static CusumResult Run(ReadOnlySpan<double> residual, double lagOne)
    {
        var days = residual.Length;
        var (z, sums, alarms) = (new double[days], new double[days], new List<LossAlarm>());
        // A ring: robust statistics do not mind the order.
        var (window, count, next) = (new double[Window], 0, 0);
        var widening = Math.Sqrt((1 + lagOne) / (1 - lagOne));
        var (sum, quiet) = (0.0, 0);
        var (onset, isFrozen) = (-1, false);
        for (var d = 0; d < days; d++)
        {
            (z[d], sums[d]) = (double.NaN, double.NaN);
            if (double.IsNaN(residual[d])) continue;
            if (count >= FewestDays)
            {
                var level = Robust.Median(window.AsSpan(0, count));
                var scale = Math.Max(Robust.Spread(window.AsSpan(0, count), level), FloorRate) * widening;
                z[d] = Math.Clamp((residual[d] - level) / scale, -Clamp, Clamp);
                if (onset < 0) onset = d;
                sum = Math.Max(0, sum + z[d] - Allowance);
                sums[d] = sum;
                if (sum == 0) onset = -1;
                if (sum > Limit && !isFrozen)
                {
                    alarms.Add(new LossAlarm(d, onset, -1));
                    (isFrozen, quiet) = (true, 0);
                }
                else if (isFrozen)
                {
                    quiet = z[d] <= 1 ? quiet + 1 : 0;
                    if (quiet >= QuietDays)
                    {
                        alarms[^1] = alarms[^1] with { Closed = d };
                        (isFrozen, sum, onset) = (false, 0, -1);
                    }
                }
            }

            if (isFrozen) continue;
            window[next] = residual[d];
            (count, next) = (Math.Min(Window, count + 1), (next + 1) % Window);
        }

        return new CusumResult(z, sums, alarms);
    }
}
