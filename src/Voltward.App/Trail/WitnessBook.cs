using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>
/// A witness (见证方): another department or party that remembers the last checkpoint of each log it was told of, and signs a later one only when
/// it is proven to continue it (C2SP tlog-witness). It knows nothing of the records. Its folder is its own; it needs no database.
/// </summary>
public sealed class WitnessBook : IDisposable
{
    private readonly string _folder;
    private readonly SigningKey _key;
    private readonly Lock _one = new();

    public WitnessBook(string folder, string name)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _key = SigningKey.Open(_folder, "witness.pem", name);
    }

    public NoteKey Key => _key.Public;

    /// <summary>Begins to follow a log; a log that is followed keeps its key.</summary>
    public void Trust(NoteKey log)
    {
        var name = Name(log.Name);
        if (!Directory.Exists(Path.Combine(_folder, name))) DurableFile.Folder(_folder, name);
        if (Read(log.Name, "key") is null) DurableFile.Write(Path.Combine(_folder, name), "key", Encoding.UTF8.GetBytes(log.Text));
    }

    /// <summary>The latest checkpoint of a log that this witness has signed; null when there is none.</summary>
    public string? Latest(string origin) => Read(origin, "checkpoint");

    /// <summary>By the hash of its origin, as addresses name logs.</summary>
    public string? LatestByHash(string originHash) =>
        originHash.Length == 64 && originHash.All(char.IsAsciiHexDigitLower) ? ReadFile(originHash, "checkpoint") : null;

    /// <summary>Checks growth and signs. Comparing the old size and storing the new one is one step, and what is stored is on disk before the answer.</summary>
    /// <param name="oldSize">Size that the log believes was signed last.</param>
    /// <param name="proof">Consistency proof from there.</param>
    /// <param name="note">The checkpoint, signed by the log.</param>
    /// <returns>The witness's signature; or why not.</returns>
    public Outcome<NoteSignature> Add(long oldSize, IReadOnlyList<byte[]> proof, SignedNote note)
    {
        if (!Checkpoint.Parse(note.Text).Succeeded(out var offered, out var problem)) return problem;
        if (Read(offered.Origin, "key") is not { } keyText) return TrailProblems.UnknownLog(offered.Origin);
        if (!NoteKey.Parse(keyText)!.Verifies(note)) return TrailProblems.SignatureWrong(offered.Origin);
        if (oldSize > offered.Size) return TrailProblems.OldSizeTooLarge;
        lock (_one)
        {
            using var held = new FileStream(Path.Combine(_folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            var last = Last(offered.Origin);
            if (last.Size != oldSize) return TrailProblems.OtherSize(last.Size);
            if (last.Size > 0 && !MerkleProof.Extends(last.Size, offered.Size, last.Root, offered.Root, proof)) return TrailProblems.Inconsistent;
            if (last.Size == 0 && proof.Count > 0) return TrailProblems.Inconsistent;
            var signature = _key.Sign(note.Text);
            var kept = note with { Signatures = [.. note.Signatures, signature] };
            DurableFile.Write(Path.Combine(_folder, Name(offered.Origin)), "checkpoint", Encoding.UTF8.GetBytes(kept.ToString()));
            return signature;
        }
    }

    public void Dispose() => _key.Dispose();

    /// <summary>Address part of a log: SHA-256 of its origin in lower-case hex.</summary>
    public static string Name(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    private Checkpoint Last(string origin)
    {
        if (Read(origin, "checkpoint") is not { } stored) return new(origin, 0, MerkleHash.Empty());
        return SignedNote.Parse(stored).Succeeded(out var note, out _) && Key.Verifies(note) && Checkpoint.Parse(note.Text).Succeeded(out var checkpoint, out _)
            ? checkpoint
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"The state of this witness for {origin} is damaged."));
    }

    private string? Read(string origin, string file) => ReadFile(Name(origin), file);

    private string? ReadFile(string name, string file)
    {
        var path = Path.Combine(_folder, name, file);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
