using System.Globalization;
using System.Text;
using Voltward.Domain.Common;

namespace Voltward.Domain.Trail;

/// <summary>A proof that one entry is in a log, whole in itself (C2SP tlog-proof).</summary>
/// <param name="Extra">What is needed to make the leaf again, here the salt; not authenticated by itself. Null: none.</param>
/// <param name="Index">Index of the entry, from 0.</param>
/// <param name="Hashes">Proof hashes, from the leaf upwards.</param>
/// <param name="Checkpoint">The signed checkpoint, unchanged.</param>
public sealed record TlogProof(byte[]? Extra, long Index, IReadOnlyList<byte[]> Hashes, string Checkpoint)
{
    private const string Head = "c2sp.org/tlog-proof@v1";

    /// <summary>The proof as it is stored.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Head).Append('\n');
        if (Extra is not null) text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Hashes) text.Append(Convert.ToBase64String(hash)).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }

    /// <summary>Reads a proof; nothing is verified yet.</summary>
    /// <param name="text">All of it.</param>
    /// <returns>The proof; or <c>trail.proof-malformed</c>.</returns>
    public static Outcome<TlogProof> Parse(string text)
    {
        var split = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0) return TrailProblems.ProofMalformed;
        var lines = text[..split].Split('\n');
        var at = 1;
        byte[]? extra = null;
        if (lines.Length > at && lines[at].StartsWith("extra ", StringComparison.Ordinal))
        {
            extra = FromBase64(lines[at++]["extra ".Length..]);
            if (extra is null) return TrailProblems.ProofMalformed;
        }

        if (lines[0] != Head || lines.Length <= at || !lines[at].StartsWith("index ", StringComparison.Ordinal)
            || !long.TryParse(lines[at]["index ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return TrailProblems.ProofMalformed;
        }

        var hashes = new List<byte[]>();
        foreach (var line in lines[(at + 1)..])
        {
            if (FromBase64(line) is not { Length: MerkleHash.Length } hash) return TrailProblems.ProofMalformed;
            hashes.Add(hash);
        }

        var proof = new TlogProof(extra, index, hashes, text[(split + 2)..]);
        return hashes.Count <= 63 && proof.ToString() == text ? proof : TrailProblems.ProofMalformed;
    }

    private static byte[]? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
