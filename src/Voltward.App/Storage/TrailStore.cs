using System.Globalization;
using System.Security.Cryptography;
using Voltward.Domain.Trail;

namespace Voltward.App.Storage;

/// <summary>
/// Writes who did what to which record and when (操作留痕): its salted leaf for the Merkle log, and a link to the entry before. Lives
/// beside the unit of work because no change may be committed without its entry.
/// </summary>
internal static class TrailStore
{
    private static readonly string Genesis = new('0', 64);

    public static async Task AppendAsync(Work work, string action, string subject, string? detail)
    {
        var seq = await work.NextAsync("trail");
        var previous = await work.ScalarAsync<string>("select hash from trail_entry where seq = @seq", new { seq = seq - 1 })
            ?? Genesis;
        var at = work.Now.ToString("O", CultureInfo.InvariantCulture);
        var record = new TrailRecord(seq, at, work.Actor.PersonId, work.Actor.OrgPath, action, subject, detail);
        var salt = RandomNumberGenerator.GetBytes(TrailRecord.SaltLength);
        var leaf = record.Leaf(salt);
        await work.ExecuteAsync(
            """
            insert into trail_entry (seq, at, actor, org_path, action, subject, detail, previous_hash, hash, salt, leaf)
            values (@seq, @at, @Actor, @Org, @action, @subject, @detail, @previous, @hash, @salt, @leaf)
            """,
            new
            {
                seq,
                at,
                record.Actor,
                record.Org,
                action,
                subject,
                detail,
                previous,
                hash = Convert.ToHexStringLower(TrailRecord.Link(Convert.FromHexString(previous), leaf)),
                salt = Convert.ToHexStringLower(salt),
                leaf = Convert.ToHexStringLower(leaf),
            });
    }
}
