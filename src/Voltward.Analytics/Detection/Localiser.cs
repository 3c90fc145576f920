using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Statistics of one customer against the loss of its area; NaN = not computable, which is not zero.</summary>
public sealed record Localisation
{
    /// <summary>s1: correlation of shortfall and loss, interval by interval.</summary>
    public double Deficit { get; init; } = double.NaN;

    /// <summary>s2: the same by day.</summary>
    public double DeficitDaily { get; init; } = double.NaN;

    /// <summary>s3: kWh a day of the loss that this customer's shortfall explains beside all others.</summary>
    public double ExplainedKwhPerDay { get; init; } = double.NaN;

    /// <summary>s4: correlation of readings and loss after the onset (constant under-reporting).</summary>
    public double Reading { get; init; } = double.NaN;

    /// <summary>s5: minus the correlation of readings and loss over the whole window (acts when less is reported).</summary>
    public double Opposite { get; init; } = double.NaN;

    /// <summary>s6: the largest standardised s4 or s5 over bands of the day, with band and sign.</summary>
    public double Band { get; init; } = double.NaN;

    /// <summary>Band of s6, 0 … 3 for the four quarters of the day, and whether it is s5.</summary>
    public (int Band, bool Opposite) BandAt { get; init; }

    /// <summary>s7: fall against the peers at the onset, kWh a day.</summary>
    public double FallKwhPerDay { get; init; } = double.NaN;

    /// <summary>s7 over its standard error.</summary>
    public double FallT { get; init; } = double.NaN;

    /// <summary>Order among the customers by rank(s1) + rank(s2) + rank(s3), 1 = first.</summary>
    public int Rank { get; init; }

    /// <summary>Slope of loss on readings, kWh per kWh: 1/α − 1 for a constant factor α; about +1 when the customer is fed from here but booked elsewhere.</summary>
    public double Slope { get; init; } = double.NaN;
}

/// <summary>What the localiser says about an area.</summary>
/// <param name="Customers">By customer of the grid.</param>
/// <param name="GateDeficit">Chance that shifted losses fit the best shortfall as well as the true one; NaN when not asked for.</param>
/// <param name="GateReading">The same for the readings.</param>
public sealed record AreaLocalisation(Localisation[] Customers, double GateDeficit, double GateReading)
{
    /// <summary>Chance that nobody is there: twice the smaller of both.</summary>
    public double Gate => Math.Min(1, 2 * Math.Min(GateDeficit, GateReading));

    /// <summary>Of an area whose loss asks for nobody: nothing is computed.</summary>
    public static AreaLocalisation NotAsked(int customers) => new([.. Enumerable.Repeat(new Localisation(), customers)], double.NaN, double.NaN);
}

/// <summary>
/// Which customer's behaviour explains the loss of an area. Every statistic is kept, for fusion belongs to a model trained on
/// held-out utilities. Blind by nature to a bypass: what never passes the meter has no shortfall.
/// </summary>
public static class Localiser
{
    private const int Bands = 4;

    /// <summary>Computes s1 to s7.</summary>
    /// <param name="grid">Area with reference history before the window.</param>
    /// <param name="windowFrom">First day of the window.</param>
    /// <param name="onset">Day (of the grid) on which the loss rose, or −1.</param>
    /// <param name="gate">Whether to run the permutation gate.</param>
    public static AreaLocalisation Run(AreaGrid grid, int windowFrom, int onset, bool gate)
    {
        var window = grid.From(windowFrom);
        var shortfalls = Enumerable.Range(0, grid.Customers).Select(i => Shortfall.Of(grid, i, windowFrom)).ToArray();
        var daily = window.Daily();
        var dailyShortfalls = shortfalls.Select(e => AreaGrid.DaySums(e, grid.Slots)).ToArray();
        var explained = Explained(shortfalls, window);
        var afterOnset = Math.Max(0, onset - windowFrom);
        var banded = BandScores(window, afterOnset);

        var customers = new Localisation[grid.Customers];
        for (var i = 0; i < customers.Length; i++)
        {
            var after = PairSums.Of(window.Readings[i].AsSpan(afterOnset * window.Slots), window.Ntl.AsSpan(afterOnset * window.Slots));
            var (fall, t) = Fall(grid, i, onset);
            customers[i] = new Localisation
            {
                Deficit = PairSums.Of(shortfalls[i], window.Ntl).Correlation,
                DeficitDaily = PairSums.Of(dailyShortfalls[i], daily.Ntl).Correlation,
                ExplainedKwhPerDay = explained[i],
                Reading = after.Correlation,
                Slope = after.Slope,
                Opposite = -PairSums.Of(window.Readings[i], window.Ntl).Correlation,
                Band = banded[i].Score,
                BandAt = (banded[i].Band, banded[i].Opposite),
                FallKwhPerDay = fall,
                FallT = t,
            };
        }

        var ranks = Ranks(customers);
        for (var i = 0; i < customers.Length; i++) customers[i] = customers[i] with { Rank = ranks[i] };
        return gate
            ? new AreaLocalisation(customers, ShiftGate.Chance(shortfalls, window), ShiftGate.Chance(window.Readings, window))
            : new AreaLocalisation(customers, double.NaN, double.NaN);
    }

