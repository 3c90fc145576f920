using Voltward.App.Cases;
using Voltward.App.Inspections;
using Voltward.App.Trail;
using Voltward.Domain.Common;
using Voltward.Domain.Evidence;
using Voltward.Domain.Trail;

namespace Voltward.App.Evidence;

/// <summary>Everything that a bundle of one case is made from, as it stands at one checkpoint.</summary>
internal sealed record BundleFacts(
    CaseView Case,
    VisitView Visit,
    string Unit,
    string Place,
    IReadOnlyList<EvidenceItem> Items,
    IReadOnlyList<HeldExhibit> Exhibits,
    IReadOnlyList<TrailRow> Records,
    Checkpoint Checkpoint,
    SignedNote Note,
    IReadOnlyList<NoteKey> Witnesses,
    byte[]? Stamp,
    SystemHealth Health);

/// <summary>One item of electronic evidence on the list (电子数据清单).</summary>
/// <param name="No">Number on the list, from 1.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Category">视听资料, 电子数据 or 书证, in both languages.</param>
/// <param name="Format">Media type.</param>
/// <param name="File">Its file in the bundle.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Sha256">Hash.</param>
/// <param name="TakenAt">When it was made, by the device's clock; null when unknown.</param>
/// <param name="ReceivedAt">When it was on disk, by the server's clock.</param>
/// <param name="Method">How it was collected.</param>
/// <param name="Proves">What it is meant to prove (证明对象).</param>
/// <param name="Device">Device that made it; null when recorded at a desk.</param>
internal sealed record EvidenceItem(
    int No, Words Name, Words Category, string Format, string File, long Bytes, string Sha256, DateTimeOffset? TakenAt, DateTimeOffset? ReceivedAt, Words Method, Words Proves, string? Device);

/// <summary>An exhibit with its moves and the gaps of its chain.</summary>
internal sealed record HeldExhibit(Exhibit Exhibit, IReadOnlyList<ExhibitMove> Moves)
{
    public IReadOnlyList<Words> Gaps { get; } = CustodyRules.Gaps(Exhibit, Moves);
}

/// <summary>Whether the system itself worked as it should (系统运行状况说明).</summary>
/// <param name="Version">Version of the program.</param>
/// <param name="Build">Hash of the program's own files.</param>
/// <param name="LastCheck">Result of the last full check of the log; null when there was none.</param>
internal sealed record SystemHealth(string Version, string Build, LogCheckSummary? LastCheck);
