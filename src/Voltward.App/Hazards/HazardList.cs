using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Hazards;

/// <summary>The register of hazards (隐患台账).</summary>
public sealed class HazardList(Database database)
{
    private static readonly ListSql Sql = new()
    {
        Select =
            """
            select h.hazard_id as HazardId, h.level as Level, h.description as Description, h.state as State, h.customer_no as CustomerNo,
                   c.name as CustomerName, h.area_no as AreaNo, h.visit_id as VisitId, h.found_on as FoundOn, h.found_by as FoundBy, h.due_on as DueOn,
                   case when h.state <> 'closed' and h.due_on < @today then 1 else 0 end as Overdue, h.notice_no as NoticeNo, h.served_at as ServedAt,
                   h.served_how as ServedHow, h.closed_at as ClosedAt, h.closed_by as ClosedBy,
                   (select count(*) from hazard_recheck r where r.hazard_id = h.hazard_id) as Rechecks,
                   (select count(*) from hazard_sighting g where g.hazard_id = h.hazard_id and @@blind(g.visit_id)) as Sightings,
                   (select max(g.seen_on) from hazard_sighting g where g.hazard_id = h.hazard_id and @@blind(g.visit_id)) as LastSeen
            """,
        From =
            """
            from hazard h
            left join customer c on c.customer_no = h.customer_no and c.known_to > @now and c.valid_from <= @today and c.valid_to > @today
            where @@scope(h.org_path) and @@blind(h.visit_id)
            """,
        SearchIn = ["h.hazard_id", "h.customer_no", "c.name", "h.description"],
        Filters = new Dictionary<string, string>
        {
            ["state"] = "h.state = @value",
            ["level"] = "h.level = @value",
            ["customer"] = "h.customer_no = @value",
            ["overdue"] = "@value = '1' and h.state <> 'closed' and h.due_on < @today",
        },
        Sorts = new Dictionary<string, string>
        {
            ["hazard"] = "h.hazard_id",
            ["level"] = "h.level",
            ["due"] = "h.due_on",
            ["state"] = "h.state",
            ["customer"] = "h.customer_no",
        },
        Order = "case when h.state = 'closed' then 1 else 0 end, h.due_on",
        Key = "h.hazard_id",
    };

    public async Task<ListPage<Row>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, new { now = look.Now, today = CompanyTime.Day(look.Now) });
    }

    /// <summary>One hazard; null when there is none inside the person's part.</summary>
    public async Task<Row?> FindAsync(string hazardId, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.FindAsync<Row>($"{Sql.Select} {Sql.From} and h.hazard_id = @hazardId", new { hazardId, now = look.Now, today = CompanyTime.Day(look.Now) });
    }

    /// <summary>A hazard with its clock.</summary>
    public sealed class Row
    {
        public string HazardId { get; init; } = "";

        /// <summary>general, larger, major.</summary>
        public string Level { get; init; } = "";

        public string Description { get; init; } = "";

        /// <summary>found, noticed, closed.</summary>
        public string State { get; init; } = "";

        public string? CustomerNo { get; init; }

        public string? CustomerName { get; init; }

        public string? AreaNo { get; init; }

        public string VisitId { get; init; } = "";

        public DateOnly FoundOn { get; init; }

        public string FoundBy { get; init; } = "";

        public DateOnly DueOn { get; init; }

        /// <summary>1 when open past its due day.</summary>
        public long Overdue { get; init; }

        public string? NoticeNo { get; init; }

        public DateTimeOffset? ServedAt { get; init; }

        public string? ServedHow { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public string? ClosedBy { get; init; }

        public long Rechecks { get; init; }

        /// <summary>Later visits that saw it again.</summary>
        public long Sightings { get; init; }

        public DateOnly? LastSeen { get; init; }
    }
}
