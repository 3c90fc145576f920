namespace Voltward.Host.Shared;

/// <summary>The clock of a demonstration: it stands where it is put and moves with the story, so that a week passes in seconds.</summary>
internal sealed class DemoClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;

    /// <summary>Moves on to an instant; stays when it has passed.</summary>
    public void AdvanceTo(DateTimeOffset instant)
    {
        if (instant > _now) _now = instant;
    }
}
