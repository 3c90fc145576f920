namespace Voltward.Domain.Planning;

/// <summary>The day of work an instant belongs to. China keeps one time, UTC+8, without daylight saving.</summary>
public static class BusinessDay
{
    /// <summary>Offset of China Standard Time from UTC.</summary>
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>The day at the place of work.</summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);
}
