using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>SQL that loads what a plan is made from.</summary>
internal static class PlanInputStore
{
    private const string Unfinished = "('draft', 'approved', 'under-way', 'submitted', 'returned')";

    /// <summary>A draft of the same week is withdrawn when the new plan is saved, so its orders bind nobody.</summary>
    private const string Replaced =
        "o.plan_id in (select p.plan_id from inspection_plan p where p.week = @week and p.state = 'draft' and @@scope(p.org_path))";

    /// <summary>An order that was there before its plan and outlives it.</summary>
    public const string Kept = "o.order_no in (select q.source_id from plan_candidate q where q.plan_id = o.plan_id and q.source_id is not null)";

    public static async Task<PlanInputs> LoadInputsAsync(this Session session, PlanWeek week)
    {
        var run = await session.FindAsync<string>("select run_id from analysis_run where state = 'done' order by finished_at desc, run_id desc limit 1");
        var busy = await session.QueryAsync<BusyRow>(
            $"""
            select o.customer_no as CustomerNo, o.area_no as AreaNo from work_order o
            where o.state in {Unfinished} and (o.plan_id is null or {Kept} or not ({Replaced}))
            """,
            new { week = week.ToString() });
        return new(
            run,
            await CustomersAsync(session, week.Monday),
            run is null ? [] : await LeadsAsync(session, run, week),
            await WaitingAsync(session, week),
            await HazardsAsync(session, week.Sunday),
            busy.Where(b => b.CustomerNo is not null).Select(b => b.CustomerNo!).ToHashSet(),
            busy.Where(b => b.CustomerNo is null && b.AreaNo is not null).Select(b => b.AreaNo!).ToHashSet(),
            (await session.QueryAsync<TakenRow>(
                "select s.crew_id as CrewId, s.day as Day from plan_slot s join inspection_plan p on p.plan_id = s.plan_id where p.week = @week and p.state = 'approved' and s.minutes_planned > 0",
                new { week = week.ToString() })).Select(t => (t.CrewId, t.Day)).ToHashSet(),
            await session.QueryAsync<CrewMember>(
                """
                select c.crew_id as CrewId, m.person_id as PersonId from crew c
                join crew_member m on m.crew_id = c.crew_id join person p on p.person_id = m.person_id
                where c.active = 1 and p.active = 1 and @@scope(c.org_path) order by c.crew_id, m.person_id
                """),
            await session.QualificationsAsync())
        {
            From = CompanyTime.Day(session.Now),
            Fixed = await session.QueryAsync<FixedOrder>(
                $"""
                select o.day as Day, o.crew_id as CrewId, o.inspector_1 as Inspector1, o.inspector_2 as Inspector2, o.minutes as Minutes,
                       coalesce(o.area_no, o.customer_no, o.order_no) as Stop
                from work_order o
                where o.state in {Unfinished} and o.day between @from and @to and o.crew_id is not null and (o.plan_id is null or not ({Replaced}))
                """,
                new { week = week.ToString(), from = week.Monday, to = week.Sunday }),
            Rounds = await session.QueryAsync<RoundVisit>(
                """
                select o.customer_no as CustomerNo, o.day as Day, case when q.source = 'campaign' then q.source_id end as CampaignId,
                       case when o.only_items is null then 0 else 1 end as Part
                from work_order o left join plan_candidate q on q.plan_id = o.plan_id and q.candidate_id = o.candidate_id
                where o.kind = 'customer-visit' and o.customer_no is not null and o.state <> 'void' and o.day >= @from and @@scope(o.org_path)
                """,
                new { from = week.Monday.AddYears(-1) }),
            Asks = await AskedVisits.LoadAsync(session, week),
            Recused = await session.QueryAsync<Recused>("select person_id as PersonId, subject as Subject, subject_no as SubjectNo from recusal order by person_id, subject, subject_no"),
        };
    }

    /// <summary>All certificates on record.</summary>
    public static async Task<IReadOnlyList<Qualification>> QualificationsAsync(this Session session) =>
        [.. (await session.QueryAsync<QualificationRow>(
            "select person_id as PersonId, level as Level, valid_from as ValidFrom, valid_to as ValidTo from qualification order by person_id, level"))
            .Select(q => new Qualification(q.PersonId, (int)q.Level, q.ValidFrom, q.ValidTo))];

