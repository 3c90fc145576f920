using Voltward.Analytics.Readings;

namespace Voltward.Analytics.LineLoss;

/// <summary>What the archive says about a transformer area (台区).</summary>
/// <param name="AreaNo">Number of the area.</param>
/// <param name="FeederNo">Feeder, or null when unknown.</param>
/// <param name="TransformerInside">True when the supply meter stands on the medium-voltage side.</param>
/// <param name="NoLoadLossKw">P0 of the transformer, kW; 0 when unknown.</param>
/// <param name="SupplyClassPercent">Limit of error of the supply meter with its current transformers, per cent.</param>
/// <param name="CapacityKva">Rated capacity, kVA; NaN when unknown.</param>
/// <param name="LoadLossKw">Pk of the transformer at rated load, kW; NaN when unknown.</param>
public sealed record AreaSubject(
    string AreaNo, string? FeederNo, bool TransformerInside, double NoLoadLossKw, double SupplyClassPercent, double CapacityKva = double.NaN,
    double LoadLossKw = double.NaN);

/// <summary>What the archive says about a usage point. Engines know it by number, never by name or address.</summary>
/// <param name="Point">Number of the usage point.</param>
/// <param name="Customer">Number of the customer.</param>
/// <param name="CustomerClass">Kind of customer, for peers.</param>
/// <param name="Phase">A, B, C or ABC; empty when unknown.</param>
/// <param name="ClassPercent">Limit of error of the meter, per cent.</param>
/// <param name="Factor">Multiplying factor, at least 1 as a rule.</param>
public sealed record PointSubject(
    string Point, string Customer, string CustomerClass, string Phase, double ClassPercent, double Factor)
{
    public string? MeterBox { get; init; }

    /// <summary>Length of the service drop, m; NaN when unknown.</summary>
    public double ServiceDropM { get; init; } = double.NaN;

    /// <summary>1P2W, 3P3W or 3P4W.</summary>
    public string Wiring { get; init; } = "1P2W";

    /// <summary>Rated voltage of a phase (3P4W, 1P2W) or of the line (3P3W), V; NaN when unknown.</summary>
    public double RatedVoltageV { get; init; } = double.NaN;

    /// <summary>Calibrated current (标定电流) times the multiplying factor, A; NaN when unknown.</summary>
    public double CalibratedCurrentA { get; init; } = double.NaN;

    /// <summary>Largest current of the meter times the multiplying factor, A; NaN when unknown.</summary>
    public double MaximumCurrentA { get; init; } = double.NaN;

    /// <summary>Contracted capacity, kVA; NaN when unknown.</summary>
    public double ContractedKva { get; init; } = double.NaN;

    /// <summary>Has a contract to feed in.</summary>
    public bool FeedIn { get; init; }

    public string Tariff { get; init; } = "";
}

/// <summary>Daily readings of one area with the archive rows they belong to. Days are consecutive from <see cref="First"/>.</summary>
public sealed record AreaInput
{
    public required AreaSubject Area { get; init; }

    public required DateOnly First { get; init; }

    /// <summary>Usage points that belonged to the area on at least one of the days, in order of number.</summary>
    public required PointSubject[] Points { get; init; }

    /// <summary>Whether point i belonged to the area on day d (户变关系 of the day), <c>bool[N][D]</c>.</summary>
    public required bool[][] Member { get; init; }

    /// <summary>Import of the supply meter, kWh a day, <c>float[D]</c>, NaN = missing.</summary>
    public required float[] SupplyKwh { get; init; }

    /// <summary>Reverse flow through the supply meter, kWh a day, <c>float[D]</c>; NaN counts as none.</summary>
    public required float[] SupplyExportKwh { get; init; }

    /// <summary>Metered import, kWh a day, <c>float[N][D]</c>, NaN = missing.</summary>
    public required float[][] ImportKwh { get; init; }

    /// <summary>Feed-in, kWh a day, <c>float[N][D]</c>; NaN counts as none.</summary>
    public required float[][] ExportKwh { get; init; }

    /// <summary>Estimated readings, kWh a day, <c>float[N][D]</c>, NaN where there is none; never a measured value.</summary>
    public required float[][] EstimatedKwh { get; init; }

    /// <summary>Squared load at the head; NaN on days without curves.</summary>
    public required HeadLoad Head { get; init; }

    /// <summary>What the checks of the readings found, by point.</summary>
    public IReadOnlyList<IReadOnlyList<ReadingFlag>> Flags { get; init; } = [];

    /// <summary>What they found in the supply meter's.</summary>
    public IReadOnlyList<ReadingFlag> SupplyFlags { get; init; } = [];

    /// <summary>Middle of each point's readings, kWh a day; null until the readings were checked.</summary>
    public double[]? LevelKwh { get; init; }

    public int Days => SupplyKwh.Length;
}
