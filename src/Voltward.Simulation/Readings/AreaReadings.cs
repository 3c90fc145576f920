using Voltward.Simulation.Customers;
using Voltward.Simulation.Detection;

namespace Voltward.Simulation.Readings;

/// <summary>Readings of one point over the window.</summary>
internal sealed class PointReadings
{
    public required string Point { get; init; }

    /// <summary>kWh of each day; NaN = missing.</summary>
    public required double[] Import { get; init; }

    /// <summary>kWh fed in on each day; empty = no such register.</summary>
    public required double[] Export { get; init; }

    /// <summary>Agreed, not measured.</summary>
    public bool Estimated { get; init; }

    /// <summary>kWh of each quarter hour, [day × 96]; NaN = missing; empty = not read.</summary>
    public float[] Interval { get; init; } = [];

    public float[] IntervalBack { get; init; } = [];

    /// <summary>[phase × 4 + quantity][day × 96]; NaN = missing; empty = not read.</summary>
    public float[][] Curves { get; init; } = [];

    /// <summary>Phase of the first curve, for a single-phase meter.</summary>
    public int Phase { get; init; }

    /// <summary>What the register shows at each midnight, the factor not applied: days + 1 values.</summary>
    public double[] Index { get; init; } = [];
}

/// <summary>Turns what happened into what the meters of an area report.</summary>
internal sealed class AreaReadings(Town town, AreaTrace trace)
{
    private const int Slots = LoadModel.Slots;
    private readonly Area _area = trace.Area;
    private readonly Gaps _gaps = new(town, trace.Area);

    /// <summary>Register of each customer at the first midnight, not multiplied; filled before <see cref="Read"/>.</summary>
    public required double[] StartIndex { get; init; }

    /// <summary>The supply meter first, then the customers in their order.</summary>
    public List<PointReadings> Read()
    {
        var points = new List<PointReadings> { Supply() };
        foreach (var customer in _area.Customers) points.Add(customer.AgreedKwh is null ? Point(customer) : Agreed(customer));
        return points;
    }

    private PointReadings Supply()
    {
        var chance = Chance.For(town.Seed, Purpose.Supply, _area.Index, 1);
        var step = 0.01 * _area.SupplyFactor;
        var meter = (Enumerable.Repeat(_area.SupplyBias, trace.Days).ToArray(), new float[trace.Days]);
        var readings = Registers.Read(trace.Supply, meter, (step, 0, chance), 1);
        var back = Registers.Read(trace.SupplyBack, meter, (step, 0, chance), 1);
        var curves = trace.SupplyCurves.Select(c => (float[])c.Clone()).ToArray();
        Rounding.Curves(curves, 1f + _area.SupplyBias, _area.SupplyFactor);
        var point = new PointReadings
        {
            Point = "A:" + _area.No,
            Import = Daily(readings, 1),
            Export = back[^1] > 0 ? Daily(back, 1) : [],
            Interval = Quarters(readings),
            IntervalBack = back[^1] > 0 ? Quarters(back) : [],
            Curves = curves,
        };
        _gaps.Cut(point, null);
        return point;
    }

    private PointReadings Point(Customer customer)
    {
        // Crossed meters: each is read under the other's number.
        var i = customer.Twin is { Kind: TwinKind.CrossedMeters, Partner: { } other } ? other.Number : customer.Number;
        var chance = Chance.For(town.Seed, Purpose.Meter, _area.Index, customer.Number + 1);
        var factor = customer.BookedFactor ?? customer.Factor;
        var meter = (Days(d => Error(customer, d)), Days(d => Clock(customer, d)));
        var every = customer.Interval ? 1 : Slots;
        var readings = Registers.Read(trace.Import[i], meter, (0.01 * factor, StartIndex[customer.Number] * factor, chance), every);
        var back = trace.Export[i].Length == 0 || !customer.FeedIn ? [] : Registers.Read(trace.Export[i], meter, (0.01 * factor, 0, chance), every);
        if (customer.Curves) Rounding.Curves(trace.Curves[i], 1f + Error(customer, 0), factor);
        var point = new PointReadings
        {
            Point = customer.UsagePointNo,
            Import = Daily(readings, every),
            Export = back.Length == 0 ? [] : Daily(back, every),
            Interval = customer.Interval ? Quarters(readings) : [],
            IntervalBack = customer.Interval && back.Length > 0 ? Quarters(back) : [],
            Curves = trace.Curves[i],
            Phase = customer.BookedPhase ?? customer.Phase,
            Index = [.. Enumerable.Range(0, trace.Days + 1).Select(d => Math.Round(readings[d * Slots / every] / factor, 2))],
        };
        _gaps.Cut(point, customer);
        return point;
    }

    private PointReadings Agreed(Customer customer) => new()
    {
        Point = customer.UsagePointNo,
        Import = Array.ConvertAll(
            Enumerable.Range(town.Season.History, trace.Days).ToArray(),
            day => day < customer.Course.Begin ? double.NaN : customer.AgreedOn(town.Season, day)),
        Export = [],
        Estimated = true,
    };

    /// <summary>The meter's error, and the archive's when it holds a wrong ratio.</summary>
    private float Error(Customer customer, int day)
    {
        var meter = customer.NextMeter is { } next && next.From <= town.Season.Start.AddDays(day) ? next : customer.Meter;
        return ((1f + meter.Bias) * (customer.BookedFactor ?? customer.Factor) / customer.Factor) - 1f;
    }

    private float Clock(Customer customer, int day)
    {
        var at = town.Season.History + day;
        var minutes = customer.Meter.ClockMinutes;
        if (customer.Theft is { Kind: TheftKind.ClockShift } theft && theft.On(at) > 0f) minutes += theft.ClockHours * 60f;
        if (customer.Twin is { Kind: TwinKind.ClockFault } twin && twin.On(at)) minutes += twin.Strength * 60f;
        return minutes;
    }

    private float[] Days(Func<int, float> value) => [.. Enumerable.Range(0, trace.Days).Select(value)];

    private double[] Daily(double[] readings, int every)
    {
        var days = new double[trace.Days];
        var step = Slots / every;
        for (var d = 0; d < days.Length; d++) days[d] = Math.Round(readings[(d + 1) * step] - readings[d * step], 3);
        return days;
    }

    private static float[] Quarters(double[] readings)
    {
        var quarters = new float[readings.Length - 1];
        for (var t = 0; t < quarters.Length; t++) quarters[t] = (float)(readings[t + 1] - readings[t]);
        return quarters;
    }
}

/// <summary>Steps in which a meter reports phase values.</summary>
internal static class Rounding
{
    /// <summary>Rounds to 0.1 V, and to thousandths before the factor for A, kW and kvar; errors of current and power included.</summary>
    public static void Curves(float[][] curves, float error, float factor)
    {
        for (var c = 0; c < curves.Length; c++)
        {
            var lane = curves[c];
            var (step, scale) = c % 4 == 0 ? (0.1f, 1f) : (1e-3f * factor, error);
            for (var t = 0; t < lane.Length; t++) lane[t] = MathF.Round(lane[t] * scale / step) * step;
        }
    }
}
