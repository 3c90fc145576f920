using Voltward.App.Storage;

namespace Voltward.App.Inspections;

/// <summary>
/// What an order is to settle besides its own reason (核查事项): a tip, a finding of the audit. The rest of a visit keeps what the whole was to settle; only a
/// complete, accepted visit settles it.
/// </summary>
internal static class OrderAsks
{
    /// <summary>Table and states of each source: in which it waits for a visit, and in which the visit leaves it.</summary>
    private static readonly Dictionary<string, (string Table, string Key, string Waits)> Sources = new()
    {
        ["tip"] = ("tip_off", "tip_no", "accepted"),
        ["audit-finding"] = ("audit_finding", "finding_no", "open"),
    };

    /// <summary>Binds an order to what it is to settle; false when something of it no longer waits. Holds its row until the end of the work.</summary>
    public static async Task<bool> AskAsync(this Work work, string orderNo, IEnumerable<(string Source, string Id)> asks)
    {
        foreach (var (source, id) in asks)
        {
            var (table, key, waits) = Sources[source];
            if (1 != await work.ExecuteAsync($"update {table} set state = state where {key} = @id and state = @waits", new { id, waits })) return false;
            await work.ExecuteAsync("insert into order_ask (order_no, source, source_id) values (@orderNo, @source, @id)", new { orderNo, source, id });
        }

        return true;
    }

    /// <summary>Gives the rest of a visit what the whole was to settle.</summary>
    public static Task CarryAsksAsync(this Work work, string from, string to) => work.ExecuteAsync(
        "insert into order_ask (order_no, source, source_id) select @to, source, source_id from order_ask where order_no = @from", new { from, to });

    /// <summary>A complete visit was accepted: what it was to settle waits for nothing more.</summary>
    public static async Task SettleAsksAsync(this Work work, string orderNo, DateOnly day)
    {
        await work.ExecuteAsync(
            "update tip_off set state = 'visited' where state = 'accepted' and tip_no in (select source_id from order_ask where order_no = @orderNo and source = 'tip')", new { orderNo });
        await work.ExecuteAsync(
            """
            update audit_finding set state = 'answered', answered_by_order = @orderNo, answered_on = @day
            where state = 'open' and finding_no in (select source_id from order_ask where order_no = @orderNo and source = 'audit-finding')
            """,
            new { orderNo, day });
    }
}
