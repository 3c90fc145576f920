using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Domain.Service;

namespace Voltward.App.Service;

/// <summary>Name and contact of a reporter who gave them.</summary>
/// <param name="Name">Name.</param>
/// <param name="Contact">Telephone, e-mail or whatever was given.</param>
public sealed record ReporterContact(string Name, string Contact);

/// <summary>
/// What only this installation can work out: the hash of a reporter's code, and the contact of a named tip. The key lies in the data folder like
/// every other; each of its two uses has a key of its own derived from it.
/// </summary>
public sealed class TipSecrets(DataFolder folder) : IDisposable
{
    private const string FileName = "tip-key";
    private const int Length = 32;

    // Some 0.1 s of one core: a stolen database alone is of no use without the key, and with the key each guess still costs this.
    private const int Rounds = 200_000;
    private readonly SemaphoreSlim _oneAtATime = new(1);
    private readonly Lock _lock = new();
    private byte[]? _key;

    /// <summary>A fresh code for a reporter.</summary>
    public static string NewCode() => TipCode.Write([.. Enumerable.Range(0, TipCode.Drawn).Select(_ => RandomNumberGenerator.GetInt32(TipCode.Signs.Length))]);

    /// <summary>
    /// The stored form of a code. What cannot be a code takes the same way and the same time, and leads nowhere. One after the other: guessing in parallel is
    /// no faster.
    /// </summary>
    public async Task<string> HashAsync(string typed, CancellationToken stop)
    {
        await _oneAtATime.WaitAsync(stop);
        try
        {
            var text = TipCode.Read(typed) ?? "\0" + typed[..Math.Min(typed.Length, 64)];
            return await Task.Run(() => Convert.ToHexStringLower(Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(text), Derived("code"), Rounds, HashAlgorithmName.SHA256, Length)), stop);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Encrypts a contact for one tip: AES-256-GCM, nonce ‖ tag ‖ text, base64; the tip's number is authenticated with it.</summary>
    public string Seal(string tipNo, ReporterContact contact)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(contact);
        // Every contact is as long as every other, so that the length tells nothing of the name.
        var padded = new byte[1024];
        plain.CopyTo(padded, 0);
        Array.Fill(padded, (byte)' ', plain.Length, padded.Length - plain.Length);
        using var aes = new AesGcm(Derived("contact"), AesGcm.TagByteSizes.MaxSize);
        var sealedText = new byte[AesGcm.NonceByteSizes.MaxSize + AesGcm.TagByteSizes.MaxSize + padded.Length];
        var (nonce, tag, cipher) = Parts(sealedText);
        RandomNumberGenerator.Fill(nonce.Span);
        aes.Encrypt(nonce.Span, padded, cipher.Span, tag.Span, Encoding.UTF8.GetBytes(tipNo));
        return Convert.ToBase64String(sealedText);
    }

    /// <summary>Decrypts a contact.</summary>
    public Outcome<ReporterContact> Open(string tipNo, string sealedText)
    {
        try
        {
            var (nonce, tag, cipher) = Parts(Convert.FromBase64String(sealedText));
            var plain = new byte[cipher.Length];
            using var aes = new AesGcm(Derived("contact"), AesGcm.TagByteSizes.MaxSize);
            aes.Decrypt(nonce.Span, cipher.Span, tag.Span, plain, Encoding.UTF8.GetBytes(tipNo));
            return JsonSerializer.Deserialize<ReporterContact>(plain) ?? (Outcome<ReporterContact>)TipProblems.Sealed;
        }
        catch (CryptographicException)
        {
            return TipProblems.Sealed;
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private static (Memory<byte> Nonce, Memory<byte> Tag, Memory<byte> Cipher) Parts(byte[] all)
    {
        var (nonce, tag) = (AesGcm.NonceByteSizes.MaxSize, AesGcm.TagByteSizes.MaxSize);
        return (all.AsMemory(0, nonce), all.AsMemory(nonce, tag), all.AsMemory(nonce + tag));
    }

    private byte[] Derived(string use) => HKDF.Expand(HashAlgorithmName.SHA256, Key(), Length, Encoding.UTF8.GetBytes("voltward tip " + use));

    private byte[] Key()
    {
        lock (_lock)
        {
            if (_key is not null) return _key;
            var keys = Path.Combine(folder.Root, "keys");
            var path = Path.Combine(keys, FileName);
            if (!File.Exists(path))
            {
                DurableFile.Folder(folder.Root, "keys");
                DurableFile.WriteSecret(keys, FileName, RandomNumberGenerator.GetBytes(Length));
            }

            return _key = File.ReadAllBytes(path);
        }
    }
}
