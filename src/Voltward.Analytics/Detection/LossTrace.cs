using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>How a series of moves lies along the moves of a trace.</summary>
/// <param name="Power">Sum of the squared moves over the variance of the trace: the squared t that a slope of one would have.</param>
/// <param name="Along">Sum of the products over that variance.</param>
public readonly record struct TraceFit(double Power, double Along)
{
    /// <summary>Slope of the trace on the moves; NaN without moves.</summary>
    public double Slope => Power > 0 ? Along / Power : double.NaN;

    /// <summary>Slope over its standard error.</summary>
    public double T => Power > 0 ? Along / Math.Sqrt(Power) : 0;

    /// <summary>By how much, in natural logarithms, the trace is more probable with this slope than with none.</summary>
    public double Odds(double slope) => (slope * Along) - (slope * slope * Power / 2);

    /// <summary>Standard errors between the slope found and one that is supposed.</summary>
    public double Off(double slope) => Math.Abs(Along - (slope * Power)) / Math.Sqrt(Math.Max(Power, 1e-9));

    public static TraceFit operator +(TraceFit a, TraceFit b) => new(a.Power + b.Power, a.Along + b.Along);
}

/// <summary>
/// What moves in a loss or a supply beside its usual level, each value weighted by one over its own variance: days on which readings were
/// filled count as little as the filling is sure. Levels are left out, because a wrong technical loss is a level.
/// </summary>
public sealed class LossTrace
{
    /// <summary>Heavy tails and quarters that hang together: the logarithm of the odds from quarter hours counts by this share.</summary>
    public const double QuarterShare = 0.5;

    private const int Half = 14;
    private const int Fewest = 5;
    private const int Quarters = 96;
    private const double KeptDays = 3;
    private const double KeptQuarters = 6;
    private const double LeastOfSpread = 0.5;
    private readonly float[] _weighted;
    private readonly float[] _weights;
    private readonly Heat? _heat;

    private LossTrace(float[] weighted, float[] weights, Heat? heat = null) => (_weighted, _weights, _heat) = (weighted, weights, heat);

    /// <summary>The loss of an area from day to day; null when too few days are known.</summary>
    /// <param name="loss">The area.</param>
    /// <param name="doubtsHeat">Whether what was taken for heat may be something else that keeps step with a large customer.</param>
    public static LossTrace? OfDays(AreaLoss loss, bool doubtsHeat = false)
    {
        var (values, filled) = (new double[loss.Days], new double[loss.Days]);
        for (var d = 0; d < values.Length; d++)
        {
            values[d] = loss.Balance.State[d] == DayState.NoSupply ? double.NaN : loss.Balance.Loss[d] - loss.Technical[d];
            filled[d] = double.IsFinite(loss.Balance.FillVariance[d]) ? loss.Balance.FillVariance[d] : double.PositiveInfinity;
        }

        return OfDays(values, filled, doubtsHeat ? HeatDoubt.Of(loss) : null);
    }

    /// <param name="values">Loss of each day, kWh; NaN = unknown.</param>
    /// <param name="filled">Variance of what was filled on each day, kWh².</param>
    /// <param name="heat">What is not known of the heat that was taken off the loss; null: nothing.</param>
    public static LossTrace? OfDays(double[] values, double[] filled, HeatDoubt? heat = null)
    {
        var complete = Moves(values, [.. values.Select((v, d) => double.IsNaN(v) || filled[d] > 0 ? 0 : 1.0)]);
        var known = complete.Where(double.IsFinite).ToArray();
        if (known.Length < Fewest + Fewest) known = [.. Moves(values, [.. values.Select(v => double.IsNaN(v) ? 0 : 1.0)]).Where(double.IsFinite)];
        var own = Robust.Spread(known, 0);
        if (known.Length < Fewest + Fewest || !(own > 0)) return null;
        double[] weights = [.. values.Select((v, d) => double.IsNaN(v) ? 0 : 1 / ((own * own) + filled[d]))];
        var moves = Moves(values, weights);
        // The days that were filled may scatter more than their filling says.
        var scale = Math.Max(1, Robust.Spread([.. moves.Select((m, d) => m * Math.Sqrt(weights[d])).Where(double.IsFinite)], 0));
        var trace = Of(moves, [.. weights.Select(w => w / (scale * scale))], KeptDays);
        return heat is null ? trace : trace.Doubting(heat, Moves(heat.Technical, weights));
    }

