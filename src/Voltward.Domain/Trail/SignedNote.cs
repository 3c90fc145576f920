using System.Text;
using Voltward.Domain.Common;

namespace Voltward.Domain.Trail;

/// <summary>
/// A text with signatures below it (C2SP signed-note). Signatures of unknown keys are carried along; whoever knows a key and
/// finds its signature wrong rejects the whole note.
/// </summary>
/// <param name="Text">Signed text; ends with a newline.</param>
/// <param name="Signatures">At least one.</param>
public sealed record SignedNote(string Text, IReadOnlyList<NoteSignature> Signatures)
{
    /// <summary>Longest note that is read, characters.</summary>
    public const int Longest = 65_536;
    private const string Dash = "\u2014 ";

    /// <summary>The note as it is stored and sent.</summary>
    public override string ToString()
    {
        var note = new StringBuilder(Text).Append('\n');
        foreach (var signature in Signatures) note.Append(signature.Line).Append('\n');
        return note.ToString();
    }

    /// <summary>Reads a note; nothing is verified yet.</summary>
    /// <param name="note">All of it.</param>
    /// <returns>The note; or <c>trail.note-malformed</c>.</returns>
    public static Outcome<SignedNote> Parse(string note)
    {
        var split = note.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (note.Length > Longest || split < 0 || split + 2 >= note.Length || !note.EndsWith('\n') || note.Any(c => c != '\n' && char.IsControl(c))) return TrailProblems.NoteMalformed;
        var signatures = new List<NoteSignature>();
        foreach (var line in note[(split + 2)..^1].Split('\n'))
        {
            if (ParseLine(line) is not { } signature) return TrailProblems.NoteMalformed;
            signatures.Add(signature);
        }

        return new SignedNote(note[..(split + 1)], signatures);
    }

    /// <summary>Reads one signature line; null when it is none.</summary>
    /// <param name="line">Without its newline.</param>
    public static NoteSignature? ParseLine(string line)
    {
        if (!line.StartsWith(Dash, StringComparison.Ordinal) || line[Dash.Length..].Split(' ') is not [var name, var text]) return null;
        var bytes = new byte[text.Length];
        if (!IsKeyName(name) || !Convert.TryFromBase64String(text, bytes, out var length) || length < 5) return null;
        return Convert.ToBase64String(bytes.AsSpan(0, length)) == text ? new(name, bytes[..4], bytes[4..length]) : null;
    }

    /// <summary>Whether a text may name a key: not empty, no space of any kind, no plus sign.</summary>
    /// <param name="name">The text.</param>
    public static bool IsKeyName(string name) => name.Length > 0 && !name.Any(c => char.IsWhiteSpace(c) || c == '+' || char.IsControl(c));
}

/// <summary>One signature of a note.</summary>
/// <param name="KeyName">Name of the key.</param>
/// <param name="KeyId">First four bytes of the key's hash; only tells keys apart.</param>
/// <param name="Signature">The signature itself.</param>
public sealed record NoteSignature(string KeyName, byte[] KeyId, byte[] Signature)
{
    /// <summary>The line below the note, without its newline.</summary>
    public string Line => $"\u2014 {KeyName} {Convert.ToBase64String([.. KeyId, .. Signature])}";
}
