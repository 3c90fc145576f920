using System.Text.Json;
using Voltward.App.Cases;
using Voltward.App.Storage;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Cases;

/// <summary>Addresses of cases.</summary>
internal static class CaseApi
{
    public static void MapCases(this IEndpointRouteBuilder routes)
    {
        var cases = routes.MapApi("/cases", "Cases");
        cases.MapPost("", (OpenBody body, OpenCase open, HttpContext http) =>
                http.AnswerAsync<string>((a, s) => open.RunAsync(body.FindingId, a, s), no => new { caseNo = no }))
            .WithName("OpenCase").WithSummary("Open a case from a finding of theft or breach");
        cases.MapGet("", ListAsync).WithName("Cases").WithSummary("Cases");
        cases.MapGet("/{caseNo}", (string caseNo, CasePage page, HttpContext http) => http.ShowAsync((a, s) => page.RunAsync(caseNo, a, s), CaseProblems.NotFound(caseNo)))
            .WithName("Case").WithSummary("One case: timeline, steps, settlements, documents, payments, what comes next");
        cases.MapPost("/{caseNo}/facts", (string caseNo, FactsBody body, InvestigateCase investigate, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => investigate.RunAsync(new(caseNo, body.ConductFrom, body.ConductTo, body.Facts, body.Note), a, s)))
            .WithName("InvestigateCase").WithSummary("Declare the facts complete");
        cases.MapPost("/{caseNo}/legal-review", (string caseNo, LegalBody body, RecordLegalReview record, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => record.RunAsync(new(caseNo, body.By, body.On, body.Reference, body.Multiplier), a, s)))
            .WithName("RecordLegalReview").WithSummary("Decision of the legal department");
        cases.MapPost("/{caseNo}/calculation", (string caseNo, CalculateCase calculate, HttpContext http) =>
                http.AnswerAsync<CalculateCase.Calculated>((a, s) => calculate.RunAsync(caseNo, a, s), c => CaseViews.Of(c, Preferences.English(http))))
            .WithName("CalculateCase").WithSummary("Work out what the case comes to");
        cases.MapPost("/{caseNo}/review", (string caseNo, ReviewBody body, ReviewSettlement review, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => review.RunAsync(new(caseNo, body.Approve, body.Note), a, s)))
            .WithName("ReviewSettlement").WithSummary("Approve the calculation or send it back");
        MapPack(cases);
        MapCollection(cases);
    }

    private static void MapPack(RouteGroupBuilder cases)
    {
        cases.MapPost("/{caseNo}/evidence", (string caseNo, EvidenceBody body, FileEvidence file, HttpContext http) =>
                http.AnswerAsync<FileEvidence.Filed>((a, s) => file.RunAsync(
                    new(caseNo, body.Item, body.Reference, body.Detail, body.File is null ? FileEvidence.Original.None : new(body.File, body.MediaType ?? "application/octet-stream")), a, s)))
            .WithName("FileEvidence").WithSummary("Put an item of the evidence pack on file; answers what is still missing");
        cases.MapPost("/{caseNo}/innocence", (string caseNo, InnocenceBody body, TestInnocence test, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => test.RunAsync(new(caseNo, body.Explanation, body.Excluded, body.Grounds, body.Reference), a, s)))
            .WithName("TestInnocence").WithSummary("Record what came of testing an innocent explanation");
    }

