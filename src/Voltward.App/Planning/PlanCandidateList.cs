using Voltward.App.Storage;
using Voltward.Domain.Access;

namespace Voltward.App.Planning;

/// <summary>What could have been in a plan, and why it is or is not (候选清单).</summary>
public sealed class PlanCandidateList(Database database)
{
    /// <summary>Whether the reader is shown whom a candidate is about: a planner not whom the lot drew.</summary>
    private const string Shown =
        "(@plans = 0 or (q.source <> 'random' and not exists (select 1 from work_order w where w.order_no = q.source_id and w.reason_code = 'random-audit')))";

    private const string Customer = $"case when {Shown} then q.customer_no end", Area = $"case when {Shown} then q.area_no end";

    /// <summary>Somebody who also goes to the visits does not read that a tip stands behind one.</summary>
    private const string Origin = "case when @crew = 1 and q.source in ('tip', 'audit-finding') then 'specific-check' else q.source end";

    private const string Marks = "case when @crew = 1 then replace(replace(q.marks, 'audit-finding', 'specific-check'), 'tip', 'specific-check') else q.marks end";

    private const string Chance = "case when @chances = 1 then q.propensity end";

    private static readonly ListSql Sql = new()
    {
        Select =
            $"""
            select case when {Shown} then q.candidate_id else '' end as CandidateId, {Origin} as Source, {Marks} as Marks, {Customer} as CustomerNo, {Area} as AreaNo, q.kind as Kind,
                   q.slice as Slice, q.audit as Audit, q.engine as Engine, q.probability as Probability, q.expected_wh as ExpectedWh,
                   q.price_micro_yuan as PriceMicroYuan, q.recovery as Recovery, q.cost_fen as CostFen, q.value_fen as ValueFen,
                   q.safety_points as SafetyPoints, q.minutes as Minutes, q.travel_minutes as TravelMinutes, {Chance} as Propensity,
                   q.chosen as Chosen, q.why_code as WhyCode, q.why_zh as WhyZh, q.why_en as WhyEn
            """,
        From = "from plan_candidate q where q.plan_id = @planId and @sees = 1 and @@scope(q.org_path)",
        SearchIn = [$"({Customer})", $"({Area})"],
        Filters = new Dictionary<string, string>
        {
            ["chosen"] = "q.chosen = case when @value = '1' then 1 else 0 end",
            ["source"] = $"{Origin} = @value",
            ["why"] = "q.why_code = @value",
        },
        Sorts = new Dictionary<string, string>
        {
            ["value"] = "q.value_fen",
            ["probability"] = "q.probability",
            ["energy"] = "q.expected_wh",
            ["safety"] = "q.safety_points",
            ["propensity"] = Chance,
            ["customer"] = Customer,
        },
        Order = "q.chosen desc, q.value_fen desc",
        Key = "q.candidate_id",
    };

    /// <summary>
    /// Empty for those who carry plans out: it would tell who is to be visited before the day. The chances of the lots are for whoever weighs results with them: a
    /// planner could tell a second visit or a seeded defect by its chance.
    /// </summary>
    public async Task<ListPage<Row>> RunAsync(string planId, ListRequest request, Actor actor, CancellationToken stop)
    {
        await using var look = await database.LookAsync(actor, stop);
        return await Sql.LoadAsync<Row>(look, request, new
        {
            planId,
            sees = actor.Is(Role.Planner, Role.Manager, Role.Reviewer, Role.Analyst, Role.Auditor, Role.System) ? 1L : 0L,
            plans = actor.Is(Role.Planner) ? 1L : 0L,
            crew = actor.Is(Role.Inspector) ? 1L : 0L,
            chances = actor.Is(Role.Analyst, Role.Auditor, Role.System) && !actor.Is(Role.Planner, Role.Inspector) ? 1L : 0L,
        });
    }

    /// <summary>A candidate with every figure that decided about it.</summary>
    public sealed class Row
    {
        public string CandidateId { get; init; } = "";

        public string Source { get; init; } = "";

        public string Marks { get; init; } = "";

        public string? CustomerNo { get; init; }

        public string? AreaNo { get; init; }

        public string Kind { get; init; } = "";

        public string Slice { get; init; } = "";

        public long Audit { get; init; }

        public string? Engine { get; init; }

        public double? Probability { get; init; }

        public long? ExpectedWh { get; init; }

        public long? PriceMicroYuan { get; init; }

        public double? Recovery { get; init; }

        public long? CostFen { get; init; }

        public long ValueFen { get; init; }

        public double SafetyPoints { get; init; }

        public long Minutes { get; init; }

        public long TravelMinutes { get; init; }

        /// <summary>Chance of being in the plan; null for whoever may not read it.</summary>
        public double? Propensity { get; init; }

        public long Chosen { get; init; }

        public string WhyCode { get; init; } = "";

        public string WhyZh { get; init; } = "";

        public string WhyEn { get; init; } = "";
    }
}
