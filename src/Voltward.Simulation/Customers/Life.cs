namespace Voltward.Simulation.Customers;

/// <summary>How a customer lives or works, as far as the meter can see.</summary>
internal enum Life
{
    Family, Elderly, ShiftWorker, Vacant, Rental, Shop, Restaurant, Farm, Workshop, School, Lighting, Office, Charging, SolarPlant, Construction,
}

/// <summary>An appliance that is switched on and off: its pulses make the peaks, and the loss that averages hide.</summary>
/// <param name="Kw">Power when on, kW.</param>
/// <param name="Minutes">Typical length of one use.</param>
/// <param name="Weight">Share of all uses.</param>
internal readonly record struct Appliance(float Kw, float Minutes, float Weight)
{
    public float Kwh => Kw * Minutes / 60f;
}

/// <summary>Bump of activity in a day: hour of its middle, width in hours, weight.</summary>
internal readonly record struct Bump(float Hour, float Width, float Weight);

/// <summary>What the customers of one kind have in common; each customer draws its own around these.</summary>
internal sealed record LifeTraits
{
    /// <summary>Power that is always on: median, kW.</summary>
    public float BaseKw { get; init; }

    /// <summary>Energy of activity on an ordinary day: median, kWh.</summary>
    public float ActivityKwh { get; init; }

    /// <summary>Spread of both, natural logarithm.</summary>
    public float Spread { get; init; } = 0.5f;

    public Bump[] Workday { get; init; } = [];

    public Bump[] RestDay { get; init; } = [];

    public Appliance[] Appliances { get; init; } = [];

    /// <summary>Share of the activity that comes as pulses of appliances.</summary>
    public float PulseShare { get; init; } = 0.55f;

    /// <summary>Cooling on a day one degree above the comfort limit: median, kWh.</summary>
    public float CoolKwh { get; init; }

    public float HeatKwh { get; init; }

    /// <summary>Level of activity by <see cref="Readings.DayKind"/>, an ordinary workday being 1.</summary>
    public float[] DayLevel { get; init; } = [1f, 1f, 1f, 1f];

    /// <summary>Scatter of whole days, natural logarithm.</summary>
    public float DayScatter { get; init; } = 0.25f;

    public float PowerFactor { get; init; } = 0.95f;

    /// <summary>Share of such customers with a three-phase connection.</summary>
    public float ThreePhase { get; init; }

    /// <summary>Chance a day of a spell away of about a week.</summary>
    public float AwayChance { get; init; }

    /// <summary>Chance a year that people move out or in.</summary>
    public float MoveChance { get; init; }
}
