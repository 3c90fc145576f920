using Voltward.Domain.Planning;

namespace Voltward.App.Planning;

/// <summary>Everything a plan is made from, as it stood when it was made.</summary>
internal sealed record PlanInputs(
    string? RunId,
    IReadOnlyDictionary<string, PlannableCustomer> Customers,
    IReadOnlyList<OpenLead> Leads,
    IReadOnlyList<CarryOver> CarryOvers,
    IReadOnlyList<HazardDue> Hazards,
    IReadOnlySet<string> BusyCustomers,
    IReadOnlySet<string> BusyAreas,
    IReadOnlySet<(string CrewId, DateOnly Day)> TakenDays,
    IReadOnlyList<CrewMember> Crew,
    IReadOnlyList<Qualification> Held);

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

/// <summary>An order written for the undone rest of a visit, waiting for a day.</summary>
internal sealed class CarryOver
{
    public string OrderNo { get; init; } = "";

    public string? CustomerNo { get; init; }

    public string? UsagePointNo { get; init; }

    public string? AreaNo { get; init; }

    public string OrgPath { get; init; } = "";

    public string Kind { get; init; } = "";

    public long VoltageV { get; init; }

    public DateOnly? DueOn { get; init; }
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
