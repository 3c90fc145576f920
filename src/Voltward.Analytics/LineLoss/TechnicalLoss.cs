namespace Voltward.Analytics.LineLoss;

/// <summary>How the technical loss is fitted.</summary>
public readonly record struct TechnicalLossOptions()
{
    /// <summary>Days of data that the prior is worth.</summary>
    public int PriorDays { get; init; } = 10;

    /// <summary>Resamples of weeks for the interval, 100 or more.</summary>
    public int Resamples { get; init; } = 500;

    /// <summary>Use the quarter of days with the lowest loss instead of the lowest level.</summary>
    public bool LowestQuarter { get; init; }

    /// <summary>Fit a proportional meter error as well.</summary>
    public bool Proportional { get; init; }

    /// <summary>Seed of the resampling.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>What is believed of an area's technical loss before its own loss is looked at.</summary>
/// <param name="ConstantKwh">Constant loss, kWh a day: meters, and iron loss when the transformer is inside.</param>
/// <param name="SquareShare">Load loss as a share of the supply on an ordinary day.</param>
/// <param name="SquareSpread">Standard deviation of the logarithm of that share among peers.</param>
public readonly record struct TechnicalPrior(double ConstantKwh, double SquareShare, double SquareSpread)
{
    private const double MeterWatts = 0.75;

    /// <summary>The prior before any peer is known.</summary>
    public static TechnicalPrior Of(AreaSubject area, int meters, double share = 0.025, double spread = 0.7) =>
        new((meters * MeterWatts * 24 / 1000) + (area.TransformerInside ? area.NoLoadLossKw * 24 : 0), share, spread);
}

/// <summary>
/// Calibrated technical loss of one area: <c>TL_d = c0 + c1·X_d (+ c2·S_d)</c>, all c ≥ 0, X_d the sum of squared head load over
/// the day's quarter hours.
/// </summary>
/// <param name="C">c0 kWh, c1 kWh per unit of X, c2.</param>
/// <param name="Covariance">Of c0 and c1 from the resampled weeks: var c0, cov, var c1.</param>
/// <param name="FitShare">Load loss as a share of the supply by the area's own days alone; NaN when there were too few.</param>
/// <param name="Clean">Days used for the fit.</param>
/// <param name="DaySdKwh">Standard deviation of one day's residual, kWh.</param>
/// <param name="LagOne">Autocorrelation of the residual at one day, 0 to 0.8.</param>
/// <param name="PriorOnly">True when the area's own days were not usable and the model is the prior.</param>
public sealed record TechnicalLoss(
    double[] C, (double Constant, double Both, double Square) Covariance, double FitShare, bool[] Clean, double DaySdKwh, double LagOne, bool PriorOnly)
{
    public const int FewestDays = 14;
    private const double HuberLimit = 1.345;
    private const int MostIterations = 20;

    /// <summary>Technical loss of a day, kWh, never negative.</summary>
    public double Of(double square, double supplyKwh) => C[0] + (C[1] * square) + (C[2] * supplyKwh);

    /// <summary>Standard deviation of the model's technical loss over days with this sum of ones and of squares, kWh.</summary>
    public double Sd(double days, double squares) => Math.Sqrt(Math.Max(
        0, (days * days * Covariance.Constant) + (2 * days * squares * Covariance.Both) + (squares * squares * Covariance.Square)));

    /// <summary>Fits one area.</summary>
    /// <param name="balance">Balance of the days.</param>
    /// <param name="square">X, <c>double[D]</c>, NaN where unknown.</param>
    /// <param name="usable">Days that may be used: complete, no reverse flow, no outage.</param>
    /// <param name="prior">Belief beforehand.</param>
    /// <param name="options">How.</param>
    public static TechnicalLoss Fit(
        BalanceDays balance, double[] square, bool[] usable, TechnicalPrior prior, TechnicalLossOptions options)
    {
        var days = Enumerable.Range(0, balance.Days).Where(d => usable[d] && !double.IsNaN(square[d])).ToArray();
        if (days.Length < FewestDays) return OfPeers(balance, square, prior);
        var meanIn = days.Average(d => balance.In[d]);
        var scale = days.Average(d => square[d]);
        var c1Prior = prior.SquareShare * meanIn / scale;

        var rate = new double[balance.Days];
        Array.Fill(rate, double.NaN);
        foreach (var d in days) rate[d] = (balance.Loss[d] - prior.ConstantKwh - (c1Prior * square[d])) / balance.In[d];
        var clean = options.LowestQuarter ? CleanDays.LowestQuarter(rate) : CleanDays.LowestLevel(rate);
        days = [.. days.Where(d => clean[d])];
        var fit = new Regression(balance, square, days, scale, meanIn, options);
        var c = fit.Shrunk(fit.Solution, [prior.ConstantKwh, prior.SquareShare * meanIn, 0]);
        var (sd, lag) = fit.Residual(c, balance.Days);
        return new TechnicalLoss(
            [c[0], c[1] / scale, c[2] / Math.Max(meanIn, 1)], fit.Covariance(prior, scale, meanIn), fit.Solution[1] / meanIn, clean, sd, lag, false);
    }

    /// <summary>The model of an area whose own days say nothing, or say what its peers do not: the peers' share, with the peers' spread.</summary>
    public static TechnicalLoss OfPeers(BalanceDays balance, double[] square, TechnicalPrior prior)
    {
        var days = Enumerable.Range(0, balance.Days).Where(d => balance.Usable(d) && !double.IsNaN(square[d])).ToArray();
        var meanIn = days.Length == 0 ? 0 : days.Average(d => balance.In[d]);
        var c1 = days.Length == 0 ? 0 : prior.SquareShare * meanIn / days.Average(d => square[d]);
        var (sd0, sd1) = (prior.ConstantKwh / 2, prior.SquareSpread * c1);
        return new TechnicalLoss(
            [prior.ConstantKwh, c1, 0], (sd0 * sd0, 0, sd1 * sd1), double.NaN, new bool[balance.Days], Math.Max(0.005 * meanIn, 1e-6), 0, true);
    }

    /// <summary>Regression in scaled columns: 1, X over its mean, S over its mean; coefficients are kWh of an ordinary day.</summary>
    private sealed class Regression
    {
        private readonly double[][] _rows;
        private readonly double[] _loss;
        private readonly double[] _weights;
        private readonly int[] _days;
        private readonly TechnicalLossOptions _options;

        public Regression(BalanceDays balance, double[] square, int[] days, double scale, double meanIn, TechnicalLossOptions options)
        {
            (_days, _options) = (days, options);
            _rows = [.. days.Select(d => options.Proportional
                ? new[] { 1, square[d] / scale, balance.In[d] / meanIn }
                : new[] { 1, square[d] / scale })];
            _loss = [.. days.Select(d => balance.Loss[d])];
            _weights = new double[days.Length];
            Array.Fill(_weights, 1);
            Solution = Robustly();
        }

        /// <summary>kWh of an ordinary day: constant, square, proportional.</summary>
        public double[] Solution { get; }

        public double[] Shrunk(double[] fit, double[] prior)
        {
            var (n, n0) = ((double)_days.Length, (double)_options.PriorDays);
            return [.. fit.Select((c, k) => ((n * c) + (n0 * prior[k])) / (n + n0))];
        }

        /// <summary>Spread and autocorrelation of the residual over the clean days.</summary>
        public (double Sd, double Lag) Residual(double[] c, int length)
        {
            var series = new double[length];
            Array.Fill(series, double.NaN);
            for (var k = 0; k < _days.Length; k++) series[_days[k]] = _loss[k] - Model(c, k);
            var sd = Robust.Spread(series, Robust.Median(series));
            return (Math.Max(sd, 1e-6), Math.Clamp(Robust.LagOne(series), 0, 0.8));
        }

        public (double, double, double) Covariance(TechnicalPrior prior, double scale, double meanIn)
        {
            var weeks = _days.Select((d, k) => (week: d / 7, k)).GroupBy(p => p.week).Select(g => Sums(g.Select(p => p.k))).ToArray();
            var random = new Resampling(_options.Seed);
            var (a, b) = (new double[_options.Resamples], new double[_options.Resamples]);
            for (var r = 0; r < _options.Resamples; r++)
            {
                var sums = new NonNegativeFit.Sums(_rows[0].Length);
                foreach (var _ in weeks) sums.Add(weeks[random.Below(weeks.Length)]);
                var c = Shrunk(Padded(NonNegativeFit.Solve(sums)), [prior.ConstantKwh, prior.SquareShare * meanIn, 0]);
                (a[r], b[r]) = (c[0], c[1] / scale);
            }

            var (ma, mb) = (a.Average(), b.Average());
            var n = _options.Resamples - 1.0;
            return (a.Sum(v => (v - ma) * (v - ma)) / n, a.Zip(b, (v, w) => (v - ma) * (w - mb)).Sum() / n, b.Sum(w => (w - mb) * (w - mb)) / n);
        }

        private double[] Robustly()
        {
            var c = Padded(NonNegativeFit.Solve(Sums(Enumerable.Range(0, _days.Length))));
            for (var iteration = 0; iteration < MostIterations; iteration++)
            {
                var residual = _loss.Select((loss, k) => loss - Model(c, k)).ToArray();
                var s = Math.Max(Robust.Spread(residual, 0), 1e-6);
                for (var k = 0; k < _weights.Length; k++)
                {
                    var far = Math.Abs(residual[k]) / s;
                    _weights[k] = far <= HuberLimit ? 1 : HuberLimit / far;
                }

                var next = Padded(NonNegativeFit.Solve(Sums(Enumerable.Range(0, _days.Length))));
                var moved = next.Zip(c, (u, v) => Math.Abs(u - v)).Max();
                c = next;
                if (moved < 1e-6) break;
            }

            return c;
        }

        private double Model(double[] c, int k)
        {
            var sum = 0.0;
            for (var j = 0; j < _rows[k].Length; j++) sum += c[j] * _rows[k][j];
            return sum;
        }

        private NonNegativeFit.Sums Sums(IEnumerable<int> rows)
        {
            var sums = new NonNegativeFit.Sums(_rows[0].Length);
            foreach (var k in rows) sums.Add(_rows[k], _loss[k], _weights[k]);
            return sums;
        }

        private static double[] Padded(double[] c) => c.Length == 3 ? c : [.. c, .. new double[3 - c.Length]];
    }
}
