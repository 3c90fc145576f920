using System.Globalization;
using System.Text.Json.Nodes;
using Voltward.Analytics.Detection;
using Voltward.Domain.Common;

namespace Voltward.App.Detection;

/// <summary>Says the parts of a bill-based score in sentences, each with its figure, its day and the bill it rests on.</summary>
internal sealed class BillReasonText(BillPanel panel)
{
    /// <summary>The reason in words, or null when the customer's bills hold nothing to show for it.</summary>
    public (Words Text, JsonObject Data)? Say(string reason, int place)
    {
        var view = new BillView(panel.Series[place], panel.Population);
        if (reason == BillReasons.Gas) return Gas(view);
        if (view.Main.Length == 0) return null;
        return reason switch
        {
            BillReasons.Swap => Swap(view),
            BillReasons.Peers => Peers(view),
            BillReasons.Level => Level(view),
            BillReasons.Zeros => Zeros(view),
            BillReasons.Register => Register(view),
            BillReasons.Rhythm => Rhythm(view),
            BillReasons.Remarks => Remarks(view),
            BillReasons.Terms => Terms(view),
            _ => Route(view),
        };
    }

    private (Words, JsonObject) Swap(BillView view)
    {
        if (view.Swaps.Count == 0)
        {
            var last = view.Main[^1];
            var years = (last.Day - view.Main[0].Day) / 365.25;
            return (new(
                F($"自 {Day(view.Main[0])} 起账单上一直是同一块表，已 {years:F1} 年未见换表。"),
                F($"The same meter has been on the bills since {Day(view.Main[0])}: {years:F1} years without a change.")), Source(last));
        }

        var swap = view.Swaps[^1];
        var (old, first) = (view.Main[swap.Old.Last], view.Main[swap.New.First]);
        var before = view.Main[Math.Max(swap.Old.First, swap.Old.Last - 2)..(swap.Old.Last + 1)].Average(b => b.MonthlyKwh);
        var after = view.Main[swap.New.First..Math.Min(view.Main.Length, swap.New.First + 3)].Average(b => b.MonthlyKwh);
        var closed = panel.Population.Meters.IsClosed(view.Main, swap);
        var data = Source(first);
        data["oldBill"] = Source(old);
        data["closed"] = closed;
        return (new(
            F($"{Day(first)} 账单起换了表{(closed == false ? "，旧表没有拆表结算账单" : "")}；换表前月均 {before:F0} 千瓦时，换表后 {after:F0} 千瓦时。"),
            F($"The meter changed with the bill of {Day(first)}{(closed == false ? ", without a closing bill of the old one" : "")}; {before:F0} kWh a month before, {after:F0} after.")), data);
    }

    private static (Words, JsonObject)? Peers(BillView view)
    {
        var recent = view.Residual.Skip(Math.Max(0, view.Residual.Length - 4)).Where(double.IsFinite).ToArray();
        if (recent.Length == 0) return null;
        var against = (Math.Exp(recent.Average()) - 1) * 100;
        var data = Source(view.Main[^1]);
        data["percentAgainstPeers"] = Math.Round(against, 1);
        var zh = F($"截至 {Day(view.Main[^1])} 的最近 {recent.Length} 期，月均用电比同月同类客户的中位数{(against < 0 ? "低" : "高")} {Math.Abs(against):F0}%。");
        var en = F($"In the last {recent.Length} bills up to {Day(view.Main[^1])} the energy is {Math.Abs(against):F0}% {(against < 0 ? "below" : "above")} the median of like customers in the same months.");
        var (fall, shift, _) = BillPeerFeatures.StrongestShift(view.Residual, down: true);
        if (fall < 0 || shift > -0.2) return (new(zh, en), data);
        data["fallAfter"] = Source(view.Main[fall]);
        var drop = (1 - Math.Exp(shift)) * 100;
        return (new(
            zh + F($"{Day(view.Main[fall])} 之后持续下降约 {drop:F0}%。"),
            en + F($" It fell lastingly by about {drop:F0}% after {Day(view.Main[fall])}.")), data);
    }

    private static (Words, JsonObject) Level(BillView view)
    {
        var (high, low) = (view.Main.MaxBy(b => b.MonthlyKwh), view.Main.MinBy(b => b.MonthlyKwh));
        var data = Source(high);
        data["lowest"] = Source(low);
        return (new(
            F($"历史月均 {view.Main.Average(b => b.MonthlyKwh):F0} 千瓦时，起伏大：最高 {high.MonthlyKwh:F0}（{Day(high)}），最低 {low.MonthlyKwh:F0}（{Day(low)}）。"),
            F($"{view.Main.Average(b => b.MonthlyKwh):F0} kWh a month on average, from {low.MonthlyKwh:F0} ({Day(low)}) to {high.MonthlyKwh:F0} ({Day(high)}).")), data);
    }

    private static (Words, JsonObject)? Zeros(BillView view)
    {
        var zero = view.Main.Where(b => b.Kwh == 0).ToArray();
        if (zero.Length == 0) return null;
        var data = Source(zero[^1]);
        data["zeroBills"] = zero.Length;
        return (new(
            F($"{view.Main.Length} 期电费中有 {zero.Length} 期用电量为零，最近一次是 {Day(zero[^1])}。"),
            F($"{zero.Length} of {view.Main.Length} bills are zero, the last of {Day(zero[^1])}.")), data);
    }

