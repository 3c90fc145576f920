namespace Voltward.Analytics.Detection;

/// <summary>Rhythm of billing, zeros, register continuity and round figures.</summary>
internal static class BillRhythmFeatures
{
    public static void Write(BillFeatureSink sink, BillView view)
    {
        var main = view.Main;
        WriteRhythm(sink, view);
        sink.For(BillReasons.Zeros);
        var recent = main.AsSpan()[Math.Max(0, main.Length - 3)..];
        var zero = 0;
        foreach (var bill in recent) zero += bill.Kwh == 0 ? 1 : 0;
        sink.Add("zeroNow", recent.Length == 0 ? double.NaN : zero / (double)recent.Length);
        sink.Add("longestZeroRun", LongestZeroRun(main));
        sink.For(BillReasons.Register);
        WriteRegister(sink, main);
        WriteRoundness(sink, main);
    }

    internal static int LongestZeroRun(ReadOnlySpan<Bill> main)
    {
        int run = 0, longest = 0;
        foreach (var bill in main)
        {
            run = bill.Kwh == 0 ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static void WriteRhythm(BillFeatureSink sink, BillView view)
    {
        var main = view.Main;
        var gaps = BillSpread.Of(view.GapMonths);
        sink.Add("gap.mean", gaps.Mean);
        sink.Add("gap.sd", gaps.Deviation);
        sink.Add("gap.max", gaps.Greatest);
        sink.Add("gap.min", gaps.Least);
        int late = 0, early = 0, sameDay = 0, longBills = 0, shortBills = 0, odd = 0, lastLong = -1, lastShort = -1;
        double months = 0;
        var usual = main.Length == 0 ? 0 : main.GroupBy(b => b.Months).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
        for (var i = 0; i < main.Length; i++)
        {
            months += main[i].Months;
            if (main[i].Months != 4) odd++;
            if (main[i].Months >= 8) (longBills, lastLong) = (longBills + 1, i);
            if (main[i].Months <= 2) (shortBills, lastShort) = (shortBills + 1, i);
            if (view.GapMonths[i] > 1.5) late++;
            if (view.GapMonths[i] < -1.5) early++;
            if (i > 0 && main[i].Day == main[i - 1].Day) sameDay++;
        }

        sink.Add("late", late);
        sink.Add("early", early);
        sink.Add("sameDay", sameDay);
        sink.Add("usualMonths", main.Length == 0 ? double.NaN : usual);
        sink.Add("lastMonths", main.Length == 0 ? double.NaN : main[^1].Months);
        sink.Add("unusualLength", odd);
        sink.Add("long", longBills);
        sink.Add("short", shortBills);
        sink.Add("long.yearsAgo", lastLong < 0 ? double.NaN : view.YearsAgo(lastLong));
        sink.Add("short.yearsAgo", lastShort < 0 ? double.NaN : view.YearsAgo(lastShort));
        sink.Add("covered", main.Length == 0 ? double.NaN : months / (((main[^1].Day - main[0].Day) / BillCalendar.MonthDays) + main[0].Months));
        sink.Add("side", view.Series.Side.Length);
    }

    private static void WriteRegister(BillFeatureSink sink, ReadOnlySpan<Bill> main)
    {
        int jumps = 0, back = 0;
        double unbilled = 0, greatest = double.NaN;
        for (var i = 1; i < main.Length; i++)
        {
            if (main[i].Meter != main[i - 1].Meter || main[i].IndexFrom == Bill.NoIndex || main[i - 1].IndexTo == Bill.NoIndex) continue;
            var jump = (double)(main[i].IndexFrom - main[i - 1].IndexTo);
            if (jump != 0) jumps++;
            if (jump < 0) back++;
            unbilled += Math.Max(0, jump);
            var relative = jump / (main[i].Kwh + 50);
            if (!(greatest >= relative)) greatest = relative;
        }

        sink.Add("jumps", jumps);
        sink.Add("jumpsBack", back);
        sink.Add("jump.relative", greatest);
        sink.Add("jump.total", Math.Log(1 + unbilled));
    }

    private static void WriteRoundness(BillFeatureSink sink, ReadOnlySpan<Bill> main)
    {
        int ten = 0, fifty = 0;
        foreach (var bill in main)
        {
            if (bill.Kwh > 0 && bill.Kwh % 10 == 0) ten++;
            if (bill.Kwh > 0 && bill.Kwh % 50 == 0) fifty++;
        }

        sink.Add("round10", main.Length == 0 ? double.NaN : ten / (double)main.Length);
        sink.Add("round50", main.Length == 0 ? double.NaN : fifty / (double)main.Length);
    }
}