    /// <summary>One customer as planning sees it; null when unknown or not visible.</summary>
    public static async Task<PlannableCustomer?> FindCustomerAsync(this Session session, string customerNo, DateOnly day) =>
        (await CustomersAsync(session, day, customerNo)).GetValueOrDefault(customerNo);

    private static async Task<IReadOnlyDictionary<string, PlannableCustomer>> CustomersAsync(Session session, DateOnly day, string? only = null)
    {
        var at = session.Now;
        var rows = await session.QueryAsync<CustomerRow>(
            $"""
            select c.customer_no as CustomerNo, c.customer_class as CustomerClass, c.important_class as ImportantClass, c.org_path as OrgPath,
                   (select min(x.valid_from) from customer x where x.customer_no = c.customer_no) as Since,
                   a.voltage_v as VoltageV, a.contracted_va as ContractedVa, coalesce(a.feed_in, 0) as FeedIn,
                   p.usage_point_no as UsagePointNo, p.area_no as AreaNo, p.phase as Phase,
                   (select count(*) from instrument_transformer t where t.usage_point_no = p.usage_point_no
                    and t.valid_from <= @day and t.valid_to > @day and t.known_to > @at) as Transformers
            from customer c
            left join agreement a on a.customer_no = c.customer_no and a.valid_from <= @day and a.valid_to > @day and a.known_to > @at
            left join usage_point p on p.customer_no = c.customer_no and p.valid_from <= @day and p.valid_to > @day and p.known_to > @at
            where c.valid_from <= @day and c.valid_to > @day and c.known_to > @at and @@scope(c.org_path)
              {(only is null ? "" : "and c.customer_no = @only")}
            order by c.customer_no, p.usage_point_no
            """,
            new { day, at, only });
        var last = await LastDoneAsync(session);
        return rows.GroupBy(r => r.CustomerNo).ToDictionary(g => g.Key, g => Customer([.. g], last.TryGetValue(g.Key, out var done) ? done : null));
    }

    private static PlannableCustomer Customer(List<CustomerRow> rows, DateOnly? lastDone)
    {
        var first = rows[0];
        var phases = rows.Any(r => r.Phase == "ABC") ? 3 : 1;
        // A contract silent on voltage is low voltage: 220 V single-phase, 380 V three-phase.
        var voltage = rows.Max(r => r.VoltageV) ?? (phases == 3 ? 380 : 220);
        return new(
            first.CustomerNo, first.OrgPath, first.AreaNo, first.UsagePointNo,
            new(first.CustomerClass, first.ImportantClass, voltage, rows.Max(r => r.ContractedVa), rows.Any(r => r.FeedIn == 1)),
            first.Since, lastDone, phases, rows.Any(r => r.Transformers > 0));
    }

    /// <summary>
    /// Last completed inspection of every customer: from before Voltward and from accepted visits with the whole list. The rest of such a visit completes it;
    /// the rest of a visit with a part of the list does not.
    /// </summary>
    private static async Task<Dictionary<string, DateOnly>> LastDoneAsync(Session session)
    {
        var last = (await session.QueryAsync<DoneRow>(
            """
            select customer_no as CustomerNo, max(done_on) as Day from past_work_order
            where kind = 'inspection' and customer_no is not null and coalesce(outcome, 'nothing') <> 'no-access' group by customer_no
            """)).ToDictionary(r => r.CustomerNo, r => r.Day);
        foreach (var row in await session.QueryAsync<DoneRow>(
            """
            with recursive whole (order_no) as (
                select w.order_no from work_order w where w.only_items is null
                union all select r.order_no from work_order r join whole w on r.carry_over_of = w.order_no)
            select o.customer_no as CustomerNo, max(o.day) as Day from work_order o join whole w on w.order_no = o.order_no
            where o.state = 'done' and o.kind = 'customer-visit' and o.customer_no is not null and o.day is not null group by o.customer_no
            """))
        {
            if (!last.TryGetValue(row.CustomerNo, out var earlier) || row.Day > earlier) last[row.CustomerNo] = row.Day;
        }

        return last;
    }

