using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Inspections;

/// <summary>The list of work orders (工作单).</summary>
public sealed class OrderList(Database database)
{
    internal const string Columns =
        """
        select o.order_no as OrderNo, o.plan_id as PlanId, o.lead_id as LeadId, o.carry_over_of as CarryOverOf,
               case when @@lot(o) then o.customer_no end as CustomerNo,
               c.name as CustomerName, c.customer_class as CustomerClass, c.address as Address,
               case when @@lot(o) then o.area_no end as AreaNo, a.name as AreaName, o.kind as Kind, o.reason_code as ReasonCode,
               o.day as Day, o.due_on as DueOn, o.crew_id as CrewId, k.name as CrewName, o.inspector_1 as Inspector1, p1.name as Inspector1Name,
               o.inspector_2 as Inspector2, p2.name as Inspector2Name, o.checklist_id as ChecklistId, o.voltage_v as VoltageV,
               o.minutes as Minutes, o.travel_minutes as TravelMinutes, o.state as State, q.value_fen as ValueFen, q.safety_points as SafetyPoints,
               q.slice as Slice, q.audit as Audit, q.why_zh as WhyZh, q.why_en as WhyEn,
               (select v.visit_id from visit v where v.order_no = o.order_no and @@lot(o) and @@blind(v.visit_id) order by v.started_at desc, v.visit_id desc limit 1) as VisitId,
               (select f.kind from finding f where f.order_no = o.order_no and @@blind(f.visit_id) order by f.found_at desc, f.finding_id limit 1) as Finding
        """;

    internal const string Joined =
        """
        from work_order o
        left join customer c on c.customer_no = o.customer_no and @@lot(o) and c.known_to > @now and c.valid_from <= @today and c.valid_to > @today
        left join transformer_area a on a.area_no = o.area_no and @@lot(o) and a.known_to > @now and a.valid_from <= @today and a.valid_to > @today
        left join crew k on k.crew_id = o.crew_id
        left join person p1 on p1.person_id = o.inspector_1
        left join person p2 on p2.person_id = o.inspector_2
        left join plan_candidate q on q.plan_id = o.plan_id and q.candidate_id = o.candidate_id
        """;

    private static readonly ListSql Sql = new()
    {
        Select = Columns,
        From = $"{Joined} where @@scope(o.org_path) and @@opened(o)",
        SearchIn = ["o.order_no", "(case when @@lot(o) then o.customer_no end)", "c.name", "(case when @@lot(o) then o.area_no end)", "a.name"],
        Filters = new Dictionary<string, string>
        {
            ["state"] = "o.state = @value",
            ["kind"] = "o.kind = @value",
            ["crew"] = "o.crew_id = @value",
            ["day"] = "o.day = @value",
            ["plan"] = "o.plan_id = @value",
            ["lead"] = "o.lead_id = @value",
            ["customer"] = "o.customer_no = @value and @@lot(o)",
            ["area"] = "o.area_no = @value and @@lot(o)",
            ["inspector"] = "o.inspector_1 = @value or o.inspector_2 = @value",
            ["open"] = "@value = '1' and o.state in ('draft', 'approved', 'under-way', 'submitted', 'returned')",
        },
        Sorts = new Dictionary<string, string>
        {
            ["order"] = "o.order_no",
            ["customer"] = "case when @@lot(o) then o.customer_no end",
            ["area"] = "case when @@lot(o) then o.area_no end",
            ["kind"] = "o.kind",
            ["day"] = "o.day",
            ["crew"] = "o.crew_id",
            ["state"] = "o.state",
            ["value"] = "q.value_fen",
            ["due"] = "o.due_on",
        },
        Order = "o.day desc nulls first",
        Key = "o.order_no desc",
    };

    public async Task<ListPage<Row>> RunAsync(ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, new { now = look.Now, today = CompanyTime.Day(look.Now) });
    }

    /// <summary>An order with the names a reader needs. Money is fen.</summary>
    public sealed class Row
    {
        public string OrderNo { get; init; } = "";

        public string? PlanId { get; init; }

        public string? LeadId { get; init; }

        public string? CarryOverOf { get; init; }

        public string? CustomerNo { get; init; }

        public string? CustomerName { get; init; }

        /// <summary>Whether whom it is about is kept from this reader until the visit is made.</summary>
        public bool IsHidden => CustomerNo is null && AreaNo is null;

        public string? CustomerClass { get; init; }

        public string? Address { get; init; }

        public string? AreaNo { get; init; }

        public string? AreaName { get; init; }

        /// <summary>customer-visit, area-visit, file-correction, re-check.</summary>
        public string Kind { get; init; } = "";

        public string ReasonCode { get; init; } = "";

        public DateOnly? Day { get; init; }

        public DateOnly? DueOn { get; init; }

        public string? CrewId { get; init; }

        public string? CrewName { get; init; }

        public string? Inspector1 { get; init; }

        public string? Inspector1Name { get; init; }

        public string? Inspector2 { get; init; }

        public string? Inspector2Name { get; init; }

        public string ChecklistId { get; init; } = "";

        public long VoltageV { get; init; }

        public long Minutes { get; init; }

        public long TravelMinutes { get; init; }

        /// <summary>draft, approved, under-way, submitted, returned, partial, done, void.</summary>
        public string State { get; init; } = "";

        public long? ValueFen { get; init; }

        public double? SafetyPoints { get; init; }

        public string? Slice { get; init; }

        public long? Audit { get; init; }

        public string? WhyZh { get; init; }

        public string? WhyEn { get; init; }

        /// <summary>The latest visit, or null.</summary>
        public string? VisitId { get; init; }

        /// <summary>Kind of the latest finding, or null.</summary>
        public string? Finding { get; init; }
    }
}
