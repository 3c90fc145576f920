using Voltward.Analytics.Planning;
using Voltward.App.Inspections;
using Voltward.App.Readings;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Planning;

/// <summary>
/// Whether loads came back to normal just before visits (泄密检测), by everybody who knew: the inspectors of the visit, who made its plan, who approved
/// it. An alarm says that somebody in the chain should be looked at; it is no finding about a person.
/// </summary>
public sealed class LeakReport(Database database, AroundVisits loads)
{
    private const int DaysBefore = 150;
    private const int DaysAfter = 30;

    /// <param name="Visits">Visits that followed a suspicion.</param>
    /// <param name="Judged">Of those, visits whose load could be judged.</param>
    /// <param name="Groups">By who knew: <c>inspector:…</c>, <c>planner:…</c>, <c>approver:…</c>.</param>
    public sealed record View(int Visits, int Judged, IReadOnlyList<LeakResult> Groups)
    {
        /// <summary>Names of the people in the groups, by person.</summary>
        public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>();
    }

    public async Task<Outcome<View>> RunAsync(DateOnly from, DateOnly until, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager, Role.Auditor)) return AccessProblems.RoleMissing(Role.Manager, Role.Auditor);
        if (until < from) return QualityProblems.PeriodSenseless;
        IReadOnlyList<LeakRow> rows;
        Dictionary<string, string> areas, names;
        await using (var look = await database.LookAsync(actor, stop))
        {
            rows = await look.QueryAsync<LeakRow>(
                """
                select v.visit_id as VisitId, o.usage_point_no as Point, o.area_no as AreaNo, v.started_at as StartedAt, i.person_id as PersonId,
                       o.created_by as CreatedBy, o.approved_by as ApprovedBy
                from visit v join work_order o on o.order_no = v.order_no join visit_inspector i on i.visit_id = v.visit_id and i.counted = 1
                where v.state in ('submitted', 'accepted') and o.lead_id is not null and o.usage_point_no is not null
                  and v.started_at >= @from and v.started_at < @until and @@scope(v.org_path)
                order by v.started_at, v.visit_id, i.person_id
                """,
                new { from = BlindStore.Begin(from), until = BlindStore.Begin(until.AddDays(1)) });
            names = (await look.QueryAsync<Named>("select person_id as PersonId, name as Name from person")).ToDictionary(p => p.PersonId, p => p.Name);
            areas = (await look.QueryAsync<PointRow>(
                "select usage_point_no as Point, area_no as AreaNo from usage_point where known_to > @now and valid_to > @until and area_no is not null and @@scope(org_path)",
                new { now = look.Now, until })).DistinctBy(p => p.Point).ToDictionary(p => p.Point, p => p.AreaNo);
        }

        var wanted = rows.Select(r => r.Point).ToHashSet();
        var near = rows.Where(r => r.AreaNo is not null).Select(r => r.AreaNo!).ToHashSet();
        var members = areas.Where(a => near.Contains(a.Value)).ToDictionary();
        foreach (var point in wanted.Where(p => !members.ContainsKey(p))) members[point] = "";
        var first = from.AddDays(-DaysBefore);
        var courses = await loads.CoursesAsync(members, wanted, first, until.AddDays(DaysAfter).DayNumber - first.DayNumber, stop);
        var visits = rows.GroupBy(r => r.VisitId).Select(g => (Row: g.First(), Load: Around(courses[g.First().Point], CompanyTime.Day(g.First().StartedAt), first), Knew: Knew(g))).ToList();
        return new View(
            visits.Count,
            visits.Count(v => !double.IsNaN(LeakTest.Rank(new("", v.Load.Daily, v.Load.Day)))),
            LeakTest.Of(visits.SelectMany(v => v.Knew.Select(who => new VisitLoad(who, v.Load.Daily, v.Load.Day)))))
        { Names = names };
    }

    /// <summary>The days that one visit is judged by: placebo dates half a year away would compare seasons.</summary>
    private static (double[] Daily, int Day) Around(double[] course, DateOnly visit, DateOnly first)
    {
        var at = visit.DayNumber - first.DayNumber;
        var begin = Math.Max(0, at - DaysBefore);
        return (course[begin..Math.Min(course.Length, at + DaysAfter)], at - begin);
    }

    private static List<string> Knew(IEnumerable<LeakRow> visit)
    {
        var rows = visit.ToList();
        List<string> who = [.. rows.Select(r => "inspector:" + r.PersonId), "planner:" + rows[0].CreatedBy];
        if (rows[0].ApprovedBy is { } approver) who.Add("approver:" + approver);
        return who;
    }

    private sealed class Named
    {
        public string PersonId { get; init; } = "";

        public string Name { get; init; } = "";
    }

    private sealed class LeakRow
    {
        public string VisitId { get; init; } = "";

        public string Point { get; init; } = "";

        public string? AreaNo { get; init; }

        public DateTimeOffset StartedAt { get; init; }

        public string PersonId { get; init; } = "";

        public string CreatedBy { get; init; } = "";

        public string? ApprovedBy { get; init; }
    }

    private sealed class PointRow
    {
        public string Point { get; init; } = "";

        public string AreaNo { get; init; } = "";
    }
}
