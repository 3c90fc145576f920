using Voltward.Analytics.Detection;
using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Detection;
using Voltward.Domain.Inspections;

namespace Voltward.App.Detection;

/// <summary>
/// How many steal, by visits whose chances were written down before (C9), and whether visits are aimed where the risk is or where somebody
/// looks (C8). Both correct for what crews overlook.
/// </summary>
public sealed class TargetingReport(Database database, InspectionShelf rules)
{
    /// <param name="From">First day of the visits.</param>
    /// <param name="Until">Last day.</param>
    /// <param name="Customers">Customers of the archive.</param>
    /// <param name="Aimed">Visits made on suspicion.</param>
    /// <param name="Drawn">Visits made by the lot.</param>
    /// <param name="Routine">Visits made because their turn had come; they count for neither side.</param>
    /// <param name="Audit">Stratified estimate with what crews overlook; null while the lot has sent nobody.</param>
    /// <param name="Omission">What was taken for the share that visits overlook.</param>
    /// <param name="Districts">Verdicts by part of the organisation.</param>
    /// <param name="Classes">Verdicts by class of customer.</param>
    public sealed record View(
        DateOnly From, DateOnly Until, int Customers, int Aimed, int Drawn, int Routine, AuditEstimate? Audit, DetectionChance Omission,
        IReadOnlyList<TargetingVerdict> Districts, IReadOnlyList<TargetingVerdict> Classes)
    {
        public int Alarms => Districts.Concat(Classes).Count(v => v.Alarm);
    }

    /// <param name="from">First day.</param>
    /// <param name="until">Last day.</param>
    /// <param name="omission">Share that visits overlook, as somebody states it; null: as measured by second visits.</param>
    /// <param name="actor">Whose rows.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<Outcome<View>> RunAsync(DateOnly from, DateOnly until, double? omission, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.System, Role.Manager, Role.Analyst, Role.Reviewer, Role.Planner, Role.Auditor)) return AccessProblems.RoleMissing(Role.Analyst, Role.Manager);
        if (until < from) return QualityProblems.PeriodSenseless;
        if (omission is < 0 or >= 1) return DetectionProblems.OmissionSenseless;
        var chance = omission is { } stated ? DetectionChance.Stated(stated) : await DetectionChance.MeasureAsync(database, rules, stop);
        await using var look = await database.LookAsync(actor, stop);
        var visits = await VisitOutcomes.AllAsync(look, from, until);
        var groups = await look.QueryAsync<GroupRow>(
            """
            select c.org_path as OrgPath, coalesce(o.name, c.org_path) as Name, c.customer_class as Class, count(*) as N
            from customer c left join organisation o on o.org_path = c.org_path
            where c.known_to > @now and c.valid_from <= @today and c.valid_to > @today and @@scope(c.org_path)
            group by c.org_path, o.name, c.customer_class order by c.org_path, c.customer_class
            """,
            new { now = look.Now, today = CompanyTime.Day(look.Now) });
        var population = (int)groups.Sum(g => g.N);
        var eligible = await look.QueryAsync<StratumRow>(
            """
            select e.stratum as Stratum, count(distinct e.customer_no) as Eligible
            from plan_eligible e join inspection_plan p on p.plan_id = e.plan_id
            where p.state in ('approved', 'closed') and exists (select 1 from work_order o join visit v on v.order_no = o.order_no
                where o.plan_id = p.plan_id and v.state = 'accepted' and substr(v.started_at, 1, 10) >= @from and substr(v.started_at, 1, 10) <= @until) and @@scope(p.org_path)
            group by e.stratum order by e.stratum
            """,
            new { from, until });
        return new View(
            from, until, population, visits.Count(v => v.Chosen == VisitOutcomes.Aimed), visits.Count(v => v.Chosen == VisitOutcomes.Random), visits.Count(v => v.Chosen == VisitOutcomes.Routine),
            Audit(visits, eligible, population, chance.OmissionOf(null)),
            chance,
            TargetingWatch.Judge([.. groups.GroupBy(g => g.OrgPath).Select(g => Group(g.First().Name, (int)g.Sum(x => x.N), visits.Where(v => v.OrgPath == g.Key)))]),
            TargetingWatch.Judge([.. groups.GroupBy(g => g.Class).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Group(g.Key, (int)g.Sum(x => x.N), visits.Where(v => v.CustomerClass == g.Key)))]));
    }

    /// <summary>Customers visited on suspicion make the list; of the others, each stratum is known by whom the lot sent there.</summary>
    internal static AuditEstimate? Audit(IReadOnlyList<VisitOutcomes.Row> visits, IReadOnlyList<StratumRow> eligible, int population, double omission)
    {
        var list = visits.Where(v => v.Chosen == VisitOutcomes.Aimed).GroupBy(v => v.Customer).ToDictionary(g => g.Key, g => g.Any(v => v.Hit == 1));
        var drawn = visits.Where(v => v.Chosen == VisitOutcomes.Random && !list.ContainsKey(v.Customer)).GroupBy(v => (v.Stratum, v.Customer)).ToLookup(g => g.Key.Stratum, g => g.Any(v => v.Hit == 1));
        if (drawn.Count == 0) return null;
        var listed = visits.Where(v => v.Chosen == VisitOutcomes.Aimed && v.Stratum.Length > 0).GroupBy(v => v.Stratum).ToDictionary(g => g.Key, g => g.Select(v => v.Customer).Distinct().Count());
        var strata = eligible.Select(s => new AuditStratum(
            s.Stratum, Math.Max(drawn[s.Stratum].Count(), (int)s.Eligible - listed.GetValueOrDefault(s.Stratum)), drawn[s.Stratum].Count(), drawn[s.Stratum].Count(hit => hit))).ToList();
        return AuditRate.Of(strata, (list.Count, list.Values.Count(hit => hit)), population, omission);
    }

    private static TargetedGroup Group(string name, int customers, IEnumerable<VisitOutcomes.Row> visits)
    {
        var all = visits.ToList();
        var (aimed, drawn) = (all.Where(v => v.Chosen == VisitOutcomes.Aimed).ToList(), all.Where(v => v.Chosen == VisitOutcomes.Random).ToList());
        return new TargetedGroup(name, customers, aimed.Count, aimed.Count(v => v.Hit == 1), drawn.Count, drawn.Count(v => v.Hit == 1));
    }

    internal sealed class StratumRow
    {
        public string Stratum { get; init; } = "";

        public long Eligible { get; init; }
    }

    private sealed class GroupRow
    {
        public string OrgPath { get; init; } = "";

        public string Name { get; init; } = "";

        public string Class { get; init; } = "";

        public long N { get; init; }
    }
}
