using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;

namespace Voltward.App.Cases;

/// <summary>Everything that waits for somebody's approval or answer (待审批), by what the person may decide.</summary>
public sealed class ApprovalList(Database database)
{
    private static readonly (string Kind, Words Name, Role[] Deciders, string Sql)[] Sources =
    [
        ("settlement", new("复核初算", "review a calculation"), [Role.Approver],
            """
            select i.case_no as Subject, '/cases/' || i.case_no as Href, i.customer_no as About, s.calculated_at as Since,
                   (select count(*) from case_step x where x.case_no = i.case_no and (x.actor = @me or x.for_person = @me) and x.duty is not null and x.duty <> 'review') as Mine
            from inspection_case i join settlement s on s.case_no = i.case_no and s.state = 'calculated' where i.state = 'Calculated' and @@scope(i.org_path)
            """),
        ("dispute", new("答复异议", "answer a dispute"), [Role.Approver],
            """
            select i.case_no as Subject, '/cases/' || i.case_no as Href, i.customer_no as About, d.raised_at as Since,
                   (select count(*) from case_step x where x.case_no = i.case_no and (x.actor = @me or x.for_person = @me) and x.duty is not null) as Mine
            from case_dispute d join inspection_case i on i.case_no = d.case_no where d.answer is null and @@scope(i.org_path)
            """),
        ("instalments", new("答复分期申请", "answer a request for instalments"), [Role.Manager],
            """
            select i.case_no as Subject, '/cases/' || i.case_no as Href, i.customer_no as About, p.asked_at as Since, 0 as Mine
            from instalment_plan p join inspection_case i on i.case_no = p.case_no where p.state = 'asked' and @@scope(i.org_path)
            """),
        ("interruption", new("批准停电", "approve an interruption"), [Role.Manager],
            """
            select t.interruption_no as Subject, '/interruptions/' || t.interruption_no as Href, t.customer_no as About, t.proposed_at as Since, case when t.proposed_by = @me then 1 else 0 end as Mine
            from interruption t where t.state = 'Proposed' and @@scope(t.org_path)
              and not exists (select 1 from interruption_proof p where p.interruption_no = t.interruption_no and p.step = 'Approve')
            """),
        ("order", new("审批工作单", "approve a work order"), [Role.Manager],
            """
            select w.order_no as Subject, '/orders/' || w.order_no as Href, coalesce(w.customer_no, w.area_no) as About, w.created_at as Since, case when w.created_by = @me or w.inspector_1 = @me or w.inspector_2 = @me then 1 else 0 end as Mine
            from work_order w where w.state = 'draft' and w.crew_id is not null and @@scope(w.org_path)
            """),
        ("visit", new("审核检查记录", "review a visit"), [Role.Reviewer],
            """
            select v.visit_id as Subject, '/visits/' || v.visit_id as Href, v.order_no as About, v.received_at as Since,
                   (select count(*) from visit_inspector x where x.visit_id = v.visit_id and x.person_id = @me) as Mine
            from visit v where v.state = 'submitted' and @@scope(v.org_path) and @@blind(v.visit_id)
            """),
        ("grant", new("审批代理与应急授权", "approve a borrowed role"), [Role.Manager],
            """
            select b.grant_id as Subject, '/grants' as Href, p.name as About, b.asked_at as Since, case when b.person_id = @me or b.from_person = @me then 1 else 0 end as Mine
            from borrowed_role b join person p on p.person_id = b.person_id where b.approved_by is null and b.ended_at is null and b.valid_to > @now and @@scope(p.org_path)
            """),
    ];

    /// <summary>What this person can decide now, the oldest first; what one took part in oneself is left to others.</summary>
    public async Task<IReadOnlyList<Waiting>> RunAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var all = new List<Waiting>();
        foreach (var (kind, name, deciders, sql) in Sources)
        {
            if (!actor.Is(deciders)) continue;
            all.AddRange((await look.QueryAsync<Row>(sql, new { me = actor.PersonId, now = look.Now })).Where(r => r.Mine == 0).Select(r => new Waiting(kind, name, r.Subject, r.Href, r.About, r.Since)));
        }

        return [.. all.OrderBy(w => w.Since)];
    }

    private sealed class Row
    {
        public string Subject { get; init; } = "";

        public string Href { get; init; } = "";

        public string? About { get; init; }

        public DateTimeOffset? Since { get; init; }

        public long Mine { get; init; }
    }
}

/// <summary>One thing that waits.</summary>
/// <param name="Kind">Kind of decision.</param>
/// <param name="Name">In words.</param>
/// <param name="Subject">Number of the record.</param>
/// <param name="Href">Its page.</param>
/// <param name="About">Whom it is about.</param>
/// <param name="Since">Since when it waits.</param>
public sealed record Waiting(string Kind, Words Name, string Subject, string Href, string? About, DateTimeOffset? Since);
