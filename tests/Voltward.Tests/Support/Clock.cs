namespace Voltward.Tests.Support;

/// <summary>A clock that stands until it is told to go on.</summary>
internal sealed class Clock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset _now = now;

    public static Clock AtNoon() => new(new DateTimeOffset(2026, 11, 25, 4, 0, 0, TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow() => _now;

    public void Pass(TimeSpan time) => _now += time;
}
