using Voltward.App.Access;
using Voltward.App.Cases;
using Voltward.App.Hazards;
using Voltward.App.Inspections;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Cases;

/// <summary>Addresses of the desk around cases: approvals, clocks, borrowed roles, forms, the customer's side, rules.</summary>
internal static class CaseDeskApi
{
    public static void MapCaseDesk(this IEndpointRouteBuilder routes)
    {
        MapForms(routes);
        MapGrants(routes);
        var desk = routes.MapApi("", "Desk").WithMetadata(new CaseRolesAttribute());
        desk.MapGet("/approvals", async (ApprovalList list, HttpContext http) => TypedResults.Json(await list.RunAsync(await http.ActorAsync(), http.RequestAborted), Answers.Json))
            .WithName("Approvals").WithSummary("What waits for this person's decision");
        desk.MapGet("/clocks", (ClockList list, HttpContext http) => http.AnswerAsync<ClockList.Answer>((a, s) => list.RunAsync(a, s), c => c))
            .WithName("Clocks").WithSummary("Legal clocks that run, the nearest end first");
        desk.MapPost("/clocks/reasons", (ClockBody body, ExplainClock explain, HttpContext http) => http.AnswerAsync<Done>((a, s) => explain.RunAsync(new(body.Kind, body.Subject, body.Reason), a, s)))
            .WithName("ExplainClock").WithSummary("Why a clock was missed");
        desk.MapPost("/cases/{caseNo}/instalments-answer", (string caseNo, PlanAnswer body, PayByInstalments pay, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => pay.AnswerAsync(new(caseNo, body.Approve, body.Text), a, s)))
            .WithName("AnswerInstalments").WithSummary("Answer a request to pay in parts");
        desk.MapPost("/laboratories", (CustomerSide.Laboratory body, CustomerSide side, HttpContext http) => http.AnswerAsync<Done>((a, s) => side.AddLaboratoryAsync(body, a, s)))
            .WithName("EnterLaboratory").WithSummary("Enter a metering laboratory with its authorisation");
        routes.MapApi("/people", "People").MapPost("/{personId}/customer", (string personId, CustomerBody body, CustomerSide side, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => side.LinkAsync(personId, body.CustomerNo, a, s)))
            .WithName("LinkCustomer").WithSummary("Say which customer an account speaks for");
    }

    private static void MapForms(IEndpointRouteBuilder routes)
    {
        var forms = routes.MapApi("/forms", "Forms").WithMetadata(new CaseRolesAttribute());
        forms.MapPost("/cut-notice/{no}", (string no, PrintCutForm print, HttpContext http) => http.AnswerAsync<FormOnFile>((a, s) => print.RunAsync(new(no, Restoration: false), a, s), f => f))
            .WithName("PrintCutNotice").WithSummary("Print the cut notice of an interruption");
        forms.MapPost("/restoration-notice/{no}", (string no, PrintCutForm print, HttpContext http) => http.AnswerAsync<FormOnFile>((a, s) => print.RunAsync(new(no, Restoration: true), a, s), f => f))
            .WithName("PrintRestoration").WithSummary("Print the notice of restored supply");
        forms.MapPost("/custody-form/{caseNo}", (string caseNo, PrintCaseForm print, HttpContext http) => http.AnswerAsync<FormOnFile>((a, s) => print.CustodyAsync(caseNo, a, s), f => f))
            .WithName("PrintCustody").WithSummary("Print the custody form of a case");
        forms.MapPost("/service-record/{**documentId}", (string documentId, PrintCaseForm print, HttpContext http) => http.AnswerAsync<FormOnFile>((a, s) => print.ServiceRecordAsync(documentId, a, s), f => f))
            .WithName("PrintServiceRecord").WithSummary("Print the record of service of a document");
        forms.MapPost("/hazard-notice/{hazardId}", (string hazardId, PrintHazardNotice print, HttpContext http) => http.AnswerAsync<FormOnFile>((a, s) => print.RunAsync(hazardId, a, s), f => f))
            .WithName("PrintHazardNotice").WithSummary("Print the order to rectify a hazard");
        forms.MapGet("/settlement/{caseNo}.csv", (string caseNo, HttpContext http, CasePage cases) => SheetFile.GiveAsync(caseNo, "csv", http, cases))
            .WithName("SettlementCsv").WithSummary("The calculation as CSV, for recomputation");
        forms.MapGet("/settlement/{caseNo}.xlsx", (string caseNo, HttpContext http, CasePage cases) => SheetFile.GiveAsync(caseNo, "xlsx", http, cases))
            .WithName("SettlementXlsx").WithSummary("The calculation as a spreadsheet");
    }

    private static void MapGrants(IEndpointRouteBuilder routes)
    {
        var grants = routes.MapApi("/grants", "Borrowed roles");
        grants.MapGet("", async (BorrowList list, HttpContext http) => TypedResults.Json(await list.RunAsync(await http.ActorAsync(), http.RequestAborted), Answers.Json))
            .WithName("Grants").WithSummary("Borrowed roles, those that wait first");
        grants.MapPost("/delegations", (DelegateRole.Request body, DelegateRole use, HttpContext http) => http.AnswerAsync<string>((a, s) => use.RunAsync(body, a, s), no => new { grantId = no }))
            .WithName("DelegateRole").WithSummary("Let a colleague act in one's place for a time; counts once a manager approved it");
        grants.MapPost("/emergencies", (BreakGlass.Request body, BreakGlass use, HttpContext http) => http.AnswerAsync<string>((a, s) => use.RunAsync(body, a, s), no => new { grantId = no }))
            .WithName("BreakGlass").WithSummary("Take a role at once for a day; another person approves it afterwards");
        grants.MapPost("/{grantId}/decision", (string grantId, GrantBody body, DecideGrant use, HttpContext http) => http.AnswerAsync<Done>((a, s) => use.RunAsync(new(grantId, body.Approve, body.Reason), a, s)))
            .WithName("DecideGrant").WithSummary("Approve, refuse or end a borrowed role");
    }

    internal sealed record ClockBody(ClockKind Kind, string Subject, string Reason);

    internal sealed record PlanAnswer(bool Approve, string Text);

    internal sealed record CustomerBody(string CustomerNo);

    internal sealed record GrantBody(bool Approve, string? Reason = null);
}