    private static async Task<IReadOnlyList<OpenLead>> LeadsAsync(Session session, string run, PlanWeek week)
    {
        var leads = await session.QueryAsync<OpenLead>(
            $"""
            select l.lead_id as LeadId, l.subject_kind as SubjectKind, l.customer_no as CustomerNo, l.usage_point_no as UsagePointNo,
                   l.area_no as AreaNo, l.org_path as OrgPath, l.kind as Kind, l.score as Score, l.probability as Probability,
                   l.mid_wh_per_day as MidWhPerDay, l.onset as Onset
            from lead l
            where l.run_id = @run and @@scope(l.org_path) and (l.state = 'open' or (l.state = 'planned' and exists (
                select 1 from work_order o where o.lead_id = l.lead_id and o.state = 'draft' and {Replaced})))
              and not {ArmStore.HeldOut}
            order by l.rank
            """,
            new { run, week = week.ToString(), armDay = week.Monday });
        var reasons = (await session.QueryAsync<ReasonRow>(
            """
            select r.lead_id as LeadId, r.engine as Engine, r.strength as Strength from lead_reason r
            join lead l on l.lead_id = r.lead_id where l.run_id = @run and l.state in ('open', 'planned')
            """,
            new { run })).GroupBy(r => r.LeadId).ToDictionary(g => g.Key, g => g.OrderByDescending(r => r.Strength).ThenBy(r => r.Engine).First());
        foreach (var lead in leads)
        {
            if (reasons.TryGetValue(lead.LeadId, out var strongest)) (lead.Engine, lead.Strength) = (strongest.Engine, strongest.Strength);
        }

        return leads;
    }

    /// <summary>Drafts without a day: rests of visits, orders by hand, second visits by lot, sites with seeded defects. Nothing here tells which.</summary>
    private static async Task<IReadOnlyList<WaitingOrder>> WaitingAsync(Session session, PlanWeek week)
    {
        var waiting = await session.QueryAsync<WaitingOrder>(
            $"""
            select o.order_no as OrderNo, o.customer_no as CustomerNo, o.usage_point_no as UsagePointNo, o.area_no as AreaNo, o.org_path as OrgPath, o.kind as Kind,
                   o.reason_code as ReasonCode, o.checklist_id as ChecklistId, o.voltage_v as VoltageV, o.minutes as Minutes, o.due_on as DueOn,
                   o.carry_over_of as CarryOverOf,
                   (select t.drawn * 1.0 / t.visits from blind_reinspection b join blind_stratum t on t.sample_id = b.sample_id and t.stratum = b.stratum
                    where b.order_no = o.order_no) as LotChance
            from work_order o
            where o.state = 'draft' and ((o.plan_id is null and o.day is null) or ({Replaced} and {Kept})) and @@scope(o.org_path)
            order by o.order_no
            """,
            new { week = week.ToString() });
        foreach (var order in waiting) order.Aside = await session.StandAsideAsync(order.OrderNo);
        return waiting;
    }

    private static Task<IReadOnlyList<HazardDue>> HazardsAsync(Session session, DateOnly until) => session.QueryAsync<HazardDue>(
        """
        select h.hazard_id as HazardId, h.customer_no as CustomerNo, h.area_no as AreaNo, h.org_path as OrgPath, h.level as Level, h.due_on as DueOn
        from hazard h where h.state = 'noticed' and h.due_on <= @until and @@scope(h.org_path)
          and not exists (select 1 from work_order o where o.hazard_id = h.hazard_id and o.state in ('draft', 'approved', 'under-way', 'submitted', 'returned'))
        order by h.hazard_id
        """,
        new { until });

    private sealed class CustomerRow
    {
        public string CustomerNo { get; init; } = "";

        public string CustomerClass { get; init; } = "";

        public string? ImportantClass { get; init; }

        public string OrgPath { get; init; } = "";

        public DateOnly Since { get; init; }

        public long? VoltageV { get; init; }

        public long? ContractedVa { get; init; }

        public long FeedIn { get; init; }

        public string? UsagePointNo { get; init; }

        public string? AreaNo { get; init; }

        public string? Phase { get; init; }

        public long Transformers { get; init; }
    }

    private sealed class DoneRow
    {
        public string CustomerNo { get; init; } = "";

        public DateOnly Day { get; init; }
    }

    private sealed class ReasonRow
    {
        public string LeadId { get; init; } = "";

        public string Engine { get; init; } = "";

        public double Strength { get; init; }
    }

    private sealed class BusyRow
    {
        public string? CustomerNo { get; init; }

        public string? AreaNo { get; init; }
    }

    private sealed class TakenRow
    {
        public string CrewId { get; init; } = "";

        public DateOnly Day { get; init; }
    }

    private sealed class QualificationRow
    {
        public string PersonId { get; init; } = "";

        public long Level { get; init; }

        public DateOnly ValidFrom { get; init; }

        public DateOnly ValidTo { get; init; }
    }
}
