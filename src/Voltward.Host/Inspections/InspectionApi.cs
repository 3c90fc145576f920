using Voltward.App.Inspections;
using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary>Addresses of work orders, visits and findings.</summary>
internal static class InspectionApi
{
    public static void MapInspections(this IEndpointRouteBuilder routes)
    {
        var orders = routes.MapApi("/orders", "Orders");
        orders.MapPost("", (OpenWorkOrder.Request body, OpenWorkOrder open, HttpContext http) =>
                http.AnswerAsync<string>((a, s) => open.RunAsync(body, a, s), no => new { orderNo = no }))
            .WithName("OpenWorkOrder").WithSummary("Write an order by hand, from a lead or for a customer");
        orders.MapGet("", ListAsync).WithName("Orders").WithSummary("Work orders");
        orders.MapGet("/{orderNo}", (string orderNo, OrderPage page, HttpContext http) => http.ShowAsync((a, s) => page.RunAsync(orderNo, a, s), OrderProblems.NotFound(orderNo)))
            .WithName("Order").WithSummary("One order with its checklist, seals, visits and findings");
        orders.MapPut("/{orderNo}/assignment", (string orderNo, AssignBody body, AssignOrder assign, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => assign.RunAsync(new(orderNo, body.CrewId, body.Day, body.First, body.Second), a, s)))
            .WithName("AssignOrder").WithSummary("Give an order to a crew and a day");
        orders.MapPost("/{orderNo}/approval", (string orderNo, ApproveOrder approve, HttpContext http) => http.AnswerAsync<Done>((a, s) => approve.RunAsync(orderNo, a, s)))
            .WithName("ApproveOrder").WithSummary("Approve an order before departure");
        orders.MapPost("/{orderNo}/cancellation", (string orderNo, ReasonBody body, CancelOrder cancel, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => cancel.RunAsync(new(orderNo, body.Reason), a, s)))
            .WithName("CancelOrder").WithSummary("Cancel an order nobody has left on");
        orders.MapPost("/{orderNo}/sign-code", (string orderNo, DrawSignCode draw, HttpContext http) =>
                http.AnswerAsync<string>((a, s) => draw.RunAsync(orderNo, a, s), code => new { code }))
            .WithName("DrawSignCode").WithSummary("Draw the own code for signing in without a network");
        MapVisits(routes.MapApi("/visits", "Visits"));
        routes.MapApi("/outcomes", "Visits").MapGet("", OutcomesAsync).WithName("Outcomes").WithSummary("What inspections found, as labels");
    }

    private static void MapVisits(RouteGroupBuilder visits)
    {
        visits.MapPost("/{visitId}/start", (string visitId, StartBody body, StartVisit start, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => start.RunAsync(new(visitId, body.OrderNo, body.DeviceId), a, s)))
            .WithName("StartVisit").WithSummary("Begin a visit");
        visits.MapPost("/{visitId}/sign-in", (string visitId, SignInOnSite signIn, HttpContext http) => http.AnswerAsync<Done>((a, s) => signIn.RunAsync(visitId, a, s)))
            .WithName("SignInOnSite").WithSummary("Sign oneself in on site");
        visits.MapPost("/{visitId}/identity", (string visitId, NoteVisitStep note, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => note.RunAsync(new(visitId, VisitStep.ShowIdentity), a, s)))
            .WithName("ShowIdentity").WithSummary("Card shown, purpose stated");
        visits.MapPost("/{visitId}/safety", (string visitId, NoteVisitStep note, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => note.RunAsync(new(visitId, VisitStep.ConfirmSafety), a, s)))
            .WithName("ConfirmSafety").WithSummary("Safety steps confirmed");
        visits.MapPost("", SubmitAsync)
            .WithName("SubmitVisit").WithSummary("Take a whole record with its photos (multipart: part 'record', then files); only the receipt means received");
        visits.MapGet("/{visitId}", (string visitId, VisitPage page, HttpContext http) => http.ShowAsync((a, s) => page.RunAsync(visitId, a, s), VisitProblems.NotFound(visitId)))
            .WithName("Visit").WithSummary("One visit");
        visits.MapPost("/{visitId}/review", (string visitId, ReviewBody body, ReviewVisit review, HttpContext http) =>
                http.AnswerAsync<ReviewVisit.Reviewed>((a, s) => review.RunAsync(new(visitId, body.Accept, body.Reasons, body.Note), a, s), r => new { orderState = r.OrderState.ToString(), r.CarryOver, r.Hazards }))
            .WithName("ReviewVisit").WithSummary("Accept a visit or send it back; never by its crew");
        visits.MapPost("/{visitId}/findings", (string visitId, FindingBody body, RecordFinding record, HttpContext http) =>
                http.AnswerAsync<string>((a, s) => record.RunAsync(new(visitId, new(body.Kind, body.RuleId, body.Method, body.Description), body.HazardLevel), a, s), id => new { findingId = id }))
            .WithName("RecordFinding").WithSummary("Record what an accepted visit found");
    }

    private static async Task<IResult> ListAsync(string? q, int? page, OrderList list, HttpContext http)
    {
        var filters = http.Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString());
        var request = new ListRequest(q ?? "", filters, http.Request.Query["sort"], false, Math.Max(1, page ?? 1), 200);
        return TypedResults.Json(await list.RunAsync(request, await http.ActorAsync(), http.RequestAborted), Answers.Json);
    }

    private static async Task<IResult> OutcomesAsync(DateOnly? until, OutcomeList outcomes, HttpContext http) =>
        TypedResults.Json(await outcomes.RunAsync(until, await http.ActorAsync(), http.RequestAborted), Answers.Json);

    /// <summary>Reads the parts as bytes: the record must reach the use case exactly as the device signed it.</summary>
    private static async Task<IResult> SubmitAsync(SubmitVisit submit, HttpContext http)
    {
        if (!(await VisitParts.ReadAsync(http.Request, http.RequestAborted)).Succeeded(out var parts, out var problem)) return problem.ToHttp(Preferences.English(http));
        return await http.AnswerAsync<VisitReceipt>((a, s) => submit.RunAsync(parts, a, s), r => System.Text.Json.JsonSerializer.SerializeToElement(r, VisitRecordText.Options));
    }

    internal sealed record AssignBody(string CrewId, DateOnly Day, string? First = null, string? Second = null);

    internal sealed record ReasonBody(string Reason);

    internal sealed record StartBody(string OrderNo, string? DeviceId = null);

    internal sealed record ReviewBody(bool Accept, IReadOnlyDictionary<string, string>? Reasons = null, string? Note = null);

    internal sealed record FindingBody(
        FindingKind Kind, string Description, string? RuleId = null, string? Method = null, Domain.Hazards.HazardLevel? HazardLevel = null);
}
