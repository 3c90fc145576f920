using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Cases;

/// <summary>Documents by their id, for those who may see the case they belong to (文书下载).</summary>
public sealed class DocumentList(Database database)
{
    /// <summary>Null when there is no such document inside the person's part.</summary>
    public async Task<Row?> FindAsync(string documentId, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.FindAsync<Row>(
            """
            select d.document_id as DocumentId, d.case_no as CaseNo, d.kind as Kind, d.number as Number, d.sha256 as Sha256, d.media_type as MediaType
            from case_document d
            left join inspection_case i on i.case_no = d.case_no
            left join visit v on v.visit_id = d.visit_id
            left join work_order w on d.kind = 'work-order' and w.order_no = d.number
            left join interruption t on d.kind in ('cut-notice', 'restoration-notice') and substr(t.interruption_no, 3) = substr(d.number, 3)
            where d.document_id = @documentId and ((i.case_no is not null and @@scope(i.org_path))
                or (i.case_no is null and v.visit_id is not null and @@scope(v.org_path))
                or (i.case_no is null and v.visit_id is null and w.order_no is not null and @@scope(w.org_path))
                or (i.case_no is null and v.visit_id is null and t.interruption_no is not null and @@scope(t.org_path)))
              and @@blind(d.visit_id)
            """,
            new { documentId });
    }

    public sealed class Row
    {
        public string DocumentId { get; init; } = "";

        public string? CaseNo { get; init; }

        public string Kind { get; init; } = "";

        public string Number { get; init; } = "";

        public string Sha256 { get; init; } = "";

        public string MediaType { get; init; } = "";
    }
}
