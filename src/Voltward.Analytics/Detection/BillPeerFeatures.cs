namespace Voltward.Analytics.Detection;

/// <summary>Deviation from the peers and its course: windows, year over year, lasting shifts, trend, season.</summary>
public static class BillPeerFeatures
{
    private static readonly int[] Windows = [2, 4, 8, 12, 20];

    internal static void Write(BillFeatureSink sink, BillView view)
    {
        var residual = view.Residual.AsSpan();
        sink.AddSpread("residual", residual);
        foreach (var window in Windows)
        {
            var n = Math.Min(window, residual.Length);
            var last = BillSpread.Of(residual[^n..]);
            var first = BillSpread.Of(residual[..n]);
            sink.Add("last", window, last.Mean);
            sink.Add("lastLeast", window, last.Least);
            sink.Add("first", window, first.Mean);
            sink.Add("gain", window, last.Mean - first.Mean);
        }

        WriteMovingMean(sink, view);
        WriteYearOverYear(sink, residual);
        WriteShift(sink, view, down: true);
        WriteShift(sink, view, down: false);
        WriteTrend(sink, view);
        WriteSeason(sink, view);
    }

    private static void WriteMovingMean(BillFeatureSink sink, BillView view)
    {
        int least = -1, greatest = -1;
        double low = double.MaxValue, high = double.MinValue;
        for (var i = 2; i < view.Residual.Length; i++)
        {
            var mean = (view.Residual[i] + view.Residual[i - 1] + view.Residual[i - 2]) / 3;
            if (mean < low) (low, least) = (mean, i);
            if (mean > high) (high, greatest) = (mean, i);
        }

        var known = least >= 0 && greatest >= 0;
        var n = view.Residual.Length - 1;
        sink.Add("trough", known ? low : double.NaN);
        sink.Add("crest", known ? high : double.NaN);
        sink.Add("crestToTrough", known ? high - low : double.NaN);
        sink.Add("trough.billsAgo", known ? n - least : double.NaN);
        sink.Add("trough.yearsAgo", known ? view.YearsAgo(least) : double.NaN);
        sink.Add("crest.billsAgo", known ? n - greatest : double.NaN);
        sink.Add("crestBeforeTrough", known ? least - greatest : double.NaN);
    }

    private static void WriteYearOverYear(BillFeatureSink sink, ReadOnlySpan<double> residual)
    {
        // Three bills of four months make a year; other rhythms are compared at the same distance.
        var differences = new double[Math.Max(0, residual.Length - 3)];
        for (var i = 0; i < differences.Length; i++) differences[i] = residual[i + 3] - residual[i];
        var spread = BillSpread.Of(differences);
        sink.Add("year.min", spread.Least);
        sink.Add("year.max", spread.Greatest);
        sink.Add("year.sd", spread.Deviation);
    }

    /// <summary>The place that best splits the series in two levels: size, significance, age.</summary>
    private static void WriteShift(BillFeatureSink sink, BillView view, bool down)
    {
        var (place, shift, strength) = StrongestShift(view.Residual, down);
        var name = down ? "fall" : "rise";
        sink.Add(name + ".strength", strength);
        sink.Add(name + ".size", shift);
        sink.Add(name + ".billsAgo", place < 0 ? double.NaN : view.Residual.Length - 1 - place);
        sink.Add(name + ".yearsAgo", place < 0 ? double.NaN : view.YearsAgo(place));
    }

    /// <summary>The last bill before the strongest lasting shift, at least three bills from either end; −1 when there is none.</summary>
    public static (int Place, double Shift, double Strength) StrongestShift(ReadOnlySpan<double> residual, bool down)
    {
        var best = (Place: -1, Shift: double.NaN, Strength: double.NaN);
        double total = 0, before = 0;
        foreach (var value in residual) total += value;
        for (var i = 0; i < residual.Length - 3; i++)
        {
            before += residual[i];
            var (left, right) = (i + 1, residual.Length - i - 1);
            if (left < 3) continue;
            var shift = ((total - before) / right) - (before / left);
            var strength = shift * Math.Sqrt(left * (double)right / residual.Length);
            if (best.Place < 0 || (down ? strength < best.Strength : strength > best.Strength)) best = (i, shift, strength);
        }

        return best;
    }

    private static void WriteTrend(BillFeatureSink sink, BillView view)
    {
        var mean = view.Main.Length == 0 ? 0 : view.Main.Average(b => (double)b.Day);
        double slope = 0, squares = 1;
        for (var i = 0; i < view.Main.Length; i++)
        {
            var days = view.Main[i].Day - mean;
            if (double.IsNaN(view.Residual[i])) continue;
            slope += days * view.Residual[i];
            squares += days * days;
        }

        sink.Add("trendPerYear", view.Main.Length < 2 ? double.NaN : slope / squares * 365.25);
    }

    private static void WriteSeason(BillFeatureSink sink, BillView view)
    {
        double warm = 0, cold = 0;
        int warmBills = 0, coldBills = 0;
        for (var i = 0; i < view.Main.Length; i++)
        {
            var month = ((view.Main[i].MiddleMonth % 12) + 12) % 12;
            if (month is >= 5 and <= 8)
            {
                warm += view.LogRate[i];
                warmBills++;
            }
            else if (month is 11 or <= 2)
            {
                cold += view.LogRate[i];
                coldBills++;
            }
        }

        sink.Add("warm", warmBills == 0 ? double.NaN : warm / warmBills);
        sink.Add("cold", coldBills == 0 ? double.NaN : cold / coldBills);
        sink.Add("warmLessCold", warmBills == 0 || coldBills == 0 ? double.NaN : (warm / warmBills) - (cold / coldBills));
    }
}
