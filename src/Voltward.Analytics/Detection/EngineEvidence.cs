namespace Voltward.Analytics.Detection;

/// <summary>The engines that give evidence.</summary>
public enum EngineId
{
    /// <summary>Archive tests: is the booking merely wrong?</summary>
    E0,

    /// <summary>Area balance with calibrated technical loss.</summary>
    E1,

    /// <summary>Localisation of a loss among the customers of an area.</summary>
    E2,

    /// <summary>Electrical rules and wiring decoder.</summary>
    E3,

    /// <summary>Voltage residual.</summary>
    E4,

    /// <summary>Meter events.</summary>
    E5,

    /// <summary>Change of consumption against the peers.</summary>
    E6,

    /// <summary>Novelty.</summary>
    E7,
}

/// <summary>Phases concerned; None when the phase is not known or does not matter.</summary>
[Flags]
public enum PhaseSet
{
    None = 0,
    A = 1,
    B = 2,
    C = 4,
    All = A | B | C,
}

/// <summary>Ordinary causes of the same finding (合理解释). The words stand beside the leads.</summary>
public enum CauseCode
{
    Vacancy,
    NewOccupant,
    Refit,
    OwnGeneration,
    Maintenance,
    MeterFault,
    BlownFuse,
    NetworkFault,
    WiringAtInstallation,
    WrongRatio,
    WrongArea,
    WrongPhase,
    ClockOffset,
    UnmeteredSupply,
    ChangedWork,
    CapacityOutOfDate,
    NearbyMagnet,
    FirmwareCampaign,
    SharedNeutral,
    LoadRemoved,
    NightBusiness,
    ReadingGaps,
    BadJoint,
    Chance,
    WrongUnit,
}

/// <summary>What a crew measures or looks up to dismiss the finding.</summary>
public enum CheckCode
{
    ClampAgainstMeter,
    SealsAgainstRegister,
    NeutralAgainstPhase,
    VoltageAtTerminals,
    RatioPlate,
    AreaByTracer,
    ClockReading,
    ShowOccupancy,
    BranchMeter,
    OpenBox,
    PhasorDiagram,
    ContractCheck,
    WorkOrderSearch,
    TighteningOfJoints,
    ReadingOnMeter,
}

/// <summary>Doubts about the readings that a finding rests on.</summary>
[Flags]
public enum Doubts
{
    None = 0,
    ReadingsMissing = 1,
    DaysFilled = 2,
    ClockDoubt = 4,
    TopologyDoubt = 8,
    CalibrationDoubt = 16,
    ShortHistory = 32,
    OnsetAssumed = 64,
}

/// <summary>Who or what a finding is about.</summary>
public readonly record struct SubjectId(SubjectKind Kind, string Number);

/// <summary>Kinds of subject.</summary>
public enum SubjectKind
{
    UsagePoint,
    MeterBox,
    Area,
}

/// <summary>What one engine found about one subject. Absent evidence is null, never strength 0.</summary>
/// <param name="Engine">Which engine.</param>
/// <param name="Code">Which rule or statistic of the engine, such as <c>R4</c> or <c>deficit</c>.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Strength">0 to 1; more is more suspicious.</param>
/// <param name="Onset">When it began, if that can be said.</param>
/// <param name="Lost">Energy not metered, kWh a day.</param>
/// <param name="Phases">Phases concerned.</param>
/// <param name="InnocentCauses">Ordinary causes; never empty.</param>
/// <param name="WouldClear">What would dismiss it.</param>
/// <param name="Doubts">Doubts about the readings.</param>
/// <param name="InputHash">Hash of the exact numbers that were used.</param>
public sealed record EngineEvidence(
    EngineId Engine,
    string Code,
    SubjectId Subject,
    double Strength,
    Onset? Onset,
    LostEnergy? Lost,
    PhaseSet Phases,
    IReadOnlyList<CauseCode> InnocentCauses,
    IReadOnlyList<CheckCode> WouldClear,
    Doubts Doubts,
    string InputHash)
{
    /// <summary>The figures that reproduce the finding, by name.</summary>
    public IReadOnlyDictionary<string, double> Figures { get; init; } = new Dictionary<string, double>();

    /// <summary>A number or letter that the sentence needs beside the figures, such as another area.</summary>
    public string? Detail { get; init; }
}

/// <summary>When something began: best day, with the earliest and latest that are possible.</summary>
public sealed record Onset(DateOnly Day, DateOnly? Earliest = null, DateOnly? Latest = null);

/// <summary>Energy not metered, kWh a day: best value and 95 % limits.</summary>
public sealed record LostEnergy(double Low, double Mid, double High);
