using Voltward.Simulation.Detection;

namespace Voltward.Simulation.Readings;

/// <summary>What to simulate. Everything not said here is drawn from wide priors by the seed.</summary>
public sealed record SimulationOptions
{
    public required ulong Seed { get; init; }

    /// <summary>Number of customers, at least 1; with <see cref="NetworkFolder"/> at most as many as the networks have.</summary>
    public required int Customers { get; init; }

    /// <summary>Days with readings, at least 1.</summary>
    public required int Days { get; init; }

    /// <summary>First day with readings; without it the window ends on 31 October 2026.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Folder with OpenDSS networks; without it networks are drawn.</summary>
    public string? NetworkFolder { get; init; }

    /// <summary>Share of customers with quarter-hour energy, 0 to 1.</summary>
    public float IntervalShare { get; init; } = 0.25f;

    /// <summary>Share of customers with phase curves, 0 to 1; a part of those with quarter-hour energy.</summary>
    public float CurveShare { get; init; } = 0.09f;

    /// <summary>Share of customers who steal; without it drawn between 1 and 4 %.</summary>
    public float? TheftShare { get; init; }

    /// <summary>The kinds of theft that may be planted.</summary>
    public IReadOnlyCollection<TheftKind> Kinds { get; init; } = Enum.GetValues<TheftKind>();

    /// <summary>Kinds held back from <see cref="Kinds"/> for a later test.</summary>
    public IReadOnlyCollection<TheftKind> HeldOut { get; init; } = [];

    /// <summary>The innocent causes that may be planted.</summary>
    public IReadOnlyCollection<TwinKind> Twins { get; init; } = Enum.GetValues<TwinKind>();

    /// <summary>Innocent causes held back for a later test.</summary>
    public IReadOnlyCollection<TwinKind> HeldOutTwins { get; init; } = [];

    /// <summary>False = the same town with every planted error of the archive put right: what an error is worth is the difference.</summary>
    public bool ArchiveErrors { get; init; } = true;

    /// <summary>Threads to use; the result does not depend on it.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    internal DateOnly FirstDay => Start ?? new DateOnly(2026, 10, 31).AddDays(1 - Days);
}

/// <summary>What was written.</summary>
/// <param name="Folder">The folder that holds <c>files</c> and <c>truth.json</c>.</param>
/// <param name="Customers">Customers in the archive.</param>
/// <param name="Areas">Transformer areas.</param>
/// <param name="Feeders">10 kV feeders.</param>
/// <param name="Days">Days with readings.</param>
/// <param name="SuppliedKwh">True energy into all areas in the window.</param>
/// <param name="TechnicalKwh">True heat in lines, and in transformers where the supply meter stands before them.</param>
/// <param name="TrueStolenKwh">True energy hidden by thefts in the window.</param>
/// <param name="Thefts">Thefts active in the window, by kind.</param>
/// <param name="Twins">Innocent causes, by kind.</param>
/// <param name="Files">Names of the files written below <c>files</c>, in order.</param>
public sealed record SimulationSummary(
    string Folder,
    int Customers,
    int Areas,
    int Feeders,
    int Days,
    double SuppliedKwh,
    double TechnicalKwh,
    double TrueStolenKwh,
    IReadOnlyDictionary<string, int> Thefts,
    IReadOnlyDictionary<string, int> Twins,
    IReadOnlyList<string> Files);
