using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Everything that an engine may look at for one usage point. Days are indices from <see cref="First"/>.</summary>
public sealed record PointFacts
{
    public required PointSubject Point { get; init; }

    public required DateOnly First { get; init; }

    /// <summary>Metered import, kWh a day, NaN = missing.</summary>
    public required float[] DailyKwh { get; init; }

    /// <summary>Feed-in, kWh a day.</summary>
    public required float[] DailyExportKwh { get; init; }

    /// <summary>Course of the peers, 1 on an ordinary day.</summary>
    public required double[] Course { get; init; }

    public IReadOnlyList<MeterEvent> Events { get; init; } = [];

    /// <summary>Days of work of our own at the point that explain an opened cover or a swap.</summary>
    public IReadOnlyList<int> OrderDays { get; init; } = [];

    /// <summary>Share of the area's points with the same event on the same day.</summary>
    public Func<string, int, double> SameEventInArea { get; init; } = (_, _) => 0;

    /// <summary>Strongest fall in the billed months, if there are bills.</summary>
    public MonthlyChange? Bills { get; init; }

    /// <summary>First day of the month in which that fall began.</summary>
    public DateOnly? BillsOnset { get; init; }

    /// <summary>Phase curves of the last days, if any.</summary>
    public PointCurves? Curves { get; init; }

    /// <summary>Quarter-hour energy of the last days, kWh, <c>float[days × 96]</c>, if any.</summary>
    public float[]? Quarters { get; init; }

    /// <summary>Middle voltage of the other meters on a phase of the area at a curve quarter; NaN when there are none.</summary>
    public Func<char, int, double> NeighbourVoltage { get; init; } = (_, _) => double.NaN;

    public int Days => DailyKwh.Length;

    /// <summary>An evidence about this point with the parts that every engine fills alike.</summary>
    public EngineEvidence Evidence(EngineId engine, string code, double strength, int? onset) => new(
        engine, code, new SubjectId(SubjectKind.UsagePoint, Point.Point), Math.Clamp(strength, 0, 1),
        onset is { } day ? new Onset(First.AddDays(day)) : null, null, PhaseSet.None, [CauseCode.Chance], [CheckCode.ClampAgainstMeter],
        MissingShare() > 0.1 ? Doubts.ReadingsMissing : Doubts.None, InputHash.Of(DailyKwh));

    private double MissingShare() => DailyKwh.Count(float.IsNaN) / (double)Math.Max(1, Days);
}
