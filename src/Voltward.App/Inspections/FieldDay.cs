using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;

namespace Voltward.App.Inspections;

/// <summary>
/// What an inspector's device takes along (下载当日任务): the open orders of that person up to today, and nothing of anybody else. Half-done,
/// returned and carried-over orders of earlier days come along until they are finished.
/// </summary>
public sealed class FieldDay(Database database, InspectionShelf rules, FieldReadings readings)
{
    /// <param name="DeviceId">The device that takes it; must be enrolled.</param>
    public sealed record Request(string DeviceId);

    public async Task<Outcome<FieldTasks>> RunAsync(Request request, Actor actor, CancellationToken stop)
    {
        if (!actor.Is(Role.Inspector)) return AccessProblems.RoleMissing(Role.Inspector);
        await using var look = await database.LookAsync(actor, stop);
        if (!(await KnownDevice.FindAsync(look, request.DeviceId)).Succeeded(out _, out var refused)) return refused;
        var today = CompanyTime.Day(look.Now);
        var rows = await look.QueryAsync<FieldOrderRow>(FieldOrderRow.Sql, new { me = actor.PersonId, today, now = look.Now });
        var points = rows.Where(r => r.CustomerNo is not null && r.UsagePointNo is not null).DistinctBy(r => r.CustomerNo).ToDictionary(r => r.CustomerNo!, r => r.UsagePointNo!);
        var last = await readings.RunAsync(points, stop);
        var orders = new List<FieldOrder>();
        foreach (var row in rows) orders.Add(await OrderAsync(look, row, last.GetValueOrDefault(row.CustomerNo ?? ""), today));
        var lists = orders.Select(o => o.Row.ChecklistId).Distinct().ToDictionary(id => id, id => rules.Checklists[id]);
        return new FieldTasks(today, look.Now, orders, lists, rules.Quantities(today));
    }

    private async Task<FieldOrder> OrderAsync(Look look, FieldOrderRow row, LastReadings? last, DateOnly today)
    {
        var order = (await look.FindOrderAsync(row.OrderNo))!;
        var day = order.Day ?? today;
        return new(
            row,
            rules.Reasons(day).GetValueOrDefault(order.ReasonCode, new(order.ReasonCode, order.ReasonCode)),
            order.Facts,
            order.Only,
            row.UsagePointNo is null ? [] : await look.RegisteredSealsAsync(row.UsagePointNo, today),
            row.UsagePointNo is null ? [] : await look.QueryAsync<FieldMeter>(FieldMeter.Sql, new { point = row.UsagePointNo, today, now = look.Now }),
            last,
            await look.QueryAsync<ReturnReasonRow>(
                """
                select r.item_code as Code, r.reason as Reason from visit_return_reason r join visit v on v.visit_id = r.visit_id
                where v.order_no = @OrderNo and v.state = 'returned' and @@scope(v.org_path) order by v.reviewed_at desc, r.item_code
                """,
                new { row.OrderNo }));
    }
}

/// <summary>Tasks of one person with everything the work needs without a network.</summary>
/// <param name="Day">Business day they were taken for.</param>
/// <param name="ServerTime">Clock of the server, UTC.</param>
/// <param name="Orders">In the order of day and number.</param>
/// <param name="Checklists">The versions that the orders name.</param>
/// <param name="Quantities">Units and plausible ranges.</param>
public sealed record FieldTasks(
    DateOnly Day, DateTimeOffset ServerTime, IReadOnlyList<FieldOrder> Orders, IReadOnlyDictionary<string, Checklist> Checklists,
    IReadOnlyDictionary<string, Quantity> Quantities);

/// <summary>One order as a device holds it.</summary>
/// <param name="Row">Its head, with customer, crew and place.</param>
/// <param name="Reason">Reason of the scope.</param>
/// <param name="Facts">Facts that the checklist asks about.</param>
/// <param name="Only">Items left over from an earlier visit; null: the whole list.</param>
/// <param name="Seals">Seals that must be there.</param>
/// <param name="Meters">Meters in place.</param>
/// <param name="Last">Last readings; null when there are none.</param>
/// <param name="Returned">What the reviewer of a returned visit asked for.</param>
public sealed record FieldOrder(
    FieldOrderRow Row, Words Reason, IReadOnlyDictionary<string, string> Facts, IReadOnlySet<string>? Only, IReadOnlyList<RegisteredSeal> Seals,
    IReadOnlyList<FieldMeter> Meters, LastReadings? Last, IReadOnlyList<ReturnReasonRow> Returned);

