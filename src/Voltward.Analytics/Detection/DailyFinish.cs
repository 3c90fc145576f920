namespace Voltward.Analytics.Detection;

/// <summary>Buffers of one group of customers, one value per customer in each slot.</summary>
internal unsafe struct DailyGroup
{
    /// <summary>Readings, day by day.</summary>
    public float* Days;

    /// <summary>Running sums and weekly marks, see <see cref="DailySlots"/>.</summary>
    public float* Singles;

    public double* Doubles;

    /// <summary>The sums as they stood some days before the end, see <see cref="DailyWindows{T,TWide}"/>.</summary>
    public float* BackSingles;

    public double* BackDoubles;

    /// <summary>Where the features go, one slot each.</summary>
    public float* Features;

    /// <summary>Number of days.</summary>
    public int Count;
}

/// <summary>Turns the running sums of a group into features, in the order of <see cref="DailyFeatureNames"/>.</summary>
internal unsafe ref struct DailyFinish<T, TWide>(DailyGroup group)
    where T : struct, ILanes<T, TWide>
    where TWide : struct, IWide<TWide, T>
{
    private const double Tiny = 1e-9;
    private readonly DailyGroup _group = group;
    private readonly T _n = DailySums<T, TWide>.Get(group.Singles, DailySlots.N);
    private readonly T _origin = DailySums<T, TWide>.Get(group.Singles, DailySlots.Origin);
    private int _put;
    private T _mean;
    private T _sd;
    private T _variance;
    private TWide _mu;

    /// <summary>Writes all features; returns how many.</summary>
    public int Run()
    {
        Level();
        RunLengths();
        Steps();
        Week();
        var windows = new DailyWindows<T, TWide>(_group, _origin);
        windows.Prepare();
        Recent(windows);
        Seasons(windows);
        Turns(windows);
        return _put;
    }

    /// <summary>Part over whole where the whole is not far below nothing; a hundredth of a kWh keeps it finite.</summary>
    public static T Ratio(T part, T whole) => part / (T.Select(T.Less(whole, T.All(0)), T.All(0), whole) + T.All(DailySlots.Zero));

    private void Put(T value) => DailySums<T, TWide>.Set(_group.Features, _put++, value);

    private readonly T Single(int slot) => DailySums<T, TWide>.Get(_group.Singles, slot);

    private readonly TWide Double(int slot) => DailySums<T, TWide>.Get(_group.Doubles, slot);

    private void Level()
    {
        var n = TWide.Of(_n);
        var (days, s) = (Double(DailySlots.Days), Double(DailySlots.S));
        var (m2, m3, m4) = (Double(DailySlots.S2) / n, Double(DailySlots.S3) / n, Double(DailySlots.S4) / n);
        _mu = s / n;
        var square = _mu * _mu;
        var variance = TWide.AtLeast(m2 - square, TWide.All(0));
        var sd = TWide.Sqrt(variance);
        var third = m3 - (TWide.All(3) * _mu * m2) + (TWide.All(2) * square * _mu);
        var fourth = m4 - (TWide.All(4) * _mu * m3) + (TWide.All(6) * square * m2) - (TWide.All(3) * square * square);
        _mean = TWide.Narrow(TWide.Of(_origin) + _mu);
        (_sd, _variance) = (TWide.Narrow(sd), TWide.Narrow(variance));
        var (min, max, none) = (Single(DailySlots.Min), Single(DailySlots.Max), T.Equal(_n, T.All(0)));
        Put(_n);
        Put(T.All(1) - (_n / T.All(_group.Count)));
        Put(_mean);
        Put(_sd);
        Put(Ratio(_sd, _mean));
        Put(TWide.Narrow(third / ((variance * sd) + TWide.All(Tiny))));
        Put(TWide.Narrow(fourth / ((variance * variance) + TWide.All(Tiny))));
        Put(T.Select(none, T.All(float.NaN), min));
        Put(T.Select(none, T.All(float.NaN), max));
        Put(T.Select(none, T.All(float.NaN), Ratio(max, _mean)));
        var spread = Double(DailySlots.DaysSquared) - (days * days / n);
        var course = Double(DailySlots.SDays) - (s * days / n);
        Put(TWide.Narrow(course / (spread + TWide.All(Tiny))));
        Put(TWide.Narrow(course / (TWide.Sqrt(spread * variance * n) + TWide.All(Tiny))));
    }

    private void RunLengths()
    {
        Put(Single(DailySlots.Zeros));
        Put(Single(DailySlots.Zeros) / _n);
        Put(Single(DailySlots.ZeroRuns));
        Put(Single(DailySlots.LongestZeroRun));
        Put(Single(DailySlots.ZeroRun));
        Put(Single(DailySlots.Gaps));
        Put(Single(DailySlots.LongestGap));
        Put(Single(DailySlots.GapRun));
        Put(Single(DailySlots.Negatives));
        Put(Single(DailySlots.Repeats));
        Put(Single(DailySlots.LongestRepeat));
    }

    private void Steps()
    {
        var (pairs1, pairs7) = (Single(DailySlots.Pairs1), Single(DailySlots.Pairs7));
        var change = TWide.Narrow(Double(DailySlots.Change) / TWide.Of(pairs1));
        Put(change);
        Put(TWide.Narrow(TWide.Sqrt(Double(DailySlots.ChangeSquared) / TWide.Of(pairs1))));
        Put(Ratio(change, _mean));
        Put(Single(DailySlots.LargestDrop));
        Put(Single(DailySlots.LargestRise));
        Put(Single(DailySlots.Falls) / pairs1);
        Put(Single(DailySlots.Halvings));
        Put(Single(DailySlots.Doublings));
        Put(Correlation(DailySlots.Product1, pairs1));
        Put(Correlation(DailySlots.Product7, pairs7));
    }

    /// <summary>Autocorrelation: products divided by their own number of pairs, or the gaps of a customer would look like unrest.</summary>
    private readonly T Correlation(int product, T pairs)
    {
        var n = TWide.Of(pairs);
        var covariance = (Double(product) / n) - (_mu * (Double(product + 1) / n)) + (_mu * _mu);
        return TWide.Narrow(covariance / (TWide.Of(_variance) + TWide.All(Tiny)));
    }

    private void Week()
    {
        var (low, high) = (T.All(float.MaxValue), T.All(float.MinValue));
        for (var day = 0; day < DailySlots.Week; day++)
        {
            var mean = _origin + TWide.Narrow(Double(DailySlots.WeekdayS + day) / TWide.Of(Single(DailySlots.WeekdayN + day)));
            low = T.Select(T.Less(mean, low), mean, low);
            high = T.Larger(mean, high);
        }

        Put(Ratio(WeekPart(5, 7), WeekPart(0, 5)));
        Put(Ratio(high - low, _mean));
    }

    private readonly T WeekPart(int from, int to)
    {
        var (sum, n) = (Double(DailySlots.WeekdayS + from), Single(DailySlots.WeekdayN + from));
        for (var day = from + 1; day < to; day++)
        {
            sum += Double(DailySlots.WeekdayS + day);
            n += Single(DailySlots.WeekdayN + day);
        }

        return _origin + TWide.Narrow(sum / TWide.Of(n));
    }

    private void Recent(in DailyWindows<T, TWide> windows)
    {
        ReadOnlySpan<int> lengths = [7, 14, 28, 56, 84, 168];
        foreach (var days in lengths) Put(windows.Mean(days, 0));
        foreach (var days in lengths) Put(Ratio(windows.Mean(days, 0), windows.Mean(2 * days, days)));
        var (month, quarter) = (windows.Sd(28), windows.Sd(84));
        Put(month);
        Put(quarter);
        Put(Ratio(month, _sd));
        Put(Ratio(quarter, _sd));
        Put(windows.MissingShare(28));
        Put(windows.MissingShare(84));
        Put(windows.ZeroShare(28));
        Put(windows.ZeroShare(84));
    }

    private void Seasons(in DailyWindows<T, TWide> windows)
    {
        var (low, high) = (T.All(float.MaxValue), T.All(float.MinValue));
        for (var month = 0; month < DailyWindows<T, TWide>.MonthsOfYear; month++)
        {
            var mean = windows.Mean(28 * (month + 1), 28 * month);
            low = T.Select(T.Less(mean, low), mean, low);
            high = T.Larger(mean, high);
        }

        var none = T.Less(high, low);
        Put(T.Select(none, T.All(float.NaN), low));
        Put(T.Select(none, T.All(float.NaN), high));
        Put(T.Select(none, T.All(float.NaN), Ratio(high - low, _mean)));
        Put(T.Select(none, T.All(float.NaN), Ratio(windows.Mean(28, 0), high)));
        Put(Ratio(windows.Mean(28, 0), windows.Mean(392, 364)));
        Put(Ratio(windows.Mean(84, 0), windows.Mean(448, 364)));
        var half = _group.Count / 2 / DailySlots.Week;
        Put(Ratio(windows.MeanSince(half), windows.MeanBetween(0, half)));
    }

    private void Turns(in DailyWindows<T, TWide> windows)
    {
        var turn = windows.ChangePoint();
        Put(turn.Strength / (_variance + T.All(DailySlots.Zero)));
        Put(turn.Ratio);
        Put(turn.Age);
        var (fall, age, rise) = windows.Steepest();
        Put(fall);
        Put(age);
        Put(rise);
    }
}
