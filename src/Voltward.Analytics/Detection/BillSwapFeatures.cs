namespace Voltward.Analytics.Detection;

/// <summary>Changes of meter: when, how, what went before and after, and whether others had the same.</summary>
internal static class BillSwapFeatures
{
    public static void Write(BillFeatureSink sink, BillView view)
    {
        var (main, stock) = (view.Main, view.Population.Meters);
        var swaps = view.Swaps;
        var open = swaps.Where(s => stock.IsClosed(main, s) == false).ToArray();
        sink.Add("count", swaps.Count);
        sink.Add("open", open.Length);
        sink.Add("meters", main.Select(b => b.Meter).Distinct().Count());
        sink.Add("first.yearsAgo", swaps.Count == 0 ? double.NaN : view.YearsAgo(swaps[0].New.First));
        sink.Add("open.yearsAgo", open.Length == 0 ? double.NaN : view.YearsAgo(open[^1].New.First));
        if (swaps.Count > 0) WriteLast(sink, view, swaps[^1]);
        else WriteLast(sink, view, null);
        WriteMeter(sink, main.Length == 0 ? 0 : main[^1].Meter, stock);
        sink.Add("firstMeter.log", main.Length == 0 || main[0].Meter <= 0 ? double.NaN : Math.Log10(main[0].Meter));
        sink.Add("sharedMost", main.Select(b => stock.CustomersOf(b.Meter)).DefaultIfEmpty().Max());
    }

    private static void WriteMeter(BillFeatureSink sink, long meter, BillMeterStock stock)
    {
        sink.Add("meter.digits", BillMeterStock.Digits(meter));
        sink.Add("meter.log", meter <= 0 ? double.NaN : Math.Log10(meter));
        sink.Add("meter.customers", stock.CustomersOf(meter));
        sink.Add("meter.replacedAround", stock.ReplacedAround(meter));
        var make = stock.Make(meter);
        sink.Add("meter.makeChanges", make.Changes);
        sink.Add("meter.makeOpen", make.OpenShare);
    }

    private static void WriteLast(BillFeatureSink sink, BillView view, BillSwap? last)
    {
        var swap = last ?? default;
        double If(double value) => last is null ? double.NaN : value;
        var main = last is null ? [default] : view.Main;
        var (oldFirst, oldLast) = (main[swap.Old.First], main[swap.Old.Last]);
        var (newFirst, newLast) = (main[swap.New.First], main[swap.New.Last]);
        var stock = view.Population.Meters;

        sink.Add("last.yearsAgo", If(last is null ? 0 : view.YearsAgo(swap.New.First)));
        sink.Add("last.unbilledMonths", If(((newFirst.Day - oldLast.Day) / BillCalendar.MonthDays) - newFirst.Months));
        sink.Add("last.firstIndex", If(newFirst.IndexFrom == Bill.NoIndex ? double.NaN : newFirst.IndexFrom));
        sink.Add("last.oldIndex", If(oldLast.IndexTo == Bill.NoIndex ? double.NaN : oldLast.IndexTo));
        sink.Add("last.oldYears", If((newFirst.Day - oldFirst.Day) / 365.25));
        sink.Add("last.newYears", If((newLast.Day - newFirst.Day) / 365.25));
        sink.Add("last.oldBills", If(swap.Old.Last - swap.Old.First + 1));
        sink.Add("last.newBills", If(swap.New.Last - swap.New.First + 1));
        sink.Add("last.closed", last is null ? double.NaN : stock.IsClosed(main, swap) switch { true => 1, false => 0, null => double.NaN });
        sink.Add("last.oldDigits", If(BillMeterStock.Digits(oldLast.Meter)));
        sink.Add("last.newDigits", If(BillMeterStock.Digits(newFirst.Meter)));
        sink.Add("last.firstMonths", If(newFirst.Months));
        sink.Add("last.finalMonths", If(oldLast.Months));
        sink.Add("last.finalRemark", If(oldLast.Remark));
        sink.Add("last.firstRemark", If(newFirst.Remark));
        sink.Add("last.oldReadType", If(oldLast.ReadType));
        sink.Add("last.newReadType", If(newFirst.ReadType));
        sink.Add("last.readTypeChanged", If(oldLast.ReadType != newFirst.ReadType ? 1 : 0));
        sink.Add("last.tariffChanged", If(oldLast.Tariff != newFirst.Tariff ? 1 : 0));
        WriteCompany(sink, stock, newFirst, oldLast, last is null);
        WriteCourse(sink, view, last);
    }

    /// <summary>Whether others had the same at the same time.</summary>
    private static void WriteCompany(BillFeatureSink sink, BillMeterStock stock, in Bill newFirst, in Bill oldLast, bool none)
    {
        var month = stock.Month(newFirst);
        var make = stock.Make(newFirst.Meter);
        sink.Add("last.monthChanges", none ? double.NaN : month.Changes);
        sink.Add("last.monthOpen", none ? double.NaN : month.OpenShare);
        sink.Add("last.makeChanges", none ? double.NaN : make.Changes);
        sink.Add("last.makeOpen", none ? double.NaN : make.OpenShare);
        sink.Add("last.dayChanges", none ? double.NaN : stock.ChangesOn(newFirst.Day));
        sink.Add("last.likeChanges", none ? double.NaN : stock.ChangesLike(newFirst, oldLast.ReadType));
        var batch = none ? (Days: double.NaN, LogDistance: double.NaN) : stock.Batch(newFirst);
        sink.Add("last.batchDays", batch.Days);
        sink.Add("last.batchDistance", batch.LogDistance);
        sink.Add("last.make", none ? double.NaN : BillMeterStock.MakeOf(newFirst.Meter));
        sink.Add("last.oldReplacedAround", none ? double.NaN : stock.ReplacedAround(oldLast.Meter));
    }

    /// <summary>Level against the peers before and after the change.</summary>
    private static void WriteCourse(BillFeatureSink sink, BillView view, BillSwap? last)
    {
        var residual = view.Residual.AsSpan();
        var swap = last ?? default;
        var end = last is null ? 0 : swap.Old.Last + 1;
        var begin = last is null ? residual.Length : swap.New.First;
        var before = BillSpread.Of(residual[Math.Max(0, end - 3)..end]);
        var farther = BillSpread.Of(residual[Math.Max(0, end - 6)..Math.Max(0, end - 3)]);
        var old = BillSpread.Of(last is null ? [] : residual[swap.Old.First..end]);
        var after = BillSpread.Of(residual[begin..Math.Min(residual.Length, begin + 3)]);
        var now = BillSpread.Of(residual[begin..]);
        sink.Add("last.before3", before.Mean);
        sink.Add("last.beforeLeast", before.Least);
        sink.Add("last.farther3", farther.Mean);
        sink.Add("last.after3", after.Mean);
        sink.Add("last.after1", begin < residual.Length ? residual[begin] : double.NaN);
        sink.Add("last.before1", end > 0 ? residual[end - 1] : double.NaN);
        sink.Add("last.recovery", after.Mean - before.Mean);
        sink.Add("last.fallBefore", before.Mean - old.Mean);
        sink.Add("last.recoveryAll", now.Mean - old.Mean);
        int zero = 0, odd = 0;
        for (var i = Math.Max(0, end - 3); i < end; i++)
        {
            if (view.Main[i].Kwh == 0) zero++;
            if (view.Main[i].Remark > 0) odd++;
        }

        sink.Add("last.zeroBefore", last is null ? double.NaN : zero);
        sink.Add("last.oddRemarkBefore", last is null ? double.NaN : odd);
    }
}
