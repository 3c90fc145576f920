using Voltward.Simulation.Detection;
using Voltward.Simulation.LineLoss;

namespace Voltward.Simulation.Customers;

/// <summary>A unit of the company; its code begins with its parent's.</summary>
internal sealed record Organisation(string Code, string? Parent, string Name);

/// <summary>A 10 kV feeder with the areas along it.</summary>
internal sealed class MediumFeeder
{
    public required int Index { get; init; }

    public required string No { get; init; }

    public required string Name { get; init; }

    public required string Substation { get; init; }

    public required Organisation Station { get; init; }

    public List<Area> Areas { get; } = [];

    /// <summary>Resistance from one area to the next along the line, ohm.</summary>
    public required float SpanOhm { get; init; }
}

/// <summary>All customers behind one distribution transformer (台区), as they are and as the archive books them.</summary>
internal sealed class Area
{
    public required int Index { get; init; }

    public required string No { get; init; }

    public required string Name { get; init; }

    public required MediumFeeder Feeder { get; init; }

    public required Transformer Transformer { get; init; }

    public required LvNetwork Network { get; init; }

    public required (double Longitude, double Latitude) Place { get; init; }

    /// <summary>The supply meter stands before the transformer, on the 10 kV side.</summary>
    public bool MediumSide { get; init; }

    public required float SupplyFactor { get; init; }

    public required string SupplyClass { get; init; }

    /// <summary>Relative error of the supply meter with its current transformers.</summary>
    public required float SupplyBias { get; init; }

    /// <summary>Every customer of the area is read each quarter hour.</summary>
    public bool FullInterval { get; set; }

    /// <summary>Every meter of the area reports phase curves.</summary>
    public bool FullCurves { get; set; }

    public List<Customer> Customers { get; } = [];

    /// <summary>Loads that no meter sees: hooks on the line.</summary>
    public List<HiddenLoad> Hidden { get; } = [];

    /// <summary>Power cuts of the whole area: day of the window, first slot, slot after the last.</summary>
    public List<(int Day, int From, int To)> Outages { get; } = [];
}

/// <summary>A distribution transformer: kVA, kW, kW, relative short-circuit voltage.</summary>
internal readonly record struct Transformer(float Kva, float NoLoadKw, float LoadKw, float ShortCircuit);

/// <summary>A hook on the line: a load without a meter and without a contract.</summary>
internal sealed class HiddenLoad
{
    public required int Tap { get; init; }

    public required LoadModel Model { get; init; }

    public required Course Course { get; init; }

    /// <summary>Meter box beside which it hangs.</summary>
    public required int Box { get; init; }

    public required Theft Theft { get; init; }
}

/// <summary>A meter on a customer's wall, from one day to another.</summary>
internal sealed record MeterAsset
{
    public required string No { get; init; }

    public required string Model { get; init; }

    public required string Wiring { get; init; }

    public required float CalibratedA { get; init; }

    public required float MaximumA { get; init; }

    public required string Class { get; init; }

    /// <summary>Relative error, the same at every reading.</summary>
    public required float Bias { get; init; }

    /// <summary>How far the clock is ahead, minutes.</summary>
    public required float ClockMinutes { get; init; }

    public DateOnly From { get; init; }

    public DateOnly? To { get; init; }
}
