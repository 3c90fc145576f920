using System.Text.Json.Serialization;

namespace Voltward.App.Planning;

/// <summary>A plan as its maker sees it. Money is yuan.</summary>
/// <param name="PlanId">Number of the plan.</param>
/// <param name="Week">The week.</param>
/// <param name="Provisional">Whether it was made for assumed crews, because none are registered.</param>
/// <param name="CrewDays">Crew-days it may use.</param>
/// <param name="Orders">In order of day, crew and stop.</param>
/// <param name="Objective">Net value plus weighted safety, yuan.</param>
/// <param name="Bound">No plan under the same limits is worth more, yuan.</param>
/// <param name="GapPercent">Distance of the two, per cent of the bound.</param>
/// <param name="PriceOfOneMoreCrewDay">What one more crew-day would add while the plan keeps its must-orders and takes others for their worth alone, yuan.</param>
/// <param name="MustOrdersOfOneMoreCrewDay">Must-orders without a place that one more crew-day would make room for; what they cost is not in its price.</param>
/// <param name="LeftOut">Every candidate that is not in, most valuable first, and why.</param>
/// <param name="Audit">The random audit: from how many, with which chance, how many drawn.</param>
public sealed record MadePlan(
    string PlanId,
    string Week,
    bool Provisional,
    int CrewDays,
    IReadOnlyList<PlannedOrder> Orders,
    decimal Objective,
    decimal Bound,
    double GapPercent,
    decimal PriceOfOneMoreCrewDay,
    int MustOrdersOfOneMoreCrewDay,
    IReadOnlyList<LeftOut> LeftOut,
    AuditDrawn Audit)
{
    /// <summary>Expected net value of the orders, yuan, without safety.</summary>
    public decimal ValueYuan => Orders.Sum(o => o.ValueYuan);

    /// <summary>Safety points of the orders; never netted against money.</summary>
    public double SafetyPoints => Orders.Sum(o => o.SafetyPoints);

    /// <summary>
    /// The plan as a planner is shown it: not whom the lot drew, nor any chance. The chances stay with the plan, for the analyst; from them a planner could tell second
    /// visits and seeded defects from random audits.
    /// </summary>
    internal MadePlan SeenBy(Domain.Access.Actor actor) => !actor.Is(Domain.Access.Role.Planner) ? this : this with
    {
        Orders = [.. Orders.Select(o => o with { Customer = o.IsByLot ? null : o.Customer, Area = o.IsByLot ? null : o.Area, Propensity = null, Source = Shown(o.Source, actor) })],
        LeftOut = [.. LeftOut.Select(l => l with { Customer = l.IsByLot ? null : l.Customer, Area = l.IsByLot ? null : l.Area, Propensity = null, Source = Shown(l.Source, actor) })],
        Audit = Audit with { Drawn = null },
    };

    /// <summary>A planner who also goes to the visits does not read that a tip stands behind one.</summary>
    private static string Shown(string source, Domain.Access.Actor actor) => source is "tip" or "audit-finding" && actor.Is(Domain.Access.Role.Inspector) ? "specific-check" : source;

    internal static MadePlan Of(string planId, PlanDraft draft, IReadOnlyList<PlannedOrder> orders) => new(
        planId, draft.Week.ToString(), draft.Provisional, draft.Figures.CrewDays, orders,
        draft.Figures.Objective / 100m, draft.Figures.Bound / 100m, draft.Figures.GapPercent, draft.Figures.PriceOfOneMoreCrewDay / 100m, draft.Figures.MustOrdersOfOneMoreCrewDay,
        [.. draft.Candidates.Where(c => c.Slot is null).OrderByDescending(c => c.Candidate.WorthFen).ThenBy(c => c.Candidate.Id, StringComparer.Ordinal).Select(Planning.LeftOut.Of)],
        new(draft.Audit.Strata.Count, draft.Audit.Excluded, draft.Audit.Result.Chance, draft.Audit.Result.Drawn.Count));
}

/// <summary>One planned order. Null crew: made for an assumed one.</summary>
public sealed record PlannedOrder(
    string OrderNo,
    string? Customer,
    string? Area,
    string Kind,
    string Source,
    string Slice,
    bool Audit,
    DateOnly Day,
    string Crew,
    IReadOnlyList<string> Inspectors,
    double? Probability,
    decimal? ExpectedKwh,
    decimal ValueYuan,
    double SafetyPoints,
    long Minutes,
    long TravelMinutes,
    double? Propensity,
    string Why)
{
    [JsonIgnore]
    internal bool IsByLot { get; init; }

    internal static PlannedOrder Of(string orderNo, PlannedCandidate planned)
    {
        var (c, slot) = (planned.Candidate, planned.Slot!);
        return new(
            orderNo, c.Subject.CustomerNo, c.Subject.AreaNo, c.Kind, c.Source, c.Slice, c.Audit, slot.Day, slot.CrewId,
            [.. new[] { slot.First, slot.Second }.OfType<string>()], (double?)c.Value?.Probability, c.Value?.Energy.Value, c.ValueFen / 100m,
            c.SafetyPoints, c.Minutes, planned.TravelMinutes, planned.Propensity, PlanWhy.Chosen(c).Code)
        {
            IsByLot = c.ReasonCode == "random-audit",
        };
    }
}

/// <summary>A candidate that is not in the plan.</summary>
public sealed record LeftOut(string? Customer, string? Area, string Source, decimal ValueYuan, double? Propensity, string Why, Domain.Common.Words Text)
{
    [JsonIgnore]
    internal bool IsByLot { get; init; }

    internal static LeftOut Of(PlannedCandidate planned)
    {
        var c = planned.Candidate;
        var (code, words) = PlanWhy.LeftOut(c, c.FenPerStop, planned.Coverage);
        return new(c.Subject.CustomerNo, c.Subject.AreaNo, c.Source, c.ValueFen / 100m, planned.Propensity, code, words) { IsByLot = c.ReasonCode == "random-audit" };
    }
}

/// <summary>The random audit of a plan.</summary>
/// <param name="Eligible">Customers that could be drawn.</param>
/// <param name="Excluded">Customers that could not: chance 0, outside every estimate.</param>
/// <param name="Chance">Chance of each eligible customer.</param>
/// <param name="Drawn">How many were drawn; null for whoever plans.</param>
public sealed record AuditDrawn(int Eligible, int Excluded, double Chance, int? Drawn);
