using System.Globalization;
using Voltward.Domain.Common;

namespace Voltward.Domain.Planning;

/// <summary>One ISO week of work (计划周), written <c>2026-W48</c>. Plans count its five working days, Monday to Friday.</summary>
/// <param name="Monday">First day of the week.</param>
public readonly record struct PlanWeek(DateOnly Monday)
{
    /// <summary>The five working days, in order.</summary>
    public IReadOnlyList<DateOnly> WorkingDays => [.. Days.Take(5)];

    /// <summary>All seven days, in order: people are sent out by hand on any of them.</summary>
    public IReadOnlyList<DateOnly> Days
    {
        get
        {
            var monday = Monday;
            return [.. Enumerable.Range(0, 7).Select(monday.AddDays)];
        }
    }

    /// <summary>Sunday of the week: the last day that belongs to it.</summary>
    public DateOnly Sunday => Monday.AddDays(6);

    /// <summary>The week a day lies in.</summary>
    public static PlanWeek Of(DateOnly day) => new(day.AddDays(-(((int)day.DayOfWeek + 6) % 7)));

    /// <summary>Reads <c>yyyy-Www</c>; a refusal <c>plan.week-unreadable</c> otherwise.</summary>
    public static Outcome<PlanWeek> Parse(string text)
    {
        var parts = text.Split("-W");
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1990 and < 2200
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var week)
            && week >= 1 && week <= ISOWeek.GetWeeksInYear(year))
        {
            return new PlanWeek(DateOnly.FromDateTime(ISOWeek.ToDateTime(year, week, DayOfWeek.Monday)));
        }

        return PlanProblems.WeekUnreadable(text);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var day = Monday.ToDateTime(TimeOnly.MinValue);
        return string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}");
    }
}
