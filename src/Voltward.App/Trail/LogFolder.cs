using System.Globalization;
using System.Text;
using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>What an installation says about its log.</summary>
/// <param name="Origin">Name of the log and of its key.</param>
/// <param name="Witnesses">Those who are asked to confirm each checkpoint.</param>
/// <param name="TimeStampAuthority">Address of a time-stamp authority (RFC 3161); null: none.</param>
public sealed record LogSettings(string Origin, IReadOnlyList<WitnessSetting> Witnesses, string? TimeStampAuthority = null);

/// <summary>What a full check found.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Ok">Whether everything agreed.</param>
/// <param name="Entries">Entries that were looked at.</param>
/// <param name="Originals">Originals that were hashed.</param>
/// <param name="Problems">How many things were wrong.</param>
public sealed record LogCheckSummary(DateTimeOffset At, bool Ok, long Entries, long Originals, int Problems);

/// <summary>A witness.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Key">Its public key, <c>name+id+key</c>.</param>
public sealed record WitnessSetting(string Address, string Key);

/// <summary>The files of the log: tiles, the latest checkpoint and all earlier ones, time stamps, settings and key.</summary>
public sealed class LogFolder(DataFolder folder)
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string Root => folder.Log;

    private string KeyFolder => Directory.CreateDirectory(Path.Combine(folder.Root, "keys")).FullName;

    /// <summary>The settings; made when there are none, with a name nobody else has.</summary>
    public LogSettings Settings()
    {
        var file = Path.Combine(folder.Root, "log.json");
        if (!File.Exists(file)) Save(new($"voltward.local/{Guid.NewGuid():n}", []));
        return JsonSerializer.Deserialize<LogSettings>(File.ReadAllBytes(file), Readable)!;
    }

    public void Save(LogSettings settings) => DurableFile.Write(folder.Root, "log.json", JsonSerializer.SerializeToUtf8Bytes(settings, Readable));

    public SigningKey Key(LogSettings settings) => SigningKey.Open(KeyFolder, "log.pem", settings.Origin);

    /// <summary>What the last full check found; null when there was none.</summary>
    public LogCheckSummary? LastCheck()
    {
        var file = Path.Combine(folder.Root, "log-check.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<LogCheckSummary>(File.ReadAllBytes(file), Readable) : null;
    }

    public void SaveCheck(LogCheckSummary summary) => DurableFile.Write(folder.Root, "log-check.json", JsonSerializer.SerializeToUtf8Bytes(summary, Readable));

    /// <summary>One program at a time; null when another one holds it.</summary>
    public FileStream? TryLock()
    {
        try
        {
            return new FileStream(Path.Combine(folder.Root, "log.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The latest checkpoint as stored; null when nothing was sealed yet.</summary>
    public string? Checkpoint() => Read("checkpoint");

    public IEnumerable<(long Size, string Note)> Checkpoints() => Numbered("checkpoints").Select(size => (size, Read($"checkpoints/{size}")!));

    /// <summary>Sizes that have a time stamp, in order.</summary>
    public IReadOnlyList<long> Stamps() => Numbered("tsa");

    public byte[] Stamp(long size) => File.ReadAllBytes(At(string.Create(CultureInfo.InvariantCulture, $"tsa/{size}")));

    public void SaveStamp(long size, byte[] token) => Write(string.Create(CultureInfo.InvariantCulture, $"tsa/{size}"), token);

    /// <summary>Writes a checkpoint: first among all, then as the latest.</summary>
    public void SaveCheckpoint(long size, SignedNote note)
    {
        var bytes = Encoding.UTF8.GetBytes(note.ToString());
        Write(string.Create(CultureInfo.InvariantCulture, $"checkpoints/{size}"), bytes);
        Write("checkpoint", bytes);
    }

    public void SaveTile(Tile tile, byte[] hashes) => Write(tile.Path, hashes);

    /// <summary>The hashes of a tile, taken from a wider file when the narrow one is gone; null when there is neither.</summary>
    public byte[]? ReadTile(Tile tile)
    {
        foreach (var path in (string[])[tile.Path, .. Wider(tile)])
        {
            if (File.Exists(At(path)) && File.ReadAllBytes(At(path)) is var bytes && bytes.Length >= tile.Width * MerkleHash.Length) return bytes[..(tile.Width * MerkleHash.Length)];
        }

        return null;
    }

    /// <summary>The stored tree of a size: every hash is read from the disk, each tile once.</summary>
    /// <exception cref="InvalidDataException">A tile is missing or too short; the message is its path.</exception>
    public MerkleTree Tree(long size) => new(Subtrees(size));

    /// <summary>The complete subtrees of the stored tree of a size, as <see cref="Tree"/> asks for them.</summary>
    /// <exception cref="InvalidDataException">As there.</exception>
    public Func<int, long, byte[]> Subtrees(long size)
    {
        var read = new Dictionary<Tile, byte[]>();
        return (height, index) =>
        {
            var (tile, first, count) = Tile.Holding(height, index, size);
            if (!read.TryGetValue(tile, out var hashes)) read[tile] = hashes = ReadTile(tile) ?? throw new InvalidDataException(tile.Path);
            var level = Enumerable.Range(first, count).Select(i => hashes[(i * MerkleHash.Length)..((i + 1) * MerkleHash.Length)]).ToArray();
            for (; level.Length > 1; level = [.. level.Chunk(2).Select(pair => MerkleHash.Node(pair[0], pair[1]))])
            {
            }

            return level[0];
        };
    }

    /// <summary>Removes partial tiles that a wider one has made superfluous; only after the wider one is sealed.</summary>
    public void Prune(long from, long to)
    {
        foreach (var tile in Tile.Grown(from, to))
        {
            var partials = At((tile with { Width = 1 }).Path[..^2]);
            if (!Directory.Exists(partials)) continue;
            foreach (var file in Directory.GetFiles(partials).Where(f => int.TryParse(Path.GetFileName(f), NumberStyles.None, CultureInfo.InvariantCulture, out var width) && width < tile.Width)) File.Delete(file);
            if (tile.Width == Tile.Full) Directory.Delete(partials);
        }
    }

    /// <summary>Puts the log aside under a name that says where it ended; a new one begins.</summary>
    public void End(long size)
    {
        Directory.Move(Root, Path.Combine(folder.Root, string.Create(CultureInfo.InvariantCulture, $"log-ended-{size}-{Guid.NewGuid():n}")));
        DurableFile.Folder(folder.Root, "log");
    }

    private IEnumerable<string> Wider(Tile tile)
    {
        yield return (tile with { Width = Tile.Full }).Path;
        for (var width = tile.Width + 1; width < Tile.Full; width++) yield return (tile with { Width = width }).Path;
    }

    private List<long> Numbered(string name) => Directory.Exists(At(name))
        ? [.. Directory.GetFiles(At(name)).Select(Path.GetFileName).Where(f => long.TryParse(f, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Select(f => long.Parse(f!, CultureInfo.InvariantCulture)).Order()]
        : [];

    private string At(string path) => Path.Combine(Root, path);

    private string? Read(string path) => File.Exists(At(path)) ? File.ReadAllText(At(path)) : null;

    private void Write(string path, byte[] content)
    {
        var parts = path.Split('/');
        var parent = Root;
        foreach (var part in parts[..^1])
        {
            if (!Directory.Exists(Path.Combine(parent, part))) DurableFile.Folder(parent, part);
            parent = Path.Combine(parent, part);
        }

        DurableFile.Write(parent, parts[^1], content);
    }
}
