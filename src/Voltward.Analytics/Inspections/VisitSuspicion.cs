namespace Voltward.Analytics.Inspections;

/// <summary>What is known about one visit, set against everything else. NaN or null means unknown and counts for nothing.</summary>
public sealed record VisitTraits
{
    /// <summary>The visit.</summary>
    public required string VisitId { get; init; }

    /// <summary>|register read on site − register by the remote readings of that minute| over the tolerance of the comparison.</summary>
    public double ReadingGap { get; init; } = double.NaN;

    /// <summary>|power measured on site − mean power of the remote interval around it| over the customer's usual change between intervals.</summary>
    public double PowerGap { get; init; } = double.NaN;

    /// <summary>Speed the same people would have needed from their visit before, km/h; infinite when the two overlap elsewhere.</summary>
    public double TravelKmh { get; init; } = double.NaN;

    /// <summary>Fewest differing bits between one of its photos and a photo of another customer, 0 to 128; 0 also for the same file.</summary>
    public int? NearestPhoto { get; init; }

    /// <summary>Share of its measured values that stand digit for digit in one earlier visit of the same people elsewhere, 0 to 1.</summary>
    public double CopiedShare { get; init; }

    /// <summary>How many measured values it has.</summary>
    public int Values { get; init; }

    /// <summary>Result of <see cref="DigitTest"/> for the people who made it, 0 to 1.</summary>
    public double DigitEvenness { get; init; } = 1;

    /// <summary>Minutes on site per answered item.</summary>
    public double MinutesPerItem { get; init; } = double.NaN;
}

/// <summary>One reason why a visit should be looked at.</summary>
/// <param name="Code">reading power travel photo copied digits haste.</param>
/// <param name="Points">Its part of the score, &gt; 0.</param>
/// <param name="Value">The figure behind it.</param>
public sealed record SuspicionReason(string Code, double Points, double Value);

/// <summary>The score of one visit (检查记录复核评分). It asks for a review; it says nothing about anybody's conduct.</summary>
/// <param name="VisitId">The visit.</param>
/// <param name="Score">Sum of points; 0 when nothing stands out.</param>
/// <param name="Reasons">The largest first.</param>
public sealed record VisitScore(string VisitId, double Score, IReadOnlyList<SuspicionReason> Reasons);

/// <summary>
/// Turns traits into one score by fixed, capped points, so that no single oddity can outweigh two independent ones. The points were set by
/// what each sign would take to happen by chance, not fitted to any labelled set.
/// </summary>
public static class VisitSuspicion
{
    /// <summary>Photos nearer than this many of 128 bits are near-duplicates.</summary>
    public const int NearPhoto = 16;

    private const double TownKmh = 60;

    /// <param name="visits">All visits of the period, so that haste can be judged against the others.</param>
    public static IReadOnlyList<VisitScore> Score(IReadOnlyList<VisitTraits> visits)
    {
        var pace = visits.Select(v => Math.Log(v.MinutesPerItem)).Where(double.IsFinite).Order().ToArray();
        var usual = pace.Length == 0 ? 0 : pace[pace.Length / 2];
        var spread = pace.Length < 10 ? double.PositiveInfinity : Math.Max(0.1, (usual - pace[(int)(0.16 * (pace.Length - 1))]));
        return [.. visits.Select(v => Of(v, (usual - Math.Log(v.MinutesPerItem)) / spread)).OrderByDescending(s => s.Score).ThenBy(s => s.VisitId, StringComparer.Ordinal)];
    }

    private static VisitScore Of(VisitTraits v, double haste)
    {
        List<SuspicionReason> reasons =
        [
            new("reading", 3 * Ramp(v.ReadingGap, 1, 5), v.ReadingGap),
            new("power", 2 * Ramp(v.PowerGap, 3, 8), v.PowerGap),
            new("travel", 3 * Ramp(v.TravelKmh, TownKmh, 2 * TownKmh), v.TravelKmh),
            new("photo", v.NearestPhoto is { } d ? 3 * Ramp(NearPhoto - d, 0, NearPhoto / 2.0) : 0, v.NearestPhoto ?? double.NaN),
            new("copied", v.Values >= 3 ? 3 * Ramp(v.CopiedShare, 0.4, 1) : 0, v.CopiedShare),
            new("digits", 1.5 * Ramp(-Math.Log10(Math.Max(1e-12, v.DigitEvenness)), 2, 6), v.DigitEvenness),
            new("haste", 1.5 * Ramp(haste, 1.5, 3.5), v.MinutesPerItem),
        ];
        reasons.RemoveAll(r => !(r.Points > 0));
        return new(v.VisitId, reasons.Sum(r => r.Points), [.. reasons.OrderByDescending(r => r.Points)]);
    }

    /// <summary>0 up to <paramref name="from"/>, 1 from <paramref name="to"/> on, straight between; 0 for NaN.</summary>
    private static double Ramp(double value, double from, double to) => double.IsNaN(value) ? 0 : Math.Clamp((value - from) / (to - from), 0, 1);
}
