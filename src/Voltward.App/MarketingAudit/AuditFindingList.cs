using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.MarketingAudit;

/// <summary>The register of findings of the audit (稽查问题台账).</summary>
public sealed class AuditFindingList(Database database)
{
    private static readonly ListSql Sql = new()
    {
        Select =
            $"""
            select f.finding_no as FindingNo, f.topic as Topic, f.customer_no as CustomerNo, c.name as CustomerName, f.area_no as AreaNo, f.facts as Facts, f.period_from as PeriodFrom,
                   f.period_to as PeriodTo, f.wanted as Wanted, f.due_on as DueOn, case when f.state = 'open' and exists ({AuditFindingStore.PlannedOrder}) then 'planned' else f.state end as State,
                   case when f.state = 'open' and f.due_on < @today then 1 else 0 end as Overdue, p.name as RecordedBy, f.recorded_at as RecordedAt,
                   ({AuditFindingStore.PlannedOrder} order by o.order_no limit 1) as PlannedOrder, f.answered_by_order as AnsweredByOrder, f.answered_on as AnsweredOn,
                   (select min(g.kind) from order_ask k join finding g on g.order_no = k.order_no where k.source = 'audit-finding' and k.source_id = f.finding_no and g.kind <> 'nothing') as Found,
                   (select count(*) from order_ask k join finding g on g.order_no = k.order_no where k.source = 'audit-finding' and k.source_id = f.finding_no) as Findings,
                   f.result as Result, f.cause as Cause, q.name as ClosedBy, f.closed_at as ClosedAt
            """,
        From =
            """
            from audit_finding f
            left join customer c on c.customer_no = f.customer_no and c.known_to > @now and c.valid_from <= @today and c.valid_to > @today
            left join person p on p.person_id = f.recorded_by
            left join person q on q.person_id = f.closed_by
            where @may = 1 and @@scope(f.org_path)
            """,
        SearchIn = ["f.finding_no", "f.topic", "f.customer_no", "c.name", "f.area_no", "f.facts"],
        Filters = new Dictionary<string, string>
        {
            ["state"] = $"f.state = case when @value = 'planned' then 'open' else @value end and (@value <> 'planned' or exists ({AuditFindingStore.PlannedOrder}))",
            ["overdue"] = "@value = '1' and f.state = 'open' and f.due_on < @today",
            ["customer"] = "f.customer_no = @value",
        },
        Sorts = new Dictionary<string, string> { ["finding"] = "f.finding_no", ["topic"] = "f.topic", ["customer"] = "f.customer_no", ["due"] = "f.due_on", ["state"] = "f.state" },
        Order = "case f.state when 'answered' then 0 when 'open' then 1 else 2 end, f.due_on",
        Key = "f.finding_no desc",
    };

    public async Task<ListPage<Row>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, Arguments(look, null));
    }

    /// <summary>One finding; null when there is none the person may see.</summary>
    public async Task<Row?> FindAsync(string findingNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.FindAsync<Row>($"{Sql.Select} {Sql.From} and f.finding_no = @findingNo", Arguments(look, findingNo));
    }

    private static object Arguments(Look look, string? findingNo) => new
    {
        findingNo,
        now = look.Now,
        today = CompanyTime.Day(look.Now),
        may = look.Actor.Is(Role.Auditor, Role.Manager, Role.Analyst, Role.Planner, Role.System) && !look.Actor.Is(Role.Inspector) ? 1L : 0L,
    };

    /// <summary>A finding with its clock.</summary>
    public sealed class Row
    {
        public string FindingNo { get; init; } = "";

        public string Topic { get; init; } = "";

        public string? CustomerNo { get; init; }

        public string? CustomerName { get; init; }

        public string? AreaNo { get; init; }

        public string Facts { get; init; } = "";

        public DateOnly? PeriodFrom { get; init; }

        public DateOnly? PeriodTo { get; init; }

        public string Wanted { get; init; } = "";

        public DateOnly DueOn { get; init; }

        /// <summary>open, planned, answered, closed.</summary>
        public string State { get; init; } = "";

        /// <summary>1 when open past its day.</summary>
        public long Overdue { get; init; }

        public string? RecordedBy { get; init; }

        public DateTimeOffset RecordedAt { get; init; }

        public string? PlannedOrder { get; init; }

        public string? AnsweredByOrder { get; init; }

        public DateOnly? AnsweredOn { get; init; }

        /// <summary>Kind of what the visit found; null when nothing or not recorded yet.</summary>
        public string? Found { get; init; }

        public long Findings { get; init; }

        /// <summary>real, false-alarm, withdrawn.</summary>
        public string? Result { get; init; }

        public string? Cause { get; init; }

        public string? ClosedBy { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }
    }
}
