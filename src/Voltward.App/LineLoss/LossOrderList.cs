using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.LineLoss;

/// <summary>Line-loss inspection orders as a list (线损检查工单).</summary>
public sealed class LossOrderList(Database database)
{
    private static readonly ListSql Sql = new()
    {
        Select =
            """
            select l.order_no as OrderNo, l.area_no as AreaNo, a.name as AreaName, l.state as State, l.owner as Owner, l.due as Due, l.opened_at as OpenedAt,
                l.closed_at as ClosedAt, l.unexplained_wh as UnexplainedWh, case when l.state = 'open' and l.due < @today then 1 else 0 end as Overdue,
                (select count(*) from loss_order_step s where s.order_no = l.order_no) as Steps,
                (select count(*) from loss_order_step s where s.order_no = l.order_no and s.finding is not null) as Found,
                (select s.suspect from loss_order_step s where s.order_no = l.order_no order by s.strength desc, s.n limit 1) as FirstSuspect,
                (select s.suspect from loss_order_step s where s.order_no = l.order_no and s.finding = 'confirmed' order by s.n limit 1) as Confirmed
            """,
        From =
            """
            from loss_order l
            left join transformer_area a on a.area_no = l.area_no and a.known_to > @now and a.valid_from <= @today and a.valid_to > @today
            where @@scope(l.org_path)
            """,
        SearchIn = ["l.order_no", "l.area_no", "a.name", "l.owner"],
        Filters = new Dictionary<string, string>
        {
            ["state"] = "l.state = @value",
            ["area"] = "l.area_no = @value",
            ["overdue"] = "@value = '1' and l.state = 'open' and l.due < @today",
        },
        Sorts = new Dictionary<string, string>
        {
            ["order"] = "l.order_no",
            ["area"] = "l.area_no",
            ["state"] = "l.state",
            ["owner"] = "l.owner",
            ["due"] = "l.due",
        },
        Order = "case l.state when 'open' then 0 else 1 end, l.due",
        Key = "l.order_no",
    };

    public async Task<ListPage<Row>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, new { now = look.Now, today = CompanyTime.Day(look.Now) });
    }

    /// <summary>One order.</summary>
    public sealed class Row
    {
        public string OrderNo { get; init; } = "";

        public string AreaNo { get; init; } = "";

        public string? AreaName { get; init; }

        /// <summary>open, closed.</summary>
        public string State { get; init; } = "";

        public string Owner { get; init; } = "";

        public DateOnly Due { get; init; }

        public DateTimeOffset OpenedAt { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        /// <summary>Stated when the order was closed.</summary>
        public long? UnexplainedWh { get; init; }

        /// <summary>1 when open past its last day.</summary>
        public long Overdue { get; init; }

        public long Steps { get; init; }

        public long Found { get; init; }

        /// <summary>What the analysis suggested first.</summary>
        public string? FirstSuspect { get; init; }

        /// <summary>The first cause that was confirmed; null when none is yet.</summary>
        public string? Confirmed { get; init; }
    }
}
