using System.Text.Json;
using Voltward.App.Inspections;

namespace Voltward.App.Planning;

/// <summary>
/// The company's planning parameters, dated files in <c>rules/planning</c>. Each figure names its source or says that it is an assumption.
/// </summary>
public sealed record PlanningPolicy(
    string Version,
    DateOnly EffectiveFrom,
    long WorkingMinutesPerDay,
    int OrdersPerCrewDay,
    int CrewDaysPerPersonAndWeek,
    int AssumedCrews,
    IReadOnlyDictionary<string, long> VisitMinutes,
    long StopMinutes,
    decimal CrewHourYuan,
    decimal Recovery,
    ClaimDays ClaimDays,
    IReadOnlyList<ClassPrice> Prices,
    SafetyWeights Safety,
    PlanShares Shares,
    DistrictCap District,
    int AuditRestDays)
{
    /// <summary>What tips and findings of the audit weigh, by kind; a kind that is not named weighs nothing until it is due.</summary>
    public IReadOnlyDictionary<string, SpecificCheck> SpecificChecks { get; init; } = new Dictionary<string, SpecificCheck>();

    /// <summary>A visit of a customer takes the minutes of <c>customer-visit-hv</c> from this voltage on, V, else those of <c>customer-visit-lv</c>.</summary>
    public required long HighVoltageFromV { get; init; }

    /// <summary>Energy price of a class of customers, yuan per kWh.</summary>
    public decimal PriceOf(string customerClass) =>
        (Prices.FirstOrDefault(p => p.CustomerClass == customerClass) ?? Prices.Single(p => p.CustomerClass == "*")).YuanPerKwh;

    /// <summary>Minutes on site.</summary>
    public long MinutesOf(string orderKind, long voltageV) =>
        VisitMinutes[orderKind == "customer-visit" ? (voltageV >= HighVoltageFromV ? "customer-visit-hv" : "customer-visit-lv") : orderKind];

    /// <summary>Cost of crew time, yuan.</summary>
    public decimal CostOf(long minutes) => CrewHourYuan * minutes / 60m;
}

/// <summary>Days for which energy can be claimed, for the value of an order only.</summary>
public sealed record ClaimDays(int WhenOnsetUnknown, int Least, int Most);

/// <summary>Price of a class; <c>*</c> is everybody else.</summary>
public sealed record ClassPrice(string CustomerClass, decimal YuanPerKwh, string Source, string Certainty);

/// <summary>Safety in points, and what one point weighs against money when the plan is made.</summary>
public sealed record SafetyWeights(
    long FenPerPoint, double LeadPoints, double HazardDuePoints, double CycleDuePoints, double ImportantDuePoints, double PerMonthOverduePoints, int MostOverdueMonths);

/// <summary>Shares of a plan's orders, 0 to 1: at most so many have to be in because the promise of coverage is broken, at most so many come from special rounds.</summary>
public sealed record PlanShares(double Random, double Novelty, double CycleMost, double NoveltyProbabilityBelow, double PromisedMost = 0.2, double CampaignMost = 0.2);

/// <summary>At most this share of a plan's orders in one district; a district is a part of the organisation at this depth.</summary>
public sealed record DistrictCap(int Level, double MostShareOfOrders);

/// <summary>Finds the policy in force.</summary>
public sealed class PolicyShelf
{
    private readonly List<PlanningPolicy> _policies;

    /// <param name="rules">The rules folder; null: beside the program.</param>
    public PolicyShelf(string? rules = null)
    {
        var folder = Path.Combine(rules ?? Path.Combine(AppContext.BaseDirectory, "rules"), "planning");
        _policies = [.. Directory.GetFiles(folder, "policy-*.json")
            .Select(f => JsonSerializer.Deserialize<PlanningPolicy>(File.ReadAllBytes(f), InspectionShelf.Options) ?? throw new InvalidDataException(f))
            .OrderBy(p => p.EffectiveFrom)];
    }

    public PlanningPolicy On(DateOnly day) => _policies.LastOrDefault(p => p.EffectiveFrom <= day)
        ?? throw new InvalidDataException($"rules/planning has no policy in force on {day:yyyy-MM-dd}");

    /// <summary>The policy in force on a day; the first one for days before it, which are only looked at.</summary>
    public PlanningPolicy Near(DateOnly day) => _policies.LastOrDefault(p => p.EffectiveFrom <= day) ?? _policies[0];
}
