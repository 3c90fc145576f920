using Voltward.Domain.Common;
using Voltward.Domain.Planning;

namespace Voltward.Domain.Inspections;

/// <summary>What the gate knows about a visit besides its people.</summary>
/// <param name="ApprovedAt">When the order was approved; null when it was not.</param>
/// <param name="HasCustomer">Whether a customer was visited; false for a transformer area.</param>
/// <param name="People">Sign-ins, crew, day and voltage.</param>
public sealed record VisitFacts(DateTimeOffset? ApprovedAt, bool HasCustomer, GateFacts People);

/// <summary>Whether a visit may carry a finding at all (E9), and what the reviewer should look at.</summary>
public static class VisitGate
{
    /// <summary>Why the visit is void; empty when it is not. Stable codes.</summary>
    [LegalSource("电力法", "第三十三条 (出示有关证件)", "2018")]
    [LegalSource("用电检查管理办法", "INS-1、INS-2、INS-3", "1996, 已废止, 作为企业规定沿用")]
    public static IReadOnlyList<string> VoidReasons(VisitRecord record, VisitFacts facts, QualificationLevels levels, IReadOnlyList<Qualification> held)
    {
        var reasons = new List<string>();
        if (!TwoPersonGate.IsPassed(facts.People, levels, held)) reasons.Add("fewer-than-two-inspectors");
        if (facts.ApprovedAt is not { } approved || record.StartedAt < approved) reasons.Add("left-before-approval");
        if (facts.HasCustomer)
        {
            if (record.IdentityShownAt is null) reasons.Add("identity-not-shown");
            if (!record.PurposeStated) reasons.Add("purpose-not-stated");
            if (record.Signature is null || (record.Signature != Acknowledgement.SignedFor && string.IsNullOrWhiteSpace(record.RefusalReason)))
            {
                reasons.Add("not-acknowledged");
            }
        }

        return reasons;
    }

    /// <summary>What the reviewer's eye is drawn to; nothing here is an accusation.</summary>
    /// <param name="record">The record.</param>
    /// <param name="seals">Result of the seal check.</param>
    /// <param name="checklist">Result of the checklist.</param>
    /// <param name="receivedAt">When the server got it, UTC.</param>
    public static IReadOnlyList<string> Flags(VisitRecord record, IReadOnlyList<SealResult> seals, ChecklistResult checklist, DateTimeOffset receivedAt)
    {
        var flags = new List<string>();
        if (record.SafetyConfirmedAt is null) flags.Add("safety-not-confirmed");
        else if (record.Measurements.Any(m => m.At < record.SafetyConfirmedAt)) flags.Add("measured-before-safety");
        if (record.FinishedAt < record.StartedAt) flags.Add("finished-before-started");
        if (record.FinishedAt > receivedAt.AddMinutes(5)) flags.Add("device-clock-ahead");
        if (seals.Any(s => s.Alarm)) flags.Add("seal-alarm");
        if (seals.Any(s => s.Condition == SealCondition.NotChecked)) flags.Add("seal-not-checked");
        if (checklist.Implausible.Count > 0) flags.Add("implausible-value");
        if (!checklist.Complete) flags.Add("required-items-undone");
        return [.. flags, .. CaptureFlags(record)];
    }

    /// <summary>What the device itself reports: a moved clock and a made-up position are shown, not blocked.</summary>
    private static IEnumerable<string> CaptureFlags(VisitRecord record)
    {
        if (record.StoppedBecause is not null) yield return "stopped-on-site";
        if (record.Capture?.ServerOffsetMs is { } offset && TimeSpan.FromMilliseconds(offset).Duration() > ClockTolerance) yield return "device-clock-off";
        if (record.Capture?.Places.Any(p => p.Mock == true) == true) yield return "mock-location";
        if (record.Photos.Any(p => p.Source == "gallery")) yield return "photo-from-gallery";
        if (record.SignIns.Select(s => s.PersonId).Distinct().Count() > 1) yield return "two-accounts-on-one-device";
    }

    private static TimeSpan ClockTolerance { get; } = TimeSpan.FromMinutes(5);
}
