using System.Globalization;
using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Access;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Inspections;

/// <summary>SQL that writes and finds work orders.</summary>
internal static class OrderStore
{
    private const string Columns =
        """
        o.order_no as OrderNo, o.plan_id as PlanId, o.candidate_id as CandidateId, o.lead_id as LeadId, o.carry_over_of as CarryOverOf,
        o.hazard_id as HazardId, o.customer_no as CustomerNo, o.usage_point_no as UsagePointNo, o.area_no as AreaNo, o.org_path as OrgPath,
        o.kind as Kind, o.reason_code as ReasonCode, o.day as Day, o.due_on as DueOn, o.crew_id as CrewId, o.inspector_1 as Inspector1,
        o.inspector_2 as Inspector2, o.checklist_id as ChecklistId, o.only_items as OnlyItems, o.voltage_v as VoltageV, o.phases as Phases,
        o.ct as Ct, o.minutes as Minutes, o.travel_minutes as TravelMinutes, o.state as State, o.note as Note, o.approved_by as ApprovedBy,
        o.approved_at as ApprovedAt, o.created_by as CreatedBy
        """;

    /// <summary>The next number of the series, such as GD-2026-000001.</summary>
    public static async Task<string> NextOrderNoAsync(this Work work)
    {
        var year = CompanyTime.Day(work.Now).Year;
        var n = await work.NextAsync(string.Create(CultureInfo.InvariantCulture, $"work-order-{year}"));
        return string.Create(CultureInfo.InvariantCulture, $"GD-{year}-{n:000000}");
    }

    public static Task<OrderRow?> FindOrderAsync(this Session session, string orderNo) => session.FindAsync<OrderRow>(
        $"select {Columns} from work_order o where o.order_no = @orderNo and @@scope(o.org_path) and @@opened(o)", new { orderNo });

    public static Task<IReadOnlyList<OrderRow>> OrdersOfPlanAsync(this Session session, string planId) => session.QueryAsync<OrderRow>(
        $"select {Columns} from work_order o where o.plan_id = @planId and @@scope(o.org_path) order by o.day, o.crew_id, o.order_no", new { planId });

    /// <summary>The unfinished order of a customer, or of an area when there is no customer; null when free.</summary>
    /// <param name="session">Where to look.</param>
    /// <param name="customerNo">The customer, or null.</param>
    /// <param name="areaNo">The area of an order without customer.</param>
    /// <param name="unseenToo">Whether orders by lot that wait for a plan count; a refusal because of one would tell a planner that it is there.</param>
    public static Task<string?> UnfinishedOrderAsync(this Session session, string? customerNo, string? areaNo, bool unseenToo = true) => session.FindAsync<string>(
        """
        select order_no from work_order
        where state in ('draft', 'approved', 'under-way', 'submitted', 'returned')
          and not (@unseenToo = 0 and state = 'draft' and reason_code = 'random-audit' and plan_id is null and carry_over_of is null)
          and ((customer_no is not null and customer_no = @customerNo) or (customer_no is null and @customerNo is null and area_no = @areaNo))
        order by order_no limit 1
        """,
        new { customerNo, areaNo, unseenToo = unseenToo ? 1L : 0L });

    /// <summary>Puts an order that a plan has just written in the place of one by lot that waited, so that nothing tells the two kinds apart, not even the number.</summary>
    public static async Task ReplaceWaitingAsync(this Work work, string waiting, string written)
    {
        await work.ExecuteAsync("update blind_reinspection set order_no = @written where order_no = @waiting", new { waiting, written });
        await work.ExecuteAsync("update plan_candidate set source_id = @written where source_id = @waiting", new { waiting, written });
        await work.ExecuteAsync("delete from work_order where order_no = @waiting and state = 'draft'", new { waiting });
    }

    public static Task AddOrderAsync(this Work work, OrderRow order) => work.ExecuteAsync(
        """
        insert into work_order (order_no, plan_id, candidate_id, lead_id, carry_over_of, hazard_id, customer_no, usage_point_no, area_no,
            org_path, kind, reason_code, day, due_on, crew_id, inspector_1, inspector_2, checklist_id, only_items, voltage_v, phases, ct,
            minutes, travel_minutes, state, note, created_by, created_at)
        values (@OrderNo, @PlanId, @CandidateId, @LeadId, @CarryOverOf, @HazardId, @CustomerNo, @UsagePointNo, @AreaNo,
            @OrgPath, @Kind, @ReasonCode, @Day, @DueOn, @CrewId, @Inspector1, @Inspector2, @ChecklistId, @OnlyItems, @VoltageV, @Phases, @Ct,
            @Minutes, @TravelMinutes, @State, @Note, @CreatedBy, @CreatedAt)
        """,
        order);

