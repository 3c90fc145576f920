using Voltward.Domain.Common;
using Voltward.Domain.Units;

namespace Voltward.Domain.Tariffs;

/// <summary>How a part of a month counts for the capacity charge.</summary>
public enum Proration
{
    /// <summary>By the calendar days of that month (2024).</summary>
    CalendarDays,

    /// <summary>By a fixed number of days, whatever the month (1996: 1/30 a day).</summary>
    ThirtyDay,
}

/// <summary>The dated rule for parts of a month.</summary>
/// <param name="Method">By which days.</param>
/// <param name="FixedDays">Days of a month where the method counts them fixed.</param>
public sealed record ProrationTerms(Proration Method, int FixedDays);

/// <summary>The price of capacity or demand (容(需)量电价), yuan per kVA or kW and month.</summary>
public readonly record struct CapacityPrice(decimal YuanPerKilowattMonth);

/// <summary>A part of a calendar month.</summary>
/// <param name="Days">Days used; a day of less than 24 hours counts whole.</param>
/// <param name="CalendarDays">Days the month has.</param>
public readonly record struct PartMonth(int Days, int CalendarDays);

/// <summary>A stretch of days as a capacity charge counts it.</summary>
/// <param name="FullMonths">Calendar months used from the first to the last day.</param>
/// <param name="Parts">The other months, in order.</param>
public sealed record MonthsUsed(int FullMonths, IReadOnlyList<PartMonth> Parts);

/// <summary>The capacity or demand charge (容(需)量电费, 1996: 基本电费) of full and part months.</summary>
public static class CapacityRules
{
    /// <summary>Charge of full months.</summary>
    /// <param name="capacity">Capacity charged, kW; kVA counts as kW.</param>
    /// <param name="price">Price of the month.</param>
    /// <param name="months">Months used, not negative.</param>
    [LegalSource("供电营业规则", "容(需)量电费条款（条号未见）", "2024")]
    [LegalSource("供电营业规则", "基本电费条款（条号未见）", "1996")]
    public static Yuan FullMonths(Kilowatts capacity, CapacityPrice price, int months) =>
        Yuan.Rounded(capacity.Value * price.YuanPerKilowattMonth * months);

    /// <summary>Charge of a part of a month. Faults, repairs and orderly-use outages give no reduction.</summary>
    /// <param name="capacity">Capacity charged, kW; kVA counts as kW.</param>
    /// <param name="price">Price of the month.</param>
    /// <param name="part">Days used and days of the month.</param>
    /// <param name="terms">By which days the month price is divided.</param>
    [LegalSource("供电营业规则", "容(需)量电费条款（条号未见）", "2024")]
    [LegalSource("供电营业规则", "基本电费条款（条号未见）", "1996")]
    public static Yuan PartOfMonth(Kilowatts capacity, CapacityPrice price, PartMonth part, ProrationTerms terms) =>
        Yuan.Rounded(capacity.Value * price.YuanPerKilowattMonth * part.Days / Divisor(part, terms));

    /// <summary>Days by which the price of a month is divided.</summary>
    public static int Divisor(PartMonth part, ProrationTerms terms) => terms.Method switch
    {
        Proration.CalendarDays => part.CalendarDays,
        Proration.ThirtyDay => terms.FixedDays,
    };

    /// <summary>Full and part calendar months of a stretch of days.</summary>
    /// <param name="from">First day, counted.</param>
    /// <param name="to">Last day, counted; not before <paramref name="from"/>.</param>
    public static MonthsUsed Months(DateOnly from, DateOnly to)
    {
        var full = 0;
        var parts = new List<PartMonth>();
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
        {
            var length = DateTime.DaysInMonth(month.Year, month.Month);
            var first = month < from ? from : month;
            var last = month.AddDays(length - 1) > to ? to : month.AddDays(length - 1);
            var days = last.DayNumber - first.DayNumber + 1;
            if (days == length) full++;
            else parts.Add(new(days, length));
        }

        return new(full, parts);
    }
}
