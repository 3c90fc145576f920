namespace Voltward.Analytics.LineLoss;

/// <summary>What is known of the load loss of an area, as a share of its mean supply on an ordinary day.</summary>
/// <param name="Middle">Half of the belief lies below.</param>
/// <param name="Low">2.5 % of the belief lies below.</param>
/// <param name="High">2.5 % of the belief lies above.</param>
/// <param name="LogMean">Mean of its logarithm.</param>
/// <param name="LogVariance">Variance of its logarithm.</param>
public readonly record struct LoadShare(double Middle, double Low, double High, double LogMean, double LogVariance)
{
    /// <summary>
    /// What the belief takes for granted, as a share of the load loss: one index is not the heat itself (a tenth), and what the company's
    /// areas teach of hidden energy is itself uncertain (three twentieths).
    /// </summary>
    private const double Structural = 0.18;
    private const double TwoSided = 1.96;
    private const double Lowest = 0.0003;
    private const double Highest = 0.3;
    private const int Points = 140;
    private static readonly double[] Grid = [.. Enumerable.Range(0, Points).Select(k => Math.Log(Lowest) + (Math.Log(Highest / Lowest) * k / (Points - 1)))];

    private static readonly double[] Shares = [.. Grid.Select(Math.Exp)];

    /// <summary>Standard deviation of the share.</summary>
    public double Sd => Middle * Math.Sqrt(LogVariance);

    /// <summary>Belief from the peers alone.</summary>
    public static LoadShare OfPrior(double logMean, double logSd, ShareEvidence? voltage = null)
    {
        if (voltage is { } seen)
        {
            // Two normal beliefs: each counts by its certainty.
            double prior = 1 / (logSd * logSd), weight = 1 / (seen.LogSd * seen.LogSd);
            (logMean, logSd) = (((logMean * prior) + (seen.LogShare * weight)) / (prior + weight), 1 / Math.Sqrt(prior + weight));
        }

        return new(Math.Exp(logMean), Math.Exp(logMean - (TwoSided * logSd)), Math.Exp(logMean + (TwoSided * logSd)), logMean, logSd * logSd);
    }

    /// <summary>Belief from peers, days and voltages together; voltages bring their own doubt with them.</summary>
    public static LoadShare Of(LossSums sums, HiddenLoss hidden, double logMean, double logSd) =>
        sums.Voltage is null ? Of(Weights(sums, hidden, logMean, logSd)).Widened() : Of(Weights(sums, hidden, logMean, logSd));

    /// <summary>Weights of the grid's shares, their sum 1.</summary>
    internal static double[] Weights(LossSums sums, HiddenLoss hidden, double logMean, double logSd)
    {
        var weights = new double[Points];
        var top = double.NegativeInfinity;
        var excess = new ExcessDensity(hidden, sums.ExcessVariance);
        for (var k = 0; k < Points; k++)
        {
            var far = (Grid[k] - logMean) / logSd;
            weights[k] = sums.LogLikelihood(Shares[k], excess) - (0.5 * far * far);
            top = Math.Max(top, weights[k]);
        }

        var total = 0.0;
        for (var k = 0; k < Points; k++) total += weights[k] = Math.Exp(weights[k] - top);
        for (var k = 0; k < Points; k++) weights[k] /= total;
        return sums.Voltage is { } voltage ? Seen(weights, voltage) : weights;
    }

    /// <summary>The belief with what the voltages say, its own doubt allowed for first: what the balance takes for granted is no knowledge against them.</summary>
    private static double[] Seen(double[] belief, ShareEvidence voltage)
    {
        var (weights, total) = (new double[Points], 0.0);
        for (var k = 0; k < Points; k++)
        {
            for (var from = 0; from < Points; from++)
            {
                if (belief[from] < 1e-12) continue;
                var moved = (Grid[k] - Grid[from]) / Structural;
                weights[k] += belief[from] * Math.Exp(-0.5 * moved * moved);
            }

            var far = (Grid[k] - voltage.LogShare) / voltage.LogSd;
            total += weights[k] *= Math.Exp(-0.5 * far * far);
        }

        if (!(total > 0)) return belief;
        for (var k = 0; k < Points; k++) weights[k] /= total;
        return weights;
    }

    internal static double At(int point) => Shares[point];

    internal static LoadShare Of(double[] weights)
    {
        double mean = 0, square = 0;
        for (var k = 0; k < Points; k++)
        {
            mean += weights[k] * Grid[k];
            square += weights[k] * Grid[k] * Grid[k];
        }

        return new LoadShare(Quantile(weights, 0.5), Quantile(weights, 0.025), Quantile(weights, 0.975), mean, Math.Max(0, square - (mean * mean)));
    }

    /// <summary>With the doubt about the model itself.</summary>
    private LoadShare Widened()
    {
        var (down, up) = (Math.Log(Middle / Low), Math.Log(High / Middle));
        var own = TwoSided * Structural;
        return this with
        {
            Low = Middle * Math.Exp(-Math.Sqrt((down * down) + (own * own))),
            High = Middle * Math.Exp(Math.Sqrt((up * up) + (own * own))),
            LogVariance = LogVariance + (Structural * Structural),
        };
    }

    private static double Quantile(double[] weights, double q)
    {
        var sum = 0.0;
        for (var k = 0; k < Points; k++)
        {
            // A weight stands for the cell around its point.
            if (sum + weights[k] >= q) return Math.Exp(Grid[k] + ((((q - sum) / weights[k]) - 0.5) * (Grid[1] - Grid[0])));
            sum += weights[k];
        }

        return Highest;
    }
}
