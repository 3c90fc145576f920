namespace Voltward.Domain.Inspections;

/// <summary>
/// A visit as the device recorded it (现场检查记录), whole and unchanged. The id is made on the device; the bytes of the record are kept
/// as they arrived and hashed. Times are UTC by the device's clock: evidence, not truth.
/// </summary>
public sealed record VisitRecord
{
    /// <summary>Id made on the device.</summary>
    public required string VisitId { get; init; }

    /// <summary>The order the crew left on.</summary>
    public required string OrderNo { get; init; }

    /// <summary>The device; null when recorded at a desk.</summary>
    public string? DeviceId { get; init; }

    /// <summary>A returned visit that this record corrects; null otherwise.</summary>
    public string? Supersedes { get; init; }

    /// <summary>The checklist version the crew worked with.</summary>
    public required string ChecklistId { get; init; }

    /// <summary>Arrival.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Departure.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Sign-ins made on the device, each with the code its person drew before departure.</summary>
    public IReadOnlyList<DeviceSignIn> SignIns { get; init; } = [];

    /// <summary>When the card was shown (INS-3); null: it was not, or the step was recorded on line.</summary>
    public DateTimeOffset? IdentityShownAt { get; init; }

    /// <summary>Whether the purpose was stated.</summary>
    public bool PurposeStated { get; init; }

    /// <summary>When both inspectors confirmed the safety steps (E8).</summary>
    public DateTimeOffset? SafetyConfirmedAt { get; init; }

    /// <summary>Who was present for the customer; null when nobody.</summary>
    public string? CustomerPresent { get; init; }

    /// <summary>How the visit was acknowledged; null when there was nobody to ask, as at a transformer.</summary>
    public Acknowledgement? Signature { get; init; }

    /// <summary>Why the signature was refused or nobody was there.</summary>
    public string? RefusalReason { get; init; }

    /// <summary>Answers.</summary>
    public IReadOnlyList<ItemRecord> Items { get; init; } = [];

    /// <summary>Measurements.</summary>
    public IReadOnlyList<MeasurementRecord> Measurements { get; init; } = [];

    /// <summary>Seals as found.</summary>
    public IReadOnlyList<FoundSeal> Seals { get; init; } = [];

    /// <summary>Photos, each named by the hash of its original bytes.</summary>
    public IReadOnlyList<PhotoRecord> Photos { get; init; } = [];

    /// <summary>Why the crew broke the visit off; null when it was carried through. What is undone comes back, nobody is blamed.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>Circumstances of the capture; null for a record made at a desk.</summary>
    public CaptureFacts? Capture { get; init; }

    /// <summary>The answers with the photos bound to each item.</summary>
    public IReadOnlyList<GivenAnswer> Answers() => [.. Items.Select(i =>
        new GivenAnswer(i.Code, i.Answer, i.Value, i.Note, [.. Photos.Where(p => p.ItemCode == i.Code).Select(p => p.Shot)]))];
}

/// <summary>How the customer acknowledged the visit: receipt, not guilt.</summary>
public enum Acknowledgement
{
    /// <summary>已签收: confirms receipt, not guilt.</summary>
    SignedFor,

    /// <summary>拒签.</summary>
    Refused,

    /// <summary>无人在场.</summary>
    Absent,
}

/// <summary>A sign-in on the device.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="At">When.</param>
/// <param name="Code">The code that person drew for this order with the own account.</param>
public sealed record DeviceSignIn(string PersonId, DateTimeOffset At, string? Code);

/// <summary>An answered item.</summary>
/// <param name="Code">Item.</param>
/// <param name="Answer">Answer.</param>
/// <param name="Value">Number asked for, finite.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Note">Remark or reason.</param>
/// <param name="At">When.</param>
public sealed record ItemRecord(string Code, ItemAnswer Answer, double? Value, string? Unit, string? Note, DateTimeOffset At);

/// <summary>A measurement on site.</summary>
/// <param name="Quantity">voltage, current, power, power-factor, reading, clock-offset.</param>
/// <param name="Phase">A, B, C, N or null.</param>
/// <param name="Value">Value in the unit, finite.</param>
/// <param name="Unit">Unit.</param>
/// <param name="Instrument">Instrument, with its number; null when the meter's own display.</param>
/// <param name="At">When.</param>
public sealed record MeasurementRecord(string Quantity, string? Phase, double Value, string Unit, string? Instrument, DateTimeOffset At);

/// <summary>A photo named in the record.</summary>
/// <param name="Sha256">Hash of the original bytes, 64 hex digits, lower case.</param>
/// <param name="Bytes">Length of the original.</param>
/// <param name="Shot">What it shows: seal, meter-number, wiring, nameplate, overview, signature, other.</param>
/// <param name="ItemCode">Item it belongs to; null for the visit as a whole.</param>
/// <param name="FileName">Name on the device; never used as a path.</param>
/// <param name="MediaType">image/jpeg, image/png, image/webp, video/mp4.</param>
/// <param name="TakenAt">When it was taken.</param>
/// <param name="Source">camera, or gallery for a picture that was there before; null when unknown.</param>
/// <param name="ParentSha256">Hash of the original that this one was made from; null for an original.</param>
/// <param name="Marks">Marks over it; the original has none in its pixels.</param>
public sealed record PhotoRecord(
    string Sha256, long Bytes, string Shot, string? ItemCode, string? FileName, string MediaType, DateTimeOffset? TakenAt,
    string? Source = null, string? ParentSha256 = null, IReadOnlyList<PhotoMark>? Marks = null);
