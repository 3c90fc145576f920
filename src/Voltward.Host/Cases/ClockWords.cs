using Voltward.Domain.Cases;

namespace Voltward.Host.Cases;

/// <summary>Colours and addresses of legal clocks.</summary>
internal static class ClockWords
{
    public static string Tone(ClockLevel level) => level switch
    {
        ClockLevel.Running => "muted",
        ClockLevel.Soon => "due",
        ClockLevel.Urgent => "warn",
        ClockLevel.Missed => "overdue",
    };

    /// <summary>Page of the record a clock belongs to.</summary>
    public static string Href(string subject) => subject.Split('/') switch
    {
        ["case", var no] => $"/cases/{no}",
        ["interruption", var no] => $"/interruptions/{no}",
        ["hazard", var no] => $"/hazards/{no}",
        _ => "/grants",
    };
}
