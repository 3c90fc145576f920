using System.Globalization;
using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>Holds every stored checkpoint against the tree as it is made again, with all signatures and time stamps.</summary>
internal sealed class CheckpointCheck
{
    private readonly LogFolder _log;
    private readonly CheckFindings _found;
    private readonly List<NoteKey> _keys;
    private readonly Queue<(long Size, string Path, SignedNote Note, Checkpoint Checkpoint)> _waiting = new();
    private readonly HashSet<long> _stamped;

    public CheckpointCheck(LogFolder log, LogSettings settings, NoteKey own, CheckFindings found)
    {
        (_log, _found, _stamped) = (log, found, [.. log.Stamps()]);
        _keys = [own, .. settings.Witnesses.Select(w => NoteKey.Parse(w.Key)).OfType<NoteKey>()];
        var notes = log.Checkpoints().Select(c => (c.Size, Path: string.Create(CultureInfo.InvariantCulture, $"checkpoints/{c.Size}"), c.Note)).ToList();
        if (log.Checkpoint() is { } latest) notes.Add((long.MaxValue, "checkpoint", latest));
        Count = notes.Count;
        var read = notes.Select(n => Read(n.Size, n.Path, n.Note)).OfType<(long, string, SignedNote, Checkpoint)>().OrderBy(n => n.Item4.Size).ToList();
        foreach (var note in read) _waiting.Enqueue(note);
        LatestSize = read.Count == 0 ? 0 : read.Max(n => n.Item4.Size);
        if (log.Checkpoint() is null && Count > 0) found.Add("checkpoint", CheckProblems.TileMissing("checkpoint"));
    }

    public long Count { get; }

    public long LatestSize { get; }

    public long Stamps { get; private set; }

    /// <summary>The tree has reached another size.</summary>
    public void See(MerkleFrontier edge)
    {
        while (_waiting.TryPeek(out var next) && next.Checkpoint.Size == edge.Size)
        {
            _waiting.Dequeue();
            if (!edge.Root().AsSpan().SequenceEqual(next.Checkpoint.Root)) _found.Add(next.Path, CheckProblems.CheckpointWrong(next.Path));
        }
    }

    /// <summary>Checkpoints beyond the end, and stamps without a checkpoint.</summary>
    public void Rest(long size)
    {
        foreach (var (_, path, _, checkpoint) in _waiting)
        {
            if (checkpoint.Size > size) _found.Add(path, CheckProblems.CheckpointWrong(path));
        }

        foreach (var lost in _stamped) _found.Add(StampPath(lost), CheckProblems.StampWrong(StampPath(lost)));
    }

    private (long Size, string Path, SignedNote Note, Checkpoint Checkpoint)? Read(long size, string path, string text)
    {
        if (!SignedNote.Parse(text).Succeeded(out var note, out _) || !Checkpoint.Parse(note.Text).Succeeded(out var checkpoint, out _)
            || (size != long.MaxValue && checkpoint.Size != size) || checkpoint.Origin != _keys[0].Name)
        {
            _found.Add(path, CheckProblems.CheckpointWrong(path));
            return null;
        }

        // A line of a key nobody here knows proves nothing and must not stand in our own files: it may be a damaged one.
        foreach (var line in note.Signatures.Where(s => !_keys.Exists(k => k.Made(s)))) _found.Add(path, CheckProblems.SignatureWrong(path, line.KeyName));
        foreach (var key in _keys.Where((k, i) => i == 0 || note.Signatures.Any(k.Made)))
        {
            if (!key.Verifies(note)) _found.Add(path, CheckProblems.SignatureWrong(path, key.Name));
        }

        if (size != long.MaxValue && _stamped.Remove(size))
        {
            Stamps++;
            if (StampCheckpoint.TimeOf(_log.Stamp(size), note.Text) is null) _found.Add(StampPath(size), CheckProblems.StampWrong(StampPath(size)));
        }

        return (size, path, note, checkpoint);
    }

    private static string StampPath(long size) => string.Create(CultureInfo.InvariantCulture, $"tsa/{size}");
}
