using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Voltward.Verify;

/// <summary>
/// Checks an evidence bundle alone: with the bytes of the bundle and, when given, keys that the reader trusts. Each check is
/// one method, named after what it proves. docs/formats.md describes the bundle.
/// </summary>
internal sealed partial class BundleCheck(StrictZip zip, IReadOnlyList<PublicKey> trusted, Verdict verdict)
{
    private const string Manifest = "manifest.json";
    private const string ManifestSignature = "manifest.sig";
    private const string CheckpointFile = "checkpoint";
    private const string KeyFile = "keys.json";

    public static Verdict Run(string path, IReadOnlyList<PublicKey> trusted)
    {
        var (verdict, malformed) = (new Verdict(), new List<string>());
        using var zip = StrictZip.Open(path, malformed);
        if (zip is null)
        {
            verdict.Wrong("bundle", "bundle.form", "文件不是完整的证据包。", "The file is no whole bundle.");
            return verdict;
        }

        foreach (var name in malformed) verdict.Wrong(name, "bundle.form", "证据包中该项的头部被改动。", "The header of this item was changed.");
        var needed = ((string[])[Manifest, ManifestSignature, CheckpointFile, KeyFile]).Where(n => !zip.Has(n)).ToList();
        foreach (var name in needed) verdict.Wrong(name, "item.missing", "缺少该项。", "This item is missing.");
        if (needed.Count == 0) new BundleCheck(zip, trusted, verdict).RunAll();
        return verdict;
    }

    private void RunAll()
    {
        if (Listed() is not { } manifest) return;
        var (log, witnesses) = Keys();
        TheListIsSigned(manifest, log);
        EveryListedFileIsUnchangedAndNothingElseIsThere(manifest);
        var state = TheCheckpointIsSignedAndWitnessed(manifest, log, witnesses);
        EveryRecordIsInTheLog(state);
        EveryOriginalIsNamedByARecord();
        EveryTimeStampIsOfTheCheckpoint();
        verdict.Items = manifest.Files.Count;
    }

    private FileList? Listed()
    {
        try
        {
            var root = JsonDocument.Parse(zip.Bytes(Manifest), new() { AllowDuplicateProperties = false }).RootElement;
            if (root.GetProperty("bundle").GetString() != "voltward.bundle/1") return Unknown();
            return new(
                root.GetProperty("origin").GetString()!,
                root.GetProperty("size").GetUInt64(),
                [.. root.GetProperty("files").EnumerateArray().Select(f => new Listing(f.GetProperty("name").GetString()!, f.GetProperty("bytes").GetInt64(), f.GetProperty("hash").GetString()!))]);
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            verdict.Wrong(Manifest, "item.changed", "目录清单被改动，无法读取。", "The list was changed and cannot be read.");
            return null;
        }
    }

    private FileList? Unknown()
    {
        verdict.CannotTell = true;
        verdict.Wrong(Manifest, "bundle.unknown", "不认识这一版证据包，请用较新的核验程序。", "This edition of the bundle is unknown; use a newer verifier.");
        return null;
    }

    private (PublicKey? Log, IReadOnlyList<PublicKey> Witnesses) Keys()
    {
        try
        {
            var root = JsonDocument.Parse(zip.Bytes(KeyFile), new() { AllowDuplicateProperties = false }).RootElement;
            var log = PublicKey.Read(root.GetProperty("log").GetString()!);
            var witnesses = root.GetProperty("witnesses").EnumerateArray().Select(w => PublicKey.Read(w.GetString()!)).ToList();
            if (log is null || witnesses.Contains(null)) throw new FormatException();
            verdict.Keys.Add(log);
            foreach (var key in witnesses) verdict.Keys.Add(key!);
            if (trusted.Count == 0) verdict.Notes.Add(("keys-not-pinned", "公钥取自证据包本身：请与该单位公布的公钥指纹比对。", "The keys are the bundle's own: compare their fingerprints with those the company has published."));
            else if (!trusted.Any(t => t.Name == log.Name && t.Fingerprint == log.Fingerprint)) verdict.Wrong(KeyFile, "key.unknown", "日志公钥不是你信任的公钥。", "The key of the log is none that you trust.");
            return (log, witnesses!);
        }
        catch (Exception malformed) when (malformed is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            verdict.Wrong(KeyFile, "item.changed", "公钥清单被改动，无法读取。", "The list of keys was changed and cannot be read.");
            return (null, []);
        }
    }

    private void TheListIsSigned(FileList manifest, PublicKey? log)
    {
        var note = Note.Read(zip.Text(ManifestSignature));
        if (note is null || log?.Signed(note) != true)
        {
            verdict.Wrong(ManifestSignature, "signature.wrong", "目录清单的签名不对。", "The signature of the list is wrong.");
        }
        else if (note.Text != $"{manifest.Origin}/bundle\n{Convert.ToBase64String(SHA256.HashData(zip.Bytes(Manifest)))}\n")
        {
            verdict.Wrong(Manifest, "item.changed", "目录清单与签名不符。", "The list is not the one that was signed.");
        }
    }

