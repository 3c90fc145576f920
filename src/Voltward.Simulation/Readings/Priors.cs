namespace Voltward.Simulation.Readings;

/// <summary>What differs from one company to another: drawn once per seed from wide ranges.</summary>
internal sealed record Priors
{
    public required float TheftShare { get; init; }

    /// <summary>Relative scatter of a quarter hour of load.</summary>
    public required float Noise { get; init; }

    /// <summary>Share of daily readings missing at random.</summary>
    public required float Missing { get; init; }

    /// <summary>Chance a day that an area's concentrator goes silent.</summary>
    public required float Silence { get; init; }

    /// <summary>Chance a day of a power cut of an area.</summary>
    public required float Outage { get; init; }

    /// <summary>Scatter of meter errors as a share of the class limit.</summary>
    public required float Error { get; init; }

    public required float SolarShare { get; init; }

    public required float CarShare { get; init; }

    /// <summary>Typical length of line from one meter box to the next, metres.</summary>
    public required float Span { get; init; }

    /// <summary>Weights of the four kinds of area: town, village, high street, mixed.</summary>
    public required float[] AreaMix { get; init; }

    /// <summary>Share of inspections that overlook a theft.</summary>
    public required float Overlook { get; init; }

    public static Priors Draw(ulong seed, float? theftShare)
    {
        var chance = Chance.For(seed, Purpose.Town);
        return new Priors
        {
            TheftShare = theftShare ?? chance.Between(1.2e-2f, 3.8e-2f),
            Noise = chance.Between(0.12f, 0.35f),
            Missing = chance.Between(8e-3f, 3.5e-2f),
            Silence = chance.Between(1e-3f, 6e-3f),
            Outage = chance.Between(2e-3f, 8e-3f),
            Error = chance.Between(0.25f, 0.45f),
            SolarShare = chance.Between(0.01f, 0.06f),
            CarShare = chance.Between(0.01f, 0.05f),
            Span = chance.Between(60f, 1.7e2f),
            AreaMix = [chance.Between(0.3f, 1f), chance.Between(0.3f, 1f), chance.Between(0.1f, 0.4f), chance.Between(0.1f, 0.4f)],
            Overlook = chance.Between(0.1f, 0.2f),
        };
    }
}
