using System.Globalization;
using Voltward.Domain.Common;

namespace Voltward.Domain.Trail;

/// <summary>What a log commits to at one size (检查点, C2SP tlog-checkpoint): this many entries, and this root over them.</summary>
/// <param name="Origin">Name of the log, unique in the world.</param>
/// <param name="Size">Number of entries.</param>
/// <param name="Root">Root of the tree, 32 bytes.</param>
public sealed record Checkpoint(string Origin, long Size, byte[] Root)
{
    /// <summary>The text that is signed: three lines, no extension lines.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Convert.ToBase64String(Root)}\n");

    /// <summary>Whether two checkpoints say the same.</summary>
    /// <param name="other">The other one.</param>
    public bool Equals(Checkpoint? other) => other is not null && Origin == other.Origin && Size == other.Size && Root.AsSpan().SequenceEqual(other.Root);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Origin, Size);

    /// <summary>Reads the signed text of a checkpoint.</summary>
    /// <param name="text">Text of the note.</param>
    /// <returns>The checkpoint; or <c>trail.checkpoint-malformed</c>.</returns>
    public static Outcome<Checkpoint> Parse(string text)
    {
        if (text.Split('\n') is not [{ Length: > 0 } origin, var sizeText, var rootText, ""]) return TrailProblems.CheckpointMalformed;
        if (!long.TryParse(sizeText, NumberStyles.None, CultureInfo.InvariantCulture, out var size)) return TrailProblems.CheckpointMalformed;
        var root = new byte[MerkleHash.Length];
        if (rootText.Length != 44 || !Convert.TryFromBase64String(rootText, root, out var length) || length != MerkleHash.Length) return TrailProblems.CheckpointMalformed;
        var checkpoint = new Checkpoint(origin, size, root);

        // One writing for one meaning: leading zeros or stray bits of base64 would let two texts say the same.
        return checkpoint.Text == text ? checkpoint : TrailProblems.CheckpointMalformed;
    }
}
