namespace Voltward.Analytics.Detection;

/// <summary>Quarter-hour curves of the phases of one usage point over the last days.</summary>
/// <param name="FirstDay">Day index (of the point's daily readings) of the first curve day.</param>
/// <param name="Days">Days of curves.</param>
/// <param name="Phases">By phase letter, in order A, B, C; each <c>float[Days × 96]</c>.</param>
public sealed record PointCurves(int FirstDay, int Days, IReadOnlyList<(char Phase, ElementCurve Curve)> Phases)
{
    public const int Quarters = 96;

    public ElementCurve? Of(char phase)
    {
        foreach (var (letter, curve) in Phases)
        {
            if (letter == phase) return curve;
        }

        return null;
    }

    /// <summary>Curve day on which a quarter hour lies, as a day index of the point.</summary>
    public int DayOf(int quarter) => FirstDay + (quarter / Quarters);
}
