namespace Voltward.App.Storage;

/// <summary>The company's local time: UTC+8, which has known no summer time since 1991. Instants are stored in UTC.</summary>
public static class CompanyTime
{
    public static TimeSpan Offset { get; } = TimeSpan.FromHours(8);

    /// <summary>The business day of an instant.</summary>
    public static DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);
}