/// <summary>Head of an order on a device.</summary>
public sealed class FieldOrderRow
{
    internal const string Sql =
        """
        select o.order_no as OrderNo, o.kind as Kind, o.state as State, o.day as Day, o.due_on as DueOn, o.note as Note, o.carry_over_of as CarryOverOf,
               o.checklist_id as ChecklistId, o.voltage_v as VoltageV, o.customer_no as CustomerNo, c.name as CustomerName,
               c.customer_class as CustomerClass, c.address as Address, c.phone as Phone, o.usage_point_no as UsagePointNo, u.meter_box as MeterBox,
               coalesce(u.longitude, a.longitude) as Longitude, coalesce(u.latitude, a.latitude) as Latitude, o.area_no as AreaNo, a.name as AreaName, o.crew_id as CrewId, k.name as CrewName,
               o.inspector_1 as Inspector1, p1.name as Inspector1Name, o.inspector_2 as Inspector2, p2.name as Inspector2Name,
               q.why_zh as WhyZh, q.why_en as WhyEn, o.minutes as Minutes,
               (select v.visit_id from visit v where v.order_no = o.order_no and v.state = 'returned' order by v.reviewed_at desc limit 1) as Supersedes
        from work_order o
        left join customer c on c.customer_no = o.customer_no and c.known_to > @now and c.valid_from <= @today and c.valid_to > @today
        left join usage_point u on u.usage_point_no = o.usage_point_no and u.known_to > @now and u.valid_from <= @today and u.valid_to > @today
        left join transformer_area a on a.area_no = o.area_no and a.known_to > @now and a.valid_from <= @today and a.valid_to > @today
        left join crew k on k.crew_id = o.crew_id
        left join person p1 on p1.person_id = o.inspector_1
        left join person p2 on p2.person_id = o.inspector_2
        left join plan_candidate q on q.plan_id = o.plan_id and q.candidate_id = o.candidate_id
        where (o.inspector_1 = @me or o.inspector_2 = @me) and o.state in ('approved', 'under-way', 'returned') and o.day <= @today and @@scope(o.org_path)
        order by o.day, o.area_no, o.order_no
        """;

    public string OrderNo { get; init; } = "";

    public string Kind { get; init; } = "";

    public string State { get; init; } = "";

    public DateOnly? Day { get; init; }

    public DateOnly? DueOn { get; init; }

    public string? Note { get; init; }

    public string? CarryOverOf { get; init; }

    public string ChecklistId { get; init; } = "";

    public long VoltageV { get; init; }

    public string? CustomerNo { get; init; }

    public string? CustomerName { get; init; }

    public string? CustomerClass { get; init; }

    public string? Address { get; init; }

    public string? Phone { get; init; }

    public string? UsagePointNo { get; init; }

    public string? MeterBox { get; init; }

    public double? Longitude { get; init; }

    public double? Latitude { get; init; }

    public string? AreaNo { get; init; }

    public string? AreaName { get; init; }

    public string? CrewId { get; init; }

    public string? CrewName { get; init; }

    public string? Inspector1 { get; init; }

    public string? Inspector1Name { get; init; }

    public string? Inspector2 { get; init; }

    public string? Inspector2Name { get; init; }

    public string? WhyZh { get; init; }

    public string? WhyEn { get; init; }

    public long Minutes { get; init; }

    /// <summary>The returned visit that a new record corrects, or null.</summary>
    public string? Supersedes { get; init; }
}

/// <summary>A meter in place.</summary>
public sealed class FieldMeter
{
    internal const string Sql =
        """
        select m.meter_no as MeterNo, m.model as Model, m.wiring as Wiring, m.multiplying_factor_milli as FactorMilli, m.maximum_current_ma as MaximumCurrentMa
        from meter_installation m where m.usage_point_no = @point and m.valid_from <= @today and m.valid_to > @today and m.known_to > @now order by m.meter_no
        """;

    public string MeterNo { get; init; } = "";

    public string? Model { get; init; }

    public string Wiring { get; init; } = "";

    public long FactorMilli { get; init; }

    public long? MaximumCurrentMa { get; init; }
}
