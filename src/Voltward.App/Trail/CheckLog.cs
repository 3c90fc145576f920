using System.Globalization;
using Voltward.App.Evidence;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>
/// Makes everything again from the stored bytes (全面校验): each entry's leaf and link, each tile, the root of every checkpoint ever signed with its
/// signatures and time stamps, and the hash of every original. Nothing is believed because it was right before.
/// </summary>
public sealed class CheckLog(Database database, LogFolder log, EvidenceCheck originals)
{
    private const int Batch = 16_384;

    /// <summary>What was looked at, and what was found wrong.</summary>
    public sealed record Result(
        bool Ok, string Origin, long Entries, long SealedEntries, long Tiles, long Checkpoints, long Stamps, long Originals, IReadOnlyList<CheckFinding> Problems);

    public async Task<Result> RunAsync(CancellationToken stop)
    {
        var settings = log.Settings();
        using var key = log.Key(settings);
        var found = new CheckFindings();
        var notes = new CheckpointCheck(log, settings, key.Public, found);
        await using var look = await database.LookAsync(Actor.System, stop);
        var count = await TrailRow.CountAsync(look);
        var size = notes.LatestSize;
        if (count < size) found.Add("trail/" + (count + 1).ToString(CultureInfo.InvariantCulture), TrailProblems.RolledBack(count, size));

        var leaves = new List<byte[]>();
        var edge = new MerkleFrontier();
        notes.See(edge);
        await foreach (var leaf in LeavesAsync(look, count, found, stop))
        {
            if (leaves.Count < size) leaves.Add(leaf);
            edge.Append(leaf);
            notes.See(edge);
        }

        var tiles = new TileCheck(log, found).Run(leaves, size);
        notes.Rest(edge.Size);
        var stored = await originals.RunAsync(look, found, stop);
        log.SaveCheck(new(look.Now, found.All.Count == 0, count, stored, found.All.Count));
        return new(found.All.Count == 0, settings.Origin, count, Math.Min(size, count), tiles, notes.Count, notes.Stamps, stored, found.All);
    }

    private static async IAsyncEnumerable<byte[]> LeavesAsync(
        Look look, long count, CheckFindings found, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var (previous, next) = (new string('0', 64), 1L);
        for (long from = 0; from < count; from += Batch)
        {
            stop.ThrowIfCancellationRequested();
            foreach (var row in await TrailRow.LoadAsync(look, from, from + Batch))
            {
                for (; next < row.Seq; next++) found.Add($"trail/{next}", CheckProblems.EntryMissing(next));
                var leaf = row.MakeLeaf();
                if (!row.IsWhole(leaf)) found.Add($"trail/{row.Seq}", CheckProblems.EntryChanged(row.Seq));
                if (row.PreviousHash != previous) found.Add($"trail/{row.Seq}", CheckProblems.ChainBroken(row.Seq));
                (previous, next) = (row.Hash, row.Seq + 1);

                // Where the fields were changed, the leaf that was stored with them shows whether the log itself is still whole.
                yield return row.IsWhole(leaf) ? leaf! : TrailRow.FromHex(row.Leaf) ?? new byte[MerkleHash.Length];
            }
        }
    }
}

/// <summary>One thing that is wrong.</summary>
/// <param name="Item">What: an entry, a file of the log, an original.</param>
/// <param name="Code">Which kind of wrong.</param>
/// <param name="Text">In words.</param>
public sealed record CheckFinding(string Item, string Code, Words Text);

/// <summary>What a check found, at most a hundred of each kind: one early change may spoil thousands of roots.</summary>
public sealed class CheckFindings
{
    private const int MostOfAKind = 100;
    private readonly List<CheckFinding> _all = [];

    public IReadOnlyList<CheckFinding> All => _all;

    public void Add(string item, Problem problem)
    {
        if (_all.Count(f => f.Code == problem.Code) < MostOfAKind) _all.Add(new(item, problem.Code, problem.Text));
    }
}
