using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Customers;

/// <summary>One customer's way of using electricity: drawn once, then asked for one day after another.</summary>
internal sealed class LoadModel
{
    /// <summary>Quarter hours of a day.</summary>
    public const int Slots = 96;

    private float[][] _shape;
    private byte[][] _starts;

    public LoadModel(Life life, Chance chance, float noise)
    {
        Life = life;
        Traits = LifeCatalogue.Of(life);
        // The tail is heavy but a plant of its own transformer is no customer of an area.
        var size = Math.Clamp(chance.LogNormal(1f, Traits.Spread), 0.15f, 5f);
        BaseKw = Traits.BaseKw * chance.LogNormal(1f, 0.45f) * MathF.Pow(size, 0.4f);
        // In half of the empty homes the switch is off.
        if (life == Life.Vacant && chance.Happens(0.5f)) (BaseKw, size) = (0f, 0.1f);
        ActivityKwh = Traits.ActivityKwh * size;
        // Not everybody cools or heats with electricity, and those who do differ by a factor of several.
        CoolKwh = chance.Happens(0.8f) ? Traits.CoolKwh * chance.LogNormal(1f, 0.6f) * MathF.Pow(size, 0.6f) : 0f;
        HeatKwh = chance.Happens(0.4f) ? Traits.HeatKwh * chance.LogNormal(1f, 0.7f) * MathF.Pow(size, 0.6f) : 0f;
        CoolAboveC = chance.Between(23f, 27f);
        HeatBelowC = chance.Between(7f, 13f);
        PulseShare = Math.Clamp(Traits.PulseShare * chance.Between(0.7f, 1.3f), 0f, 0.97f);
        Noise = noise * chance.Between(0.6f, 1.5f);
        ReactiveShare = MathF.Tan(MathF.Acos(Math.Clamp(Traits.PowerFactor + (0.02f * chance.Normal()), 0.7f, 0.99f)));
        var late = 0.7f * chance.Normal();
        _shape = [Shape(Traits.Workday, late, chance), Shape(Traits.RestDay, late, chance)];
        _starts = [Starts(_shape[0]), Starts(_shape[1])];
        MeanPulseKwh = Traits.Appliances.Length == 0 ? 1f : Traits.Appliances.Sum(a => a.Kwh * a.Weight) / Traits.Appliances.Sum(a => a.Weight);
    }

    public Life Life { get; }

    public LifeTraits Traits { get; }

    public float BaseKw { get; set; }

    public float ActivityKwh { get; set; }

    public float CoolKwh { get; set; }

    public float HeatKwh { get; set; }

    public float CoolAboveC { get; }

    public float HeatBelowC { get; }

    public float PulseShare { get; set; }

    /// <summary>Relative scatter of a quarter hour.</summary>
    public float Noise { get; set; }

    /// <summary>Reactive power as a multiple of active power.</summary>
    public float ReactiveShare { get; }

    public float MeanPulseKwh { get; }

    /// <summary>The strongest appliance the connection can feed, kW.</summary>
    public float MostKw { get; set; } = 60f;

    /// <summary>Charging of a car at home, kWh of an average day; 0 = no car.</summary>
    public float CarKwh { get; set; }

    /// <summary>Peak power of own solar panels, kW; 0 = none.</summary>
    public float SolarKw { get; set; }

    /// <summary>Share of the activity's energy in each quarter hour, sum 1.</summary>
    public ReadOnlySpan<float> ShapeOf(bool restDay) => _shape[restDay ? 1 : 0];

    /// <summary>A quarter hour in which an appliance is switched on.</summary>
    public int Start(bool restDay, Chance chance) => _starts[restDay ? 1 : 0][(int)(chance.Next() >> 56)];

    /// <summary>Energy for heating or cooling that this temperature asks for, kWh.</summary>
    public float WeatherKwh(float meanC) =>
        (CoolKwh * MathF.Max(0f, meanC - CoolAboveC)) + (HeatKwh * MathF.Max(0f, HeatBelowC - meanC));

    /// <summary>The same customer, to be changed in some respect.</summary>
    public LoadModel Copy() => (LoadModel)MemberwiseClone();

    /// <summary>The same customer with everything so many hours later.</summary>
    public LoadModel Later(int hours)
    {
        var copy = Copy();
        copy._shape = [.. _shape.Select(s => Enumerable.Range(0, Slots).Select(t => s[(t + Slots - (hours * 4)) % Slots]).ToArray())];
        copy._starts = [.. copy._shape.Select(Starts)];
        return copy;
    }

    private static float[] Shape(Bump[] bumps, float late, Chance chance)
    {
        var shape = new float[Slots];
        foreach (var bump in bumps)
        {
            var middle = bump.Hour + late + (0.4f * chance.Normal());
            var width = bump.Width * chance.Between(0.8f, 1.3f);
            var weight = bump.Weight * chance.Between(0.6f, 1.4f) / width;
            for (var t = 0; t < Slots; t++)
            {
                // The day is a circle: a bump before midnight reaches into the morning.
                var away = MathF.Abs((t * 0.25f) + 0.125f - middle) % 24f;
                away = MathF.Min(away, 24f - away) / width;
                if (away < 4f) shape[t] += weight * MathF.Exp(-0.5f * away * away);
            }
        }

        var floor = chance.Between(0.03f, 0.12f) / Slots;
        var sum = shape.Sum();
        for (var t = 0; t < Slots; t++) shape[t] = (shape[t] / sum * (1f - (floor * Slots))) + floor;
        return shape;
    }

    private static byte[] Starts(float[] shape)
    {
        var starts = new byte[256];
        var slot = 0;
        var reached = shape[0];
        for (var i = 0; i < starts.Length; i++)
        {
            while (reached < (i + 0.5f) / 256f && slot < Slots - 1) reached += shape[++slot];
            starts[i] = (byte)slot;
        }

        return starts;
    }
}