    /// <summary>The changes of a supply from quarter hour to quarter hour beside the usual ones; null when it is not read so.</summary>
    /// <param name="supply">kWh, <c>float[days × 96]</c>, NaN = missing.</param>
    public static LossTrace? OfQuarters(float[] supply)
    {
        var moves = Array.ConvertAll(Changes(supply), v => (double)v);
        var weights = new double[moves.Length];
        var ofSlot = new double[moves.Length / Quarters];
        // A coarse register stands still in many a quarter hour: that is no precision.
        var least = LeastOfSpread * Robust.Spread(moves, 0);
        for (var slot = 0; slot < Quarters; slot++)
        {
            for (var d = 0; d < ofSlot.Length; d++) ofSlot[d] = moves[(d * Quarters) + slot];
            var spread = Math.Max(least, Robust.Spread(ofSlot, 0));
            for (var d = 0; d < ofSlot.Length; d++) weights[(d * Quarters) + slot] = spread > 0 ? 1 / (spread * spread) : 0;
        }

        return weights.Any(w => w > 0) ? Of(moves, weights, KeptQuarters) : null;
    }

    /// <summary>Daily readings of a customer in the same form; 0 where one is missing.</summary>
    public static float[] DayMoves(float[] readings)
    {
        var moves = Moves(Array.ConvertAll(readings, v => (double)v), [.. readings.Select(v => float.IsNaN(v) ? 0 : 1.0)]);
        return Array.ConvertAll(moves, v => double.IsFinite(v) ? (float)v : 0f);
    }

    /// <summary>Quarter hours of a customer in the same form; 0 where one is missing.</summary>
    public static float[] QuarterMoves(float[] readings) => Array.ConvertAll(Changes(readings), v => float.IsNaN(v) ? 0f : v);

    /// <param name="moves">Of a customer, over the same time, 0 = missing.</param>
    public TraceFit Fit(float[] moves) => Fit(moves, Squares(moves));

    /// <summary>The same for moves whose squares are known.</summary>
    public TraceFit Fit(float[] moves, float[] squares)
    {
        var (power, along) = (PairSums.Dot(squares, _weights), PairSums.Dot(moves, _weighted));
        if (_heat is null) return new(power, along);
        // What lies along the heat may be heat: it is worth what is known of the heat.
        var shared = PairSums.Dot(moves, _heat.Weighted);
        return new(power - (shared * shared / _heat.Power), along - (shared * _heat.Along / _heat.Power));
    }

    public static float[] Squares(float[] moves) => Array.ConvertAll(moves, v => v * v);

    /// <summary>The trace as it would be if a multiple of a customer's moves were taken out of it: +1 takes them out, −1 puts them in.</summary>
    public LossTrace Without(float[] moves, double slope) => new(
        [.. _weighted.Select((w, t) => w - (float)(slope * _weights[t] * moves[t]))], _weights,
        _heat is null ? null : _heat with { Along = _heat.Along - (slope * PairSums.Dot(moves, _heat.Weighted)) });

    /// <summary>The same with the fitted heat taken as true.</summary>
    public LossTrace AsFitted => _heat is null ? this : new(_weighted, _weights);

