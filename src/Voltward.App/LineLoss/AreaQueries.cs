using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.LineLoss;

/// <summary>One area (台区): its place in the network, its loss in the latest analysis, day by day.</summary>
public sealed class AreaQueries(Database database)
{
    /// <summary>Null when there is no such area inside the person's part.</summary>
    public async Task<Area?> RunAsync(string areaNo, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        var today = CompanyTime.Day(look.Now);
        var area = await look.FindAsync<Area>(
            """
            select a.area_no as AreaNo, a.name as Name, a.feeder_no as FeederNo, f.name as FeederName, f.substation as Substation,
                   a.capacity_va as CapacityVa, a.no_load_loss_w as NoLoadLossW, a.load_loss_w as LoadLossW,
                   a.supply_meter_side as SupplyMeterSide, a.supply_meter_class as SupplyMeterClass,
                   a.multiplying_factor_milli as MultiplyingFactorMilli, o.name as Organisation
            from transformer_area a
            left join feeder f on f.feeder_no = a.feeder_no and f.known_to > @now and f.valid_from <= @today and f.valid_to > @today
            left join organisation o on o.org_path = a.org_path
            where a.area_no = @areaNo and a.known_to > @now and a.valid_from <= @today and @@scope(a.org_path)
            order by a.valid_from desc limit 1
            """,
            new { areaNo, today, now = look.Now });
        if (area is null) return null;

        area.Loss = await look.FindAsync<AreaLossList.Row>(
            $"""
            select al.area_no as AreaNo, al.window_from as WindowFrom, al.window_to as WindowTo, al.supplied_wh as SuppliedWh,
                   al.sold_wh as SoldWh, al.loss_wh as LossWh, al.technical_wh as TechnicalWh, al.low_wh as LowWh, al.high_wh as HighWh,
                   al.z as Z, al.state as State, al.incomplete_days as IncompleteDays, al.onset as Onset, al.customers as Customers,
                   al.abnormal_wh_per_day as AbnormalWhPerDay, al.voltage_points as VoltagePoints
            from area_loss al where al.run_id = {AreaLossList.LatestRun} and al.area_no = @areaNo and @@scope(al.org_path)
            """,
            new { areaNo });
        area.Days = area.Loss is null ? [] : await look.QueryAsync<Day>(
            $"""
            select d.day as Date, d.supplied_wh as SuppliedWh, d.sold_wh as SoldWh, d.loss_wh as LossWh,
                   d.technical_low_wh as TechnicalLowWh, d.technical_high_wh as TechnicalHighWh, d.technical_wh as TechnicalWh,
                   d.low_wh as LowWh, d.high_wh as HighWh, d.filled_wh as FilledWh, d.z as Z, d.cusum as Cusum, d.state as State
            from area_loss_day d where d.run_id = {AreaLossList.LatestRun} and d.area_no = @areaNo order by d.day
            """,
            new { areaNo });
        return area;
    }

    public sealed class Area
    {
        public string AreaNo { get; init; } = "";

        public string Name { get; init; } = "";

        public string? FeederNo { get; init; }

        public string? FeederName { get; init; }

        public string? Substation { get; init; }

        public long? CapacityVa { get; init; }

        public long? NoLoadLossW { get; init; }

        public long? LoadLossW { get; init; }

        public string SupplyMeterSide { get; init; } = "";

        public string? SupplyMeterClass { get; init; }

        public long MultiplyingFactorMilli { get; init; }

        public string? Organisation { get; init; }

        /// <summary>Null when the area was in no analysis yet.</summary>
        public AreaLossList.Row? Loss { get; internal set; }

        public IReadOnlyList<Day> Days { get; internal set; } = [];
    }

    public sealed class Day
    {
        public DateOnly Date { get; init; }

        public long? SuppliedWh { get; init; }

        public long? SoldWh { get; init; }

        public long? LossWh { get; init; }

        public long? TechnicalWh { get; init; }

        public long? TechnicalLowWh { get; init; }

        public long? TechnicalHighWh { get; init; }

        public long? LowWh { get; init; }

        public long? HighWh { get; init; }

        public long FilledWh { get; init; }

        public double? Z { get; init; }

        public double? Cusum { get; init; }

        public string State { get; init; } = "";
    }
}