    /// <summary>Moves an order on; false when somebody else moved it meanwhile.</summary>
    public static async Task<bool> MoveOrderAsync(this Work work, string orderNo, WorkOrderState from, WorkOrderState to) => 1 == await work.ExecuteAsync(
        """
        update work_order set state = @to,
            approved_by = case when @to = 'approved' and approved_by is null then @actor else approved_by end,
            approved_at = case when @to = 'approved' and approved_by is null then @at else approved_at end
        where order_no = @orderNo and state = @from
        """,
        new { orderNo, from = from.Code(), to = to.Code(), actor = work.Actor.PersonId, at = work.Now });

    /// <summary>Makes whoever plans the same day wait until this unit of work ends, so that nobody fills a day that is filling.</summary>
    public static Task TakeDayAsync(this Work work, DateOnly day) => work.NextAsync(string.Create(CultureInfo.InvariantCulture, $"assign-{day:yyyy-MM-dd}"));

    /// <summary>Gives an order to a crew and a day; false when it left the states in which that is allowed.</summary>
    public static async Task<bool> AssignAsync(
        this Work work, string orderNo, string? planId, Assignment assigned, long travelMinutes, string? candidateId = null) => 1 == await work.ExecuteAsync(
        """
        update work_order set plan_id = @planId, day = @Day, crew_id = @CrewId, inspector_1 = @First, inspector_2 = @Second,
            travel_minutes = @travelMinutes, candidate_id = coalesce(@candidateId, candidate_id)
        where order_no = @orderNo and state in ('draft', 'approved')
        """,
        new { orderNo, planId, assigned.Day, assigned.CrewId, assigned.First, assigned.Second, travelMinutes, candidateId });

    /// <summary>Marks a lead as planned; false when it is no longer open.</summary>
    public static async Task<bool> MoveLeadAsync(this Work work, string leadId, string from, string to) =>
        1 == await work.ExecuteAsync("update lead set state = @to where lead_id = @leadId and state = @from", new { leadId, from, to });
}

/// <summary>A work order as stored.</summary>
internal sealed record OrderRow
{
    public string OrderNo { get; init; } = "";

    public string? PlanId { get; init; }

    public string? CandidateId { get; init; }

    public string? LeadId { get; init; }

    public string? CarryOverOf { get; init; }

    public string? HazardId { get; init; }

    public string? CustomerNo { get; init; }

    public string? UsagePointNo { get; init; }

    public string? AreaNo { get; init; }

    public string OrgPath { get; init; } = "";

    public string Kind { get; init; } = "";

    public string ReasonCode { get; init; } = "";

    public DateOnly? Day { get; init; }

    public DateOnly? DueOn { get; init; }

    public string? CrewId { get; init; }

    public string? Inspector1 { get; init; }

    public string? Inspector2 { get; init; }

    public string ChecklistId { get; init; } = "";

    public string? OnlyItems { get; init; }

    public long VoltageV { get; init; } = 220;

    public long Phases { get; init; } = 1;

    public long Ct { get; init; }

    public long Minutes { get; init; }

    public long TravelMinutes { get; init; }

    public string State { get; init; } = "draft";

    public string? Note { get; init; }

    public string? ApprovedBy { get; init; }

    public string CreatedBy { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    /// <summary>Facts that checklists ask about.</summary>
    public IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["phases"] = Phases.ToString(CultureInfo.InvariantCulture),
        ["ct"] = Ct.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Items left over from an earlier visit; null: the whole list.</summary>
    public IReadOnlySet<string>? Only => OnlyItems is null ? null : JsonSerializer.Deserialize<HashSet<string>>(OnlyItems);

    /// <summary>The people who may sign in on site.</summary>
    public IReadOnlySet<string> Crew => new[] { Inspector1, Inspector2 }.OfType<string>().ToHashSet();

    /// <summary>Drawn by lot: random audits, second visits and sites with seeded defects, alike to everybody who plans and goes.</summary>
    public bool ByLot => ReasonCode == "random-audit";

    /// <summary>Whether the person is not shown whom the order is about; the same rule as <c>@@lot</c>.</summary>
    public bool HidesFrom(Actor actor) => ByLot && State is ("draft" or "approved" or "under-way" or "void")
        && actor.Is(Role.Planner, Role.Inspector) && !(actor.Is(Role.Inspector) && Crew.Contains(actor.PersonId));

    public WorkOrderState CurrentState => EnumText.Parse<WorkOrderState>(State);
}
