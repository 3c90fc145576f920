namespace Voltward.Analytics.Detection;

/// <summary>Levels, spread, price steps, registers and repeats of one kind of energy.</summary>
internal static class BillLevelFeatures
{
    private static readonly int[] Windows = [4, 8, 16];

    public static void Write(BillFeatureSink sink, ReadOnlySpan<Bill> bills, int asOf)
    {
        sink.Add("bills", bills.Length == 0 ? double.NaN : bills.Length);
        sink.Add("firstYearsAgo", bills.Length == 0 ? double.NaN : (asOf - bills[0].Day) / 365.25);
        sink.Add("lastYearsAgo", bills.Length == 0 ? double.NaN : (asOf - bills[^1].Day) / 365.25);
        WriteLevels(sink, bills);
        WriteRegisters(sink, bills);
        WriteSteps(sink, bills);
        WriteCounts(sink, bills);
        foreach (var window in Windows) WriteWindow(sink, bills, window);
    }

    private static void WriteLevels(BillFeatureSink sink, ReadOnlySpan<Bill> bills)
    {
        double[] kwh = new double[bills.Length], rate = new double[bills.Length], log = new double[bills.Length];
        double[] gap = new double[bills.Length], months = new double[bills.Length];
        double[] change = new double[bills.Length], size = new double[bills.Length];
        for (var i = 0; i < bills.Length; i++)
        {
            (kwh[i], rate[i], log[i], months[i]) = (bills[i].Kwh, bills[i].MonthlyKwh, bills[i].LogRate, bills[i].Months);
            gap[i] = i == 0 ? double.NaN : bills[i].Day - bills[i - 1].Day;
            change[i] = i == 0 ? double.NaN : log[i] - log[i - 1];
            size[i] = Math.Abs(change[i]);
        }

        sink.AddSpread("kwh", kwh);
        sink.AddSpread("monthly", rate);
        sink.AddSpread("log", log);
        sink.AddSpread("gapDays", gap);
        sink.AddSpread("months", months);
        sink.AddSpread("step", size);
        var changes = BillSpread.Of(change);
        sink.Add("change.min", changes.Least);
        sink.Add("change.max", changes.Greatest);
        sink.Add("change.sd", changes.Deviation);
    }

    private static void WriteRegisters(BillFeatureSink sink, ReadOnlySpan<Bill> bills)
    {
        double[] from = new double[bills.Length], to = new double[bills.Length], jump = new double[bills.Length];
        for (var i = 0; i < bills.Length; i++)
        {
            from[i] = bills[i].IndexFrom == Bill.NoIndex ? double.NaN : bills[i].IndexFrom;
            to[i] = bills[i].IndexTo == Bill.NoIndex ? double.NaN : bills[i].IndexTo;
            jump[i] = i > 0 && bills[i].Meter == bills[i - 1].Meter ? from[i] - to[i - 1] : double.NaN;
        }

        sink.AddSpread("indexFrom", from);
        sink.AddSpread("indexTo", to);
        sink.AddSpread("indexJump", jump);
    }

    private static void WriteSteps(BillFeatureSink sink, ReadOnlySpan<Bill> bills)
    {
        Span<double> sums = stackalloc double[4];
        var shares = new double[4][];
        for (var step = 0; step < 4; step++) shares[step] = new double[bills.Length];
        for (var i = 0; i < bills.Length; i++)
        {
            var bill = bills[i];
            float[] parts = [bill.Step1, bill.Step2, bill.Step3, bill.Step4];
            for (var step = 0; step < 4; step++)
            {
                shares[step][i] = parts[step] / (bill.Kwh + 1.0);
                sums[step] += double.IsNaN(shares[step][i]) ? 0 : shares[step][i];
            }
        }

        for (var step = 0; step < 4; step++)
        {
            var spread = BillSpread.Of(shares[step]);
            sink.Add("stepShare.mean", step + 1, spread.Mean);
            sink.Add("stepShare.sd", step + 1, spread.Deviation);
            sink.Add("stepShare.sum", step + 1, bills.Length == 0 ? double.NaN : sums[step]);
        }
    }

    private static void WriteCounts(BillFeatureSink sink, ReadOnlySpan<Bill> bills)
    {
        int zero = 0, back = 0, off = 0, repeat = 0, swap = 0, up = 0, down = 0;
        for (var i = 0; i < bills.Length; i++)
        {
            var bill = bills[i];
            if (bill.Kwh == 0) zero++;
            if (bill.IndexTo < bill.IndexFrom) back++;
            if (IsOff(bill)) off++;
            if (i == 0) continue;
            var earlier = bills[i - 1];
            if (bill.Kwh == earlier.Kwh) repeat++;
            if (bill.Meter != earlier.Meter) swap++;
            else if (bill.IndexFrom > earlier.IndexTo) up++;
            else if (bill.IndexFrom < earlier.IndexTo) down++;
        }

        sink.AddShare("zero", zero, bills.Length);
        sink.AddShare("registerBack", back, bills.Length);
        sink.AddShare("registerOff", off, bills.Length);
        sink.AddShare("repeat", repeat, bills.Length);
        sink.AddShare("meterSwitch", swap, bills.Length);
        sink.AddShare("jumpUp", up, bills.Length);
        sink.AddShare("jumpDown", down, bills.Length);
    }

    private static void WriteWindow(BillFeatureSink sink, ReadOnlySpan<Bill> bills, int window)
    {
        var last = bills[Math.Max(0, bills.Length - window)..];
        var log = new double[bills.Length];
        for (var i = 0; i < bills.Length; i++) log[i] = bills[i].LogRate;
        var recent = BillSpread.Of(log.AsSpan(bills.Length - last.Length));
        int zero = 0, off = 0;
        foreach (var bill in last)
        {
            if (bill.Kwh == 0) zero++;
            if (IsOff(bill)) off++;
        }

        sink.Add("recent.log", window, recent.Mean);
        sink.Add("recent.sd", window, recent.Deviation);
        sink.Add("recent.fall", window, recent.Mean - BillSpread.Of(log).Mean);
        sink.Add("recent.zero", window, last.Length == 0 ? double.NaN : zero / (double)last.Length);
        sink.Add("recent.off", window, last.Length == 0 ? double.NaN : off / (double)last.Length);
        sink.Add("recent.gap", window, last.Length < 2 ? double.NaN : (last[^1].Day - last[0].Day) / (last.Length - 1.0));
    }

    /// <summary>The billed energy is not what the register shows.</summary>
    private static bool IsOff(in Bill bill) =>
        bill.IndexFrom != Bill.NoIndex && bill.IndexTo != Bill.NoIndex
        && Math.Abs(((bill.IndexTo - bill.IndexFrom) * (double)bill.Factor) - bill.Kwh) > 0.5;
}
