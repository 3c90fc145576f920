using Voltward.Domain.Cases;

namespace Voltward.App.Cases;

/// <summary>An interruption as stored.</summary>
internal sealed class InterruptionRow
{
    public string InterruptionNo { get; init; } = "";

    public string? CaseNo { get; init; }

    public string CustomerNo { get; init; } = "";

    public string OrgPath { get; init; } = "";

    public string Place { get; init; } = "";

    public string GroundName { get; init; } = "";

    public long HighRisk { get; init; }

    public long ContinuousProducer { get; init; }

    public string State { get; init; } = "";

    public string ProposedBy { get; init; } = "";

    public DateTimeOffset? PlannedAt { get; init; }

    public DateTimeOffset? InterruptedAt { get; init; }

    public DateTimeOffset? CauseRemovedAt { get; init; }

    public DateTimeOffset? RestoreDueAt { get; init; }

    /// <summary>A file with the ground alone, to ask for the law.</summary>
    public CutFile Ground() => new() { Ground = Enum.Parse<CutGround>(GroundName) };

    public InterruptionState Current => Enum.Parse<InterruptionState>(State);
}

/// <summary>One recorded proof.</summary>
internal sealed class ProofRow
{
    public string Step { get; init; } = "";

    public string? Item { get; init; }

    public DateTimeOffset At { get; init; }

    public string Actor { get; init; } = "";

    public string Reference { get; init; } = "";

    public string? Detail { get; init; }

    public string? ForPerson { get; init; }
}

/// <summary>What the gates ask of the archive.</summary>
internal sealed class CustomerRow
{
    public string CustomerClass { get; init; } = "";

    public string? ImportantClass { get; init; }

    public string OrgPath { get; init; } = "";
}
