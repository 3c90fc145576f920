using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.LineLoss;

/// <summary>Line-loss inspection orders and their steps.</summary>
public sealed class LossOrderQueries(Database database)
{
    /// <summary>Orders, open ones first; with a number only that one.</summary>
    public async Task<IReadOnlyList<Order>> RunAsync(string? orderNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var orders = await look.QueryAsync<Order>(
            """
            select l.order_no as OrderNo, l.area_no as AreaNo, l.state as State, l.owner as Owner, l.due as Due, l.opened_at as OpenedAt, l.closed_at as ClosedAt,
                l.unexplained_wh as UnexplainedWh, l.unexplained_low_wh as UnexplainedLowWh, l.unexplained_high_wh as UnexplainedHighWh,
                (select count(*) from loss_order_step s where s.order_no = l.order_no) as Steps,
                (select count(*) from loss_order_step s where s.order_no = l.order_no and s.finding is not null) as Found
            from loss_order l where (@orderNo is null or l.order_no = @orderNo) and @@scope(l.org_path)
            order by case l.state when 'open' then 0 else 1 end, l.due, l.order_no
            """,
            new { orderNo });
        if (orderNo is not null && orders.Count == 1)
        {
            orders[0].Tree = await look.QueryAsync<Step>(
                """
                select n as N, suspect as Suspect, strength as Strength, customers as CustomersJson, finding as Finding, evidence as Evidence, booking_id as BookingId
                from loss_order_step where order_no = @orderNo order by n
                """,
                new { orderNo });
        }

        return orders;
    }

    public sealed class Order
    {
        public string OrderNo { get; init; } = "";

        public string AreaNo { get; init; } = "";

        public string State { get; init; } = "";

        public string Owner { get; init; } = "";

        public DateOnly Due { get; init; }

        public DateTimeOffset OpenedAt { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public long? UnexplainedWh { get; init; }

        public long? UnexplainedLowWh { get; init; }

        public long? UnexplainedHighWh { get; init; }

        public long Steps { get; init; }

        public long Found { get; init; }

        /// <summary>Steps of a single order.</summary>
        public IReadOnlyList<Step> Tree { get; set; } = [];
    }

    public sealed class Step
    {
        public long N { get; init; }

        public string Suspect { get; init; } = "";

        public double Strength { get; init; }

        internal string CustomersJson { get; init; } = "[]";

        public IReadOnlyList<string> Customers => JsonSerializer.Deserialize<string[]>(CustomersJson) ?? [];

        public string? Finding { get; init; }

        public string? Evidence { get; init; }

        public string? BookingId { get; init; }
    }
}
