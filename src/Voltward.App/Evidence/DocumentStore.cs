using Voltward.App.Storage;

namespace Voltward.App.Evidence;

/// <summary>SQL for documents: to whom they go, who signs them, and the row that remembers each.</summary>
internal static class DocumentStore
{
    /// <summary>The customer as the archive knows the customer on a day; null when there is none in the person's part.</summary>
    public static async Task<PartyRow?> PartyAsync(this Session session, string customerNo, DateOnly day)
    {
        var rows = await session.QueryAsync<PartyRow>(
            """
            select c.customer_no as CustomerNo, c.name as Name, c.address as Address, a.agreement_no as AgreementNo, a.tariff_category as TariffCategory,
                   a.voltage_v as VoltageV, a.contracted_va as ContractedVa
            from customer c
            left join agreement a on a.customer_no = c.customer_no and a.valid_from <= @day and a.valid_to > @day and a.known_to > @now
            where c.customer_no = @customerNo and c.valid_from <= @day and c.valid_to > @day and c.known_to > @now and @@scope(c.org_path)
            order by a.agreement_no limit 1
            """,
            new { customerNo, day, now = session.Now });
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Name of the unit that a row of this organisation path belongs to: the nearest one that has a name.</summary>
    public static async Task<string> UnitNameAsync(this Session session, string orgPath)
    {
        var names = await session.QueryAsync<string>(
            "select name from organisation where @orgPath like org_path || '%' order by length(org_path) desc limit 1", new { orgPath });
        return names.Count == 0 ? "" : names[0];
    }

    /// <summary>A person with the number of the certificate that was valid on a day, as it stands on a form.</summary>
    public static async Task<string> SignerAsync(this Session session, string personId, DateOnly day)
    {
        var rows = await session.QueryAsync<SignerRow>(
            """
            select p.name as Name, q.certificate_no as CertificateNo from person p
            left join qualification q on q.person_id = p.person_id and q.valid_from <= @day and q.valid_to > @day
            where p.person_id = @personId order by q.level limit 1
            """,
            new { personId, day });
        if (rows.Count == 0) return personId;
        return rows[0].CertificateNo is { Length: > 0 } number ? $"{rows[0].Name}（证号 {number}）" : rows[0].Name;
    }

    /// <summary>Remembers a document; false when this very one is already on file.</summary>
    public static async Task<bool> AddDocumentAsync(this Work work, NewDocument document) => 1 == await work.ExecuteAsync(
        """
        insert into case_document (document_id, case_no, visit_id, kind, number, sha256, bytes, media_type, made_by, made_at)
        values (@DocumentId, @CaseNo, @VisitId, @Kind, @Number, @Sha256, @Bytes, @MediaType, @actor, @at) on conflict (document_id) do nothing
        """,
        new
        {
            document.DocumentId,
            document.CaseNo,
            document.VisitId,
            document.Kind,
            document.Number,
            document.Sha256,
            document.Bytes,
            document.MediaType,
            actor = work.Actor.PersonId,
            at = work.Now,
        });

    private sealed class SignerRow
    {
        public string Name { get; init; } = "";

        public string? CertificateNo { get; init; }
    }
}

/// <summary>A document to be remembered; its bytes lie in the evidence folder under the hash.</summary>
/// <param name="DocumentId">Kind and number: the same document twice is one row.</param>
/// <param name="CaseNo">Case, when it belongs to one.</param>
/// <param name="VisitId">Visit, when it belongs to one.</param>
/// <param name="Kind">work-order result-notice theft-notice breach-notice settlement-sheet.</param>
/// <param name="Number">Number printed on it.</param>
/// <param name="Sha256">Hash of the bytes.</param>
/// <param name="Bytes">Their number.</param>
/// <param name="MediaType">What they are.</param>
internal sealed record NewDocument(
    string DocumentId, string? CaseNo, string? VisitId, string Kind, string Number, string Sha256, long Bytes, string MediaType = "application/pdf");

/// <summary>A customer on a document.</summary>
internal sealed class PartyRow
{
    public string CustomerNo { get; init; } = "";

    public string Name { get; init; } = "";

    public string? Address { get; init; }

    public string? AgreementNo { get; init; }

    public string? TariffCategory { get; init; }

    public long? VoltageV { get; init; }

    public long? ContractedVa { get; init; }
}