    private static void MapCollection(RouteGroupBuilder cases)
    {
        cases.MapPost("/{caseNo}/notice", (string caseNo, IssueNotice issue, HttpContext http) =>
                http.AnswerAsync<IssueNotice.Issued>((a, s) => issue.RunAsync(new(caseNo), a, s), i => i))
            .WithName("IssueNotice").WithSummary("Make the notice and its settlement sheet and put them on file");
        cases.MapPost("/{caseNo}/service", (string caseNo, ServeBody body, DeliverCase deliver, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => deliver.RunAsync(new(caseNo, body.How, body.Proof), a, s)))
            .WithName("ServeNotice").WithSummary("The customer has the notice");
        cases.MapPost("/{caseNo}/payments", (string caseNo, PayBody body, RecordPayment pay, HttpContext http) =>
                http.AnswerAsync<RecordPayment.Recorded>((a, s) => pay.RunAsync(new(caseNo, body.Money, body.AmountYuan, body.PaidOn, body.ReceiptNo), a, s), CaseViews.Of))
            .WithName("RecordPayment").WithSummary("Record a payment of one kind of money; the same receipt again changes nothing");
        cases.MapPost("/{caseNo}/disputes", (string caseNo, DisputeBody body, DisputeCase dispute, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => dispute.RunAsync(new(caseNo, body.Item, body.Reason), a, s)))
            .WithName("DisputeCase").WithSummary("The customer contests an item");
        cases.MapPost("/{caseNo}/dispute-answer", (string caseNo, AnswerBody body, AnswerDispute answer, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => answer.RunAsync(new(caseNo, body.Upheld, body.Answer), a, s)))
            .WithName("AnswerDispute").WithSummary("Answer a dispute");
        cases.MapPost("/{caseNo}/closing", (string caseNo, CloseCase close, HttpContext http) => http.AnswerAsync<Done>((a, s) => close.RunAsync(caseNo, a, s)))
            .WithName("CloseCase").WithSummary("Close a case that is paid in full");
        cases.MapPost("/{caseNo}/dropping", (string caseNo, DropBody body, DropCase drop, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => drop.RunAsync(new(caseNo, body.Reason), a, s)))
            .WithName("DropCase").WithSummary("Drop a case whose facts do not carry it");
    }

    private static async Task<IResult> ListAsync(string? q, int? page, CaseList list, HttpContext http)
    {
        var filters = http.Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString());
        var request = new ListRequest(q ?? "", filters, http.Request.Query["sort"], false, Math.Max(1, page ?? 1), 200);
        return TypedResults.Json(await list.RunAsync(request, await http.ActorAsync(), http.RequestAborted), Answers.Json);
    }

    internal sealed record OpenBody(string FindingId);

    internal sealed record FactsBody(DateOnly? ConductFrom, DateOnly? ConductTo, JsonElement Facts, string Note);

    internal sealed record EvidenceBody(string Item, string Reference, string? Detail = null, byte[]? File = null, string? MediaType = null);

    internal sealed record InnocenceBody(string Explanation, bool Excluded, string Grounds, string Reference);

    internal sealed record LegalBody(string By, DateOnly On, string Reference, decimal? Multiplier);

    internal sealed record ReviewBody(bool Approve, string? Note = null);

    internal sealed record ServeBody(string How, string Proof);

    internal sealed record PayBody(PaidMoney Money, decimal AmountYuan, DateOnly PaidOn, string ReceiptNo);

    internal sealed record DisputeBody(string Item, string Reason);

    internal sealed record AnswerBody(bool Upheld, string Answer);

    internal sealed record DropBody(string Reason);
}

/// <summary>How case figures stand in JSON: yuan and kWh, the two kinds of money apart.</summary>
internal static class CaseViews
{
    public static object Of(CalculateCase.Calculated c, bool english) => new
    {
        c.Version,
        energyKwh = c.Energy?.Value,
        backBilledChargeYuan = c.Due?.Charge.Amount.Value,
        penaltyChargeYuan = c.Due?.Penalty?.Amount.Value,
        blocked = c.Blocked is { } b ? new { b.Code, text = b.Text.In(english), remedy = b.Remedy.In(english) } : null,
    };

    public static object Of(RecordPayment.Recorded r) =>
        new { backBilledChargeOwedYuan = r.ChargeOwed.Value, penaltyChargeOwedYuan = r.PenaltyOwed.Value, r.PaidInFull };
}
