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
    /// <summary>Days whose differences to the origin are kept in double precision between two passes.</summary>
    private const int Chunk = 28;

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
        var centred = stackalloc double[(Chunk + DailySlots.Week) * T.Count];
        Runs(days, from, to, singles);
        Changes(days, from, to, singles, doubles);
        FindOrigins(days, from, to, singles);
        Before(days, from, singles, centred);
        for (var start = from; start < to; start += Chunk)
        {
            var end = Math.Min(start + Chunk, to);
            Moments(days, (start, end, (weekday + start) % DailySlots.Week), singles, doubles, centred);
            Lags(days, (start, end), singles, doubles, centred);
            new Span<double>(centred + ((end - start) * T.Count), DailySlots.Week * T.Count).CopyTo(new Span<double>(centred, DailySlots.Week * T.Count));
        }
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

    /// <summary>The first reading of a customer is its origin.</summary>
    private static void FindOrigins(float* days, int from, int to, float* singles)
    {
        var origin = Get(singles, DailySlots.Origin);
        var found = T.Less(T.All(0), Get(singles, DailySlots.N));
        for (var t = from; t < to && !T.InAll(found); t++)
        {
            var x = At(days, t);
            var first = T.AndNot(T.Equal(x, x), found);
            origin = T.Select(first, x, origin);
            found = T.Select(first, first, found);
        }

        Set(singles, DailySlots.Origin, origin);
    }

    /// <summary>Differences to the origin of the week before the first new day; NaN = no reading.</summary>
    private static void Before(float* days, int from, float* singles, double* centred)
    {
        var origin = TWide.Of(Get(singles, DailySlots.Origin));
        for (var back = 1; back <= DailySlots.Week; back++)
        {
            Set(centred, DailySlots.Week - back, back > from ? TWide.All(double.NaN) : TWide.Of(At(days, from - back)) - origin);
        }
    }

    private static void Moments(float* days, (int From, int To, int Weekday) part, float* singles, double* doubles, double* centred)
    {
        var weekday = part.Weekday;
        var (n, zeros, origin) = (Get(singles, DailySlots.N), Get(singles, DailySlots.Zeros), TWide.Of(Get(singles, DailySlots.Origin)));
        var (s, s2, s3, s4) = (Get(doubles, DailySlots.S), Get(doubles, DailySlots.S2), Get(doubles, DailySlots.S3), Get(doubles, DailySlots.S4));
        var (day1, day2, sDay) = (Get(doubles, DailySlots.Days), Get(doubles, DailySlots.DaysSquared), Get(doubles, DailySlots.SDays));
        var (one, limit) = (T.All(1), T.All(DailySlots.Zero));
        for (var t = part.From; t < part.To; t++)
        {
            if (t % DailySlots.Week == 0) Mark(t / DailySlots.Week, (n, zeros), (s, s2), singles, doubles);
            var x = At(days, t);
            n = CountIf(n, T.Equal(x, x), one);
            zeros = CountIf(zeros, T.LessOrEqual(x, limit), one);
            var difference = TWide.Of(x) - origin;
            Set(centred, DailySlots.Week + t - part.From, difference);
            var u = TWide.Known(difference);
            var square = u * u;
            s += u;
            s2 += square;
            s3 = TWide.Fused(square, u, s3);
            s4 = TWide.Fused(square, square, s4);
            day1 = TWide.AddKnown(day1, TWide.All(t), difference);
            day2 = TWide.AddKnown(day2, TWide.All((double)t * t), difference);
            sDay = TWide.Fused(u, TWide.All(t), sDay);
            Set(doubles, DailySlots.WeekdayS + weekday, Get(doubles, DailySlots.WeekdayS + weekday) + u);
            Set(singles, DailySlots.WeekdayN + weekday, CountIf(Get(singles, DailySlots.WeekdayN + weekday), T.Equal(x, x), one));
            weekday = weekday == DailySlots.Week - 1 ? 0 : weekday + 1;
        }

        Set(singles, DailySlots.N, n);
        Set(singles, DailySlots.Zeros, zeros);
        Set(doubles, DailySlots.S, s);
        Set(doubles, DailySlots.S2, s2);
        Set(doubles, DailySlots.S3, s3);
        Set(doubles, DailySlots.S4, s4);
        Set(doubles, DailySlots.Days, day1);
        Set(doubles, DailySlots.DaysSquared, day2);
        Set(doubles, DailySlots.SDays, sDay);
    }

    private static T CountIf(T count, T mask, T one) => T.Select(mask, count + one, count);

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
            zeroRun = T.Select(T.LessOrEqual(x, limit), zeroRun + one, nothing);
            zeroRuns = CountIf(zeroRuns, T.Equal(zeroRun, one), one);
            longestZero = T.Larger(longestZero, zeroRun);
            gapRun = T.Select(T.Equal(x, x), nothing, gapRun + one);
            gaps = CountIf(gaps, T.Equal(gapRun, one), one);
            longestGap = T.Larger(longestGap, gapRun);
            var same = T.Equal(T.Select(T.Less(limit, x), x, T.All(float.NaN)), previous);
            repeats = CountIf(repeats, same, one);
            repeatRun = T.Select(same, repeatRun + one, nothing);
            longestRepeat = T.Larger(longestRepeat, repeatRun);
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

    /// <summary>Extremes, and changes from a day to the next.</summary>
    private static void Changes(float* days, int from, int to, float* singles, double* doubles)
    {
        var (min, max, negatives) = (Get(singles, DailySlots.Min), Get(singles, DailySlots.Max), Get(singles, DailySlots.Negatives));
        var (drop, rise, falls) = (Get(singles, DailySlots.LargestDrop), Get(singles, DailySlots.LargestRise), Get(singles, DailySlots.Falls));
        var (halvings, doublings, pairs) = (Get(singles, DailySlots.Halvings), Get(singles, DailySlots.Doublings), Get(singles, DailySlots.Pairs1));
        var (change, squared) = (Get(doubles, DailySlots.Change), Get(doubles, DailySlots.ChangeSquared));
        var (one, nothing, limit) = (T.All(1), T.All(0), T.All(DailySlots.Zero));
        var previous = from > 0 ? At(days, from - 1) : T.All(float.NaN);
        for (var t = from; t < to; t++)
        {
            var x = At(days, t);
            min = T.Smaller(x, min);
            max = T.Larger(x, max);
            negatives = CountIf(negatives, T.Less(x, nothing), one);
            var difference = x - previous;
            drop = T.Larger(nothing - difference, drop);
            rise = T.Larger(difference, rise);
            falls = CountIf(falls, T.Less(x, previous), one);
            var sizeable = T.Select(T.Less(limit, previous), previous, T.All(float.NaN));
            halvings = CountIf(halvings, T.Less(x + x, sizeable), one);
            doublings = CountIf(doublings, T.Less(sizeable + sizeable, x), one);
            pairs = CountIf(pairs, T.Equal(difference, difference), one);
            var wide = TWide.Known(TWide.Of(T.Abs(difference)));
            change += wide;
            squared = TWide.Fused(wide, wide, squared);
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
        Set(singles, DailySlots.Pairs1, pairs);
        Set(doubles, DailySlots.Change, change);
        Set(doubles, DailySlots.ChangeSquared, squared);
    }

    /// <summary>Products and sums of the pairs a day and a week apart, of which both readings exist.</summary>
    private static void Lags(float* days, (int From, int To) part, float* singles, double* doubles, double* centred)
    {
        var (pairs, one) = (Get(singles, DailySlots.Pairs7), T.All(1));
        var (product1, sum1) = (Get(doubles, DailySlots.Product1), Get(doubles, DailySlots.PairSum1));
        var (product7, sum7) = (Get(doubles, DailySlots.Product7), Get(doubles, DailySlots.PairSum7));
        var previous = Get(centred, DailySlots.Week - 1);
        for (var t = part.From; t < part.To; t++)
        {
            var (a, before) = (Get(centred, DailySlots.Week + t - part.From), Get(centred, t - part.From));
            var pair = a + previous;
            product1 = TWide.FusedKnown(a, previous, product1, pair);
            sum1 = TWide.AddKnown(sum1, pair, pair);
            previous = a;
            pair = a + before;
            product7 = TWide.FusedKnown(a, before, product7, pair);
            sum7 = TWide.AddKnown(sum7, pair, pair);
            if (t < DailySlots.Week) continue;
            var difference = At(days, t) - At(days, t - DailySlots.Week);
            pairs = CountIf(pairs, T.Equal(difference, difference), one);
        }

        Set(singles, DailySlots.Pairs7, pairs);
        Set(doubles, DailySlots.Product1, product1);
        Set(doubles, DailySlots.PairSum1, sum1);
        Set(doubles, DailySlots.Product7, product7);
        Set(doubles, DailySlots.PairSum7, sum7);
    }
}
