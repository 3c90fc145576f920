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
            var slices = stage.Rows($"select slice, count(*) from ({rows}) group by slice order by slice", r => (Slice: r.GetInt32(0), Rows: r.GetInt64(1)));
            if (slices.Count == 0) continue;
            if (sql.SlicedByCustomer && slices.Sum(s => s.Rows) < FewBills) Write(sql, role, rows, "true", -1);
            else foreach (var (slice, _) in slices) Write(sql, role, rows, string.Create(CultureInfo.InvariantCulture, $"slice = {slice}"), sql.SlicedByCustomer ? slice : -1);
        }
    }

    /// <summary>Removes files that no ledger lists, left by an import that was killed. Only under the import lock.</summary>
    public static void RemoveOrphans(DataFolder folder, string ownStage, IEnumerable<LakePart> listed)
    {
        var kept = listed.Select(p => p.File).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder.Lake).Where(f => !kept.Contains(Path.GetFileName(f)) && Path.GetFileName(f) != ImportLock.FileName)) File.Delete(file);
        foreach (var left in Directory.EnumerateDirectories(folder.Cache, "import-*").Where(d => d != ownStage)) Directory.Delete(left, recursive: true);
    }

    private void Write(DatasetSql sql, string role, string rows, string where, int bucket)
    {
        var part = Path.Combine(folder.Lake, "." + Guid.NewGuid().ToString("n"));
        stage.Execute(
            $"""
            copy (select {Stage.List(sql.Columns.Select(c => $"cast({Stage.Name(c.Name)} as {c.Type}) as {Stage.Name(c.Name)}"))} from ({rows}) where {where} order by {Stage.List(sql.Keys.Select(Stage.Name))})
            to {Stage.Text(part)} (format parquet, compression zstd)
            """);
        var (first, last, count) = stage.Rows(
            $"select cast(min({sql.Day}) as varchar), cast(max({sql.Day}) as varchar), count(*) from read_parquet({Stage.Text(part)})", r => (r.GetString(0), r.GetString(1), r.GetInt64(2)))[0];
        var (hash, bytes) = Hash(part);
        var month = sql.Dataset == "weather" ? first[..4] + "-01" : first[..7];
        var name = string.Create(CultureInfo.InvariantCulture, $"{sql.Dataset}-{month}-{(role == LakePart.First ? "" : role + "-")}{hash[..12]}-{importId}.parquet");
        DurableFile.Seal(part, Path.Combine(folder.Lake, name));
        Parts.Add(new LakePart
        {
            File = name,
            Dataset = sql.Dataset,
            Month = month,
            Bucket = bucket,
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
