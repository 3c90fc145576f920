namespace Voltward.Analytics.LineLoss;

/// <summary>
/// Robust non-negative regression of the loss on 1, X and N over the clean days, in columns scaled to an ordinary day, with
/// shrinkage of the load terms towards the peers and an interval from resampled weeks.
/// </summary>
internal sealed class TechnicalRegression
{
    private const double HuberLimit = 1.345;
    private const int MostIterations = 20;
    private readonly double[][] _rows;
    private readonly double[] _loss;
    private readonly double[] _weights;
    private readonly int[] _days;
    private readonly double[] _scale;
    private readonly double _meanIn;
    private readonly TechnicalLossOptions _options;
    private readonly int _length;

    public TechnicalRegression(BalanceDays balance, HeadLoad load, int[] days, double meanIn, TechnicalLossOptions options)
    {
        (_days, _options, _meanIn, _length) = (days, options, meanIn, balance.Days);
        _scale = load.HasNeutral
            ? [1, Mean(days, load.Square), Mean(days, load.Neutral)]
            : [1, Mean(days, load.Square)];
        _rows = [.. days.Select(d =>
        {
            var (one, square, neutral) = load.At(d);
            return _scale.Length == 3 ? new[] { one, square / _scale[1], neutral / _scale[2] } : [one, square / _scale[1]];
        })];
        _loss = [.. days.Select(d => balance.Loss[d])];
        _weights = new double[days.Length];
        Array.Fill(_weights, 1);
    }

    public TechnicalLoss Model(TechnicalPrior prior, bool[] clean)
    {
        var alone = Robustly();
        var c = Shrunk(alone, prior);
        var (sd, lag) = Residual(c);
        var constant = Math.Min(c[0], prior.ConstantKwh);
        return new TechnicalLoss(
            constant, (c[1] / _scale[1], Neutral(c)), c[0] - constant, Covariance(prior, c), (alone[1] / _meanIn, alone.Length > 2 ? alone[2] / _meanIn : 0),
            clean, sd, lag, PriorOnly: false);
    }

    /// <summary>Load terms as if the prior were some more days; the constant is left to the data, or hidden theft would be spread over the peers.</summary>
    private double[] Shrunk(double[] fit, TechnicalPrior prior)
    {
        var (n, n0) = ((double)_days.Length, (double)_options.PriorDays);
        double[] shares = [0, prior.Shares.Load * _meanIn, prior.Shares.Neutral * _meanIn];
        if (_scale.Length == 2) shares[1] += shares[2];
        return [.. fit.Select((c, k) => k == 0 ? c : ((n * c) + (n0 * shares[k])) / (n + n0))];
    }

    private double[] Robustly()
    {
        var c = NonNegativeFit.Solve(Sums(Enumerable.Range(0, _days.Length)));
        for (var iteration = 0; iteration < MostIterations; iteration++)
        {
            var residual = _loss.Select((loss, k) => loss - Value(c, k)).ToArray();
            var s = Math.Max(Robust.Spread(residual, Robust.Median(residual)), 1e-6);
            for (var k = 0; k < _weights.Length; k++)
            {
                var far = Math.Abs(residual[k]) / s;
                _weights[k] = far <= HuberLimit ? 1 : HuberLimit / far;
            }

            var next = NonNegativeFit.Solve(Sums(Enumerable.Range(0, _days.Length)));
            var moved = next.Zip(c, (u, v) => Math.Abs(u - v)).Max();
            c = next;
            if (moved < 1e-6) break;
        }

        return c;
    }

    /// <summary>Spread and autocorrelation of the residual over the clean days.</summary>
    private (double Sd, double Lag) Residual(double[] c)
    {
        var series = new double[_length];
        Array.Fill(series, double.NaN);
        for (var k = 0; k < _days.Length; k++) series[_days[k]] = _loss[k] - Value(c, k);
        var sd = Robust.Spread(series, Robust.Median(series));
        return (Math.Max(sd, 1e-6), Math.Clamp(Robust.LagOne(series), 0, 0.8));
    }

    /// <summary>Covariance of c1, c2 and the constant: resampled weeks, plus what two regressors cannot know of a network.</summary>
    private double[] Covariance(TechnicalPrior prior, double[] c)
    {
        var weeks = _days.Select((d, k) => (week: d / 7, k)).GroupBy(p => p.week).Select(g => Sums(g.Select(p => p.k))).ToArray();
        var random = new Resampling(_options.Seed);
        var draws = new double[_options.Resamples][];
        for (var r = 0; r < draws.Length; r++)
        {
            var sums = new NonNegativeFit.Sums(_scale.Length);
            for (var w = 0; w < weeks.Length; w++) sums.Add(weeks[random.Below(weeks.Length)]);
            var drawn = Shrunk(NonNegativeFit.Solve(sums), prior);
            draws[r] = [drawn[1] / _scale[1], Neutral(drawn), drawn[0]];
        }

        double[] mean = [.. Enumerable.Range(0, 3).Select(k => draws.Average(d => d[k]))];
        var covariance = new double[9];
        for (var a = 0; a < 3; a++)
        {
            for (var b = 0; b < 3; b++) covariance[(a * 3) + b] = draws.Sum(d => (d[a] - mean[a]) * (d[b] - mean[b])) / Math.Max(1, draws.Length - 1);
        }

        // The structural error moves both load terms together, as a share of them.
        double[] structural = [_options.StructuralShare * c[1] / _scale[1], _options.StructuralShare * Neutral(c)];
        for (var a = 0; a < 2; a++)
        {
            for (var b = 0; b < 2; b++) covariance[(a * 3) + b] += structural[a] * structural[b];
        }

        return covariance;
    }

    private double Neutral(double[] c) => c.Length > 2 ? c[2] / _scale[2] : 0;

    private double Value(double[] c, int k)
    {
        var sum = 0.0;
        for (var j = 0; j < c.Length; j++) sum += c[j] * _rows[k][j];
        return sum;
    }

    private NonNegativeFit.Sums Sums(IEnumerable<int> rows)
    {
        var sums = new NonNegativeFit.Sums(_scale.Length);
        foreach (var k in rows) sums.Add(_rows[k], _loss[k], _weights[k]);
        return sums;
    }

    private static double Mean(int[] days, double[] values)
    {
        var mean = days.Average(d => values[d]);
        return mean > 0 ? mean : 1;
    }
}
