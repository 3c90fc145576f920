namespace Voltward.Analytics.LineLoss;

/// <summary>How the technical loss is fitted.</summary>
public readonly record struct TechnicalLossOptions()
{
    /// <summary>Days of data that the prior of the load loss is worth.</summary>
    public int PriorDays { get; init; } = 10;

    /// <summary>Resamples of weeks for the interval, 2 or more.</summary>
    public int Resamples { get; init; } = 500;

    /// <summary>Use the quarter of days with the lowest loss instead of the lowest level.</summary>
    public bool LowestQuarter { get; init; }

    /// <summary>Error of the model itself, as a share of the technical loss: what two regressors cannot know of a network.</summary>
    public double StructuralShare { get; init; } = 0.15;

    /// <summary>Seed of the resampling.</summary>
    public ulong Seed { get; init; } = 1;
}

/// <summary>
/// Squared load of each day at the head of an area, <c>double[D]</c>: the sum over the day's quarter hours of <c>(Ia + Ib + Ic)²</c>
/// and of the squared neutral current <c>Ia² + Ib² + Ic² − Ia·Ib − Ib·Ic − Ic·Ia</c>. One unit per area (A² or kW²); the neutral is
/// all NaN where the phases are not known.
/// </summary>
public sealed record HeadLoad(double[] Square, double[] Neutral)
{
    public bool HasNeutral => Neutral.Any(v => !double.IsNaN(v));

    /// <summary>Terms of one day: 1, square, neutral (0 when unknown).</summary>
    public (double One, double Square, double Neutral) At(int day) => (1, Square[day], double.IsNaN(Neutral[day]) ? 0 : Neutral[day]);
}

/// <summary>What is believed of an area's technical loss before its own loss is looked at.</summary>
/// <param name="ConstantKwh">Constant technical loss, kWh a day: meters, and iron loss when the transformer is inside.</param>
/// <param name="Shares">Load loss of an ordinary day as a share of the supply: of the load, and of the neutral.</param>
/// <param name="Spread">Standard deviation of the logarithm of the load loss share among peers.</param>
public readonly record struct TechnicalPrior(double ConstantKwh, (double Load, double Neutral) Shares, double Spread)
{
    private const double MeterWatts = 0.75;

    public static TechnicalPrior Of(AreaSubject area, int meters, PeerShare peers) =>
        new((meters * MeterWatts * 24 / 1000) + (area.TransformerInside ? area.NoLoadLossKw * 24 : 0), (peers.Load, peers.Neutral), peers.Spread);
}

/// <summary>
/// Calibrated technical loss of one area: <c>TL_d = c0 + c1·X_d + c2·N_d</c>, all c ≥ 0. X is the squared load at the head, N the
/// squared neutral current. A constant loss beyond what meters and iron take is not technical: heat grows with the square of
/// the load, what runs all day beside the meters does not.
/// </summary>
/// <param name="ConstantKwh">c0, kWh a day.</param>
/// <param name="C">c1 and c2, kWh per unit.</param>
/// <param name="HiddenKwh">Constant loss found beside it, kWh a day, 0 or more: meters' bias, unmetered supply, or theft that never stopped.</param>
/// <param name="Covariance">Of c1, c2 and the hidden constant from the resampled weeks, row by row.</param>
/// <param name="Fit">Load loss by the area's own days alone, as shares of the supply (load, neutral); NaN when there were too few days.</param>
/// <param name="Clean">Days used for the fit.</param>
/// <param name="DaySdKwh">Standard deviation of one day's residual, kWh.</param>
/// <param name="LagOne">Autocorrelation of the residual at one day, 0 to 0.8.</param>
/// <param name="PriorOnly">True when the area's own days were not usable and the model is the prior.</param>
public sealed record TechnicalLoss(
    double ConstantKwh, (double Square, double Neutral) C, double HiddenKwh, double[] Covariance, (double Load, double Neutral) Fit, bool[] Clean,
    double DaySdKwh, double LagOne, bool PriorOnly)
{
    public const int FewestDays = 14;

    /// <summary>Technical loss of a day, kWh, never negative.</summary>
    public double Of((double One, double Square, double Neutral) load) => (load.One * ConstantKwh) + (C.Square * load.Square) + (C.Neutral * load.Neutral);

    /// <summary>Variance of the technical loss over days with these sums of terms, kWh²; without the hidden constant.</summary>
    public double Variance((double One, double Square, double Neutral) load) => Quadratic(load.Square, load.Neutral, 0);

    /// <summary>Variance of technical loss and hidden constant together: what the chart's level rests on.</summary>
    public double LevelVariance((double One, double Square, double Neutral) load) => Quadratic(load.Square, load.Neutral, load.One);

    private double Quadratic(double square, double neutral, double one)
    {
        double[] x = [square, neutral, one];
        var sum = 0.0;
        for (var a = 0; a < 3; a++)
        {
            for (var b = 0; b < 3; b++) sum += x[a] * x[b] * Covariance[(a * 3) + b];
        }

        return Math.Max(0, sum);
    }

    /// <summary>Fits one area.</summary>
    /// <param name="balance">Balance of the days.</param>
    /// <param name="load">Squared load of the days.</param>
    /// <param name="usable">Days that may be used: complete, no reverse flow, no outage.</param>
    /// <param name="prior">Belief beforehand.</param>
    /// <param name="options">How.</param>
    public static TechnicalLoss FitArea(BalanceDays balance, HeadLoad load, bool[] usable, TechnicalPrior prior, TechnicalLossOptions options)
    {
        var days = Enumerable.Range(0, balance.Days).Where(d => usable[d] && !double.IsNaN(load.Square[d]) && (!load.HasNeutral || !double.IsNaN(load.Neutral[d]))).ToArray();
        if (days.Length < FewestDays) return OfPeers(balance, load, prior);
        var meanIn = days.Average(d => balance.In[d]);
        var rate = new double[balance.Days];
        Array.Fill(rate, double.NaN);
        var c1Prior = prior.Shares.Load * meanIn / days.Average(d => load.Square[d]);
        foreach (var d in days) rate[d] = (balance.Loss[d] - prior.ConstantKwh - (c1Prior * load.Square[d])) / balance.In[d];
        var clean = options.LowestQuarter ? CleanDays.LowestQuarter(rate) : CleanDays.LowestLevel(rate);
        return new TechnicalRegression(balance, load, [.. days.Where(d => clean[d])], meanIn, options).Model(prior, clean);
    }

    /// <summary>The model of an area whose own days say nothing, or say what its peers do not: the peers' share, with the peers' spread.</summary>
    public static TechnicalLoss OfPeers(BalanceDays balance, HeadLoad load, TechnicalPrior prior)
    {
        var days = Enumerable.Range(0, balance.Days).Where(d => balance.Usable(d) && !double.IsNaN(load.Square[d])).ToArray();
        var meanIn = days.Length == 0 ? 0 : days.Average(d => balance.In[d]);
        // Without phases the neutral's share goes with the load's.
        var share = prior.Shares.Load + prior.Shares.Neutral;
        var c1 = days.Length == 0 ? 0 : share * meanIn / days.Average(d => load.Square[d]);
        var sd = prior.Spread * c1;
        return new TechnicalLoss(
            prior.ConstantKwh, (c1, 0), 0, [sd * sd, 0, 0, 0, 0, 0, 0, 0, 0], (double.NaN, double.NaN), new bool[balance.Days], Math.Max(0.005 * meanIn, 1e-6), 0, true);
    }
}
