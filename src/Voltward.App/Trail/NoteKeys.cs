using System.Security.Cryptography;
using System.Text;
using Voltward.App.Storage;
using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>
/// A public key that signs notes: ECDSA on P-256 with SHA-256, signature type 0x02 of C2SP signed-note, which the runtime
/// has on every system (docs/decisions/0008-trail-and-evidence.md says why not Ed25519).
/// </summary>
/// <param name="Name">Name of the key.</param>
/// <param name="Spki">Public key, DER SubjectPublicKeyInfo.</param>
public sealed record NoteKey(string Name, byte[] Spki)
{
    private const byte EcdsaP256 = 2;

    /// <summary>For this type alone the id is made of the key without its name.</summary>
    public byte[] Id => SHA256.HashData(Spki)[..4];

    /// <summary>The key as people pass it on: <c>name+id+key</c>.</summary>
    public string Text => $"{Name}+{Convert.ToHexStringLower(Id)}+{Convert.ToBase64String([EcdsaP256, .. Spki])}";

    /// <summary>Reads <see cref="Text"/>; null when it is none of ours.</summary>
    public static NoteKey? Parse(string text)
    {
        if (text.Trim().Split('+', 3) is not [var name, var id, var rest] || !SignedNote.IsKeyName(name)) return null;
        var bytes = new byte[rest.Length];
        if (!Convert.TryFromBase64String(rest, bytes, out var length) || length < 2 || bytes[0] != EcdsaP256) return null;
        var key = new NoteKey(name, bytes[1..length]);
        // The last digit of base64 has bits that belong to nothing: only the one way of writing a key is that key.
        return Convert.ToHexStringLower(key.Id) == id && Convert.ToBase64String(bytes.AsSpan(0, length)) == rest && key.IsOnCurve() ? key : null;
    }

    /// <summary>Whether a line names this key.</summary>
    public bool Made(NoteSignature signature) => signature.KeyName == Name && signature.KeyId.AsSpan().SequenceEqual(Id);

    /// <summary>Whether a note carries a good signature of this key and no bad one.</summary>
    public bool Verifies(SignedNote note)
    {
        var own = note.Signatures.Where(Made).ToList();
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(Spki, out _);
        return own.Count > 0 && own.TrueForAll(s => key.VerifyData(
            Encoding.UTF8.GetBytes(note.Text), s.Signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
    }

    private bool IsOnCurve()
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Spki, out var read);
            return read == Spki.Length && key.KeySize == 256;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

/// <summary>The private half, in a file that only the program's own account can read.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    private SigningKey(string name, ECDsa key)
    {
        _key = key;
        Public = new(name, key.ExportSubjectPublicKeyInfo());
    }

    public NoteKey Public { get; }

    /// <summary>Opens the key of a file, or makes one when there is none.</summary>
    public static SigningKey Open(string folder, string file, string name)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            DurableFile.WriteSecret(folder, file, Encoding.ASCII.GetBytes(made.ExportPkcs8PrivateKeyPem()));
        }

        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return new(name, key);
    }

    public NoteSignature Sign(string text) => new(
        Public.Name, Public.Id, _key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    public void Dispose() => _key.Dispose();
}
