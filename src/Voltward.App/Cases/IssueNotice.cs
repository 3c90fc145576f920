using System.Text.Json;
using Voltward.App.Cases.Notices;
using Voltward.App.Evidence;
using Voltward.App.Evidence.Print;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>
/// Makes the notice of a case and its settlement sheet, puts both on file and records it (上机并出具通知书). Refuses when the settlement is
/// blocked or not approved, when a fact that the notice needs is missing, and when the person holds another duty in the case.
/// </summary>
public sealed class IssueNotice(Database database, EvidenceFiles files, CaseNotice notices, SettlementSheet sheets)
{
    private const string DefaultContact = "出具单位营业窗口；95598 供电服务热线";

    /// <param name="CaseNo">The case.</param>
    /// <param name="Contact">Where questions of the customer go; null: the unit's counter and the service line.</param>
    public sealed record Request(string CaseNo, string? Contact = null);

    /// <param name="NoticeId">Document id of the notice.</param>
    /// <param name="Number">Number printed on it.</param>
    /// <param name="Sha256">Hash of the file in the evidence store.</param>
    /// <param name="Pages">Number of pages.</param>
    /// <param name="SheetSha256">Hash of the settlement sheet.</param>
    public sealed record Issued(string NoticeId, string Number, string Sha256, int Pages, string SheetSha256);

    public async Task<Outcome<Issued>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Executor)) return AccessProblems.RoleMissing(Role.Executor);
        if (!(await DrawAsync(request, actor, stop)).Succeeded(out var drawn, out var problem)) return problem;

        // Printed before the unit of work begins: a writer's turn is short. Bytes in the evidence store without a row harm nobody.
        var notice = await files.SaveAsync(drawn.Notice.Pdf, "application/pdf");
        var sheet = await files.SaveAsync(drawn.Sheet.Pdf, "application/pdf");
        await using var work = await database.BeginAsync(actor, stop);
        var held = await work.TakeCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        var settlement = await work.NoticeSettlementAsync(held.CaseNo);
        if (settlement?.SettlementId != drawn.SettlementId) return CaseFlowProblems.ChangedMeanwhile(held.CaseNo);
        if (await work.StepAsync(held, CaseEvent.IssueNotice, Duty.Record, drawn.Number) is { } refused) return refused;
        var kind = held.Kind == "theft" ? "theft-notice" : "breach-notice";
        var noticeId = $"{kind}-{drawn.Number}";
        await work.AddDocumentAsync(new(noticeId, held.CaseNo, null, kind, drawn.Number, notice, drawn.Notice.Pdf.Length));
        await work.AddDocumentAsync(new($"settlement-sheet-{drawn.SheetNumber}", held.CaseNo, null, "settlement-sheet", drawn.SheetNumber, sheet, drawn.Sheet.Pdf.Length));
        await work.CommitAsync("case.notice-issued", $"case/{held.CaseNo}", new { drawn.Number, sha256 = notice, sheet, settlement.Version }, stop: stop);
        return new Issued(noticeId, drawn.Number, notice, drawn.Notice.Pages, sheet);
    }

    private async Task<Outcome<Drawn>> DrawAsync(Request request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var held = await look.FindCaseAsync(request.CaseNo);
        if (held is null) return CaseProblems.NotFound(request.CaseNo);
        if (CaseStates.Next(held.CurrentState, CaseEvent.IssueNotice).Problem is { } outOfOrder) return outOfOrder;
        if (DutyRules.MayTake(Duty.Record, DutyRules.People(Duty.Record, actor), await look.DutiesAsync(held.CaseNo)).Problem is { } taken) return taken;
        var settlement = await look.NoticeSettlementAsync(held.CaseNo);
        if (settlement is null) return CaseProblems.NoApprovedSettlement(held.CaseNo);
        if (settlement.Blocked is { } blocked) return CaseProblems.SettlementBlocked(JsonSerializer.Deserialize<Problem>(blocked, CaseText.Json)!);

        var (content, sheetContent) = await NoticeFile.ReadAsync(look, held, settlement, request.Contact ?? DefaultContact);
        var printed = held.Kind == "theft" ? notices.Theft(content) : notices.Breach(content);
        if (!printed.Succeeded(out var notice, out var problem)) return problem;
        if (!sheets.Print(sheetContent).Succeeded(out var sheet, out problem)) return problem;
        return new Drawn(settlement.SettlementId, content.Head.Number, notice, sheetContent.Head.Number, sheet);
    }

    private sealed record Drawn(string SettlementId, string Number, PrintedDocument Notice, string SheetNumber, PrintedDocument Sheet);
}
