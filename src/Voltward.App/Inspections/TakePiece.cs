using System.Globalization;
using System.Security.Cryptography;
using Voltward.App.Evidence;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>
/// Takes a large file in pieces (断点续传). Each piece is durable before it is acknowledged, so a finished piece is never sent twice;
/// which pieces are there is read from the disk and nowhere else. The last piece puts the whole together and checks its hash.
/// </summary>
public sealed class TakePiece(DataFolder folder, EvidenceFiles files)
{
    /// <summary>Length of every piece but the last, bytes.</summary>
    public const int PieceBytes = 256 * 1024;

    private const long FileLimit = 64L * 1024 * 1024;
    private const long Quota = 2L * 1024 * 1024 * 1024;

    /// <param name="Sha256">Hash of the whole, 64 hex digits.</param>
    /// <param name="Bytes">Length of the whole.</param>
    /// <param name="MediaType">Type as declared.</param>
    public sealed record Whole(string Sha256, long Bytes, string MediaType);

    /// <param name="Complete">Whether the whole is stored and verified.</param>
    /// <param name="Have">Numbers of the pieces that are there, from 0; empty when complete.</param>
    public sealed record Progress(bool Complete, IReadOnlyList<int> Have);

    /// <summary>What is there already.</summary>
    public Task<Outcome<Progress>> LookAsync(Whole whole, Actor actor, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        if (Refuse(whole, actor) is { } refused) return Task.FromResult<Outcome<Progress>>(refused);
        return Task.FromResult<Outcome<Progress>>(files.Has(whole.Sha256) ? new Progress(true, []) : new Progress(false, Have(whole, actor)));
    }

    /// <summary>Stores one piece.</summary>
    public async Task<Outcome<Progress>> RunAsync((Whole Whole, int N, string PieceSha256) what, ReadOnlyMemory<byte> piece, Actor actor, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var (whole, n, sha256) = what;
        if (Refuse(whole, actor) is { } refused) return refused;
        if (files.Has(whole.Sha256)) return new Progress(true, []);
        if (n < 0 || n >= Count(whole) || piece.Length != LengthOf(whole, n)) return FieldProblems.PieceOutOfPlace;
        if (Convert.ToHexStringLower(SHA256.HashData(piece.Span)) != sha256) return FieldProblems.PieceDamaged(n);
        if (Waiting(actor) + piece.Length > Quota) return FieldProblems.QuotaReached;
        DurableFile.Folder(folder.Root, "uploads");
        DurableFile.Folder(Path.Combine(folder.Root, "uploads"), PersonOf(actor));
        DurableFile.Folder(Path.Combine(folder.Root, "uploads", PersonOf(actor)), whole.Sha256);
        DurableFile.Write(At(whole, actor), Name(n), piece.Span);
        var have = Have(whole, actor);
        return have.Count < Count(whole) ? new Progress(false, have) : await FinishAsync(whole, actor, stop);
    }

    private async Task<Outcome<Progress>> FinishAsync(Whole whole, Actor actor, CancellationToken stop)
    {
        var all = new byte[whole.Bytes];
        var at = 0;
        for (var n = 0; n < Count(whole); n++)
        {
            var path = Path.Combine(At(whole, actor), Name(n));
            // Another piece of the same file may have finished it a moment ago.
            if (!File.Exists(path)) return new Progress(files.Has(whole.Sha256), files.Has(whole.Sha256) ? [] : Have(whole, actor));
            var piece = await File.ReadAllBytesAsync(path, stop);
            piece.CopyTo(all, at);
            at += piece.Length;
        }

        if (Convert.ToHexStringLower(SHA256.HashData(all)) != whole.Sha256)
        {
            Clear(whole, actor);
            return FieldProblems.WholeDamaged(whole.Sha256);
        }

        if (!PictureKind.Fits(whole.MediaType, all))
        {
            Clear(whole, actor);
            return FieldProblems.NotAPicture(whole.Sha256);
        }

        await files.SaveAsync(all, whole.MediaType);
        Clear(whole, actor);
        return new Progress(true, []);
    }

    private static Problem? Refuse(Whole whole, Actor actor)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        var named = whole.Sha256.Length == 64 && whole.Sha256.All(char.IsAsciiHexDigitLower);
        return named && whole.Bytes is > 0 and <= FileLimit ? null : FieldProblems.PieceOutOfPlace;
    }

    private static int Count(Whole whole) => (int)((whole.Bytes + PieceBytes - 1) / PieceBytes);

    private static long LengthOf(Whole whole, int n) => Math.Min(PieceBytes, whole.Bytes - ((long)n * PieceBytes));

    private List<int> Have(Whole whole, Actor actor) => Directory.Exists(At(whole, actor))
        ? [.. Directory.EnumerateFiles(At(whole, actor)).Select(Path.GetFileName).Where(f => f![0] != '.').Select(f => int.Parse(f!, CultureInfo.InvariantCulture)).Where(n => n < Count(whole)).Order()]
        : [];

    private long Waiting(Actor actor)
    {
        var own = new DirectoryInfo(Path.Combine(folder.Root, "uploads", PersonOf(actor)));
        return own.Exists ? own.EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length) : 0;
    }

    private void Clear(Whole whole, Actor actor)
    {
        if (Directory.Exists(At(whole, actor))) Directory.Delete(At(whole, actor), recursive: true);
    }

    private string At(Whole whole, Actor actor) => Path.Combine(folder.Root, "uploads", PersonOf(actor), whole.Sha256);

    /// <summary>An id is no file name; its hash is.</summary>
    private static string PersonOf(Actor actor) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(actor.PersonId)).AsSpan(0, 8));

    private static string Name(int n) => n.ToString("00000", CultureInfo.InvariantCulture);
}

/// <summary>What a file is by its first bytes, whatever it calls itself.</summary>
internal static class PictureKind
{
    /// <summary>Whether the bytes begin as their type does.</summary>
    public static bool Fits(string mediaType, ReadOnlySpan<byte> bytes) => mediaType switch
    {
        "image/jpeg" => bytes is [0xff, 0xd8, 0xff, ..],
        "image/png" => bytes is [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, ..],
        "image/webp" => bytes.Length > 12 && bytes[..4].SequenceEqual("RIFF"u8) && bytes[8..12].SequenceEqual("WEBP"u8),
        "image/heic" or "video/mp4" => bytes.Length > 12 && bytes[4..8].SequenceEqual("ftyp"u8),
        _ => false,
    };
}
