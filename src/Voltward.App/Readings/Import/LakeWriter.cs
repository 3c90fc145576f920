using System.Globalization;
using System.Security.Cryptography;
using Voltward.App.Storage;

namespace Voltward.App.Readings.Import;

/// <summary>
/// Writes the outgoing rows of a dataset as Parquet files, durable and under their final names, but listed nowhere: until the ledger lists
/// them they do not exist for a reader, and if it never does the next import removes them.
/// </summary>
internal sealed class LakeWriter(Stage stage, DataFolder folder, string importId)
{
    /// <summary>Fewer bills than this go into one file instead of one per bucket.</summary>
    private const long FewBills = 200_000;

    public List<LakePart> Parts { get; } = [];

    public void Write(LakeLoad load)
    {
        var sql = load.Dataset;
        foreach (var (role, rows) in load.Outgoing())
        {
            var count = stage.Count($"select count(*) from ({rows})");
            if (count == 0) continue;
            // Rows of many values and of wide files have their points together already; sorting them would move much for little.
            // All slices in one pass: with one pass per slice, millions of bills were read sixteen times.
            var few = sql.SlicedByCustomer && count < FewBills;
            var drafts = Path.Combine(folder.Lake, "." + Guid.NewGuid().ToString("n"));
            stage.Execute(
                $"""
                copy (select {Stage.List(sql.Columns.Select(c => $"cast({Stage.Name(c.Name)} as {c.Type}) as {Stage.Name(c.Name)}"))}, {(few ? "-1" : "slice")} as slice
                      from ({rows}) {(load.IsGathered ? "" : $"order by slice, {Stage.Name(sql.Keys[0])}")})
                to {Stage.Text(drafts)} (format parquet, parquet_version v2, compression zstd, partition_by (slice))
                """);
            foreach (var draft in Directory.EnumerateFiles(drafts, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)) Publish(sql, role, draft);
            Directory.Delete(drafts, recursive: true);
        }
    }

    /// <summary>Removes files that no ledger lists, left by an import that was killed. Only under the import lock.</summary>
    public static void RemoveOrphans(DataFolder folder, string ownStage, IEnumerable<LakePart> listed)
    {
        var kept = listed.Select(p => p.File).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder.Lake).Where(f => !kept.Contains(Path.GetFileName(f)) && !FolderLock.IsLock(f))) File.Delete(file);
        foreach (var drafts in Directory.EnumerateDirectories(folder.Lake, ".*")) Directory.Delete(drafts, recursive: true);
        foreach (var left in Directory.EnumerateDirectories(folder.Cache, "import-*").Where(d => d != ownStage)) Directory.Delete(left, recursive: true);
    }

    private void Publish(DatasetSql sql, string role, string draft)
    {
        var (first, last, count) = stage.Rows(
            $"select cast(min({sql.Day}) as varchar), cast(max({sql.Day}) as varchar), count(*) from read_parquet({Stage.Text(draft)}, hive_partitioning=false)", r => (r.GetString(0), r.GetString(1), r.GetInt64(2)))[0];
        var (hash, bytes) = Hash(draft);
        var month = sql.Dataset == "weather" ? first[..4] + "-01" : first[..7];
        var name = string.Create(CultureInfo.InvariantCulture, $"{sql.Dataset}-{month}-{(role == LakePart.First ? "" : role + "-")}{hash[..12]}-{importId}.parquet");
        DurableFile.Seal(draft, Path.Combine(folder.Lake, name));
        Parts.Add(new LakePart
        {
            File = name,
            Dataset = sql.Dataset,
            Month = month,
            Bucket = sql.SlicedByCustomer ? int.Parse(Path.GetFileName(Path.GetDirectoryName(draft)!).AsSpan("slice=".Length), CultureInfo.InvariantCulture) : -1,
            Role = role,
            Rows = count,
            Bytes = bytes,
            Sha256 = hash,
            FirstDay = first,
            LastDay = last,
            ImportId = importId,
        });
    }

    private static (string Sha256, long Bytes) Hash(string path)
    {
        using var content = File.OpenRead(path);
        return (Convert.ToHexStringLower(SHA256.HashData(content)), content.Length);
    }
}
