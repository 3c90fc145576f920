using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Voltward.App.Storage;

/// <summary>
/// Writes who did what to which record and when (操作留痕), each entry chained to the one before by its hash. Lives beside the
/// unit of work because no change may be committed without its entry.
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
        var hash = Hash(seq, at, work.Actor.PersonId, action, subject, detail, previous);
        await work.ExecuteAsync(
            """
            insert into trail_entry (seq, at, actor, org_path, action, subject, detail, previous_hash, hash)
            values (@seq, @at, @actor, @org, @action, @subject, @detail, @previous, @hash)
            """,
            new { seq, at, actor = work.Actor.PersonId, org = work.Actor.OrgPath, action, subject, detail, previous, hash });
    }

    /// <summary>SHA-256 over the length-prefixed fields, so that no two different entries have the same bytes.</summary>
    public static string Hash(
        long seq, string at, string actor, string action, string subject, string? detail, string previous)
    {
        var text = new StringBuilder();
        foreach (var field in (string[])[seq.ToString(CultureInfo.InvariantCulture), at, actor, action, subject, detail ?? "", previous])
        {
            text.Append(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetByteCount(field)}:{field}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