    private void EveryListedFileIsUnchangedAndNothingElseIsThere(FileList manifest)
    {
        var wrong = new System.Collections.Concurrent.ConcurrentBag<(string Name, string Code)>();
        Parallel.ForEach(manifest.Files, listed =>
        {
            var isOriginal = listed.Name.StartsWith("originals/", StringComparison.Ordinal);
            if (!zip.Has(listed.Name)) wrong.Add((listed.Name, "item.missing"));
            else if (zip.Length(listed.Name) != listed.Bytes || "sha256:" + Convert.ToHexStringLower(SHA256.HashData(zip.Bytes(listed.Name))) != listed.Hash) wrong.Add((listed.Name, "item.changed"));
            else if (isOriginal && listed.Hash != "sha256:" + Path.GetFileNameWithoutExtension(listed.Name)) wrong.Add((listed.Name, "item.changed"));
        });
        var names = manifest.Files.Select(f => f.Name).ToHashSet();
        foreach (var name in zip.Names.Where(n => n is not (Manifest or ManifestSignature) && !names.Contains(n))) wrong.Add((name, "item.unexpected"));
        foreach (var (name, code) in wrong.OrderBy(w => w.Name, StringComparer.Ordinal))
        {
            var (zh, en) = code switch
            {
                "item.missing" => ("缺少该项。", "This item is missing."),
                "item.changed" => ("该项的内容被改动。", "This item was changed."),
                _ => ("该项不在目录清单中。", "This item is not on the list."),
            };
            verdict.Wrong(name, code, zh, en);
        }
    }

    private LogState? TheCheckpointIsSignedAndWitnessed(FileList manifest, PublicKey? log, IReadOnlyList<PublicKey> witnesses)
    {
        var note = Note.Read(zip.Text(CheckpointFile));
        var state = note is null ? null : LogState.Read(note.Text);
        if (note is null || state is null || log?.Signed(note) != true || state.Origin != manifest.Origin || state.Size != manifest.Size)
        {
            verdict.Wrong(CheckpointFile, "checkpoint.wrong", "检查点或其签名不对。", "The checkpoint or its signature is wrong.");
            return null;
        }

        var seen = witnesses.Select(w => w.Signed(note)).ToList();
        if (seen.Contains(false)) verdict.Wrong(CheckpointFile, "witness.wrong", "见证方的签名不对。", "The signature of a witness is wrong.");
        if (!seen.Contains(true)) verdict.Notes.Add(("no-witness", "检查点没有见证方签名：只有签发单位自己作证。", "No witness has signed the checkpoint: the company alone speaks for itself."));
        return state;
    }

    private void EveryRecordIsInTheLog(LogState? state)
    {
        var checkpoint = zip.Text(CheckpointFile);
        foreach (var name in zip.Names.Where(n => RecordName().IsMatch(n)).Order(StringComparer.Ordinal))
        {
            var proofName = $"proofs/{name[8..^5]}.tlog-proof";
            var proof = zip.Has(proofName) ? Proof.Read(zip.Text(proofName)) : null;
            var number = ulong.Parse(name[8..^5], CultureInfo.InvariantCulture);
            var leaf = proof is null ? null : Merkle.Leaf([.. proof.Salt, .. SHA256.HashData(zip.Bytes(name))]);
            var holds = state is not null && proof is not null && proof.Checkpoint == checkpoint && proof.Index + 1 == number
                && Merkle.Root(proof.Index, state.Size, leaf!, proof.Hashes)?.AsSpan().SequenceEqual(state.Root) == true;
            if (!holds) verdict.Wrong(name, "record.not-in-log", "该记录不在日志中，或证明不对。", "This record is not in the log, or its proof is wrong.");
        }

        foreach (var name in zip.Names.Where(n => n.StartsWith("proofs/", StringComparison.Ordinal) && !zip.Has($"records/{Path.GetFileNameWithoutExtension(n)}.json")).Order(StringComparer.Ordinal))
        {
            verdict.Wrong(name, "item.unexpected", "该证明没有对应的记录。", "This proof belongs to no record.");
        }
    }

    /// <summary>A record names an original by its hash; a visit record that is named so names its photos in turn.</summary>
    private void EveryOriginalIsNamedByARecord()
    {
        var originals = zip.Names.Where(n => n.StartsWith("originals/", StringComparison.Ordinal)).ToLookup(n => Path.GetFileNameWithoutExtension(n));
        var named = new HashSet<string>();
        var texts = new Queue<string>(zip.Names.Where(n => RecordName().IsMatch(n)));
        while (texts.TryDequeue(out var source))
        {
            foreach (Match hash in Hash().Matches(zip.Text(source)))
            {
                if (!named.Add(hash.Value)) continue;
                foreach (var name in originals[hash.Value].Where(o => o.EndsWith(".json", StringComparison.Ordinal))) texts.Enqueue(name);
            }
        }

        foreach (var name in originals.Where(o => !named.Contains(o.Key)).SelectMany(o => o).Order(StringComparer.Ordinal))
        {
            verdict.Wrong(name, "original.unnamed", "没有记录提到该原件。", "No record names this original.");
        }
    }

    private void EveryTimeStampIsOfTheCheckpoint()
    {
        var text = Encoding.UTF8.GetBytes(Note.Read(zip.Text(CheckpointFile))?.Text ?? "");
        var stamps = zip.Names.Where(n => n.StartsWith("tsa/", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        foreach (var name in stamps)
        {
            if (TimeToken.Read(zip.Bytes(name), text) is { } token) verdict.Stamps.Add(token);
            else verdict.Wrong(name, "timestamp.wrong", "时间戳不对，或不是这个检查点的。", "The time stamp is wrong or of another checkpoint.");
        }

        if (stamps.Count == 0) verdict.Notes.Add(("no-time-stamp", "没有可信时间戳：时间只由签发单位自己陈述。", "There is no time stamp: the times are the company's own statement."));
    }

    [GeneratedRegex("^records/[0-9]{9}\\.json$")]
    private static partial Regex RecordName();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();

    private sealed record FileList(string Origin, ulong Size, IReadOnlyList<Listing> Files);

    private sealed record Listing(string Name, long Bytes, string Hash);
}
