using Voltward.App.Storage;
using Voltward.Domain.Trail;

namespace Voltward.App.Trail;

/// <summary>A stored entry with everything its leaf is made from.</summary>
internal sealed class TrailRow
{
    /// <summary>What an entry is read with; <see cref="TrailBatch"/> counts on the order.</summary>
    public const string Columns =
        """
        select t.seq as Seq, t.at as At, t.actor as Actor, t.org_path as Org, t.action as Action, t.subject as Subject, t.detail as Detail,
               t.previous_hash as PreviousHash, t.hash as Hash, t.salt as Salt, t.leaf as Leaf
        from trail_entry t
        """;

    public long Seq { get; init; }

    public string At { get; init; } = "";

    public string Actor { get; init; } = "";

    public string Org { get; init; } = "";

    public string Action { get; init; } = "";

    public string Subject { get; init; } = "";

    public string? Detail { get; init; }

    public string PreviousHash { get; init; } = "";

    public string Hash { get; init; } = "";

    public string? Salt { get; init; }

    public string? Leaf { get; init; }

    public TrailRecord Record => new(Seq, At, Actor, Org, Action, Subject, Detail);

    /// <summary>
    /// The leaf made again from what is stored; null when salt or hashes are no longer hashes. Where the content was erased by law with
    /// its salt, the leaf alone remains; an entry from before the log has neither, and its link stands for it.
    /// </summary>
    public byte[]? MakeLeaf() => (Salt, Leaf) switch
    {
        ({ } salt, _) => FromHex(salt) is { } bytes ? Record.Leaf(bytes) : null,
        (null, { } leaf) => FromHex(leaf),
        _ => FromHex(Hash) is { } hash ? MerkleHash.Leaf([.. new byte[TrailRecord.SaltLength], .. hash]) : null,
    };

    /// <summary>Whether leaf and link follow from the stored fields.</summary>
    public bool IsWhole(byte[]? leaf) => leaf is not null && (Leaf is null
        || (Leaf == Convert.ToHexStringLower(leaf) && FromHex(PreviousHash) is { } previous && Hash == Convert.ToHexStringLower(TrailRecord.Link(previous, leaf))));

    /// <summary>32 bytes of 64 hexadecimal digits in lower case; null for any other text.</summary>
    public static byte[]? FromHex(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower) ? Convert.FromHexString(text) : null;

    /// <summary>How many entries there are; they are numbered from 1 without gaps.</summary>
    public static async Task<long> CountAsync(Session session) => await session.ScalarAsync<long>("select coalesce(max(seq), 0) from trail_entry");

    /// <summary>Entries in order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="from">Index of the first, from 0.</param>
    /// <param name="to">Index after the last.</param>
    public static Task<IReadOnlyList<TrailRow>> LoadAsync(Session session, long from, long to) =>
        session.QueryAsync<TrailRow>($"{Columns} where t.seq > @from and t.seq <= @to order by t.seq", new { from, to });

    /// <summary>Entries about some records, in order.</summary>
    public static async Task<IReadOnlyList<TrailRow>> AboutAsync(Session session, IReadOnlyList<string> subjects, long to)
    {
        var rows = new List<TrailRow>();
        foreach (var subject in subjects.Distinct())
        {
            rows.AddRange(await session.QueryAsync<TrailRow>($"{Columns} where t.subject = @subject and t.seq <= @to", new { subject, to }));
        }

        return [.. rows.OrderBy(r => r.Seq)];
    }
}
