using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Everything that detection may look at for one area. Points, readings and grids are in the order of <c>Input.Points</c>.</summary>
public sealed record AreaFacts
{
    public required AreaInput Input { get; init; }

    public required AreaLoss Loss { get; init; }

    public required PointFacts[] Points { get; init; }

    /// <summary>Daily grid over all loaded days.</summary>
    public required AreaGrid Daily { get; init; }

    /// <summary>Grid of 15 to 60 minutes over the last days; null when the area has no complete curves.</summary>
    public AreaGrid? Fine { get; init; }

    /// <summary>Import of the supply meter by quarter hour on the days of <see cref="Fine"/>, kWh; null when there is no such grid.</summary>
    public float[]? FineSupply { get; init; }

    /// <summary>Customers booked here that are probably fed from elsewhere.</summary>
    public IReadOnlyList<Misbooking> Misbooked { get; init; } = [];

    /// <summary>Voltages of the transformer's phases, and of its neighbours' where they are known.</summary>
    public IReadOnlyList<PhaseBus> Buses { get; init; } = [];

    /// <summary>Ordinary loss rate of the peers, as a share.</summary>
    public double PeerLossRate { get; init; } = 0.04;

    public required RuleBook Rules { get; init; }

    /// <summary>Whether the archive is tested before anybody is suspected; false only to measure what the test is worth.</summary>
    public bool CheckArchive { get; init; } = true;

    /// <summary>By point: log odds that it is fed from another area, of the best one; NaN = cannot be said; null when nobody looked.</summary>
    public double[]? BookingLogOdds { get; init; }

    /// <summary>Index of the points fed from elsewhere, while the readings do not tell from where.</summary>
    public IReadOnlyList<int> Doubtful { get; init; } = [];

    /// <summary>Whose quarter hours the supply meter sees as if the ratio on record were k of the true one; null when nobody's.</summary>
    public (int Customer, double K, double T)? RatioByLoad { get; init; }
}

/// <summary>What all engines say about one usage point.</summary>
public sealed record Assessment
{
    public required PointSubject Point { get; init; }

    /// <summary>How well the loss follows what this customer may have hidden.</summary>
    public required LossMatch Match { get; init; }

    public required Localisation Localisation { get; init; }

    /// <summary>From quarter hours; null when the area has no complete curves.</summary>
    public Localisation? Fine { get; init; }

    public Change? Change { get; init; }

    public FallAgainstLoss? Fall { get; init; }

    public required IReadOnlyList<EngineEvidence> Evidence { get; init; }

    /// <summary>Whether a wrong entry of the archive explains the finding, by cause; empty when the archive was not checked.</summary>
    public IReadOnlyDictionary<CauseCode, ArchiveAnswer> Archive { get; init; } = new Dictionary<CauseCode, ArchiveAnswer>();

    /// <summary>Shape of the day; null without quarter hours.</summary>
    public DayProfile? Profile { get; init; }

    /// <summary>By <see cref="FeatureNames"/>; NaN = not computable.</summary>
    public required double[] Features { get; init; }
}

/// <summary>What all engines say about one area and its customers.</summary>
/// <param name="Area">Which area.</param>
/// <param name="Evidence">About the area itself or a meter box of it.</param>
/// <param name="Customers">In the order of the area's points.</param>
/// <param name="Gate">Chance that the loss fits nobody better than shifted losses do; NaN when not asked for.</param>
public sealed record AreaAssessment(AreaSubject Area, IReadOnlyList<EngineEvidence> Evidence, IReadOnlyList<Assessment> Customers, double Gate)
{
    /// <summary>Night on which the customers were asked who explains the loss, when that was an earlier one.</summary>
    public DateOnly? AskedOn { get; init; }

    /// <summary>Night on which the bookings of the area were tested, when that was an earlier one.</summary>
    public DateOnly? TestedOn { get; init; }
}
