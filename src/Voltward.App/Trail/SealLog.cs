using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>
/// Seals the trail (封存): writes the leaves of all new entries into tiles, makes the root again from what the disk gives back, proves that the log
/// only grew, and only then signs a checkpoint and has it witnessed. Any difference stops signing until a person has dealt with it.
/// </summary>
public sealed class SealLog(Database database, LogFolder log, WitnessCalls witnesses)
{
    // Entries read and written at a time; a multiple of a tile.
    private const int Batch = 64 * Tile.Full;

    /// <param name="Checkpoint">What is signed now.</param>
    /// <param name="Note">The checkpoint with its signatures.</param>
    /// <param name="Added">Entries that are new in it.</param>
    /// <param name="Silent">Witnesses that could not be asked; the next seal catches up.</param>
    public sealed record Sealed(Checkpoint Checkpoint, SignedNote Note, long Added, IReadOnlyList<Problem> Silent);

    public async Task<Outcome<Sealed>> RunAsync(CancellationToken stop)
    {
        await using var held = log.TryLock();
        if (held is null) return TrailProblems.Busy;
        var settings = log.Settings();
        using var key = log.Key(settings);
        if (!Latest(key.Public).Succeeded(out var before, out var problem)) return problem;
        await using var look = await database.LookAsync(Actor.System, stop);
        var count = await TrailRow.CountAsync(look);
        if (await StopAsync(look, before, count) is { } stopped) return stopped;
        var asked = await witnesses.AskSizesAsync(settings, stop);
        if (asked.FirstOrDefault(a => a.Size > count) is { } ahead) return TrailProblems.RolledBack(count, ahead.Size);
        if (!(await GrowAsync(look, before, count)).Succeeded(out var expected, out problem)) return problem;
        if (!Derive(before, count, asked).Succeeded(out var after, out problem)) return problem;
        if (!after.AsSpan().SequenceEqual(expected)) return TrailProblems.Changed("tile");

        var text = new Checkpoint(settings.Origin, count, after).Text;
        var note = before.Size == count && before.Note is { } same ? same : new SignedNote(text, [key.Sign(text)]);
        if (before.Size != count || before.Note is null) log.SaveCheckpoint(count, note);
        log.Prune(before.Size, count);
        return await WitnessAsync(settings, new(settings.Origin, count, after), note, count - before.Size, asked, stop);
    }

    /// <summary>The checkpoint signed last, as the disk has it; size 0 when there is none.</summary>
    private Outcome<Signed> Latest(NoteKey key)
    {
        if (log.Checkpoint() is not { } stored) return new Signed(0, MerkleHash.Empty(), null);
        if (!SignedNote.Parse(stored).Succeeded(out var note, out var problem)) return problem;
        if (!key.Verifies(note)) return TrailProblems.SignatureWrong(key.Name);
        if (!Checkpoint.Parse(note.Text).Succeeded(out var checkpoint, out problem)) return problem;
        return checkpoint.Origin == key.Name ? new Signed(checkpoint.Size, checkpoint.Root, note) : TrailProblems.SignatureWrong(key.Name);
    }

    /// <summary>Whether the records were taken back behind what is signed: fewer of them, or others in the same places.</summary>
    private async Task<Problem?> StopAsync(Look look, Signed before, long count)
    {
        if (count < before.Size) return TrailProblems.RolledBack(count, before.Size);
        if (before.Size == 0) return null;

        // Every entry after the moment of a restore differs in time and salt, so the last tile of what was signed is enough.
        var (tile, last, _) = Tile.Holding(0, before.Size - 1, before.Size);
        var first = tile.Index * Tile.Full;
        if (log.ReadTile(tile) is not { } hashes) return TrailProblems.Changed(tile.Path);
        var rows = await TrailRow.LoadAsync(look, first, before.Size);
        for (var i = 0; i <= last; i++)
        {
            if (i >= rows.Count || rows[i].Seq != first + i + 1 || !rows[i].MakeLeaf().AsSpan().SequenceEqual(hashes.AsSpan(i * MerkleHash.Length, MerkleHash.Length))) return TrailProblems.Forked(first + i);
        }

        return null;
    }

