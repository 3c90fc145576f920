using Voltward.Analytics.Inspections;
using Voltward.Analytics.Planning;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Planning;

/// <summary>
/// How common theft and breach are among all customers who could be drawn (违窃率), and how often visits hit: each visit weighted by the inverse of the
/// chance its plan logged for it. The plain share of visits that hit something stands beside, since it is the figure people know.
/// </summary>
public sealed class RateReport(Database database)
{
    /// <param name="Plans">Plans whose visits are counted.</param>
    /// <param name="Eligible">Customers that could be drawn, over all plans.</param>
    /// <param name="Audit">Visits drawn at random.</param>
    /// <param name="HitRate">Share of all planned visits that found theft or breach; says nothing about customers not visited.</param>
    /// <param name="Rate">Share among all eligible customers, weighted.</param>
    /// <param name="OnlyDrawn">Share among the visits drawn at random alone.</param>
    public sealed record View(int Plans, long Eligible, int Audit, Estimate HitRate, Estimate Rate, Estimate OnlyDrawn);

    public async Task<Outcome<View>> RunAsync(DateOnly from, DateOnly until, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Manager, Role.Analyst, Role.Reviewer, Role.Planner)) return AccessProblems.RoleMissing(Role.Manager, Role.Analyst, Role.Reviewer, Role.Planner);
        if (until < from) return QualityProblems.PeriodSenseless;
        await using var look = await database.LookAsync(actor, stop);
        var rows = await look.QueryAsync<RateRow>(
            """
            select q.plan_id as PlanId, q.propensity as Propensity, q.audit as Audit,
                   case when e.customer_no is null then 0 else 1 end as Eligible,
                   case when exists (select 1 from finding f where f.visit_id = v.visit_id and f.kind in ('theft', 'breach')
                        and not exists (select 1 from inspection_case d where d.finding_id = f.finding_id and d.state = 'Dropped')) then 1 else 0 end as Hit
            from visit v join work_order o on o.order_no = v.order_no
            join plan_candidate q on q.plan_id = o.plan_id and q.candidate_id = o.candidate_id
            left join plan_eligible e on e.plan_id = q.plan_id and e.customer_no = q.customer_no
            where v.state = 'accepted' and coalesce(q.source_id, '') <> o.order_no and q.customer_no is not null and o.day >= @from and o.day <= @until and @@scope(v.org_path)
            """,
            new { from, until });
        var plans = rows.Select(r => r.PlanId).Distinct().ToList();
        var eligible = 0L;
        foreach (var planId in plans) eligible += await look.ScalarAsync<long>("select count(*) from plan_eligible where plan_id = @planId", new { planId });
        var known = rows.Where(r => r is { Eligible: 1, Propensity: > 0 }).Select(r => new DrawnVisit(r.Propensity, r.Hit == 1)).ToList();
        return new View(
            plans.Count, eligible, rows.Count(r => r.Audit == 1),
            RandomRate.Naive([.. rows.Select(r => new DrawnVisit(1, r.Hit == 1))]),
            RandomRate.Weighted(known),
            RandomRate.Naive([.. rows.Where(r => r.Audit == 1).Select(r => new DrawnVisit(1, r.Hit == 1))]));
    }

    private sealed class RateRow
    {
        public string PlanId { get; init; } = "";

        public double Propensity { get; init; }

        public long Audit { get; init; }

        public long Eligible { get; init; }

        public long Hit { get; init; }
    }
}
