using Voltward.App.Cases.Notices;
using Voltward.App.Evidence;
using Voltward.App.Evidence.Print;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Prints the papers around an interruption and puts them on file (停电通知书、恢复供电通知单). Changed facts make another document; none is overwritten.</summary>
public sealed class PrintCutForm(Database database, EvidenceFiles files, CutForms forms)
{
    /// <param name="InterruptionNo">The interruption.</param>
    /// <param name="Restoration">True for the notice of restored supply, false for the cut notice.</param>
    public sealed record Request(string InterruptionNo, bool Restoration);

    public async Task<Outcome<FormOnFile>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Executor, Role.Inspector)) return AccessProblems.RoleMissing(Role.Executor, Role.Inspector);
        InterruptionRow? row;
        Outcome<PrintedDocument> printed;
        var number = (request.Restoration ? "FD" : "TZ") + request.InterruptionNo["TD".Length..];
        await using (var look = await database.LookAsync(actor, stop))
        {
            row = await look.FindInterruptionAsync(request.InterruptionNo);
            if (row is null) return InterruptionProblems.NotFound(request.InterruptionNo);
            printed = await DrawAsync(look, row, number, request.Restoration);
        }

        if (!printed.Succeeded(out var document, out var problem)) return problem;
        var kind = request.Restoration ? "restoration-notice" : "cut-notice";
        return await FormFile.KeepAsync(database, files, new(kind, number, row.CaseNo, $"interruption/{row.InterruptionNo}"), document, actor, stop);
    }

    private async Task<Outcome<PrintedDocument>> DrawAsync(Look look, InterruptionRow row, string number, bool restoration)
    {
        var head = await FormFile.HeadAsync(look, row.OrgPath, number, row.CaseNo ?? row.InterruptionNo);
        var party = await FormFile.PartyAsync(look, row.CustomerNo);
        var state = (await look.FindAsync<StateRow>("select reason as Reason, restored_at as RestoredAt, restored_late_reason as LateReason from interruption where interruption_no = @InterruptionNo and @@scope(org_path)", new { row.InterruptionNo }))!;
        if (restoration)
        {
            return row is { InterruptedAt: { } cut, CauseRemovedAt: { } gone, RestoreDueAt: { } due }
                ? forms.Restoration(new(head, party, cut, gone, due, state.RestoredAt, state.LateReason))
                : InterruptionProblems.OutOfOrder(row.Current, InterruptionStep.Restore);
        }

        if (!RuleShelf.Standard.Succeeded(out var shelf, out var problem)) return problem;
        if (!CutLaw.On(shelf.Records, row.Place, CompanyTime.Day(row.PlannedAt ?? look.Now), row.Ground()).Succeeded(out var law, out problem)) return problem;
        var (article, basis, edition, _) = law.Source(CutGate.NoticeServed);
        var customer = await InterruptionStore.CustomerAsync(look, row.CustomerNo, look.Now);
        return forms.Notice(new(
            head, party, CutGroundWords.Name(row.Ground().Ground).Zh, state.Reason, row.PlannedAt, law.Conditions.Mode,
            law.IsVerified(CutGate.NoticeServed) && article is not null ? $"《{basis}》{article}（{edition}）" : $"《{basis}》（条号待核实，{edition}）", customer?.ImportantClass is not null));
    }

    private sealed class StateRow
    {
        public string Reason { get; init; } = "";

        public DateTimeOffset? RestoredAt { get; init; }

        public string? LateReason { get; init; }
    }
}

