using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Readings;

/// <summary>The imports that changed anything (导入记录), the latest first.</summary>
public sealed class ImportList(Database database)
{
    private static readonly ListSql Sql = new()
    {
        Select =
            """
            select i.import_id as ImportId, i.profile as Profile, i.file_name as FileName, i.rows as Rows, i.loaded as Loaded, i.flagged as Flagged,
                   i.rejected as Rejected, i.unchanged as Unchanged, i.reasons as Reasons, i.reject_file as RejectFile,
                   coalesce(p.name, i.actor) as ActorName, i.finished_at as FinishedAt,
                   (select count(*) from import_file f where f.import_id = i.import_id) as Files
            """,
        From = "from import_run i left join person p on p.person_id = i.actor where @@scope(i.org_path)",
        SearchIn = ["i.file_name", "i.profile"],
        Filters = new Dictionary<string, string> { ["profile"] = "i.profile = @value" },
        Sorts = new Dictionary<string, string> { ["at"] = "i.finished_at", ["rows"] = "i.rows", ["rejected"] = "i.rejected", ["profile"] = "i.profile" },
        Order = "i.finished_at desc",
        Key = "i.import_id",
    };

    public async Task<ListPage<Row>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request);
    }

    /// <summary>One import; null when there is none inside the person's part.</summary>
    public async Task<Row?> FindAsync(string importId, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.FindAsync<Row>($"{Sql.Select} {Sql.From} and i.import_id = @importId", new { importId });
    }

    /// <summary>The files of an import a person may see, in the order they were read.</summary>
    public async Task<IReadOnlyList<FileRow>> FilesAsync(string importId, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.QueryAsync<FileRow>(
            """
            select f.file_no as FileNo, f.file_name as FileName, f.bytes as Bytes, f.content_sha256 as Sha256
            from import_file f join import_run i on i.import_id = f.import_id
            where f.import_id = @importId and @@scope(i.org_path) order by f.file_no
            """,
            new { importId });
    }

    /// <summary>One file of an import.</summary>
    public sealed class FileRow
    {
        public long FileNo { get; init; }

        public string FileName { get; init; } = "";

        public long Bytes { get; init; }

        /// <summary>Hash of its content, hexadecimal.</summary>
        public string Sha256 { get; init; } = "";
    }

    public sealed class Row
    {
        public string ImportId { get; init; } = "";

        public string Profile { get; init; } = "";

        public string FileName { get; init; } = "";

        public long Rows { get; init; }

        public long Loaded { get; init; }

        public long Flagged { get; init; }

        public long Rejected { get; init; }

        public long Unchanged { get; init; }

        /// <summary>JSON: code → rows.</summary>
        public string Reasons { get; init; } = "{}";

        public string? RejectFile { get; init; }

        public string ActorName { get; init; } = "";

        public DateTimeOffset FinishedAt { get; init; }

        public long Files { get; init; }
    }
}
