using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>Everything a plan is made from, as it stood when it was made.</summary>
internal sealed record PlanInputs(
    string? RunId,
    IReadOnlyDictionary<string, PlannableCustomer> Customers,
    IReadOnlyList<OpenLead> Leads,
    IReadOnlyList<WaitingOrder> Waiting,
    IReadOnlyList<HazardDue> Hazards,
    IReadOnlySet<string> BusyCustomers,
    IReadOnlySet<string> BusyAreas,
    IReadOnlySet<(string CrewId, DateOnly Day)> TakenDays,
    IReadOnlyList<CrewMember> Crew,
    IReadOnlyList<Qualification> Held)
{
    /// <summary>First day that may be planned: today.</summary>
    public DateOnly From { get; init; } = DateOnly.MinValue;

    /// <summary>Orders that already stand on a day of the week: they bind their people and take their crew's minutes.</summary>
    public IReadOnlyList<FixedOrder> Fixed { get; init; } = [];

    /// <summary>Visits that stand for a special round.</summary>
    public IReadOnlyList<RoundVisit> Rounds { get; init; } = [];

    /// <summary>Accepted tips and open findings of the audit.</summary>
    public IReadOnlyList<OpenAsk> Asks { get; init; } = [];

    /// <summary>Who may not go to which customer or area.</summary>
    public IReadOnlyList<Recused> Recused { get; init; } = [];
}

/// <summary>A customer as planning sees it.</summary>
internal sealed record PlannableCustomer(
    string CustomerNo, string OrgPath, string? AreaNo, string? UsagePointNo, CycleFacts Facts, DateOnly Since, DateOnly? LastDone, int Phases, bool Ct);

/// <summary>A lead of the latest finished analysis that nobody works on yet.</summary>
internal sealed class OpenLead
{
    public string LeadId { get; init; } = "";

    public string SubjectKind { get; init; } = "";

    public string? CustomerNo { get; init; }

    public string? UsagePointNo { get; init; }

    public string? AreaNo { get; init; }

    public string OrgPath { get; init; } = "";

    public string Kind { get; init; } = "";

    public double Score { get; init; }

    public double Probability { get; init; }

    public long? MidWhPerDay { get; init; }

    public DateOnly? Onset { get; init; }

    /// <summary>Engine of the strongest reason, and its strength.</summary>
    public string? Engine { get; set; }

    public double Strength { get; set; }
}

/// <summary>An order that is written and waits for its people and its day: the undone rest of a visit, one by hand, one by lot.</summary>
internal sealed class WaitingOrder
{
    public string OrderNo { get; init; } = "";

    public string? CustomerNo { get; init; }

    public string? UsagePointNo { get; init; }

    public string? AreaNo { get; init; }

    public string OrgPath { get; init; } = "";

    public string Kind { get; init; } = "";

    public string ReasonCode { get; init; } = "";

    public string ChecklistId { get; init; } = "";

    public long VoltageV { get; init; }

    public long Minutes { get; init; }

    public DateOnly? DueOn { get; init; }

    public string? CarryOverOf { get; init; }

    /// <summary>Chance with which the lot of second visits drew it; null for any other order.</summary>
    public double? LotChance { get; init; }

    /// <summary>People who may not go.</summary>
    public IReadOnlySet<string> Aside { get; set; } = PlanOrder.Nobody;

    /// <summary>Where it comes from. An order by lot looks like a random audit to everybody who plans, so that nobody is warned.</summary>
    public string Source => CarryOverOf is not null ? "carry-over" : ByLot ? "random" : "order";

    public bool ByLot => CarryOverOf is null && ReasonCode == "random-audit";
}

/// <summary>An order whose day in the week is fixed.</summary>
internal sealed class FixedOrder
{
    public DateOnly Day { get; init; }

    public string CrewId { get; init; } = "";

    public string? Inspector1 { get; init; }

    public string? Inspector2 { get; init; }

    public long Minutes { get; init; }

    public string Stop { get; init; } = "";
}

/// <summary>A visit of a customer, planned or made.</summary>
internal sealed class RoundVisit
{
    public string CustomerNo { get; init; } = "";

    public DateOnly Day { get; init; }

    /// <summary>The special round it was planned for, or null.</summary>
    public string? CampaignId { get; init; }

    /// <summary>Whether it looks at a part of the list only.</summary>
    public long Part { get; init; }
}

/// <summary>Somebody who stands aside (回避).</summary>
internal sealed class Recused
{
    public string PersonId { get; init; } = "";

    /// <summary>customer or area.</summary>
    public string Subject { get; init; } = "";

    public string SubjectNo { get; init; } = "";
}

/// <summary>A hazard whose time to put right ends in or before the week.</summary>
internal sealed class HazardDue
{
    public string HazardId { get; init; } = "";

    public string? CustomerNo { get; init; }

    public string? AreaNo { get; init; }

    public string OrgPath { get; init; } = "";

    public string Level { get; init; } = "";

    public DateOnly DueOn { get; init; }
}

internal sealed class CrewMember
{
    public string CrewId { get; init; } = "";

    public string PersonId { get; init; } = "";
}
