using System.Globalization;
using System.Text.Json;
using Voltward.App.Storage;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>SQL that writes and finds plans and crews.</summary>
internal static class PlanStore
{
    public static Task<PlanRow?> FindPlanAsync(this Session session, string planId) => session.FindAsync<PlanRow>(
        """
        select p.plan_id as PlanId, p.week as Week, p.org_path as OrgPath, p.state as State, p.provisional as Provisional, p.made_by as MadeBy
        from inspection_plan p where p.plan_id = @planId and @@scope(p.org_path)
        """,
        new { planId });

    /// <summary>Moves a plan on; false when somebody else moved it meanwhile.</summary>
    public static async Task<bool> MovePlanAsync(this Work work, string planId, PlanState from, PlanState to) => 1 == await work.ExecuteAsync(
        """
        update inspection_plan set state = @to,
            approved_by = case when @to = 'approved' then @actor else approved_by end,
            approved_at = case when @to = 'approved' then @at else approved_at end
        where plan_id = @planId and state = @from
        """,
        new { planId, from = from.Code(), to = to.Code(), actor = work.Actor.PersonId, at = work.Now });

    /// <summary>Withdraws the drafts of a week within the maker's part: orders void, leads open again, undone rests free again.</summary>
    public static async Task WithdrawDraftsAsync(this Work work, PlanWeek week)
    {
        var drafts = await work.QueryAsync<string>(
            "select p.plan_id from inspection_plan p where p.week = @week and p.state = 'draft' and @@scope(p.org_path) order by p.plan_id", new { week = week.ToString() });
        foreach (var planId in drafts)
        {
            await work.MovePlanAsync(planId, PlanState.Draft, PlanState.Withdrawn);
            await work.ExecuteAsync(
                $"""
                update lead set state = 'open' where state = 'planned'
                and lead_id in (select o.lead_id from work_order o where o.plan_id = @planId and o.state = 'draft' and not ({PlanInputStore.Kept}))
                """,
                new { planId });
            await work.ExecuteAsync(
                $"""
                update work_order as o set plan_id = null, candidate_id = null, day = null, crew_id = null, inspector_1 = null, inspector_2 = null
                where o.plan_id = @planId and o.state = 'draft' and {PlanInputStore.Kept}
                """,
                new { planId });
            await work.ExecuteAsync("update work_order set state = 'void' where plan_id = @planId and state = 'draft'", new { planId });
        }
    }

    /// <summary>Writes the plan with its crew-days, its candidates and everybody's chance of being drawn.</summary>
    public static async Task AddPlanAsync(this Work work, string planId, string? runId, PlanDraft draft)
    {
        await work.ExecuteAsync(
            """
            insert into inspection_plan (plan_id, week, org_path, state, run_id, crew_days, provisional, objective_fen, bound_fen,
                price_of_one_more_crew_day_fen, policy, made_by, made_at)
            values (@planId, @week, @org, 'draft', @runId, @crewDays, @provisional, @objective, @bound, @price, @policy, @actor, @at)
            """,
            new
            {
                planId,
                week = draft.Week.ToString(),
                org = work.Actor.OrgPath,
                runId,
                crewDays = (long)draft.Figures.CrewDays,
                provisional = draft.Provisional ? 1L : 0L,
                objective = draft.Figures.Objective,
                bound = draft.Figures.Bound,
                price = draft.Figures.PriceOfOneMoreCrewDay,
                policy = PolicyText(draft),
                actor = work.Actor.PersonId,
                at = work.Now,
            });
        if (!draft.Provisional) await AddSlotsAsync(work, planId, draft);
        await work.ExecuteManyAsync(CandidateSql, draft.Candidates.Select(c => CandidateRow.Of(planId, c)));
        await work.ExecuteManyAsync(
            "insert into plan_eligible (plan_id, customer_no, stratum, propensity, drawn) values (@planId, @customerNo, @stratum, @chance, @drawn)",
            draft.Audit.Strata.Select(s => new
            {
                planId,
                customerNo = s.Key,
                stratum = s.Value,
                chance = draft.Audit.Result.Chance,
                drawn = draft.Audit.Result.Drawn.Contains(s.Key) ? 1L : 0L,
            }));
    }

    private static async Task AddSlotsAsync(Work work, string planId, PlanDraft draft) => await work.ExecuteManyAsync(
        """
        insert into plan_slot (plan_id, crew_id, day, inspector_1, inspector_2, minutes_available, minutes_planned)
        values (@planId, @CrewId, @Day, @First, @Second, @available, @planned)
        """,
        draft.Slots.Select(s => new
        {
            planId,
            s.CrewId,
            s.Day,
            s.First,
            s.Second,
            available = draft.Policy.WorkingMinutesPerDay,
            planned = PlannedMinutes(draft, s),
        }));