    private static (Words, JsonObject)? Register(BillView view)
    {
        for (var i = view.Main.Length - 1; i > 0; i--)
        {
            var (before, bill) = (view.Main[i - 1], view.Main[i]);
            if (bill.Meter != before.Meter || bill.IndexFrom == Bill.NoIndex || before.IndexTo == Bill.NoIndex || bill.IndexFrom == before.IndexTo) continue;
            var data = Source(bill);
            data["billBefore"] = Source(before);
            return (new(
                F($"{Day(bill)} 账单的起码 {bill.IndexFrom} 与上期止码 {before.IndexTo} 不相接，相差 {bill.IndexFrom - before.IndexTo}。"),
                F($"The bill of {Day(bill)} begins at register {bill.IndexFrom}, the one before ended at {before.IndexTo}: {bill.IndexFrom - before.IndexTo} apart.")), data);
        }

        var last = view.Main[^1];
        return last.IndexTo == Bill.NoIndex ? null : (new(
            F($"{Day(last)} 的表码为 {last.IndexTo}。"), F($"The register stood at {last.IndexTo} on {Day(last)}.")), Source(last));
    }

    private static (Words, JsonObject) Rhythm(BillView view)
    {
        var usual = view.Main.GroupBy(b => b.Months).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
        var odd = view.Main.Where(b => b.Months != usual).ToArray();
        var last = odd.Length > 0 ? odd[^1] : view.Main[^1];
        var data = Source(last);
        data["usualMonths"] = (int)usual;
        return (new(
            F($"通常 {usual} 个月一期，另有 {odd.Length} 期不同，最近一次是 {Day(last)} 的 {last.Months} 个月。"),
            F($"Usually billed for {usual} months; {odd.Length} bills differ, the last of {Day(last)} with {last.Months} months.")), data);
    }

    private (Words, JsonObject) Remarks(BillView view)
    {
        var recent = view.Main[Math.Max(0, view.Main.Length - 8)..];
        var odd = recent.Where(b => b.Remark > 0 || b.Status > 0).ToArray();
        var last = odd.Length > 0 ? odd[^1] : recent[^1];
        var data = Source(last);
        (data["status"], data["remark"]) = (Code(BillChannel.Status, last.Status), Code(BillChannel.Remark, last.Remark));
        return (new(
            F($"最近 {recent.Length} 期中有 {odd.Length} 期的表计状态或抄表备注不是最常见的；{Day(last)} 为状态 {Code(BillChannel.Status, last.Status)}、备注 {Code(BillChannel.Remark, last.Remark)}。"),
            F($"{odd.Length} of the last {recent.Length} bills carry an uncommon meter status or remark; on {Day(last)} status {Code(BillChannel.Status, last.Status)}, remark {Code(BillChannel.Remark, last.Remark)}.")), data);
    }

    private (Words, JsonObject)? Terms(BillView view)
    {
        for (var i = view.Main.Length - 1; i > 0; i--)
        {
            var (before, bill) = (view.Main[i - 1], view.Main[i]);
            var channel = bill.ReadType != before.ReadType ? BillChannel.ReadType : BillChannel.Tariff;
            if (bill.Code(channel) == before.Code(channel)) continue;
            var data = Source(bill);
            data["billBefore"] = Source(before);
            var (from, to) = (Code(channel, before.Code(channel)), Code(channel, bill.Code(channel)));
            var same = bill.Meter == before.Meter;
            return (new(
                F($"{Day(bill)} 起{(channel == BillChannel.Tariff ? "电价类别" : "表计或抄表代码")}由 {from} 变为 {to}{(same ? "，表计未换" : "")}。"),
                F($"The {(channel == BillChannel.Tariff ? "tariff" : "meter or read code")} changed from {from} to {to} with the bill of {Day(bill)}{(same ? ", on the same meter" : "")}.")), data);
        }

        return null;
    }

    private (Words, JsonObject)? Route(BillView view)
    {
        var last = view.Main[^1];
        var look = panel.Population.Day(last.Day);
        if (look.Bills == 0) return null;
        var data = Source(last);
        data["billsOfThatDay"] = look.Bills;
        return (new(
            F($"{Day(last)} 同日开账 {look.Bills} 户，其中 {100 * look.Mean(look.Unusual):F1}% 的表计状态异常。"),
            F($"{look.Bills} customers were billed on {Day(last)}; {100 * look.Mean(look.Unusual):F1}% of them with an uncommon meter status.")), data);
    }

    private static (Words, JsonObject)? Gas(BillView view)
    {
        if (view.Series.Gas.Length == 0) return null;
        var last = view.Series.Gas[^1];
        return (new(
            F($"同一客户另有 {view.Series.Gas.Length} 期燃气账单，最近 {Day(last)} 月均 {last.MonthlyKwh:F0}。"),
            F($"The customer also has {view.Series.Gas.Length} gas bills, the last of {Day(last)} with {last.MonthlyKwh:F0} a month.")), Source(last));
    }

    private string Code(BillChannel channel, int rank)
    {
        var codes = panel.Vocabulary.Codes[(int)channel];
        return rank < codes.Count ? codes[rank] : "?";
    }

    private static JsonObject Source(Bill bill) => new()
    {
        ["billedOn"] = Day(bill),
        ["meter"] = bill.Meter,
        ["indexFrom"] = bill.IndexFrom == Bill.NoIndex ? null : bill.IndexFrom,
        ["indexTo"] = bill.IndexTo == Bill.NoIndex ? null : bill.IndexTo,
        ["kwh"] = bill.Kwh,
        ["months"] = (int)bill.Months,
    };

    private static string Day(Bill bill) => Text(bill.Day);

    private static string Text(int day) => BillCalendar.DateOf(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
