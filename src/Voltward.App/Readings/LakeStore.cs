using Voltward.App.Storage;

namespace Voltward.App.Readings;

/// <summary>A file of the lake as the ledger lists it.</summary>
internal sealed class LakePart
{
    /// <summary>First values of their keys: no other part of this role holds the same key.</summary>
    public const string First = "first";

    /// <summary>Values that replace earlier ones of the same key.</summary>
    public const string Revised = "revision";

    /// <summary>Values that were kept but do not count, because a more reliable one of the same key was there before.</summary>
    public const string Kept = "kept";

    public string File { get; init; } = "";

    public string Dataset { get; init; } = "";

    public string Month { get; init; } = "";

    public long Bucket { get; init; }

    public string Role { get; init; } = First;

    public long Rows { get; init; }

    public long Bytes { get; init; }

    public string Sha256 { get; init; } = "";

    public long Revision { get; set; }

    public string FirstDay { get; init; } = "";

    public string LastDay { get; init; } = "";

    public string ImportId { get; set; } = "";
}

/// <summary>The list of lake files.</summary>
internal static class LakeStore
{
    public static Task<IReadOnlyList<LakePart>> PartsAsync(Session session) => session.QueryAsync<LakePart>(
        """
        select part_file as File, dataset as Dataset, month as Month, bucket as Bucket, role as Role, rows as Rows, bytes as Bytes,
            sha256 as Sha256, revision as Revision, first_day as FirstDay, last_day as LastDay, import_id as ImportId
        from lake_part order by part_file
        """);

    public static Task AddAsync(Work work, IEnumerable<LakePart> parts) => work.ExecuteManyAsync(
        """
        insert into lake_part (part_file, dataset, month, bucket, role, rows, bytes, sha256, revision, first_day, last_day, import_id)
        values (@File, @Dataset, @Month, @Bucket, @Role, @Rows, @Bytes, @Sha256, @Revision, @FirstDay, @LastDay, @ImportId)
        """,
        parts);
}
