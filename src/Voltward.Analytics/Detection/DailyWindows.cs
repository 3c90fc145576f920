namespace Voltward.Analytics.Detection;

/// <summary>
/// Means over parts of the series from sums that were kept on the way: the weekly marks, and the sums as they stood 7, 14, 28, 56 …
/// days before the end, which are brought up from the nearest mark by at most six readings.
/// </summary>
internal readonly unsafe ref struct DailyWindows<T, TWide>(DailyGroup group, T origin)
    where T : struct, ILanes<T, TWide>
    where TWide : struct, IWide<TWide, T>
{
    /// <summary>Blocks of four weeks in a year.</summary>
    public const int MonthsOfYear = 13;

    /// <summary>Moments kept: now, 7 and 14 days ago, then every 28 days up to sixteen of them.</summary>
    public const int Kept = 3 + Months;

    private const int Months = 16;
    private const int Month = 28;
    private readonly DailyGroup _group = group;
    private readonly T _origin = origin;

    private int Last => (_group.Count - Month) / DailySlots.Week;

    /// <summary>Brings up the sums of all kept moments that lie inside the series.</summary>
    public void Prepare()
    {
        Keep(0, Single(DailySlots.N), Single(DailySlots.Zeros), Double(DailySlots.S), Double(DailySlots.S2));
        for (var at = 1; at < Kept; at++)
        {
            var day = _group.Count - (at < 3 ? DailySlots.Week * at : Month * (at - 2));
            if (day >= 0) BringUp(at, day);
        }
    }

    /// <summary>Mean of the days from <paramref name="from"/> to <paramref name="to"/> days before the end; NaN where the series is shorter.</summary>
    public T Mean(int from, int to)
    {
        if (from > _group.Count) return T.All(float.NaN);
        var (a, b) = (At(from), At(to));
        return _origin + (TWide.Narrow(BackS(b) - BackS(a)) / (BackN(b) - BackN(a)));
    }

    /// <summary>Standard deviation of the last days.</summary>
    public T Sd(int days)
    {
        if (days > _group.Count) return T.All(float.NaN);
        var at = At(days);
        var n = TWide.Of(BackN(0) - BackN(at));
        var mean = (BackS(0) - BackS(at)) / n;
        return TWide.Narrow(TWide.Sqrt(TWide.AtLeast(((BackS2(0) - BackS2(at)) / n) - (mean * mean), TWide.All(0))));
    }

    public T MissingShare(int days) =>
        days > _group.Count ? T.All(float.NaN) : T.All(1) - ((BackN(0) - BackN(At(days))) / T.All(days));

    public T ZeroShare(int days) =>
        days > _group.Count ? T.All(float.NaN) : (BackZeros(0) - BackZeros(At(days))) / (BackN(0) - BackN(At(days)));

    /// <summary>Mean of whole weeks <paramref name="from"/> … <paramref name="to"/> − 1.</summary>
    public T MeanBetween(int from, int to) =>
        _origin + (TWide.Narrow(MarkS(to) - MarkS(from)) / (MarkN(to) - MarkN(from)));

    /// <summary>Mean from a week to the end.</summary>
    public T MeanSince(int week) => _origin + (TWide.Narrow(BackS(0) - MarkS(week)) / (BackN(0) - MarkN(week)));

    /// <summary>
    /// The week that splits the series best: largest squared difference of means times n(left)·n(right)/n, the ratio of the means and
    /// how many days ago. Four weeks are left on either side.
    /// </summary>
    public (T Strength, T Ratio, T Age) ChangePoint()
    {
        var (strength, ratio, age) = (T.All(0), T.All(1), T.All(0));
        var (n, s) = (BackN(0), BackS(0));
        for (var week = Month / DailySlots.Week; week <= Last; week++)
        {
            var (left, sum) = (MarkN(week), MarkS(week));
            var right = n - left;
            var before = TWide.Narrow(sum) / left;
            var after = TWide.Narrow(s - sum) / right;
            var difference = after - before;
            var q = difference * difference * (left * right / n);
            var better = T.Less(strength, q);
            strength = T.Select(better, q, strength);
            ratio = T.Select(better, DailyFinish<T, TWide>.Ratio(_origin + after, _origin + before), ratio);
            age = T.Select(better, T.All(_group.Count - (week * DailySlots.Week)), age);
        }

        return (strength, ratio, age);
    }

    /// <summary>Strongest fall and rise from four weeks to the next four, at weekly steps, and the age of the fall.</summary>
    public (T Fall, T Age, T Rise) Steepest()
    {
        var (fall, age, rise) = (T.All(float.MaxValue), T.All(0), T.All(float.MinValue));
        const int Four = Month / DailySlots.Week;
        for (var week = Four; week <= Last; week++)
        {
            // Up to here marks exist; the last four weeks may end between two marks.
            var after = week < Last || _group.Count % DailySlots.Week != 0 ? MeanBetween(week, week + Four) : MeanSince(week);
            var ratio = DailyFinish<T, TWide>.Ratio(after, MeanBetween(week - Four, week));
            var deeper = T.Less(ratio, fall);
            fall = T.Select(deeper, ratio, fall);
            age = T.Select(deeper, T.All(_group.Count - (week * DailySlots.Week)), age);
            rise = T.Larger(ratio, rise);
        }

        var none = T.Less(rise, fall);
        return (T.Select(none, T.All(float.NaN), fall), age, T.Select(none, T.All(float.NaN), rise));
    }

    private static int At(int back) => back < Month ? back / DailySlots.Week : 2 + (back / Month);

    private void BringUp(int at, int day)
    {
        var week = day / DailySlots.Week;
        var (n, zeros) = (MarkN(week), Single(DailySlots.Singles + (DailySlots.SingleMarks * week) + 1));
        var (s, s2) = (MarkS(week), Double(DailySlots.Doubles + (DailySlots.DoubleMarks * week) + 1));
        var wide = TWide.Of(_origin);
        for (var t = week * DailySlots.Week; t < day; t++)
        {
            var x = DailySums<T, TWide>.At(_group.Days, t);
            var ok = T.Equal(x, x);
            var u = TWide.Of(T.Select(ok, x, _origin)) - wide;
            n += T.All(1) & ok;
            zeros += T.All(1) & T.LessOrEqual(x, T.All(DailySlots.Zero));
            s += u;
            s2 += u * u;
        }

        Keep(at, n, zeros, s, s2);
    }

    private void Keep(int at, T n, T zeros, TWide s, TWide s2)
    {
        DailySums<T, TWide>.Set(_group.BackSingles, 2 * at, n);
        DailySums<T, TWide>.Set(_group.BackSingles, (2 * at) + 1, zeros);
        DailySums<T, TWide>.Set(_group.BackDoubles, 2 * at, s);
        DailySums<T, TWide>.Set(_group.BackDoubles, (2 * at) + 1, s2);
    }

    private T Single(int slot) => DailySums<T, TWide>.Get(_group.Singles, slot);

    private TWide Double(int slot) => DailySums<T, TWide>.Get(_group.Doubles, slot);

    private T MarkN(int week) => Single(DailySlots.Singles + (DailySlots.SingleMarks * week));

    private TWide MarkS(int week) => Double(DailySlots.Doubles + (DailySlots.DoubleMarks * week));

    private T BackN(int at) => DailySums<T, TWide>.Get(_group.BackSingles, 2 * at);

    private T BackZeros(int at) => DailySums<T, TWide>.Get(_group.BackSingles, (2 * at) + 1);

    private TWide BackS(int at) => DailySums<T, TWide>.Get(_group.BackDoubles, 2 * at);

    private TWide BackS2(int at) => DailySums<T, TWide>.Get(_group.BackDoubles, (2 * at) + 1);
}
