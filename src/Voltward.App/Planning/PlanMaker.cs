using Voltward.App.Inspections;
using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>What a plan may use.</summary>
/// <param name="Crews">At most this many crews; null: all.</param>
/// <param name="CrewDays">At most this many crew-days; null: every day of every crew.</param>
/// <param name="Seed">Seed of the draws.</param>
/// <param name="Effort">Limit of the search, in the optimiser's deterministic time.</param>
internal sealed record PlanBudget(int? Crews, int? CrewDays, string Seed, double Effort);

/// <summary>One candidate with the decision about it.</summary>
/// <param name="Candidate">What could be visited.</param>
/// <param name="Slot">Crew and day, or null when left out.</param>
/// <param name="TravelMinutes">Its share of the trip; for one left out, the whole trip.</param>
/// <param name="Propensity">Its chance of being in this plan: 1 when the rules put it in whatever the draw, else the chance of the draw.</param>
/// <param name="Coverage">Whether any crew can take it.</param>
internal sealed record PlannedCandidate(Candidate Candidate, PlanSlot? Slot, long TravelMinutes, double Propensity, Coverage Coverage);

/// <summary>A plan before it is saved.</summary>
internal sealed record PlanDraft(
    PlanWeek Week,
    PlanningPolicy Policy,
    PlanBudget Budget,
    bool Provisional,
    IReadOnlyList<PlanSlot> Slots,
    IReadOnlyList<PlannedCandidate> Candidates,
    AuditFrame Audit,
    PlanFigures Figures);

/// <summary>Figures of a plan, fen.</summary>
/// <param name="CrewDays">Crew-days the plan may use.</param>
/// <param name="Objective">Net value plus weighted safety of the plan.</param>
/// <param name="Bound">No plan under the same limits is worth more.</param>
/// <param name="PriceOfOneMoreCrewDay">What one more crew-day would add while the plan keeps its must-orders and takes others for their worth alone.</param>
internal sealed record PlanFigures(int CrewDays, long Objective, long Bound, long PriceOfOneMoreCrewDay)
{
    /// <summary>Must-orders that have no place and would have one with one more crew-day; what they cost the plan is not in its price.</summary>
    public int MustOrdersOfOneMoreCrewDay { get; init; }

    /// <summary>What each binding limit costs at the margin.</summary>
    public IReadOnlyList<LimitPrice> Prices { get; init; } = [];

    /// <summary>Distance to the bound, per cent of the bound; 0 when the bound is not positive.</summary>
    public double GapPercent => Bound <= 0 ? 0 : Math.Round(100.0 * (Bound - Objective) / Bound, 3);
}

/// <summary>Makes a plan from loaded inputs: no storage, no clock; the same inputs and seed give the same plan.</summary>
internal sealed class PlanMaker(InspectionShelf rules, PolicyShelf policies)
{
    public PlanDraft? Make(PlanInputs inputs, PlanWeek week, PlanBudget budget)
    {
        var policy = policies.On(week.Monday);
        var slots = Slots(inputs, week, budget, policy, out var provisional);
        var crewDays = Math.Min(slots.Count, budget.CrewDays ?? slots.Count);
        var expected = crewDays * (double)policy.WorkingMinutesPerDay / (policy.VisitMinutes["customer-visit-lv"] + (policy.StopMinutes / 2.0));
        var candidates = new CandidateList(inputs, policy, rules, week).Build(expected, budget.Seed, out var audit);
        if (candidates.Count == 0) return null;

        // A drawn customer's time is reserved apart from the choice by value: if it is chosen by value as well, it is one visit and
        // the reserve stays unused. Only so the chance of the draw stays exactly what is logged.
        var chosenByValue = candidates.Where(c => c.Source != "random").ToList();
        var reserves = candidates.Where(c => c.Audit).ToList();
        var problem = Problem([.. chosenByValue.Select(c => Order(c, policy)), .. reserves.Select(c => Order(c, policy) with { Must = true, Value = 0 })], slots, crewDays, policy, expected);
        var solution = PlanSolver.Solve(problem, budget.Effort);
        var planned = Decide(candidates, chosenByValue, reserves, problem, solution);
        return new(week, policy, budget, provisional, slots, planned, audit, Figures(problem, solution, planned, budget.Effort));
    }

    private static IReadOnlyList<PlannedCandidate> Decide(
        IReadOnlyList<Candidate> candidates, List<Candidate> byValue, List<Candidate> reserves, PlanProblem problem, PlanSolution solution)
    {
        var slotOf = new Dictionary<string, int>();
        for (var i = 0; i < byValue.Count; i++)
        {
            if (solution.SlotOf[i] >= 0) slotOf[byValue[i].Id] = solution.SlotOf[i];
        }

        var inByRule = slotOf.Keys.ToHashSet();
        for (var i = 0; i < reserves.Count; i++)
        {
            if (solution.SlotOf[byValue.Count + i] is >= 0 and var slot) slotOf.TryAdd(reserves[i].Id, slot);
        }

        var sharing = candidates.Where(c => slotOf.ContainsKey(c.Id)).CountBy(c => (slotOf[c.Id], c.Stop)).ToDictionary();
        return [.. candidates.Select(c => slotOf.TryGetValue(c.Id, out var slot)
            ? new PlannedCandidate(c, problem.Slots[slot], problem.StopMinutes / sharing[(slot, c.Stop)], inByRule.Contains(c.Id) ? 1 : c.DrawChance, Coverage.Possible)
            : new PlannedCandidate(c, null, problem.StopMinutes, c.DrawChance, CoverageOf(c, problem.Slots)))];
    }

