using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>Kinds of lead, as stored.</summary>
internal static class LeadKinds
{
    public const string Theft = "theft-suspicion";
    public const string Bypass = "bypass-suspicion";
    public const string FileCorrection = "file-correction";
    public const string MeterFault = "meter-fault";
    public const string Safety = "safety";
    public const string Breach = "breach-suspicion";
    public const string Bill = "bill-suspicion";
}

/// <summary>A reason to visit somebody or something, before it is ranked and stored (线索).</summary>
internal sealed record LeadDraft
{
    public required string SubjectKind { get; init; }

    public string? Customer { get; init; }

    public string? Point { get; init; }

    public string? Area { get; init; }

    public required string OrgPath { get; init; }

    public required string Kind { get; init; }

    public required double Score { get; init; }

    public required double Probability { get; init; }

    public LostEnergy? Lost { get; init; }

    public DateOnly? Onset { get; init; }

    public bool StatisticalOnly { get; init; }

    public string? Phases { get; init; }

    public required IReadOnlyList<StoredReason> Reasons { get; init; }

    public required IReadOnlyList<InnocentCause> Innocent { get; init; }
}

/// <summary>Score of one customer, listed as a lead or not.</summary>
internal readonly record struct CustomerScore(string Customer, double Score, double Probability, double? KwhPerDay);
