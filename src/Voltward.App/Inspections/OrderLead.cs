using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Inspections;

/// <summary>The lead behind an order: what the readings said per day. It opens a visit and proves nothing.</summary>
public sealed class OrderLead(Database database)
{
    /// <summary>Null when the order has no lead, or is not visible.</summary>
    public async Task<Row?> RunAsync(string orderNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await look.FindAsync<Row>(
            """
            select l.lead_id as LeadId, l.kind as Kind, l.onset as Onset, l.low_wh_per_day as LowWhPerDay, l.mid_wh_per_day as MidWhPerDay, l.high_wh_per_day as HighWhPerDay
            from work_order o join lead l on l.lead_id = o.lead_id where o.order_no = @orderNo and @@scope(o.org_path)
            """,
            new { orderNo });
    }

    /// <summary>Energy per day, Wh.</summary>
    public sealed class Row
    {
        public string LeadId { get; init; } = "";

        public string Kind { get; init; } = "";

        public DateOnly? Onset { get; init; }

        public long? LowWhPerDay { get; init; }

        public long? MidWhPerDay { get; init; }

        public long? HighWhPerDay { get; init; }
    }
}
