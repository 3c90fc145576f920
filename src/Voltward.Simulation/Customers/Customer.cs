using Voltward.Simulation.Detection;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Customers;

/// <summary>One customer with its usage point: what it is, and what the archive says of it.</summary>
internal sealed class Customer
{
    /// <summary>Place in the town, in the order in which it was built.</summary>
    public int Index { get; set; }

    /// <summary>Place in <see cref="Area"/>'s list.</summary>
    public required int Number { get; init; }

    public required Area Area { get; init; }

    public required LoadModel Model { get; init; }

    /// <summary>Another way of life, from a day on: new tenants, panels on the roof, another shift.</summary>
    public (int From, LoadModel Model)? Next { get; set; }

    public required Course Course { get; set; }

    public required string Class { get; init; }

    public required string Name { get; init; }

    public required string Address { get; init; }

    public required string Phone { get; init; }

    /// <summary>Houses of one street; thieves come in streets.</summary>
    public required int Street { get; init; }

    public required int Box { get; init; }

    public required float DropMetres { get; init; }

    public required int FirstTap { get; init; }

    /// <summary>Share of the load on each phase; one entry 1 for a single-phase customer.</summary>
    public required float[] PhaseShare { get; init; }

    public required MeterAsset Meter { get; set; }

    /// <summary>The meter after a swap in the window.</summary>
    public MeterAsset? NextMeter { get; set; }

    /// <summary>Ratio of the current transformers that hang there; 1 = none.</summary>
    public required float Factor { get; init; }

    public required float ContractKva { get; init; }

    public required string Tariff { get; init; }

    /// <summary>First day in the archive.</summary>
    public required DateOnly Since { get; set; }

    public bool ThreePhase => PhaseShare.Length == 3;

    /// <summary>The phase of a single-phase customer; 0 for three phases.</summary>
    public required int Phase { get; init; }

    public bool TwoPart { get; init; }

    /// <summary>Has a contract to feed in.</summary>
    public bool FeedIn { get; set; }

    /// <summary>Contract to feed in from this day on; null = since the beginning, when there is one.</summary>
    public DateOnly? FeedInFrom { get; set; }

    public bool Interval { get; set; }

    public bool Curves { get; set; }

    /// <summary>Supplied by agreement, without a meter: kWh a day; null = metered.</summary>
    public float? AgreedKwh { get; init; }

    public string CustomerNo { get; set; } = "";

    public string UsagePointNo { get; set; } = "";

    public Theft? Theft { get; set; }

    public Twin? Twin { get; set; }

    /// <summary>What the archive says where it is wrong; null = as it is.</summary>
    public Area? BookedArea { get; set; }

    public int? BookedPhase { get; set; }

    public float? BookedFactor { get; set; }

    public float? BookedKva { get; set; }

    /// <summary>Energy agreed for a day of the calendar, kWh: lamps by the hours of darkness, everything else by the day.</summary>
    public double AgreedOn(Season season, int day)
    {
        if (day < Course.Begin) return 0;
        var share = Model.Life == Life.Lighting ? (24f - season.DayLengthHours[day]) / 12f : 1f;
        return Math.Round((AgreedKwh ?? 0f) * share, 2);
    }

    /// <summary>Mean power on a warm day, kW, as a planner would guess it.</summary>
    public float MeanKw => Model.BaseKw + ((Model.ActivityKwh + (4f * Model.CoolKwh)) / 24f);

    public int TapCount => PhaseShare.Length;

    public bool Generates => Model.SolarKw > 0f || Next?.Model.SolarKw > 0f;

    public LoadModel ModelOn(int day) => Next is { } next && day >= next.From ? next.Model : Model;
}
