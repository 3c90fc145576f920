using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>Makes a crew or changes who is in it (班组维护): at least two different people. Orders already assigned keep their people.</summary>
public sealed class SaveCrew(Database database)
{
    public sealed record Request(string CrewId, string Name, string OrgPath, IReadOnlyList<string> Members, bool Active = true);

    public async Task<Outcome<Done>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Planner, Role.Manager, Role.System)) return AccessProblems.RoleMissing(Role.Planner, Role.Manager);
        var members = request.Members.Distinct().ToList();
        if (members.Count < 2) return PlanProblems.CrewOfOne;
        if (string.IsNullOrWhiteSpace(request.Name) || !actor.Sees(request.OrgPath)) return PlanProblems.CrewNotFound(request.CrewId);
        await using var work = await database.BeginAsync(actor, stop);
        foreach (var member in members)
        {
            var known = await work.ScalarAsync<long>("select count(*) from person p where p.person_id = @member and p.active = 1 and @@scope(p.org_path)", new { member });
            if (known == 0) return AccessProblems.PersonUnknown;
        }

        await work.ExecuteAsync(
            """
            insert into crew (crew_id, name, org_path, active) values (@CrewId, @Name, @OrgPath, @active)
            on conflict (crew_id) do update set name = @Name, org_path = @OrgPath, active = @active
            """,
            new { request.CrewId, request.Name, request.OrgPath, active = request.Active ? 1L : 0L });
        await work.ExecuteAsync("delete from crew_member where crew_id = @CrewId", new { request.CrewId });
        await work.ExecuteManyAsync("insert into crew_member (crew_id, person_id) values (@CrewId, @m)", members.Select(m => new { request.CrewId, m }));
        await work.CommitAsync("crew.saved", $"crew/{request.CrewId}", new { members, request.Active }, stop: stop);
        return new Done();
    }
}
