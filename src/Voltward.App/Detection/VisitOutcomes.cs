using Voltward.App.Storage;

namespace Voltward.App.Detection;

/// <summary>Accepted visits to single customers with what they found, how they were chosen, and what the ranking had said before.</summary>
internal static class VisitOutcomes
{
    public const string Random = "random";
    public const string Aimed = "aimed";
    public const string Routine = "routine";

    public static Task<IReadOnlyList<Row>> AllAsync(Session session, DateOnly from, DateOnly until) => session.QueryAsync<Row>(
        """
        select o.customer_no as Customer, v.org_path as OrgPath, coalesce(o.crew_id, '') as CrewId, substr(v.started_at, 1, 10) as Day,
               case when q.audit = 1 then 'random' when o.lead_id is not null or q.slice in ('greedy', 'novelty') then 'aimed' else 'routine' end as Chosen,
               coalesce(e.stratum, '') as Stratum, s.probability as Probability,
               case when exists (select 1 from finding f where f.visit_id = v.visit_id and f.kind in ('theft', 'breach')
                    and not exists (select 1 from inspection_case d where d.finding_id = f.finding_id and d.state = 'Dropped')) then 1 else 0 end as Hit,
               coalesce((select max(c.customer_class) from customer c where c.customer_no = o.customer_no and c.known_to > @now), 'other') as CustomerClass
        from visit v join work_order o on o.order_no = v.order_no
        left join plan_candidate q on q.plan_id = o.plan_id and q.candidate_id = o.candidate_id
        left join plan_eligible e on e.plan_id = o.plan_id and e.customer_no = o.customer_no
        left join inspection_plan p on p.plan_id = o.plan_id
        left join lead l on l.lead_id = o.lead_id
        left join customer_score s on s.run_id = coalesce(l.run_id, p.run_id) and s.customer_no = o.customer_no
        where v.state = 'accepted' and o.customer_no is not null and o.kind = 'customer-visit'
            and substr(v.started_at, 1, 10) >= @from and substr(v.started_at, 1, 10) <= @until and @@scope(v.org_path)
        order by v.started_at, v.visit_id
        """,
        new { from, until, now = session.Now });

    internal sealed class Row
    {
        public string Customer { get; init; } = "";

        public string OrgPath { get; init; } = "";

        public string CrewId { get; init; } = "";

        public string Day { get; init; } = "";

        /// <summary><c>random</c>: the lot; <c>aimed</c>: a suspicion; <c>routine</c>: its turn.</summary>
        public string Chosen { get; init; } = "";

        public string Stratum { get; init; } = "";

        /// <summary>Stated chance of the analysis the visit was made from; null when none scored the customer.</summary>
        public double? Probability { get; init; }

        public long Hit { get; init; }

        public string CustomerClass { get; init; } = "";
    }
}
