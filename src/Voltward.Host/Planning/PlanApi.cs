using Voltward.App.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Planning;
using Voltward.Host.Access;
using Voltward.Host.Shared;

namespace Voltward.Host.Planning;

/// <summary>Addresses of plans and of the board.</summary>
internal static class PlanApi
{
    public static void MapPlans(this IEndpointRouteBuilder routes)
    {
        var plans = routes.MapApi("/plans", "Plans");
        plans.MapPost("", (MakePlan.Request body, MakePlan make, HttpContext http) =>
                http.AnswerAsync<MadePlan>((a, s) => make.RunAsync(body, a, s), p => PlanView.Of(p, Preferences.English(http))))
            .WithName("MakePlan").WithSummary("Plan a week; replaces an unapproved draft of the same week");
        plans.MapPost("/{planId}/approval", (string planId, ApprovePlan approve, HttpContext http) =>
                http.AnswerAsync<ApprovePlan.Approved>((a, s) => approve.RunAsync(new(planId), a, s)))
            .WithName("ApprovePlan").WithSummary("Approve a plan with its orders; never by its maker");
        plans.MapGet("/{planId}/candidates", CandidatesAsync)
            .WithName("PlanCandidates").WithSummary("Everything that could have been in the plan, with its chance and the reason");
        plans.MapGet("/board/{week}", BoardAsync)
            .WithName("PlanBoard").WithSummary("Crew × day of a week");
        routes.MapApi("/crews", "Plans").MapPut("/{crewId}", (string crewId, CrewBody body, SaveCrew save, HttpContext http) =>
                http.AnswerAsync<Domain.Common.Done>((a, s) => save.RunAsync(new(crewId, body.Name, body.OrgPath, body.Members, body.Active), a, s)))
            .WithName("SaveCrew").WithSummary("Make or change a crew of at least two");
    }

    private static async Task<IResult> CandidatesAsync(string planId, string? q, int? page, PlanCandidateList candidates, HttpContext http)
    {
        var request = new ListRequest(q ?? "", http.Request.Query.ToDictionary(p => p.Key, p => p.Value.ToString()), http.Request.Query["sort"], true, Math.Max(1, page ?? 1), 200);
        return TypedResults.Json(await candidates.RunAsync(planId, request, await http.ActorAsync(), http.RequestAborted), Answers.Json);
    }

    private static async Task<IResult> BoardAsync(string week, PlanBoard board, HttpContext http)
    {
        if (!PlanWeek.Parse(week).Succeeded(out var read, out var problem)) return problem.ToHttp(Preferences.English(http));
        var view = await board.RunAsync(read, await http.ActorAsync(), http.RequestAborted);
        return TypedResults.Json(new { week = view.Week.ToString(), view.Plans, view.Rows, view.Unassigned }, Answers.Json);
    }

    internal sealed record CrewBody(string Name, string OrgPath, IReadOnlyList<string> Members, bool Active = true);
}
