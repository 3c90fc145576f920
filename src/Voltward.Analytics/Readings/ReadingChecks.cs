namespace Voltward.Analytics.Readings;

/// <summary>What a check found in the readings of a point (数据校验标记).</summary>
/// <param name="Rule">Id of the rule, such as <c>V1</c>.</param>
/// <param name="Version">Version of the rule.</param>
/// <param name="First">Index of the first day concerned.</param>
/// <param name="Last">Index of the last day.</param>
/// <param name="Days">Days concerned.</param>
/// <param name="Figure">What the rule measured: register at the end, factor, or the largest value, kWh.</param>
public sealed record ReadingFlag(string Rule, int Version, int First, int Last, int Days, double Figure)
{
    /// <summary>What the values are multiplied by to be kWh; 1 where that is not the trouble.</summary>
    public double Scale { get; init; } = 1;
}

/// <summary>
/// Validation of daily energy with reasons (数据校验与修正): readings that cannot be the energy of a day are put right where the rule says how, or else
/// rejected. Never guesses downwards: an almost empty home is no wrong unit.
/// </summary>
public static class ReadingChecks
{
    /// <summary>Values are the register instead of the energy of the day; corrected by their differences.</summary>
    public const string Registers = "V1";

    /// <summary>Values are a thousand times too large (Wh for kWh); corrected by the factor.</summary>
    public const string WrongUnit = "V2";

    /// <summary>Single values that no home and no area could use; rejected.</summary>
    public const string Impossible = "V3";

    private const int Version = 1;
    private const int FewestDays = 14;
    private const double RisingShare = 0.97;
    private const double RegisterOverStep = 15;
    private const double Thousand = 1000;
    private const double MoreThanSupply = 0.6;
    private const double SpikeOverUsual = 20;
    private const double UsualQuantile = 0.9;
    private const int FewestPeers = 5;

    /// <summary>
    /// Rising throughout, and high beside its own steps: <c>median(value) ≥ 15·median(step)</c> over at least 14 readings. Daily energy rises and
    /// falls; a register never falls.
    /// </summary>
    public static ReadingFlag? OfRegisters(ReadOnlySpan<float> daily)
    {
        if (!Rises(daily)) return null;
        var days = Known(daily);
        var steps = new double[days.Length - 1];
        for (var k = 1; k < days.Length; k++) steps[k - 1] = (daily[days[k]] - daily[days[k - 1]]) / (double)(days[k] - days[k - 1]);
        var values = new double[days.Length];
        for (var k = 0; k < days.Length; k++) values[k] = daily[days[k]];
        var step = Middle(steps);
        if (!(step > 0) || Middle(values) < RegisterOverStep * step) return null;
        return new ReadingFlag(Registers, Version, days[0], days[^1], days.Length, daily[days[^1]]);
    }

    /// <summary>Whether enough days are known and hardly one is lower than the one before: nearly every customer is done with here.</summary>
    private static bool Rises(ReadOnlySpan<float> daily)
    {
        var (known, rising, falls, last) = (0, 0, 0, float.NaN);
        var most = (1 - RisingShare) * daily.Length;
        foreach (var value in daily)
        {
            if (float.IsNaN(value)) continue;
            if (value >= last) rising++;
            else if (value < last && ++falls > most) return false;
            known++;
            last = value;
        }

        return known >= FewestDays && rising >= RisingShare * (known - 1);
    }

    /// <summary>Differences of a register, kWh a day: a day has energy when it and the day before were read; NaN elsewhere and where it fell.</summary>
    public static float[] Energy(ReadOnlySpan<float> register)
    {
        var energy = new float[register.Length];
        Array.Fill(energy, float.NaN);
        for (var d = 1; d < register.Length; d++)
        {
            if (register[d] >= register[d - 1]) energy[d] = register[d] - register[d - 1];
        }

        return energy;
    }

    /// <summary>
    /// The customer alone seems to use more than its whole area is supplied with, and a thousandth of it would be an ordinary customer: Wh were
    /// written for kWh.
    /// </summary>
    /// <param name="daily">Readings.</param>
    /// <param name="ownKwh">Their middle, kWh a day.</param>
    /// <param name="peers">Middle customer of the area, kWh a day, and how many of the area were read.</param>
    /// <param name="supplyKwh">Middle supply of the area, kWh a day; NaN when not known.</param>
    public static ReadingFlag? OfUnit(ReadOnlySpan<float> daily, double ownKwh, (double UsualKwh, int Count) peers, double supplyKwh)
    {
        var (own, usualKwh) = (ownKwh, peers.UsualKwh);
        if (peers.Count < FewestPeers || !(usualKwh > 0)) return null;
        var tooMuch = double.IsNaN(supplyKwh) ? own > Thousand / 20 * usualKwh * peers.Count : own > MoreThanSupply * supplyKwh;
        if (!tooMuch || own / Thousand is var scaled && (scaled < usualKwh / 20 || scaled > usualKwh * 20)) return null;
        var days = Known(daily);
        if (days.Length < FewestDays) return null;
        return new ReadingFlag(WrongUnit, Version, days[0], days[^1], days.Length, own) { Scale = 1 / Thousand };
    }

    /// <summary>Single days far above the customer's own high days and above what the area was supplied with on that day.</summary>
    /// <param name="daily">Readings.</param>
    /// <param name="supply">Supply of the area, kWh a day, NaN = missing; a day without it is judged by the middle supply.</param>
    public static (ReadingFlag? Flag, int[] Days) OfSpikes(ReadOnlySpan<float> daily, ReadOnlySpan<float> supply)
    {
        var most = Largest(daily);
        if (!(most > SpikeOverUsual) || most <= SpikeOverUsual * LineLoss.Robust.Median(daily)) return (null, []);
        var known = Known(daily);
        if (known.Length < FewestDays) return (null, []);
        var values = new double[known.Length];
        for (var k = 0; k < known.Length; k++) values[k] = daily[known[k]];
        Array.Sort(values);
        var usual = Math.Max(1, values[(int)(UsualQuantile * (values.Length - 1))]);
        if (values[^1] <= SpikeOverUsual * usual) return (null, []);
        var supplied = new double[supply.Length];
        for (var d = 0; d < supplied.Length; d++) supplied[d] = supply[d];
        var middle = Middle([.. supplied.Where(v => !double.IsNaN(v))]);
        var bad = new List<int>();
        foreach (var d in known)
        {
            var whole = double.IsNaN(supplied[d]) ? middle : supplied[d];
            if (daily[d] > SpikeOverUsual * usual && (double.IsNaN(whole) || daily[d] > whole)) bad.Add(d);
        }

        var largest = 0.0;
        foreach (var d in bad) largest = Math.Max(largest, daily[d]);
        return bad.Count == 0 ? (null, []) : (new ReadingFlag(Impossible, Version, bad[0], bad[^1], bad.Count, largest), [.. bad]);
    }

    private static float Largest(ReadOnlySpan<float> daily)
    {
        var largest = float.NegativeInfinity;
        foreach (var value in daily)
        {
            if (value > largest) largest = value;
        }

        return largest;
    }

    private static int[] Known(ReadOnlySpan<float> series)
    {
        var days = new List<int>(series.Length);
        for (var d = 0; d < series.Length; d++)
        {
            if (!float.IsNaN(series[d])) days.Add(d);
        }

        return [.. days];
    }

    private static double Middle(double[] values)
    {
        if (values.Length == 0) return double.NaN;
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }
}
