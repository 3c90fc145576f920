using Voltward.App.Hazards;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Hazards;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>Records what an accepted visit found (登记检查结论). An unaccepted visit carries nothing.</summary>
public sealed class RecordFinding(Database database, InspectionShelf rules)
{
    /// <param name="VisitId">An accepted visit.</param>
    /// <param name="Finding">What was found.</param>
    /// <param name="HazardLevel">Grade when it is a hazard; null means general.</param>
    public sealed record Request(string VisitId, NewFinding Finding, HazardLevel? HazardLevel = null);

    /// <summary>The id of the finding.</summary>
    public async Task<Outcome<string>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector, Role.Reviewer, Role.Investigator)) return AccessProblems.RoleMissing(Role.Inspector, Role.Reviewer, Role.Investigator);
        if (FindingRules.Check(request.Finding) is { } malformed) return malformed;
        await using var work = await database.BeginAsync(actor, stop);
        var visit = await work.FindVisitAsync(request.VisitId);
        if (visit is null) return VisitProblems.NotFound(request.VisitId);
        if (!VisitStates.CarriesFindings(visit.CurrentState)) return FindingProblems.VisitNotAccepted(request.VisitId);
        var order = (await work.FindOrderAsync(visit.OrderNo))!;
        await work.NextAsync($"findings-of-{visit.VisitId}");
        var earlier = await work.QueryAsync<string>("select kind from finding where visit_id = @VisitId", new { visit.VisitId });
        var nothing = FindingKind.Nothing.Code();
        if (earlier.Contains(nothing) || (request.Finding.Kind == FindingKind.Nothing && earlier.Count > 0)) return FindingProblems.NothingIsAlone;

        var findingId = await work.AddFindingAsync(order, visit, request.Finding);
        if (request.Finding.Kind == FindingKind.Hazard)
        {
            await work.AddHazardAsync(order, visit, new(request.HazardLevel ?? HazardLevel.General, request.Finding.Description, null, findingId), rules.Hazards(visit.Day));
        }

        if (order.LeadId is not null) await work.MoveLeadAsync(order.LeadId, "visited", "closed");
        await work.CommitAsync(
            "finding.recorded",
            $"finding/{findingId}",
            new { visit.VisitId, kind = request.Finding.Kind.Code(), request.Finding.RuleId, request.Finding.Method },
            stop: stop);
        return findingId;
    }
}