    /// <summary>s3: weight of the customer's shortfall in the non-negative fit, times its sum, per valid day.</summary>
    private static double[] Explained(float[][] shortfalls, AreaGrid window)
    {
        var target = window.Ntl.Select(v => float.IsNaN(v) ? 0 : v).ToArray();
        var valid = shortfalls.Select(e => e.Select((v, t) => float.IsNaN(v) || float.IsNaN(window.Ntl[t]) ? 0 : v).ToArray()).ToArray();
        var weights = ShortfallSquares.Solve(valid, target);
        var days = window.Ntl.Count(v => !float.IsNaN(v)) / (double)window.Slots;
        return [.. weights.Select((w, i) => days < 3 ? double.NaN : w * valid[i].Sum(v => (double)v) / days)];
    }

    /// <summary>s6: s4 and s5 within four bands of the day, standardised across the customers; the largest counts.</summary>
    private static (double Score, int Band, bool Opposite)[] BandScores(AreaGrid window, int afterOnset)
    {
        var best = new (double Score, int Band, bool Opposite)[window.Customers];
        Array.Fill(best, (double.NaN, 0, false));
        var bands = window.Slots >= Bands ? Bands : 1;
        for (var b = 0; b < bands; b++)
        {
            var ntl = Band(window.Ntl, window.Slots, b, bands);
            var (same, opposite) = (new double[best.Length], new double[best.Length]);
            for (var i = 0; i < best.Length; i++)
            {
                var readings = Band(window.Readings[i], window.Slots, b, bands);
                var from = afterOnset * (window.Slots / bands);
                same[i] = PairSums.Of(readings.AsSpan(from), ntl.AsSpan(from)).Correlation;
                opposite[i] = -PairSums.Of(readings, ntl).Correlation;
            }

            Keep(best, Robust.Standardise(same, 0.02), b, isOpposite: false);
            Keep(best, Robust.Standardise(opposite, 0.02), b, isOpposite: true);
        }

        return best;
    }

    private static void Keep((double Score, int Band, bool Opposite)[] best, double[] z, int band, bool isOpposite)
    {
        for (var i = 0; i < best.Length; i++)
        {
            if (!double.IsNaN(z[i]) && !(best[i].Score >= z[i])) best[i] = (z[i], band, isOpposite);
        }
    }

    private static float[] Band(float[] series, int slots, int band, int bands)
    {
        if (bands == 1) return series;
        var width = slots / bands;
        var days = series.Length / slots;
        var part = new float[days * width];
        for (var d = 0; d < days; d++) Array.Copy(series, (d * slots) + (band * width), part, d * width, width);
        return part;
    }

    /// <summary>
    /// s7: fall of the customer at the onset beyond what its area, without it, leads to expect; in kWh a day and over its standard
    /// error, because in kWh alone the largest customers always come first.
    /// </summary>
    private static (double KwhPerDay, double T) Fall(AreaGrid grid, int customer, int onset)
    {
        if (onset <= 0) return (double.NaN, double.NaN);
        var own = AreaGrid.DaySums(grid.Readings[customer], grid.Slots);
        return PeerFall.Of(own, grid.Course[customer], onset, gap: 0);
    }

    private static int[] Ranks(Localisation[] customers)
    {
        var sum = new double[customers.Length];
        foreach (var statistic in (Func<Localisation, double>[])[l => l.Deficit, l => l.DeficitDaily, l => l.ExplainedKwhPerDay])
        {
            var order = customers.Select((c, i) => (value: statistic(c), i)).OrderBy(p => double.IsNaN(p.value) ? double.NegativeInfinity : p.value).ThenBy(p => p.i).ToArray();
            for (var place = 0; place < order.Length; place++) sum[order[place].i] += place;
        }

        var ranks = new int[customers.Length];
        var best = sum.Select((s, i) => (s, i)).OrderByDescending(p => p.s).ThenBy(p => p.i).ToArray();
        for (var place = 0; place < best.Length; place++) ranks[best[place].i] = place + 1;
        return ranks;
    }
}
