using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Inspections;

/// <summary>
/// What inspections found, as labels for training and estimates (检查结果标签): every accepted visit with a finding, and the inspections recorded
/// before Voltward. A visit that nobody accepted is no label; a customer never visited has none.
/// </summary>
public sealed class OutcomeList(Database database)
{
    /// <summary>All labels up to a day, in order of customer and day; null: all.</summary>
    public async Task<IReadOnlyList<Row>> RunAsync(DateOnly? until, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.QueryAsync<Row>(
            """
            select f.customer_no as CustomerNo, o.day as Day, f.kind as Outcome, coalesce(f.method, f.rule_id) as Kind,
                   (select s.energy_wh from settlement s join inspection_case i on i.case_no = s.case_no
                    where i.finding_id = f.finding_id and s.state = 'approved' order by s.version desc limit 1) as FoundWh,
                   'visit' as Source, q.slice as Slice, coalesce(q.audit, 0) as Audit, q.propensity as Propensity
            from finding f
            join visit v on v.visit_id = f.visit_id
            join work_order o on o.order_no = f.order_no
            left join plan_candidate q on q.plan_id = o.plan_id and q.candidate_id = o.candidate_id
            where v.state = 'accepted' and f.customer_no is not null and o.day is not null and o.day <= @until and @@scope(f.org_path) and @@blind(v.visit_id)
              and not exists (select 1 from inspection_case d where d.finding_id = f.finding_id and d.state = 'Dropped')
            union all
            select w.customer_no, w.done_on, w.outcome, w.outcome_kind, w.found_wh, 'past', null, 0, null
            from past_work_order w
            where w.kind = 'inspection' and w.customer_no is not null and w.outcome is not null and w.outcome <> 'no-access' and w.done_on <= @until
              and exists (select 1 from customer c where c.customer_no = w.customer_no and @@scope(c.org_path))
            order by 1, 2, 3
            """,
            new { until = until ?? DateOnly.MaxValue });
    }

    /// <summary>One label.</summary>
    public sealed class Row
    {
        public string CustomerNo { get; init; } = "";

        public DateOnly Day { get; init; }

        /// <summary>nothing, hazard, breach, theft, meter-fault, file-error.</summary>
        public string Outcome { get; init; } = "";

        /// <summary>Way of theft or rule of the breach, or null.</summary>
        public string? Kind { get; init; }

        /// <summary>Settled energy, Wh; null when none was settled.</summary>
        public long? FoundWh { get; init; }

        /// <summary>visit or past.</summary>
        public string Source { get; init; } = "";

        /// <summary>Slice of the plan that sent the crew; null without a plan.</summary>
        public string? Slice { get; init; }

        /// <summary>1 when drawn at random.</summary>
        public long Audit { get; init; }

        /// <summary>Logged chance of being chosen, 0 to 1; null without a plan.</summary>
        public double? Propensity { get; init; }
    }
}