    private static Coverage CoverageOf(Candidate c, IReadOnlyList<PlanSlot> slots)
    {
        var able = slots.Where(s => c.Subject.Facts.VoltageV <= s.VoltageV).ToList();
        return able.Count == 0 ? Coverage.NoneQualified
            : able.All(s => c.Aside.Contains(s.First ?? "") || c.Aside.Contains(s.Second ?? "")) ? Coverage.AllStandAside : Coverage.Possible;
    }

    private static PlanFigures Figures(PlanProblem problem, PlanSolution solution, IReadOnlyList<PlannedCandidate> planned, double effort)
    {
        var slots = problem.Slots.ToList();
        var all = problem with { Orders = [.. planned.Select(p => new PlanOrder(p.Candidate.Stop, "", 0, 0, p.Candidate.WorthFen, false))] };
        var objective = all.Worth([.. planned.Select(p => p.Slot is null ? -1 : slots.IndexOf(p.Slot))]);

        var more = OneMoreDay.Of(problem, solution, effort);
        return new(problem.CrewDays, objective, objective + (solution.Bound - solution.Objective), more.Fen)
        {
            MustOrdersOfOneMoreCrewDay = more.Musts,
            Prices = solution.Prices,
        };
    }

    private static PlanOrder Order(Candidate c, PlanningPolicy policy) => new(
        c.Stop, District(c.Subject.OrgPath, policy.District.Level), c.Minutes, c.Subject.Facts.VoltageV, c.WorthFen, c.Must)
    {
        Aside = c.Aside,
    };

    private static PlanProblem Problem(IReadOnlyList<PlanOrder> orders, IReadOnlyList<PlanSlot> slots, int crewDays, PlanningPolicy policy, double expected)
    {
        var several = orders.Select(o => o.District).Distinct().Skip(1).Any();
        return new(
            orders, slots, policy.WorkingMinutesPerDay, policy.OrdersPerCrewDay, policy.StopMinutes, crewDays, policy.CrewDaysPerPersonAndWeek,
            several ? (int)Math.Ceiling(expected * policy.District.MostShareOfOrders) : orders.Count,
            Domain.Units.Yuan.Rounded(policy.CostOf(policy.StopMinutes)).Fen);
    }

    private static string District(string orgPath, int level) => string.Join('/', orgPath.Split('/').Take(level + 1));

    private List<PlanSlot> Slots(PlanInputs inputs, PlanWeek week, PlanBudget budget, PlanningPolicy policy, out bool provisional)
    {
        var crews = inputs.Crew.GroupBy(m => m.CrewId).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        // A week under way has the days that are left of it.
        var days = week.WorkingDays.Where(day => day >= inputs.From).ToList();
        provisional = crews.Count == 0;
        if (provisional)
        {
            return [.. Enumerable.Range(1, budget.Crews ?? policy.AssumedCrews)
                .SelectMany(c => days.Select(d => new PlanSlot(FormattableString.Invariant($"assumed-{c}"), d, null, null, long.MaxValue)))];
        }

        var levels = rules.Qualifications(week.Monday).Levels;
        var booked = new HashSet<(string, DateOnly)>();
        return [.. crews.Take(budget.Crews ?? crews.Count).SelectMany(crew => days
            .Where(day => !inputs.TakenDays.Contains((crew.Key, day)))
            .Select(day => Slot(inputs, policy, levels, (crew, day), booked)).OfType<PlanSlot>())];
    }

    /// <summary>A crew's day, with the people who are nowhere else and the minutes that orders by hand have left.</summary>
    private static PlanSlot? Slot(
        PlanInputs inputs, PlanningPolicy policy, QualificationLevels levels, (IGrouping<string, CrewMember> Crew, DateOnly Day) when, HashSet<(string, DateOnly)> booked)
    {
        var (crew, day) = when;
        var sameDay = inputs.Fixed.Where(f => f.Day == day).ToLookup(f => f.CrewId == crew.Key);
        var elsewhere = sameDay[false].SelectMany(f => new[] { f.Inspector1, f.Inspector2 }).OfType<string>().ToHashSet();
        var taken = sameDay[true].Sum(f => f.Minutes) + (policy.StopMinutes * sameDay[true].Select(f => f.Stop).Distinct().Count());
        var members = crew.Select(m => m.PersonId).Where(p => !elsewhere.Contains(p)).ToArray();
        // People of several crews are left to the others where two remain; where they do not, the plan decides which crew goes.
        var pair = Pair(crew.Key, day, [.. members.Where(p => !booked.Contains((p, day)))], levels, inputs.Held) ?? Pair(crew.Key, day, members, levels, inputs.Held);
        if (pair is null) return null;
        booked.UnionWith([(pair.First!, day), (pair.Second!, day)]);
        return pair with { TakenMinutes = taken };
    }

    /// <summary>The two members who cover the highest voltage on the day; null when fewer than two are qualified at all.</summary>
    private static PlanSlot? Pair(string crewId, DateOnly day, string[] members, QualificationLevels levels, IReadOnlyList<Qualification> held)
    {
        var able = members
            .Select(p => (Person: p, Top: held.Where(q => q.PersonId == p && q.CountsOn(day)).Select(q => levels.MaximumVoltageV.GetValueOrDefault(q.Level)).DefaultIfEmpty().Max()))
            .Where(p => p.Top > 0).OrderByDescending(p => p.Top).ThenBy(p => p.Person, StringComparer.Ordinal).ToList();
        return able.Count < 2 ? null : new(crewId, day, able[0].Person, able[1].Person, able[1].Top);
    }
}