    private LossTrace Doubting(HeatDoubt doubt, double[] moves)
    {
        var weighted = new float[moves.Length];
        var (power, along) = (0.0, 0.0);
        for (var t = 0; t < moves.Length; t++)
        {
            if (!double.IsFinite(moves[t])) continue;
            weighted[t] = (float)(_weights[t] * moves[t]);
            power += _weights[t] * moves[t] * moves[t];
            along += _weighted[t] * moves[t];
        }

        var certainty = 1 / (doubt.Sd * doubt.Sd);
        return new LossTrace(_weighted, _weights, new Heat(weighted, power + certainty, along + (doubt.Mean * certainty)));
    }

    private static LossTrace Of(double[] moves, double[] weights, double kept)
    {
        var (weighted, worth) = (new float[moves.Length], new float[moves.Length]);
        for (var t = 0; t < moves.Length; t++)
        {
            if (!double.IsFinite(moves[t]) || !(weights[t] > 0)) continue;
            var most = kept / Math.Sqrt(weights[t]);
            (weighted[t], worth[t]) = ((float)(Math.Clamp(moves[t], -most, most) * weights[t]), (float)weights[t]);
        }

        return new LossTrace(weighted, worth);
    }

    /// <summary>Distance from the weighted mean of four weeks around; NaN where nothing is known.</summary>
    private static double[] Moves(double[] values, double[] weights)
    {
        var moves = new double[values.Length];
        var (sum, weight, n) = (0.0, 0.0, 0);
        // The window slides: a day comes in ahead, another falls out behind.
        for (var d = -Half; d < values.Length; d++)
        {
            Take(d + Half, 1);
            Take(d - Half - 1, -1);
            if (d >= 0) moves[d] = n >= Fewest && weights[d] > 0 ? values[d] - (sum / weight) : double.NaN;
        }

        return moves;

        void Take(int day, int sign)
        {
            if (day < 0 || day >= values.Length || !(weights[day] > 0)) return;
            sum += sign * weights[day] * values[day];
            weight += sign * weights[day];
            n += sign;
        }
    }

    private static float[] Changes(float[] series)
    {
        var changes = new float[series.Length];
        changes[0] = float.NaN;
        for (var t = 1; t < series.Length; t++) changes[t] = series[t] - series[t - 1];
        var days = series.Length / Quarters;
        for (var slot = 0; slot < Quarters; slot++)
        {
            var (sum, n) = (0.0, 0);
            for (var d = 0; d < days; d++)
            {
                if (float.IsNaN(changes[(d * Quarters) + slot])) continue;
                sum += changes[(d * Quarters) + slot];
                n++;
            }

            for (var d = 0; d < days && n > 0; d++) changes[(d * Quarters) + slot] -= (float)(sum / n);
        }

        return changes;
    }

    /// <param name="Weighted">Moves of the heat, weighted as the trace is.</param>
    /// <param name="Power">Their squared sum over the variance of the trace, and what is known of the heat beforehand.</param>
    /// <param name="Along">The same with the trace.</param>
    private sealed record Heat(float[] Weighted, double Power, double Along);
}

/// <summary>
/// What is not known of the heat in a loss. The load loss of an area is fitted to its own balance, so whatever keeps step with a large
/// customer on all days, a wrong ratio above all, may have been taken for heat; the area's peers and voltages do not know of it.
/// </summary>
/// <param name="Technical">Technical loss of each day as fitted, kWh.</param>
/// <param name="Mean">By how much the expected load loss is larger, as a share of the fitted one; −1 or more.</param>
/// <param name="Sd">Standard deviation of that share.</param>
public sealed record HeatDoubt(double[] Technical, double Mean, double Sd)
{
    /// <summary>Null when nobody was asked or nothing was taken off.</summary>
    public static HeatDoubt? Of(AreaLoss loss) =>
        loss.Expected is { } expected && loss.Model.Load.Middle > 0 && expected.Sd > 0
            ? new(loss.Technical, (expected.Middle / loss.Model.Load.Middle) - 1, expected.Sd / loss.Model.Load.Middle) : null;
}