    private static long PlannedMinutes(PlanDraft draft, PlanSlot slot)
    {
        var inSlot = draft.Candidates.Where(c => c.Slot == slot).ToList();
        return inSlot.Sum(c => c.Candidate.Minutes) + (draft.Policy.StopMinutes * inSlot.Select(c => c.Candidate.Stop).Distinct().Count());
    }

    /// <summary>All that is needed to make the same plan again and to weight its results later.</summary>
    private static string PolicyText(PlanDraft draft) => JsonSerializer.Serialize(new
    {
        policy = draft.Policy.Version,
        seed = draft.Budget.Seed,
        crews = draft.Budget.Crews,
        crewDays = draft.Budget.CrewDays,
        shares = draft.Policy.Shares,
        prices = draft.Figures.Prices,
        mustOrdersOfOneMoreCrewDay = draft.Figures.MustOrdersOfOneMoreCrewDay,
        audit = new
        {
            eligible = draft.Audit.Strata.Count,
            excluded = draft.Audit.Excluded,
            chance = draft.Audit.Result.Chance,
            strata = draft.Audit.Strata.GroupBy(s => s.Value).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Select(g => new { stratum = g.Key, eligible = g.Count(), drawn = g.Count(s => draft.Audit.Result.Drawn.Contains(s.Key)) }),
        },
    });

    /// <summary>Whether an order still waits for its people and its day.</summary>
    public static async Task<bool> WaitsAsync(this Work work, string orderNo) =>
        await work.ScalarAsync<long>("select count(*) from work_order where order_no = @orderNo and state = 'draft' and day is null", new { orderNo }) == 1;

    private const string CandidateSql =
        """
        insert into plan_candidate (plan_id, candidate_id, source, source_id, marks, customer_no, usage_point_no, area_no, org_path, kind,
            slice, audit, engine, probability, expected_wh, price_micro_yuan, recovery, cost_fen, value_fen, safety_points, minutes,
            travel_minutes, voltage_v, propensity, chosen, why_code, why_zh, why_en)
        values (@PlanId, @CandidateId, @Source, @SourceId, @Marks, @CustomerNo, @UsagePointNo, @AreaNo, @OrgPath, @Kind,
            @Slice, @Audit, @Engine, @Probability, @ExpectedWh, @PriceMicroYuan, @Recovery, @CostFen, @ValueFen, @SafetyPoints, @Minutes,
            @TravelMinutes, @VoltageV, @Propensity, @Chosen, @WhyCode, @WhyZh, @WhyEn)
        """;

    public static async Task<string> NextPlanIdAsync(this Work work, PlanWeek week)
    {
        var n = await work.NextAsync($"plan-{week}");
        return string.Create(CultureInfo.InvariantCulture, $"JH-{week}-{n}");
    }

    internal sealed record CandidateRow(
        string PlanId, string CandidateId, string Source, string? SourceId, string Marks, string? CustomerNo, string? UsagePointNo, string? AreaNo,
        string OrgPath, string Kind, string Slice, long Audit, string? Engine, double? Probability, long? ExpectedWh, long? PriceMicroYuan,
        double? Recovery, long? CostFen, long ValueFen, double SafetyPoints, long Minutes, long TravelMinutes, long VoltageV, double Propensity,
        long Chosen, string WhyCode, string WhyZh, string WhyEn)
    {
        public static CandidateRow Of(string planId, PlannedCandidate planned)
        {
            var (c, v) = (planned.Candidate, planned.Candidate.Value);
            var (code, words) = planned.Slot is null ? PlanWhy.LeftOut(c, c.FenPerStop, planned.Coverage) : PlanWhy.Chosen(c);
            return new(
                planId, c.Id, c.Source, c.SourceId, string.Join(',', c.Marks), c.Subject.CustomerNo, c.Subject.UsagePointNo, c.Subject.AreaNo,
                c.Subject.OrgPath, c.Kind, c.Slice, c.Audit ? 1 : 0, c.Engine, (double?)v?.Probability, v?.Energy.WattHours, v?.Price.MicroYuan,
                (double?)v?.Recovery, v?.Cost.Fen, c.ValueFen, c.SafetyPoints, c.Minutes, planned.TravelMinutes, c.Subject.Facts.VoltageV,
                planned.Propensity, planned.Slot is null ? 0 : 1, code, words.Zh, words.En);
        }
    }
}

/// <summary>A plan as stored.</summary>
internal sealed class PlanRow
{
    public string PlanId { get; init; } = "";

    public string Week { get; init; } = "";

    public string OrgPath { get; init; } = "";

    public string State { get; init; } = "";

    public long Provisional { get; init; }

    public string MadeBy { get; init; } = "";
}
