using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>
/// The energy that stands with a lead (估算电量): every lead says how much it may be about, with limits. Where nothing speaks of hidden
/// energy the middle is zero, and the upper limit says what it would be at most.
/// </summary>
internal static class LeadEnergy
{
    private const int RecentMonths = 6;
    private const int FewestMonths = 3;

    /// <summary>Of a customer in an area.</summary>
    public static LostEnergy Of(string kind, LostEnergy? judged, IReadOnlyList<EngineEvidence> byTrust, double ownKwhPerDay)
    {
        var isHidden = kind is LeadKinds.Theft or LeadKinds.Bypass;
        if (isHidden && judged is { } lost) return lost;
        var known = byTrust.Select(e => e.Lost).FirstOrDefault(l => l is not null);
        // A wrong file may be all there is: then nothing is hidden, and at most what would be if it were theft.
        if (known is not null && kind == LeadKinds.FileCorrection) return new LostEnergy(0, known.Mid, Math.Max(known.High, judged?.High ?? 0));
        if (known is not null) return known;
        return new LostEnergy(0, 0, judged?.High ?? (double.IsFinite(ownKwhPerDay) ? Math.Max(0, ownKwhPerDay) : 0));
    }

    /// <summary>
    /// Of a customer known by bills alone: nothing at least; what the recent half year lacks to the middle of the months before; at most what it
    /// lacks to the highest month.
    /// </summary>
    /// <param name="months">kWh a day by month, the last one being the newest; NaN where not billed; null without bills.</param>
    public static LostEnergy OfBills(float[]? months)
    {
        var known = (months ?? []).Where(v => !float.IsNaN(v)).Select(v => (double)v).ToArray();
        if (known.Length < 2 * FewestMonths) return new LostEnergy(0, 0, known.Length == 0 ? 0 : known.Max());
        var recent = known.TakeLast(Math.Min(RecentMonths, known.Length / 2)).ToArray();
        var before = known.SkipLast(recent.Length).Order().ToArray();
        var (now, middle) = (recent.Average(), before[before.Length / 2]);
        return new LostEnergy(0, Math.Max(0, middle - now), Math.Max(0, known.Max() - now));
    }
}
