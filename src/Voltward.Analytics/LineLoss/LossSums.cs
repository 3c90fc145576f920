namespace Voltward.Analytics.LineLoss;

/// <summary>
/// What an area's calm days say of its loss, as sums over the days in shares of the mean supply: the loss beyond the constant part
/// (<c>l</c>), the squared load (<c>x</c>, mean 1), the supply (<c>s</c>, mean 1) and one. With them the misfit of any load loss share is
/// known without going back to the days.
/// </summary>
public sealed record LossSums
{
    /// <summary>
    /// Part of the load loss that goes with the energy and not with its square: the heat in branches and service drops follows each
    /// customer's own current, whose squares do not grow as fast as the square of their sum. Three equally far values and their weights.
    /// </summary>
    private static readonly (double Part, double LogWeight)[] Parts = [(0.15, Math.Log(0.2)), (LinearPart, Math.Log(0.6)), (0.45, Math.Log(0.2))];

    /// <summary>Middle of that part.</summary>
    public const double LinearPart = 0.3;

    /// <summary>How much more or less than in proportion to the supply hidden energy may vary from day to day.</summary>
    private const double Elasticity = 1;

    /// <summary>Sums of products of x, s, 1 and l, row by row, <c>double[16]</c>.</summary>
    public required double[] Products { get; init; }

    /// <summary>Standard deviation of one day's residual, share of the mean supply.</summary>
    public required double Noise { get; init; }

    /// <summary>What a day is worth among its neighbours, <c>(1 − ρ)/(1 + ρ)</c>.</summary>
    public required double Thinning { get; init; }

    /// <summary>Standard deviation of the meters' common error, share of the supply.</summary>
    public required double BiasShare { get; init; }

    /// <summary>Customers of the area.</summary>
    public required double Customers { get; init; }

    /// <summary>Variance of knowing the excess in proportion to the supply.</summary>
    internal double ExcessVariance => (Noise * Noise / Thinning / P(1, 1)) + (BiasShare * BiasShare);

    /// <summary>What the area's voltages say of its load loss share; null without curves.</summary>
    public ShareEvidence? Voltage { get; init; }

    /// <summary>Logarithm of the likelihood of a load loss share, up to a constant.</summary>
    /// <param name="share">The share.</param>
    /// <param name="hidden">What is believed of the excess, for <see cref="ExcessVariance"/>.</param>
    internal double LogLikelihood(double share, in ExcessDensity hidden)
    {
        var sum = 0.0;
        var top = double.NegativeInfinity;
        Span<double> logs = stackalloc double[Parts.Length];
        for (var k = 0; k < Parts.Length; k++)
        {
            var (misfit, excess, _) = At(share, Parts[k].Part);
            logs[k] = Parts[k].LogWeight + misfit + hidden.Log(excess);
            top = Math.Max(top, logs[k]);
        }

        foreach (var log in logs) sum += Math.Exp(log - top);
        return top + Math.Log(sum);
    }

    /// <summary>Excess loss in proportion to the supply that goes best with a load loss share, and the variance of knowing it.</summary>
    public (double Excess, double Variance) ExcessAt(double share)
    {
        var (_, excess, variance) = At(share, LinearPart);
        return (excess, variance);
    }

    /// <summary>Logarithm of the fit of a share, the excess that goes best with it, and its variance, for one linear part.</summary>
    public (double LogFit, double Excess, double Variance) At(double share, double part)
    {
        // Residual r = l − share·((1 − part)·x + part·s); its products with s, with 1 and with itself.
        var (x, s) = (share * (1 - part), share * part);
        double ss = P(1, 1), one = P(2, 2), s1 = P(1, 2);
        var rs = P(1, 3) - (x * P(0, 1)) - (s * ss);
        var r1 = P(2, 3) - (x * P(0, 2)) - (s * s1);
        var rr = P(3, 3) - (2 * x * P(0, 3)) - (2 * s * P(1, 3)) + (x * x * P(0, 0)) + (2 * x * s * P(0, 1)) + (s * s * ss);
        var excess = rs / ss;
        var noise = Noise * Noise / Thinning;
        // What hidden energy does beside keeping step with the supply: z = s − 1, its part along s taken off.
        var along = (ss - s1) / ss;
        var zz = ss - (2 * s1) + one - (along * along * ss);
        var zr = rs - r1 - (along * rs);
        var swing = Elasticity * Elasticity * Math.Max(excess, 0) * Math.Max(excess, 0);
        var misfit = rr - (excess * rs) - (zr * zr * swing / ((zz * swing) + noise));
        return ((-0.5 * misfit / noise) - (0.5 * Math.Log(1 + (zz * swing / noise))), excess, ExcessVariance);
    }

    private double P(int a, int b) => Products[(a * 4) + b];
}

/// <summary>What something else than the balance says of a load loss share.</summary>
/// <param name="LogShare">Logarithm of the share.</param>
/// <param name="LogSd">Its standard error.</param>
public readonly record struct ShareEvidence(double LogShare, double LogSd);
