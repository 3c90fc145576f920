using Voltward.Domain.Common;

namespace Voltward.Domain.Evidence;

/// <summary>A physical exhibit in its sealed bag (物证).</summary>
/// <param name="ExhibitNo">Number, such as WZ-2026-000001.</param>
/// <param name="CaseNo">The case it belongs to.</param>
/// <param name="Kind">meter, transformer, seal, wire, device or other.</param>
/// <param name="Description">What it is, with its own numbers.</param>
/// <param name="CompanyOwned">Whether it is the company's own equipment; only that may the crew remove.</param>
/// <param name="Obtained">How it came into the bag.</param>
/// <param name="GivenBy">Who handed it over; null when the crew removed the company's own.</param>
/// <param name="BagNo">Number of the bag.</param>
/// <param name="SealNo">Number of the seal on the bag.</param>
/// <param name="PhotoSha256">Photo of its condition when it was sealed.</param>
/// <param name="Place">Where it is kept.</param>
/// <param name="SealedAt">When it was sealed, UTC.</param>
/// <param name="SealedBy">Who sealed it.</param>
/// <param name="Witness">Who saw it.</param>
public sealed record Exhibit(
    string ExhibitNo,
    string CaseNo,
    string Kind,
    string Description,
    bool CompanyOwned,
    ExhibitObtained Obtained,
    string? GivenBy,
    string BagNo,
    string SealNo,
    string PhotoSha256,
    string Place,
    DateTimeOffset SealedAt,
    string SealedBy,
    string Witness);

/// <summary>How an exhibit was obtained.</summary>
public enum ExhibitObtained
{
    /// <summary>拆回本企业设备: the crew removed the company's own equipment.</summary>
    Removed,

    /// <summary>自愿交出: its owner handed it over.</summary>
    HandedOver,

    /// <summary>公安机关提取: the police took it.</summary>
    TakenByPolice,
}

/// <summary>A hand-over or opening of an exhibit (交接、开封).</summary>
/// <param name="Kind">What happened.</param>
/// <param name="At">When, UTC.</param>
/// <param name="GivenBy">Who gave it away and signed.</param>
/// <param name="TakenBy">Who took it and signed; never the same person.</param>
/// <param name="Place">Where it is afterwards.</param>
/// <param name="SealFound">Number on the bag as it was found.</param>
/// <param name="SealAfter">Number on the bag afterwards.</param>
/// <param name="Authorisation">Number of the laboratory's authorisation; needed to open the bag.</param>
public sealed record ExhibitMove(
    ExhibitMoveKind Kind, DateTimeOffset At, string GivenBy, string TakenBy, string Place, string SealFound, string SealAfter, string? Authorisation);

/// <summary>What happens to a sealed exhibit.</summary>
public enum ExhibitMoveKind
{
    /// <summary>交接: from one person to another, bag closed.</summary>
    HandOver,

    /// <summary>开封: opened for examination and sealed again under a new number.</summary>
    Open,
}

/// <summary>Where the chain of custody of an exhibit is broken (保管链缺口).</summary>
public static class CustodyRules
{
    /// <summary>
    /// Every gap from the bag to the last place, in order. What happened is recorded even when it should not have; a gap cannot
    /// be closed afterwards, only explained.
    /// </summary>
    /// <param name="exhibit">The exhibit as it was sealed.</param>
    /// <param name="moves">Its moves in the order they were recorded.</param>
    /// <returns>One sentence for each gap; empty when the chain is whole.</returns>
    public static IReadOnlyList<Words> Gaps(Exhibit exhibit, IReadOnlyList<ExhibitMove> moves)
    {
        var gaps = new List<Words>();
        var (holder, seal, at) = (exhibit.SealedBy, exhibit.SealNo, exhibit.SealedAt);
        for (var i = 0; i < moves.Count; i++)
        {
            var (move, n) = (moves[i], i + 1);
            if (move.GivenBy != holder) gaps.Add(new($"第 {n} 次交接由 {move.GivenBy} 交出，而此前保管人是 {holder}", $"move {n} was given by {move.GivenBy}, but {holder} held it"));
            if (move.SealFound != seal) gaps.Add(new($"第 {n} 次交接时封号为 {move.SealFound}，应为 {seal}", $"at move {n} the seal was {move.SealFound}, expected {seal}"));
            if (move.At < at) gaps.Add(new($"第 {n} 次交接早于上一次", $"move {n} is earlier than the one before"));
            gaps.AddRange(OfSeal(move, n));
            (holder, seal, at) = (move.TakenBy, move.SealAfter, move.At);
        }

        return gaps;
    }

    private static IEnumerable<Words> OfSeal(ExhibitMove move, int n)
    {
        if (move.Kind == ExhibitMoveKind.HandOver && move.SealAfter != move.SealFound) yield return new($"第 {n} 次交接更换了封号，却没有开封记录", $"at move {n} the seal was changed without an opening on record");
        if (move.Kind != ExhibitMoveKind.Open) yield break;
        if (string.IsNullOrWhiteSpace(move.Authorisation)) yield return new($"第 {n} 次在无检定机构授权的情况下开封（告警）", $"at move {n} the bag was opened without a laboratory's authorisation (alarm)");
        if (move.SealAfter == move.SealFound) yield return new($"第 {n} 次开封后没有换新封号", $"after opening {n} there is no new seal");
    }
}
