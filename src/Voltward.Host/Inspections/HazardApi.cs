using Voltward.App.Hazards;
using Voltward.App.Storage;
using Voltward.Domain.Hazards;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Inspections;

/// <summary>Addresses of hazards.</summary>
internal static class HazardApi
{
    public static void MapHazards(this IEndpointRouteBuilder routes)
    {
        var hazards = routes.MapApi("/hazards", "Hazards");
        hazards.MapGet("", ListAsync).WithName("Hazards").WithSummary("The register of hazards");
        hazards.MapPost("/{hazardId}/notice", (string hazardId, NoticeBody body, ServeHazardNotice serve, HttpContext http) =>
                http.AnswerAsync<string>((a, s) => serve.RunAsync(new(hazardId, body.How), a, s), no => new { noticeNo = no }))
            .WithName("ServeHazardNotice").WithSummary("The customer has the rectification notice");
        hazards.MapPost("/{hazardId}/recheck", (string hazardId, RecheckBody body, RecheckHazard recheck, HttpContext http) =>
                http.AnswerAsync<HazardState>((a, s) => recheck.RunAsync(new(hazardId, body.Passed, body.Note), a, s), state => new { state = state.ToString() }))
            .WithName("RecheckHazard").WithSummary("Re-check a hazard; never by its finder");
    }

    private static async Task<IResult> ListAsync(string? q, int? page, HazardList list, HttpContext http)
    {
        var filters = http.Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString());
        var request = new ListRequest(q ?? "", filters, http.Request.Query["sort"], false, Math.Max(1, page ?? 1), 200);
        return TypedResults.Json(await list.RunAsync(request, await http.ActorAsync(), http.RequestAborted), Answers.Json);
    }

    internal sealed record NoticeBody(string How);

    internal sealed record RecheckBody(bool Passed, string Note);
}
