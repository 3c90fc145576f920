using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Host.Customers;

namespace Voltward.Host.Shared;

/// <summary>Meter events as marks on a time axis: one per day, those that matter most for theft before the rest.</summary>
internal static class EventMarks
{
    private static readonly string[] Weight =
        ["cover-open", "terminal-open", "magnetic-field", "parameter-set", "reverse-power", "neutral-current", "current-loss", "voltage-loss", "phase-failure"];

    public static IReadOnlyList<Mark> Of(IReadOnlyList<MeterEvent> events, DateOnly from, DateOnly to, Texts t, int most) =>
    [
        .. events.Select(e => (Day: CompanyTime.Day(e.At), e.Code))
            .Where(e => e.Day >= from && e.Day <= to && Weight.Contains(e.Code))
            .GroupBy(e => e.Day)
            .Select(day => day.MinBy(e => Array.IndexOf(Weight, e.Code)))
            .OrderBy(e => Array.IndexOf(Weight, e.Code)).ThenByDescending(e => e.Day)
            .Take(most)
            .OrderBy(e => e.Day)
            .Select(e => new Mark(Figures.Day(e.Day), t[CustomerWords.Event(e.Code)], "event")),
    ];
}
