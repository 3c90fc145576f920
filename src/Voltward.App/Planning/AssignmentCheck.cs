using Voltward.App.Inspections;
using Voltward.App.Storage;
using Voltward.Domain.Common;
using Voltward.Domain.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>
/// The check of every way in which an order gets its people and day: plan approval, board, order page, command line. It reads
/// the same transaction that writes, so that two planners cannot fill one day together.
/// </summary>
internal sealed class AssignmentCheck
{
    private readonly InspectionShelf _rules;
    private readonly PolicyShelf _policies;
    private readonly IReadOnlyList<Qualification> _held;

    private AssignmentCheck(InspectionShelf rules, PolicyShelf policies, IReadOnlyList<Qualification> held) =>
        (_rules, _policies, _held) = (rules, policies, held);

    public static async Task<AssignmentCheck> LoadAsync(Session session, InspectionShelf rules, PolicyShelf policies) =>
        new(rules, policies, await session.QualificationsAsync());

    /// <summary>Null when an order stands lawfully as it is.</summary>
    public async Task<Problem?> OrderAsync(Session session, OrderRow order)
    {
        if (order is not { Day: { } day, CrewId: { } crew, Inspector1: { } first, Inspector2: { } second }) return PlanProblems.CrewMissing(order.OrderNo);
        return await AskedAsync(session, order, new(day, order.VoltageV, first, second, crew, 0, new HashSet<string>()));
    }

    /// <summary>Null when an order may be given to these people on that day.</summary>
    public async Task<Problem?> AskedAsync(Session session, OrderRow order, Assignment asked)
    {
        var aside = await session.StandAsideAsync(order.OrderNo);
        if (((string[])[asked.First, asked.Second]).FirstOrDefault(aside.Contains) is { } person) return QualityProblems.NotIndependent(person);
        var policy = _policies.On(asked.Day);
        var others = (await session.QueryAsync<DayRow>(
            """
            select order_no as OrderNo, crew_id as CrewId, inspector_1 as Inspector1, inspector_2 as Inspector2, customer_no as CustomerNo,
                   area_no as AreaNo, minutes as Minutes
            from work_order where day = @day and state in ('draft', 'approved', 'under-way', 'submitted', 'returned') and order_no <> @orderNo
            """,
            new { day = asked.Day, orderNo = order.OrderNo })).ToList();
        var sameCrew = others.Where(o => o.CrewId == asked.CrewId).ToList();
        var stops = sameCrew.Select(o => o.Stop).Append(order.AreaNo ?? order.CustomerNo ?? order.OrderNo).Distinct().Count();
        var elsewhere = others.Where(o => o.CrewId != asked.CrewId).SelectMany(o => new[] { o.Inspector1, o.Inspector2 }).OfType<string>().ToHashSet();
        var full = asked with
        {
            MinutesPlanned = sameCrew.Sum(o => o.Minutes) + order.Minutes + (policy.StopMinutes * stops),
            Elsewhere = elsewhere,
        };
        var week = order.PlanId is null ? (PlanWeek?)null : await WeekAsync(session, order.PlanId);
        return AssignmentRules.Check(full, new(week, policy.WorkingMinutesPerDay, _rules.Qualifications(asked.Day).Levels), _held);
    }

    private static async Task<PlanWeek?> WeekAsync(Session session, string planId) =>
        await session.ScalarAsync<string>("select week from inspection_plan where plan_id = @planId", new { planId }) is { } text
            && PlanWeek.Parse(text).Succeeded(out var week, out _) ? week : null;

    private sealed class DayRow
    {
        public string OrderNo { get; init; } = "";

        public string? CrewId { get; init; }

        public string? Inspector1 { get; init; }

        public string? Inspector2 { get; init; }

        public string? CustomerNo { get; init; }

        public string? AreaNo { get; init; }

        public long Minutes { get; init; }

        public string Stop => AreaNo ?? CustomerNo ?? OrderNo;
    }
}
