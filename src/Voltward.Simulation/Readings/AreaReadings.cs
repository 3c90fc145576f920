using Voltward.Simulation.Customers;

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

    public List<PointReadings> Read()
    {
        var points = new List<PointReadings> { Supply() };
        for (var i = 0; i < _area.Customers.Count; i++) points.Add(Customer(i));
        return points;
    }

    private PointReadings Supply()
    {
        var chance = Chance.For(town.Seed, Purpose.Supply, _area.Index, 1);
        var step = 0.01 * _area.SupplyFactor;
        var readings = Registers.Read(trace.Supply, _ => _area.SupplyBias, _ => 0f, (step, 0, chance));
        var back = Registers.Read(trace.SupplyBack, _ => _area.SupplyBias, _ => 0f, (step, 0, chance));
        var curves = trace.SupplyCurves.Select(c => (float[])c.Clone()).ToArray();
        Rounding.Curves(curves, 1f + _area.SupplyBias, _area.SupplyFactor);
        var point = new PointReadings
        {
            Point = "A:" + _area.No,
            Import = Daily(readings),
            Export = back[^1] > 0 ? Daily(back) : [],
            Interval = Quarters(readings),
            IntervalBack = back[^1] > 0 ? Quarters(back) : [],
            Curves = curves,
        };
        _gaps.Cut(point, -1);
        return point;
    }

    private PointReadings Customer(int i)
    {
        var customer = _area.Customers[i];
        if (customer.AgreedKwh is { } agreed) return Agreed(customer, agreed);
        var chance = Chance.For(town.Seed, Purpose.Meter, _area.Index, i + 1);
        var factor = customer.BookedFactor ?? customer.Factor;
        var start = Math.Round(chance.Between(200f, 30_000f), 2);
        var readings = Registers.Read(trace.Import[i], d => Bias(customer, d), d => Clock(customer, d), (0.01 * factor, start * factor, chance));
        var back = trace.Export[i].Length == 0 || !customer.FeedIn
            ? []
            : Registers.Read(trace.Export[i], d => Bias(customer, d), d => Clock(customer, d), (0.01 * factor, 0, chance));
        if (customer.Curves) Rounding.Curves(trace.Curves[i], 1f + customer.Meter.Bias, factor);
        var point = new PointReadings
        {
            Point = customer.UsagePointNo,
            Import = Daily(readings),
            Export = back.Length == 0 ? [] : Daily(back),
            Interval = customer.Interval ? Quarters(readings) : [],
            IntervalBack = customer.Interval && back.Length > 0 ? Quarters(back) : [],
            Curves = trace.Curves[i],
            Phase = customer.BookedPhase ?? customer.Phase,
            Index = [.. Enumerable.Range(0, trace.Days + 1).Select(d => readings[d * Slots] / factor)],
        };
        _gaps.Cut(point, i);
        return point;
    }

    private PointReadings Agreed(Customer customer, float kwh)
    {
        var days = new double[trace.Days];
        for (var d = 0; d < days.Length; d++)
        {
            var dark = 24f - town.Season.DayLengthHours[town.Season.History + d];
            days[d] = Math.Round(kwh * dark / 12f, 2);
        }

        return new PointReadings { Point = customer.UsagePointNo, Import = days, Export = [], Estimated = true };
    }

    private static float Bias(Customer customer, int day)
    {
        _ = day;
        return customer.Meter.Bias;
    }

    private static float Clock(Customer customer, int day)
    {
        _ = day;
        return customer.Meter.ClockMinutes;
    }

    private double[] Daily(double[] readings)
    {
        var days = new double[trace.Days];
        for (var d = 0; d < days.Length; d++) days[d] = Math.Round(readings[(d + 1) * Slots] - readings[d * Slots], 3);
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
