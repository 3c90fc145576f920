using System.Globalization;
using Voltward.App.Storage;

namespace Voltward.App.Detection;

/// <summary>Reads what inspections of single customers have found: imported past orders and our own visits.</summary>
internal static class BillOutcomeQueries
{
    public static async Task<IReadOnlyList<BillLabel>> AllAsync(Session session)
    {
        var rows = await session.QueryAsync<Row>(
            """
            select p.customer_no as CustomerNo, p.outcome as Kind, p.done_on as Day, null as Crew
            from past_work_order p
            where p.kind = 'inspection' and p.customer_no is not null and p.outcome in ('theft', 'breach', 'nothing')
            union all
            select o.customer_no, f.kind, f.found_at, o.crew_id
            from finding f join visit v on v.visit_id = f.visit_id join work_order o on o.order_no = v.order_no
            where o.customer_no is not null and f.kind in ('theft', 'breach', 'nothing') and @@scope(f.org_path)
            """);
        return [.. rows.Select(r => new BillLabel(
            r.CustomerNo, r.Kind != "nothing", DateOnly.ParseExact(r.Day[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture)) { Crew = r.Crew })];
    }

    /// <summary>Transformer area of each customer, as the archive has it now; the last in order of usage point when there are several.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> AreasAsync(Session session)
    {
        var areas = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in await session.QueryAsync<AreaRow>(
            """
            select customer_no as CustomerNo, area_no as AreaNo from usage_point
            where area_no is not null and known_to = '9999-12-31T00:00:00.0000000Z' and valid_to = '9999-12-31' and @@scope(org_path)
            order by usage_point_no
            """))
        {
            areas[row.CustomerNo] = row.AreaNo;
        }

        return areas;
    }

    private sealed class AreaRow
    {
        public string CustomerNo { get; init; } = "";

        public string AreaNo { get; init; } = "";
    }

    private sealed class Row
    {
        public string CustomerNo { get; init; } = "";

        public string Kind { get; init; } = "";

        public string Day { get; init; } = "";

        public string? Crew { get; init; }
    }
}
