using Voltward.App.Storage;

namespace Voltward.App.Readings.Import;

/// <summary>One import that changed something, as the ledger keeps it.</summary>
internal sealed class ImportRecord
{
    public string ImportId { get; init; } = "";

    public string Profile { get; init; } = "";

    public string FileName { get; init; } = "";

    public string ContentSha256 { get; init; } = "";

    public long Rows { get; init; }

    public long Loaded { get; init; }

    public long Flagged { get; init; }

    public long Rejected { get; init; }

    public long Unchanged { get; init; }

    public string Reasons { get; init; } = "{}";

    public string? RejectFile { get; init; }

    public string Actor { get; init; } = "";

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset FinishedAt { get; init; }

    public long Seq { get; set; }
}

/// <summary>The import ledger.</summary>
internal static class ImportStore
{
    /// <summary>The run of the same content, when no run after it changed anything.</summary>
    public static Task<ImportRecord?> FindLatestAsync(Session session, string contentSha256) => session.FindAsync<ImportRecord>(
        """
        select import_id as ImportId, rows as Rows, rejected as Rejected, reasons as Reasons, reject_file as RejectFile, seq as Seq
        from import_run where content_sha256 = @contentSha256 and seq = (select max(seq) from import_run)
        """,
        new { contentSha256 });

    public static async Task AddAsync(Work work, ImportRecord run, IReadOnlyList<SourceFile> files)
    {
        run.Seq = await work.NextAsync("import-run");
        await work.ExecuteAsync(
            """
            insert into import_run (import_id, profile, file_name, content_sha256, rows, loaded, flagged, rejected, unchanged, reasons, reject_file,
                actor, started_at, finished_at, seq)
            values (@ImportId, @Profile, @FileName, @ContentSha256, @Rows, @Loaded, @Flagged, @Rejected, @Unchanged, @Reasons, @RejectFile,
                @Actor, @StartedAt, @FinishedAt, @Seq)
            """,
            run);
        await work.ExecuteManyAsync(
            "insert into import_file (import_id, file_no, file_name, content_sha256, bytes) values (@ImportId, @No, @Name, @Sha256, @Bytes)",
            files.Select(f => new { run.ImportId, f.No, f.Name, f.Sha256, f.Bytes }));
    }
}
