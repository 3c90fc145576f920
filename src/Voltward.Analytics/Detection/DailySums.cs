namespace Voltward.Analytics.Detection;

/// <summary>
/// Advances the running sums of one group of customers over some days. The readings of a group lie together and stay in the first
/// cache, so several short passes with their sums in registers are faster than one long pass that spills.
/// </summary>
/// <remarks>Moments are taken of the difference to each customer's first reading.</remarks>
internal static unsafe class DailySums<T, TWide>
    where T : struct, ILanes<T, TWide>
    where TWide : struct, IWide<TWide, T>
{
    /// <summary>Puts the sums to the state before the first day.</summary>
    public static void Reset(float* singles, double* doubles)
    {
        new Span<float>(singles, DailySlots.Singles * T.Count).Clear();
        new Span<double>(doubles, DailySlots.Doubles * T.Count).Clear();
        Set(singles, DailySlots.Min, T.All(float.MaxValue));
        Set(singles, DailySlots.Max, T.All(float.MinValue));
    }

    /// <summary>Adds the days <paramref name="from"/> … <paramref name="to"/> − 1.</summary>
    /// <param name="days">Readings of day 0, then of day 1 …; those of the seven days before <paramref name="from"/> are read as well.</param>
    /// <param name="from">First new day.</param>
    /// <param name="to">Day after the last new day.</param>
    /// <param name="weekday">Weekday of day 0, Monday = 0.</param>
    /// <param name="singles">Sums so far, see <see cref="DailySlots"/>.</param>
    /// <param name="doubles">Sums so far.</param>
    public static void Advance(float* days, int from, int to, int weekday, float* singles, double* doubles)
    {
        Moments(days, from, to, singles, doubles);
        Runs(days, from, to, singles);
        Extremes(days, from, to, singles);
        Changes(days, from, to, singles, doubles);
        Lags(days, from, to, singles, doubles);
        Weekdays(days, from, to, weekday, singles, doubles);
    }

    // Offsets inside buffers that were allocated for exactly these slots, so they are not checked for overflow.
    public static T Get(float* singles, int slot) => unchecked(T.Load(singles + (slot * T.Count)));

    public static TWide Get(double* doubles, int slot) => unchecked(TWide.Load(doubles + (slot * T.Count)));

    public static void Set(float* singles, int slot, T value)
    {
        unchecked
        {
            T.Store(value, singles + (slot * T.Count));
        }
    }

    public static void Set(double* doubles, int slot, TWide value)
    {
        unchecked
        {
            TWide.Store(value, doubles + (slot * T.Count));
        }
    }

    /// <summary>Readings of one day.</summary>
    public static T At(float* days, int day) => unchecked(T.Load(days + (day * T.Count)));

    private static void Moments(float* days, int from, int to, float* singles, double* doubles)
    {
        var (n, zeros, origin) = (Get(singles, DailySlots.N), Get(singles, DailySlots.Zeros), Get(singles, DailySlots.Origin));
        var (s, s2, s3, s4) = (Get(doubles, DailySlots.S), Get(doubles, DailySlots.S2), Get(doubles, DailySlots.S3), Get(doubles, DailySlots.S4));
        var (day1, day2, sDay) = (Get(doubles, DailySlots.Days), Get(doubles, DailySlots.DaysSquared), Get(doubles, DailySlots.SDays));
        var (one, nothing, limit) = (T.All(1), T.All(0), T.All(DailySlots.Zero));
        for (var t = from; t < to; t++)
        {
            if (t % DailySlots.Week == 0) Mark(t / DailySlots.Week, (n, zeros), (s, s2), singles, doubles);
            var x = At(days, t);
            var ok = T.Equal(x, x);
            origin = T.Select(ok & T.Equal(n, nothing), x, origin);
            var u = TWide.Of(T.Select(ok, x, origin)) - TWide.Of(origin);
            var square = u * u;
            n += one & ok;
            zeros += one & T.LessOrEqual(x, limit);
            s += u;
            s2 += square;
            s3 += square * u;
            s4 += square * square;
            var day = TWide.Of(T.All(t) & ok);
            day1 += day;
            day2 += day * day;
            sDay += u * TWide.All(t);
        }

        Set(singles, DailySlots.N, n);
        Set(singles, DailySlots.Zeros, zeros);
        Set(singles, DailySlots.Origin, origin);
        Set(doubles, DailySlots.S, s);
        Set(doubles, DailySlots.S2, s2);
        Set(doubles, DailySlots.S3, s3);
        Set(doubles, DailySlots.S4, s4);
        Set(doubles, DailySlots.Days, day1);
        Set(doubles, DailySlots.DaysSquared, day2);
        Set(doubles, DailySlots.SDays, sDay);
    }

    private static void Mark(int week, (T N, T Zeros) counts, (TWide S, TWide S2) sums, float* singles, double* doubles)
    {
        Set(singles, DailySlots.Singles + (DailySlots.SingleMarks * week), counts.N);
        Set(singles, DailySlots.Singles + (DailySlots.SingleMarks * week) + 1, counts.Zeros);
        Set(doubles, DailySlots.Doubles + (DailySlots.DoubleMarks * week), sums.S);
        Set(doubles, DailySlots.Doubles + (DailySlots.DoubleMarks * week) + 1, sums.S2);
    }

    /// <summary>Runs of zeros, of gaps and of repeated values.</summary>
    private static void Runs(float* days, int from, int to, float* singles)
    {
        var (zeroRun, longestZero, zeroRuns) = (Get(singles, DailySlots.ZeroRun), Get(singles, DailySlots.LongestZeroRun), Get(singles, DailySlots.ZeroRuns));
        var (gapRun, longestGap, gaps) = (Get(singles, DailySlots.GapRun), Get(singles, DailySlots.LongestGap), Get(singles, DailySlots.Gaps));
        var (repeatRun, longestRepeat, repeats) = (Get(singles, DailySlots.RepeatRun), Get(singles, DailySlots.LongestRepeat), Get(singles, DailySlots.Repeats));
        var (one, nothing, limit) = (T.All(1), T.All(0), T.All(DailySlots.Zero));
        var previous = from > 0 ? At(days, from - 1) : T.All(float.NaN);
        for (var t = from; t < to; t++)
        {
            var x = At(days, t);
            var ok = T.Equal(x, x);
            var zero = T.LessOrEqual(x, limit);
            zeroRuns += one & zero & T.Equal(zeroRun, nothing);
            zeroRun = (zeroRun + one) & zero;
            longestZero = T.Select(T.Less(longestZero, zeroRun), zeroRun, longestZero);
            gaps += T.AndNot(one & T.Equal(gapRun, nothing), ok);
            gapRun = T.AndNot(gapRun + one, ok);
            longestGap = T.Select(T.Less(longestGap, gapRun), gapRun, longestGap);
            var same = T.Equal(x, previous) & T.Less(limit, x);
            repeats += one & same;
            repeatRun = (repeatRun + one) & same;
            longestRepeat = T.Select(T.Less(longestRepeat, repeatRun), repeatRun, longestRepeat);
            previous = x;
        }

        Set(singles, DailySlots.ZeroRun, zeroRun);
        Set(singles, DailySlots.LongestZeroRun, longestZero);
        Set(singles, DailySlots.ZeroRuns, zeroRuns);
        Set(singles, DailySlots.GapRun, gapRun);
        Set(singles, DailySlots.LongestGap, longestGap);
        Set(singles, DailySlots.Gaps, gaps);
        Set(singles, DailySlots.RepeatRun, repeatRun);
        Set(singles, DailySlots.LongestRepeat, longestRepeat);
        Set(singles, DailySlots.Repeats, repeats);
    }

    private static void Extremes(float* days, int from, int to, float* singles)
    {
        var (min, max, negatives) = (Get(singles, DailySlots.Min), Get(singles, DailySlots.Max), Get(singles, DailySlots.Negatives));
        var (drop, rise, falls) = (Get(singles, DailySlots.LargestDrop), Get(singles, DailySlots.LargestRise), Get(singles, DailySlots.Falls));
        var (halvings, doublings) = (Get(singles, DailySlots.Halvings), Get(singles, DailySlots.Doublings));
        var (one, nothing, two, limit) = (T.All(1), T.All(0), T.All(2), T.All(DailySlots.Zero));
        var previous = from > 0 ? At(days, from - 1) : T.All(float.NaN);
        for (var t = from; t < to; t++)
        {
            var x = At(days, t);
            min = T.Select(T.Less(x, min), x, min);
            max = T.Select(T.Less(max, x), x, max);
            negatives += one & T.Less(x, nothing);
            var (up, down) = (x - previous, previous - x);
            drop = T.Select(T.Less(drop, down), down, drop);
            rise = T.Select(T.Less(rise, up), up, rise);
            falls += one & T.Less(x, previous);
            halvings += one & T.Less(two * x, previous) & T.Less(limit, previous);
            doublings += one & T.Less(two * previous, x) & T.Less(limit, previous);
            previous = x;
        }

        Set(singles, DailySlots.Min, min);
        Set(singles, DailySlots.Max, max);
        Set(singles, DailySlots.Negatives, negatives);
        Set(singles, DailySlots.LargestDrop, drop);
        Set(singles, DailySlots.LargestRise, rise);
        Set(singles, DailySlots.Falls, falls);
        Set(singles, DailySlots.Halvings, halvings);
        Set(singles, DailySlots.Doublings, doublings);
    }

    private static void Changes(float* days, int from, int to, float* singles, double* doubles)
    {
        var pairs = Get(singles, DailySlots.Pairs1);
        var (change, squared) = (Get(doubles, DailySlots.Change), Get(doubles, DailySlots.ChangeSquared));
        var one = T.All(1);
        var previous = from > 0 ? At(days, from - 1) : T.All(float.NaN);
        for (var t = from; t < to; t++)
        {
            var x = At(days, t);
            var difference = x - previous;
            var both = T.Equal(difference, difference);
            var wide = TWide.Of(T.Abs(difference & both));
            pairs += one & both;
            change += wide;
            squared += wide * wide;
            previous = x;
        }

        Set(singles, DailySlots.Pairs1, pairs);
        Set(doubles, DailySlots.Change, change);
        Set(doubles, DailySlots.ChangeSquared, squared);
    }

    /// <summary>Products and sums of the pairs a day and a week apart, of which both readings exist.</summary>
    private static void Lags(float* days, int from, int to, float* singles, double* doubles)
    {
        var (pairs, origin, one) = (Get(singles, DailySlots.Pairs7), Get(singles, DailySlots.Origin), T.All(1));
        var (product1, sum1) = (Get(doubles, DailySlots.Product1), Get(doubles, DailySlots.PairSum1));
        var (product7, sum7) = (Get(doubles, DailySlots.Product7), Get(doubles, DailySlots.PairSum7));
        var previous = from > 0 ? At(days, from - 1) : T.All(float.NaN);
        var zero = TWide.Of(origin);
        for (var t = from; t < to; t++)
        {
            var x = At(days, t);
            var ok = T.Equal(x, x);
            var both = ok & T.Equal(previous, previous);
            var (a, b) = (TWide.Of(T.Select(both, x, origin)) - zero, TWide.Of(T.Select(both, previous, origin)) - zero);
            product1 += a * b;
            sum1 += a + b;
            previous = x;
            if (t < DailySlots.Week) continue;
            var before = At(days, t - DailySlots.Week);
            both = ok & T.Equal(before, before);
            pairs += one & both;
            (a, b) = (TWide.Of(T.Select(both, x, origin)) - zero, TWide.Of(T.Select(both, before, origin)) - zero);
            product7 += a * b;
            sum7 += a + b;
        }

        Set(singles, DailySlots.Pairs7, pairs);
        Set(doubles, DailySlots.Product1, product1);
        Set(doubles, DailySlots.PairSum1, sum1);
        Set(doubles, DailySlots.Product7, product7);
        Set(doubles, DailySlots.PairSum7, sum7);
    }

    private static TWide Centred(T x, T origin, TWide wideOrigin) => TWide.Of(T.Select(T.Equal(x, x), x, origin)) - wideOrigin;

    private static void Weekdays(float* days, int from, int to, int weekday, float* singles, double* doubles)
    {
        var (origin, one) = (Get(singles, DailySlots.Origin), T.All(1));
        var zero = TWide.Of(origin);
        var slot = (weekday + from) % DailySlots.Week;
        for (var t = from; t < to; t++)
        {
            var x = At(days, t);
            Set(doubles, DailySlots.WeekdayS + slot, Get(doubles, DailySlots.WeekdayS + slot) + Centred(x, origin, zero));
            Set(singles, DailySlots.WeekdayN + slot, Get(singles, DailySlots.WeekdayN + slot) + (one & T.Equal(x, x)));
            slot = slot == DailySlots.Week - 1 ? 0 : slot + 1;
        }
    }
}