/// <summary>Prints the custody form of a case, or the record of service of one of its documents (物证保管交接单、送达回证).</summary>
public sealed class PrintCaseForm(Database database, EvidenceFiles files, CaseForms forms)
{
    public async Task<Outcome<FormOnFile>> CustodyAsync(string caseNo, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector, Role.Investigator)) return AccessProblems.RoleMissing(Role.Inspector, Role.Investigator);
        Outcome<PrintedDocument> printed;
        var number = "BG" + caseNo["AJ".Length..];
        await using (var look = await database.LookAsync(actor, stop))
        {
            var held = await look.FindCaseAsync(caseNo);
            if (held is null) return CaseProblems.NotFound(caseNo);
            var exhibits = new List<CustodyExhibit>();
            foreach (var e in await look.ExhibitsAsync(caseNo)) exhibits.Add(new(e, await look.SignerAsync(e.SealedBy, CompanyTime.Day(e.SealedAt)), await look.MovesAsync(e.ExhibitNo)));
            printed = forms.Custody(new(await FormFile.HeadAsync(look, held.OrgPath, number, caseNo), exhibits));
        }

        if (!printed.Succeeded(out var document, out var problem)) return problem;
        return await FormFile.KeepAsync(database, files, new("custody-form", number, caseNo, $"case/{caseNo}"), document, actor, stop);
    }

    public async Task<Outcome<FormOnFile>> ServiceRecordAsync(string documentId, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Executor, Role.Inspector)) return AccessProblems.RoleMissing(Role.Executor, Role.Inspector);
        Outcome<PrintedDocument> printed;
        ServedRow? row;
        await using (var look = await database.LookAsync(actor, stop))
        {
            row = await look.FindAsync<ServedRow>(
                """
                select d.kind as Kind, d.number as Number, d.sha256 as Sha256, d.served_at as ServedAt, d.served_how as ServedHow, d.served_proof as ServedProof,
                       i.case_no as CaseNo, i.org_path as OrgPath, i.customer_no as CustomerNo
                from case_document d join inspection_case i on i.case_no = d.case_no where d.document_id = @documentId and @@scope(i.org_path)
                """,
                new { documentId });
            if (row is null) return CaseFlowProblems.NoNotice(documentId);
            printed = forms.ServiceRecord(new(
                await FormFile.HeadAsync(look, row.OrgPath, "SD-" + row.Number, row.CaseNo), await FormFile.PartyAsync(look, row.CustomerNo ?? ""),
                DocumentWords.Name(row.Kind).Zh, row.Number, row.Sha256, row.ServedAt, row.ServedHow, row.ServedProof));
        }

        if (!printed.Succeeded(out var document, out var problem)) return problem;
        return await FormFile.KeepAsync(database, files, new("service-record", "SD-" + row.Number, row.CaseNo, $"case/{row.CaseNo}"), document, actor, stop);
    }

    private sealed class ServedRow
    {
        public string Kind { get; init; } = "";

        public string Number { get; init; } = "";

        public string Sha256 { get; init; } = "";

        public DateTimeOffset? ServedAt { get; init; }

        public string? ServedHow { get; init; }

        public string? ServedProof { get; init; }

        public string CaseNo { get; init; } = "";

        public string OrgPath { get; init; } = "";

        public string? CustomerNo { get; init; }
    }
}

/// <summary>Keeps a printed form: its bytes in the evidence store, its row beside the case.</summary>
internal static class FormFile
{
    private const string Contact = "出具单位营业窗口；95598 供电服务热线";

    /// <param name="Kind">Kind of document.</param>
    /// <param name="Number">Number printed on it.</param>
    /// <param name="CaseNo">Case it belongs to; null: none.</param>
    /// <param name="Subject">Record of the trail it belongs to.</param>
    public sealed record Slip(string Kind, string Number, string? CaseNo, string Subject);

    public static async Task<Outcome<FormOnFile>> KeepAsync(Database database, EvidenceFiles files, Slip slip, PrintedDocument printed, Actor actor, CancellationToken stop)
    {
        var sha256 = await files.SaveAsync(printed.Pdf, "application/pdf");
        await using var work = await database.BeginAsync(actor, stop);
        var isNew = await work.AddDocumentAsync(new($"{slip.Kind}-{slip.Number}-{sha256[..12]}", slip.CaseNo, null, slip.Kind, slip.Number, sha256, printed.Pdf.Length));
        if (isNew) await work.CommitAsync("case.form-printed", slip.Subject, new { slip.Kind, slip.Number, sha256 }, stop: stop);
        return new FormOnFile(slip.Number, sha256, printed.Pages);
    }

    public static async Task<NoticeHead> HeadAsync(Session session, string orgPath, string number, string caseNo) =>
        new(await session.UnitNameAsync(orgPath), number, caseNo, CompanyTime.Day(session.Now), Contact);

    public static async Task<NoticeParty> PartyAsync(Session session, string customerNo)
    {
        var row = await session.PartyAsync(customerNo, CompanyTime.Day(session.Now));
        return new(row?.Name ?? "", row?.CustomerNo ?? "", row?.Address ?? "", row?.AgreementNo ?? "未签订或未登记", row?.TariffCategory ?? "未登记");
    }
}
