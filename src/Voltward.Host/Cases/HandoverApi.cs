using Voltward.App.Cases;
using Voltward.Domain.Access;
using Voltward.Domain.Cases;
using Voltward.Domain.Common;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Cases;

/// <summary>Addresses of hand-overs: the company's side and, apart from it, the authority's.</summary>
internal static class HandoverApi
{
    public static void MapHandovers(this IEndpointRouteBuilder routes)
    {
        var company = routes.MapApi("/cases", "Handovers").WithMetadata(new CaseRolesAttribute());
        company.MapPost("/{caseNo}/handovers", (string caseNo, SendBody body, HandOverCase send, HttpContext http) =>
                http.AnswerAsync<HandOverCase.Sent>((a, s) => send.RunAsync(new(caseNo, body.Addressee, body.AuthorityName, body.Reason), a, s)))
            .WithName("HandOverCase").WithSummary("Report a case to the authority or the police; to the police only when no court would send it back");
        company.MapGet("/{caseNo}/handovers", async (string caseNo, HandoverList list, HttpContext http) =>
                TypedResults.Json(await list.RunAsync(caseNo, await http.ActorAsync(), http.RequestAborted), Answers.Json))
            .WithName("Handovers").WithSummary("How far the hand-overs of a case are; never what was decided");

        var authority = routes.MapApi("/authority", "Authority").WithMetadata(new AllowedAttribute(Role.Authority));
        authority.MapGet("/handovers", async (AuthoritySpace space, HttpContext http) => TypedResults.Json(await space.RunAsync(await http.ActorAsync(), http.RequestAborted), Answers.Json))
            .WithName("AuthorityHandovers").WithSummary("Cases handed to the authority");
        authority.MapGet("/handovers/{no}", (string no, AuthoritySpace space, HttpContext http) => http.ShowAsync((a, s) => space.FindAsync(no, a, s), HandoverProblems.NotFound(no)))
            .WithName("AuthorityHandover").WithSummary("One hand-over with its decision");
        authority.MapGet("/handovers/{no}/package", (string no, AuthoritySpace space, HttpContext http) => GiveAsync(no, list: false, space, http))
            .WithName("HandoverPackage").WithSummary("The evidence bundle");
        authority.MapGet("/handovers/{no}/list", (string no, AuthoritySpace space, HttpContext http) => GiveAsync(no, list: true, space, http))
            .WithName("HandoverSlip").WithSummary("The list to be signed");
        authority.MapPost("/handovers/{no}/receipt", (string no, TextBody body, AnswerHandover answer, HttpContext http) => http.AnswerAsync<Done>((a, s) => answer.ReceiveAsync(new(no, body.Text), a, s)))
            .WithName("ReceiveHandover").WithSummary("Give the receipt");
        authority.MapPost("/handovers/{no}/return", (string no, TextBody body, AnswerHandover answer, HttpContext http) => http.AnswerAsync<Done>((a, s) => answer.ReturnAsync(new(no, body.Text), a, s)))
            .WithName("ReturnHandover").WithSummary("Send it back with the reason");
        authority.MapPost("/handovers/{no}/decision", (string no, DecisionBody body, AnswerHandover answer, HttpContext http) =>
                http.AnswerAsync<Done>((a, s) => answer.DecideAsync(new(no, body.Kind, body.Number, body.Text, body.FineYuan), a, s)))
            .WithName("DecideHandover").WithSummary("Decide, a fine among others");
    }

    private static async Task<IResult> GiveAsync(string no, bool list, AuthoritySpace space, HttpContext http) =>
        (await space.OpenAsync(no, list, await http.ActorAsync(), http.RequestAborted)).Succeeded(out var bytes, out var problem)
            ? TypedResults.Bytes(bytes, list ? "application/pdf" : "application/zip", list ? $"{no}.pdf" : $"{no}.zip")
            : problem.ToHttp(Preferences.English(http));

    internal sealed record SendBody(Addressee Addressee, string AuthorityName, string Reason);

    internal sealed record TextBody(string Text);

    internal sealed record DecisionBody(DecisionKind Kind, string Number, string Text, decimal? FineYuan = null);
}
