using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.LineLoss;

/// <summary>The areas with their loss in the latest analysis (台区线损), the most abnormal first.</summary>
public sealed class AreaLossList(Database database)
{
    // A run shows as soon as its areas are written, even while its leads are still being worked out.
    internal const string LatestRun =
        "(select r.run_id from analysis_run r where exists (select 1 from area_loss x where x.run_id = r.run_id) order by r.started_at desc, r.run_id desc limit 1)";

    private static readonly ListSql Sql = new()
    {
        Select =
            """
            select al.area_no as AreaNo, a.name as Name, a.feeder_no as FeederNo, f.name as FeederName,
                   al.window_from as WindowFrom, al.window_to as WindowTo,
                   al.supplied_wh as SuppliedWh, al.sold_wh as SoldWh, al.loss_wh as LossWh, al.technical_wh as TechnicalWh,
                   al.low_wh as LowWh, al.high_wh as HighWh, al.z as Z, al.state as State, al.incomplete_days as IncompleteDays,
                   al.onset as Onset, al.customers as Customers, al.abnormal_wh_per_day as AbnormalWhPerDay, al.spark as Spark
            """,
        From =
            $"""
            from area_loss al
            left join transformer_area a on a.area_no = al.area_no and a.known_to > @now and a.valid_from <= al.window_to and a.valid_to > al.window_to
            left join feeder f on f.feeder_no = a.feeder_no and f.known_to > @now and f.valid_from <= al.window_to and f.valid_to > al.window_to
            where al.run_id = {LatestRun} and @@scope(al.org_path)
            """,
        SearchIn = ["al.area_no", "a.name", "a.feeder_no", "f.name"],
        Filters = new Dictionary<string, string>
        {
            ["state"] = "al.state = @value or (@value = 'abnormal' and al.state in ('high', 'serious', 'negative'))",
            ["feeder"] = "a.feeder_no = @value",
        },
        Sorts = new Dictionary<string, string>
        {
            ["area"] = "al.area_no",
            ["feeder"] = "a.feeder_no",
            ["loss"] = "case when al.supplied_wh > 0 then 1.0 * al.loss_wh / al.supplied_wh end",
            ["technical"] = "case when al.supplied_wh > 0 then 1.0 * al.technical_wh / al.supplied_wh end",
            ["z"] = "al.z",
            ["state"] = Severity,
            ["abnormal"] = "al.abnormal_wh_per_day",
            ["supplied"] = "al.supplied_wh",
            ["sold"] = "al.sold_wh",
            ["customers"] = "al.customers",
            ["incomplete"] = "al.incomplete_days",
            ["onset"] = "al.onset",
        },
        Order = $"{Severity}, al.abnormal_wh_per_day desc nulls last",
        Key = "al.area_no",
    };

    private const string Severity =
        "case al.state when 'serious' then 0 when 'high' then 1 when 'negative' then 2 when 'incomplete' then 3 when 'no-supply' then 4 else 5 end";

    public async Task<ListPage<Row>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, new { now = look.Now });
    }

    /// <summary>All areas in one line.</summary>
    public async Task<Total> TotalAsync(Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return (await look.QueryAsync<Total>(
            $"""
            select count(*) as Areas, coalesce(sum(case when al.state in ('high', 'serious', 'negative') then 1 else 0 end), 0) as Abnormal,
                   coalesce(sum(case when al.state = 'incomplete' then 1 else 0 end), 0) as Incomplete,
                   coalesce(sum(al.supplied_wh), 0) as SuppliedWh, coalesce(sum(al.loss_wh), 0) as LossWh,
                   coalesce(sum(al.technical_wh), 0) as TechnicalWh,
                   coalesce(sum(case when al.abnormal_wh_per_day > 0 then al.abnormal_wh_per_day end), 0) as AbnormalWhPerDay,
                   min(al.window_from) as WindowFrom, max(al.window_to) as WindowTo
            from area_loss al where al.run_id = {LatestRun} and @@scope(al.org_path)
            """))[0];
    }

    public sealed class Row
    {
        public string AreaNo { get; init; } = "";

        public string? Name { get; init; }

        public string? FeederNo { get; init; }

        public string? FeederName { get; init; }

        public DateOnly WindowFrom { get; init; }

        public DateOnly WindowTo { get; init; }

        public long SuppliedWh { get; init; }

        public long SoldWh { get; init; }

        public long LossWh { get; init; }

        public long TechnicalWh { get; init; }

        public long LowWh { get; init; }

        public long HighWh { get; init; }

        public double? Z { get; init; }

        public string State { get; init; } = "";

        public long IncompleteDays { get; init; }

        public DateOnly? Onset { get; init; }

        public long Customers { get; init; }

        public long? AbnormalWhPerDay { get; init; }

        /// <summary>Usage points whose voltages took part in the technical loss; known where one area is asked for.</summary>
        public long VoltagePoints { get; init; }

        /// <summary>Daily loss rates, per cent, as a JSON array.</summary>
        public string? Spark { get; init; }
    }

    public sealed class Total
    {
        public long Areas { get; init; }

        public long Abnormal { get; init; }

        public long Incomplete { get; init; }

        public long SuppliedWh { get; init; }

        public long LossWh { get; init; }

        public long TechnicalWh { get; init; }

        public long AbnormalWhPerDay { get; init; }

        public DateOnly? WindowFrom { get; init; }

        public DateOnly? WindowTo { get; init; }
    }
}