    /// <summary>Writes every tile that grows, level by level; the root by appending.</summary>
    private async Task<Outcome<byte[]>> GrowAsync(Look look, Signed before, long count)
    {
        var level0 = new TileEdge(log, 0, before.Size);
        var edge = MerkleFrontier.Of(before.Size, log.Subtrees(before.Size));
        for (var from = before.Size; from < count; from += Batch)
        {
            var rows = await TrailRow.LoadAsync(look, from, Math.Min(count, from + Batch));
            foreach (var (row, i) in rows.Select((r, i) => (r, i)))
            {
                var leaf = row.MakeLeaf();
                if (row.Seq != from + i + 1 || !row.IsWhole(leaf)) return TrailProblems.Changed($"trail/{from + i + 1}");
                level0.Append(leaf!);
                edge.Append(leaf!);
            }
        }

        level0.Finish();
        return edge.Root();
    }

    /// <summary>The second way to the root: from the bytes on the disk, by the recursive definition, with a proof of growth checked.</summary>
    private Outcome<byte[]> Derive(Signed before, long count, IReadOnlyList<WitnessCalls.Asked> asked)
    {
        try
        {
            var tree = log.Tree(count);
            var root = tree.Root(count);
            if (before.Size > 0 && !MerkleProof.Extends(before.Size, count, before.Root, root, tree.Consistency(before.Size, count))) return TrailProblems.Changed("tile");
            if (asked.Any(a => a.Size > 0 && !tree.Root(a.Size).AsSpan().SequenceEqual(a.Root))) return TrailProblems.Inconsistent;
            foreach (var tile in Tile.Grown(before.Size, count))
            {
                if (!TileAgrees(tile, count)) return TrailProblems.Changed(tile.Path);
            }

            return root;
        }
        catch (InvalidDataException missing)
        {
            return TrailProblems.Changed(missing.Message);
        }
    }

    /// <summary>Whether each hash of a higher tile is the root of the full tile below it, as the disk has both.</summary>
    private bool TileAgrees(Tile tile, long size)
    {
        if (log.ReadTile(tile) is not { } hashes) return false;
        if (tile.Level == 0) return true;
        for (var i = 0; i < tile.Width; i++)
        {
            var below = new Tile(tile.Level - 1, (tile.Index * Tile.Full) + i, Tile.Full);
            if (log.ReadTile(below) is not { } children || !TileEdge.RootOf(children).AsSpan().SequenceEqual(hashes.AsSpan(i * MerkleHash.Length, MerkleHash.Length))) return false;
        }

        return size > 0;
    }

    private async Task<Outcome<Sealed>> WitnessAsync(
        LogSettings settings, Checkpoint checkpoint, SignedNote note, long added, IReadOnlyList<WitnessCalls.Asked> asked, CancellationToken stop)
    {
        var silent = asked.Where(a => a.Silent is not null).Select(a => a.Silent!).ToList();
        foreach (var witness in asked.Where(a => a.Silent is null && !note.Signatures.Any(a.Key.Made)))
        {
            var proof = log.Tree(checkpoint.Size).Consistency(witness.Size, checkpoint.Size);
            if (!(await witnesses.AddAsync(witness, proof, note, stop)).Succeeded(out var signature, out var refused))
            {
                if (refused.Code != TrailProblems.WitnessSilent("").Code && refused.Code != TrailProblems.UnknownLog("").Code) return refused;
                silent.Add(refused);
                continue;
            }

            note = note with { Signatures = [.. note.Signatures, signature] };
            log.SaveCheckpoint(checkpoint.Size, note);
        }

        return new Sealed(checkpoint, note, added, silent);
    }

    private sealed record Signed(long Size, byte[] Root, SignedNote? Note);
}
