using System.Globalization;
using System.Text;
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

        var edge = new MerkleFrontier();
        var tiles = new TileCheck(log, found, size);
        notes.See(edge);
        var chain = new Chain(found);
        await TrailScan.RunAsync(look, batch => chain.Follow(batch, leaf =>
        {
            tiles.Append(leaf);
            edge.Append(leaf);
            notes.See(edge);
        }), stop);

        var seen = tiles.Finish();
        notes.Rest(edge.Size);
        var stored = await originals.RunAsync(look, found, stop);
        log.SaveCheck(new(look.Now, found.All.Count == 0, count, stored, found.All.Count));
        return new(found.All.Count == 0, settings.Origin, count, Math.Min(size, count), seen, notes.Count, notes.Stamps, stored, found.All);
    }

    /// <summary>The numbers and links from entry to entry, across batches.</summary>
    private sealed class Chain(CheckFindings found)
    {
        private byte[] _previous = Encoding.ASCII.GetBytes(new string('0', 2 * MerkleHash.Length));
        private long _next = 1;

        public void Follow(TrailBatch batch, Action<byte[]> see)
        {
            for (var row = 0; row < batch.Count; row++)
            {
                var seq = batch.Seq(row);
                for (; _next < seq; _next++) found.Add($"trail/{_next}", CheckProblems.EntryMissing(_next));
                if (!batch.IsWhole(row)) found.Add($"trail/{seq}", CheckProblems.EntryChanged(seq));
                if (!batch.PreviousOf(row).SequenceEqual(row == 0 ? _previous : batch.HashOf(row - 1))) found.Add($"trail/{seq}", CheckProblems.ChainBroken(seq));
                _next = seq + 1;
                see(batch.LeafOf(row).ToArray());
            }

            _previous = batch.HashOf(batch.Count - 1).ToArray();
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
