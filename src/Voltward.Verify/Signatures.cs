using System.Security.Cryptography;
using System.Text;

namespace Voltward.Verify;

/// <summary>A text with signature lines below it (C2SP signed-note).</summary>
internal sealed record Note(string Text, IReadOnlyList<(string Key, byte[] Id, byte[] Signature)> Lines)
{
    /// <summary>Reads a note; null when it is none.</summary>
    public static Note? Read(string note)
    {
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || split + 2 >= note.Length || !note.EndsWith('\n') || note.Any(c => c != '\n' && c is < ' ' or '\u007f')) return null;
        var lines = new List<(string, byte[], byte[])>();
        foreach (var line in note[(split + 2)..^1].Split('\n'))
        {
            if (!line.StartsWith("\u2014 ", StringComparison.Ordinal) || line[2..].Split(' ') is not [{ Length: > 0 } key, var text]) return null;
            if (Base64.Read(text) is not { Length: > 4 } bytes) return null;
            lines.Add((key, bytes[..4], bytes[4..]));
        }

        return new(note[..(split + 1)], lines);
    }
}

/// <summary>A public key on the curve P-256, written <c>name+id+key</c>.</summary>
internal sealed record PublicKey(string Name, byte[] Id, byte[] Spki)
{
    /// <summary>SHA-256 of the key, as people compare it.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Spki));

    /// <summary>Reads a key; null when it is none or its id is not the one of its bytes.</summary>
    public static PublicKey? Read(string text)
    {
        if (text.Split('+', 3) is not [var name, var id, var rest] || Base64.Read(rest) is not { Length: > 1 } bytes || bytes[0] != 2) return null;
        var spki = bytes[1..];
        return Convert.ToHexStringLower(SHA256.HashData(spki)[..4]) == id && Point(spki) is not null ? new(name, Convert.FromHexString(id), spki) : null;
    }

    /// <summary>null: no line of this key. Otherwise whether every line of this key is right.</summary>
    public bool? Signed(Note note)
    {
        var own = note.Lines.Where(l => l.Key == Name && l.Id.AsSpan().SequenceEqual(Id)).ToList();
        if (own.Count == 0) return null;
        return own.TrueForAll(l => Verifies(Spki, Encoding.UTF8.GetBytes(note.Text), l.Signature, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <summary>Whether a signature by ECDSA on P-256 with SHA-256 is right; false, never an exception, for anything malformed.</summary>
    public static bool Verifies(byte[] spki, byte[] message, byte[] signature, DSASignatureFormat format)
    {
        if (Point(spki) is not { } point) return false;
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point });
            return key.VerifyData(message, signature, HashAlgorithmName.SHA256, format);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>The point of a SubjectPublicKeyInfo of P-256: 26 fixed bytes, 4, x, y.</summary>
    private static ECPoint? Point(byte[] spki) =>
        spki.Length == 91 && Convert.ToHexStringLower(spki[..27]) == "3059301306072a8648ce3d020106082a8648ce3d03010703420004"
            ? new ECPoint { X = spki[27..59], Y = spki[59..] }
            : null;
}

/// <summary>Base64 with one writing for one meaning.</summary>
internal static class Base64
{
    public static byte[]? Read(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Convert.ToBase64String(bytes.AsSpan(0, length)) == text ? bytes[..length] : null;
    }
}
