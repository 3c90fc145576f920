namespace Voltward.Domain.Inspections;

/// <summary>A record as a link of its device's chain.</summary>
/// <param name="Seq">Running number on the device, from 1.</param>
/// <param name="PrevSha256">Hash of the record before it; null for the first.</param>
/// <param name="ContentSha256">Hash of the record's own bytes.</param>
public sealed record ChainLink(long Seq, string? PrevSha256, string ContentSha256);

/// <summary>What is wrong with a chain.</summary>
public enum ChainFault
{
    /// <summary>缺号: records of these numbers never came.</summary>
    Missing,

    /// <summary>重号: two different records bear one number.</summary>
    Forked,

    /// <summary>断链: a record names another predecessor than the one that came.</summary>
    Broken,
}

/// <summary>A fault with the numbers it concerns, both counted.</summary>
/// <param name="Fault">What is wrong.</param>
/// <param name="From">First number.</param>
/// <param name="To">Last number.</param>
public sealed record ChainGap(ChainFault Fault, long From, long To);

/// <summary>Checks that the records of one device follow each other without a hole (取证链核对).</summary>
public static class CaptureChain
{
    /// <summary>All faults, in order of number. Records may have come in any order; what has not come yet is missing.</summary>
    /// <param name="links">Every record of the device that is on file, those set aside included.</param>
    /// <param name="kept">Hashes of further versions that are kept beside a first one; they may be named as predecessors.</param>
    public static IReadOnlyList<ChainGap> Check(IEnumerable<ChainLink> links, IReadOnlySet<string> kept)
    {
        var gaps = new List<ChainGap>();
        var (before, last) = ((List<ChainLink>)[], 0L);
        foreach (var same in links.GroupBy(l => l.Seq).OrderBy(g => g.Key))
        {
            var here = same.DistinctBy(l => l.ContentSha256).ToList();
            if (same.Key > last + 1) gaps.Add(new(ChainFault.Missing, last + 1, same.Key - 1));
            else if (here.Any(l => !Follows(l, before, kept))) gaps.Add(new(ChainFault.Broken, same.Key, same.Key));
            if (here.Count > 1) gaps.Add(new(ChainFault.Forked, same.Key, same.Key));
            (before, last) = (here, same.Key);
        }

        return gaps;
    }

    private static bool Follows(ChainLink link, List<ChainLink> before, IReadOnlySet<string> kept) =>
        link.Seq == 1 ? link.PrevSha256 is null
            : link.PrevSha256 is { } prev && (before.Any(b => b.ContentSha256 == prev) || kept.Contains(prev));
}
