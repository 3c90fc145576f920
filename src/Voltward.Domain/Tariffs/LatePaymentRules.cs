using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Tariffs;

/// <summary>Days of delay, split at the turn of the year in which the bill fell due.</summary>
/// <param name="SameYear">Days up to 31 December of the year of the due date.</param>
/// <param name="NextYear">Days after it.</param>
public readonly record struct LateDays(int SameYear, int NextYear);

/// <summary>Charge for late payment of a bill (电费违约金): neither penalty charge nor fine.</summary>
public static class LatePaymentRules
{
    /// <summary>Days of delay.</summary>
    /// <param name="due">Last day to pay in time.</param>
    /// <param name="paid">Day of payment.</param>
    /// <param name="countPaymentDay">Whether the day of payment counts.</param>
    public static LateDays Days(DateOnly due, DateOnly paid, bool countPaymentDay)
    {
        var last = countPaymentDay ? paid : paid.AddDays(-1);
        if (last <= due) return new(0, 0);
        var yearEnd = new DateOnly(due.Year, 12, 31);
        var same = (last < yearEnd ? last : yearEnd).DayNumber - due.DayNumber;
        return new(same, Math.Max(0, last.DayNumber - yearEnd.DayNumber));
    }

    /// <summary>The charge of some days at one daily rate.</summary>
    /// <param name="arrears">Bill not paid, yuan.</param>
    /// <param name="dailyRate">Rate a day: 0.001 is one per thousand.</param>
    /// <param name="days">Days.</param>
    [LegalSource("电力供应与使用条例", "第三十九条", "2019")]
    [LegalSource("供电营业规则", "第一百条（条号待核实）", "2024")]
    [LegalSource("供电营业规则", "第九十八条", "1996")]
    public static Yuan Charge(Yuan arrears, decimal dailyRate, int days) => Yuan.Rounded(arrears.Value * dailyRate * days);

    /// <summary>The charge to collect: never less than the minimum once there is any.</summary>
    [LegalSource("供电营业规则", "第九十八条", "1996")]
    public static Yuan WithMinimum(Yuan computed, Yuan minimum) =>
        computed.Value > 0m && computed.Value < minimum.Value ? minimum : computed;
}
