using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Voltward.Domain.Trail;

/// <summary>One entry of the trail (操作留痕) as it is hashed: who did what to which record and when.</summary>
/// <param name="Seq">Number of the entry, from 1; its index in the log is one less.</param>
/// <param name="At">Instant, ISO text in UTC.</param>
/// <param name="Actor">Id of the person.</param>
/// <param name="Org">Part of the organisation the person acted in.</param>
/// <param name="Action">What was done.</param>
/// <param name="Subject">To which record.</param>
/// <param name="Detail">JSON that says what changed; null when there is nothing to say.</param>
public sealed record TrailRecord(long Seq, string At, string Actor, string Org, string Action, string Subject, string? Detail)
{
    /// <summary>Length of a salt, bytes.</summary>
    public const int SaltLength = 32;

    /// <summary>The entry in canonical JSON (RFC 8785): members in order of name, integers and texts only, UTF-8.</summary>
    public byte[] Bytes()
    {
        var json = new StringBuilder("{");
        Text(json, "action", Action).Append(',');
        Text(json, "actor", Actor).Append(',');
        Text(json, "at", At).Append(',');
        (Detail is null ? json.Append("\"detail\":null") : Text(json, "detail", Detail)).Append(',');
        Text(json, "org", Org).Append(CultureInfo.InvariantCulture, $",\"seq\":{Seq},");
        Text(json, "subject", Subject).Append('}');
        return Encoding.UTF8.GetBytes(json.ToString());
    }

    /// <summary>Hash of the entry's leaf: SHA-256(0x00 ‖ salt ‖ SHA-256(bytes)). Without the salt nobody can guess the entry from it.</summary>
    /// <param name="salt">32 random bytes, kept beside the entry and deleted with it.</param>
    public byte[] Leaf(ReadOnlySpan<byte> salt) => MerkleHash.Leaf([.. salt, .. SHA256.HashData(Bytes())]);

    /// <summary>Link of the chain from entry to entry: SHA-256(previous link ‖ leaf).</summary>
    /// <param name="previous">Link of the entry before; 32 zero bytes before the first.</param>
    /// <param name="leaf">Leaf of this entry.</param>
    public static byte[] Link(ReadOnlySpan<byte> previous, ReadOnlySpan<byte> leaf) => SHA256.HashData([.. previous, .. leaf]);

    private static StringBuilder Text(StringBuilder json, string name, string value)
    {
        json.Append('"').Append(name).Append("\":\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => json.Append("\\\""),
                '\\' => json.Append("\\\\"),
                '\b' => json.Append("\\b"),
                '\f' => json.Append("\\f"),
                '\n' => json.Append("\\n"),
                '\r' => json.Append("\\r"),
                '\t' => json.Append("\\t"),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => json.Append(c),
            };
        }

        return json.Append('"');
    }
}
