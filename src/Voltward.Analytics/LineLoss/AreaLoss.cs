namespace Voltward.Analytics.LineLoss;

/// <summary>What an area's loss comes to (台区线损状态).</summary>
public enum LossState
{
    /// <summary>Within what physics and the meters explain.</summary>
    Normal,

    /// <summary>Above it with confidence.</summary>
    High,

    /// <summary>Far above it.</summary>
    Serious,

    /// <summary>Below zero, or below the technical loss with confidence.</summary>
    Negative,

    /// <summary>Too few complete days to say.</summary>
    Incomplete,

    /// <summary>No supply readings.</summary>
    NoSupply,
}

/// <summary>Limits of the loss states; alarms stand on z, the percentages only grade them.</summary>
public readonly record struct LossBands()
{
    /// <summary>One-sided alarm limit of z; 2.33 is one clean area in a hundred.</summary>
    public double AlarmZ { get; init; } = 2.33;

    /// <summary>Loss rate above which an alarmed area is serious, per cent.</summary>
    public double SeriousPercent { get; init; } = 10;

    /// <summary>Abnormal share of the supply above which an alarmed area is serious, per cent.</summary>
    public double SeriousAbnormalPercent { get; init; } = 3;

    /// <summary>Loss rate below which an area is negative, per cent.</summary>
    public double NegativePercent { get; init; } = -1;

    /// <summary>Days that the state is judged on.</summary>
    public int RecentDays { get; init; } = 28;
}

/// <summary>Loss of one area over all loaded days: daily arrays in kWh, NaN where a day cannot be used.</summary>
public sealed record AreaLoss
{
    public required AreaSubject Area { get; init; }

    public required DateOnly First { get; init; }

    public required BalanceDays Balance { get; init; }

    public required double[] Square { get; init; }

    public required TechnicalLoss Model { get; init; }

    /// <summary>Technical loss of each day, kWh.</summary>
    public required double[] Technical { get; init; }

    /// <summary>Standard deviation of the technical loss of each day, meters' bias included, kWh.</summary>
    public required double[] TechnicalSd { get; init; }

    /// <summary>Standard deviation of the metered loss of each day, kWh.</summary>
    public required double[] LossSd { get; init; }

    public required CusumResult Chart { get; init; }

    /// <summary>Non-technical loss of the recent days, in standard deviations; NaN when it cannot be said.</summary>
    public required double Z { get; init; }

    /// <summary>Mean non-technical loss of the recent days, kWh a day.</summary>
    public required double AbnormalKwhPerDay { get; init; }

    public required LossState State { get; init; }

    /// <summary>Points of the area on the last day.</summary>
    public required int Customers { get; init; }

    /// <summary>The fitted load loss is far from that of the peers: long-running theft may hide in it.</summary>
    public bool CalibrationDoubted { get; init; }

    public int Days => Technical.Length;

    /// <summary>Non-technical loss of a day, kWh; NaN when the day cannot be used.</summary>
    public double NonTechnical(int day) => Balance.Usable(day) ? Balance.Loss[day] - Technical[day] : double.NaN;

    public double[] NonTechnical() => [.. Enumerable.Range(0, Days).Select(NonTechnical)];
}

/// <summary>Computes the loss of an area in two steps, because the technical loss borrows strength from its peers.</summary>
public static class AreaLossEngine
{
    /// <summary>First step: what this area says by itself.</summary>
    public static (BalanceDays Balance, double[] Square, bool[] Usable, TechnicalLoss Alone) Alone(
        AreaInput input, HistoryFill fill, TechnicalLossOptions options)
    {
        var balance = AreaBalance.Compute(input, fill);
        var square = Squares(input, balance);
        var usable = Usable(input, balance);
        var prior = TechnicalPrior.Of(input.Area, input.Points.Length);
        return (balance, square, usable, TechnicalLoss.Fit(balance, square, usable, prior, options with { Resamples = 2 }));
    }

    /// <summary>Second step: with the peers' load loss as the prior.</summary>
    public static AreaLoss Compute(AreaInput input, BalanceDays balance, double[] square, PeerShare peers, TechnicalLossOptions options)
    {
        var usable = Usable(input, balance);
        var prior = TechnicalPrior.Of(input.Area, input.Points.Length, peers.Share, peers.Spread);
        var model = TechnicalLoss.Fit(balance, square, usable, prior, options);
        var doubted = peers.Doubts(model.FitShare);
        if (doubted)
        {
            // Long-running theft may have been fitted as physics: believe the peers, with the peers' own spread as the doubt.
            model = TechnicalLoss.OfPeers(balance, square, prior) with { DaySdKwh = model.DaySdKwh, LagOne = model.LagOne };
        }

        return Judge(input, balance, square, model) with { CalibrationDoubted = doubted };
    }

    private static AreaLoss Judge(AreaInput input, BalanceDays balance, double[] square, TechnicalLoss model)
    {
        var days = balance.Days;
        var technical = new double[days];
        var (technicalSd, lossSd, residual) = (new double[days], new double[days], new double[days]);
        for (var d = 0; d < days; d++)
        {
            technical[d] = model.Of(double.IsNaN(square[d]) ? 0 : square[d], balance.In[d]);
            var budget = ErrorBudget.Of(input, balance, [d]);
            lossSd[d] = budget.Sd;
            technicalSd[d] = Math.Sqrt(Math.Pow(model.Sd(1, square[d]), 2) + budget.Bias);
            residual[d] = balance.Usable(d) ? (balance.Loss[d] - technical[d]) / balance.In[d] : double.NaN;
        }

        var recent = Recent(balance, new LossBands().RecentDays);
        var (abnormal, z) = Excess(input, balance, square, model, recent);
        return new AreaLoss
        {
            Area = input.Area,
            First = input.First,
            Balance = balance,
            Square = square,
            Model = model,
            Technical = technical,
            TechnicalSd = technicalSd,
            LossSd = lossSd,
            Chart = LossCusum.Run(residual, model.LagOne),
            Z = z,
            AbnormalKwhPerDay = abnormal,
            State = StateOf(balance, recent, abnormal, z),
            Customers = input.Member.Count(m => m[^1]),
        };
    }

    /// <summary>Mean non-technical loss of some days and how many standard deviations it is from zero.</summary>
    private static (double KwhPerDay, double Z) Excess(
        AreaInput input, BalanceDays balance, double[] square, TechnicalLoss model, int[] recent)
    {
        var known = recent.Where(d => !double.IsNaN(square[d])).ToArray();
        if (known.Length < 3) return (double.NaN, double.NaN);
        var excess = known.Sum(d => balance.Loss[d] - model.Of(square[d], balance.In[d]));
        var n = (double)known.Length;
        var widening = (1 + model.LagOne) / (1 - model.LagOne);
        var all = (double)model.Clean.Count(c => c);
        var inside = (double)known.Count(d => model.Clean[d]);
        // Days that the model was fitted on have already pulled it towards themselves.
        var noise = model.DaySdKwh * model.DaySdKwh * widening * (all > 0 ? n - (inside * inside / Math.Max(all, n)) : n);
        var fitted = model.Sd(n, known.Sum(d => square[d]));
        var budget = ErrorBudget.Of(input, balance, known);
        var bias = model.PriorOnly ? budget.Bias : 0;
        var variance = Math.Max(noise, 0.05 * n * model.DaySdKwh * model.DaySdKwh) + ((1 - (inside / n)) * fitted * fitted) + bias + budget.Fill + budget.Step;
        if (model.PriorOnly) variance += (inside / n) * fitted * fitted;
        return (excess / n, excess / Math.Sqrt(Math.Max(variance, 1e-9)));
    }

    private static LossState StateOf(BalanceDays balance, int[] recent, double abnormal, double z)
    {
        var bands = new LossBands();
        var last = Enumerable.Range(Math.Max(0, balance.Days - bands.RecentDays), Math.Min(balance.Days, bands.RecentDays)).ToArray();
        if (last.All(d => balance.State[d] == DayState.NoSupply)) return LossState.NoSupply;
        if (recent.Length < 3 || double.IsNaN(z)) return LossState.Incomplete;
        var supply = recent.Sum(d => balance.In[d]);
        var percent = recent.Sum(d => balance.Loss[d]) / supply * 100;
        var abnormalPercent = abnormal * recent.Length / supply * 100;
        if (percent < bands.NegativePercent || z < -bands.AlarmZ) return LossState.Negative;
        if (z <= bands.AlarmZ) return LossState.Normal;
        return percent > bands.SeriousPercent || abnormalPercent > bands.SeriousAbnormalPercent ? LossState.Serious : LossState.High;
    }

    /// <summary>Usable days among the last ones.</summary>
    private static int[] Recent(BalanceDays balance, int days) =>
        [.. Enumerable.Range(Math.Max(0, balance.Days - days), Math.Min(balance.Days, days)).Where(balance.Usable)];

    private static bool[] Usable(AreaInput input, BalanceDays balance)
    {
        var clean = Enumerable.Range(0, balance.Days).Select(d => balance.Usable(d) && !(input.SupplyExportKwh[d] > 0)).ToArray();
        // An area that feeds back every sunny day has no days without reverse flow: then those have to do.
        return clean.Count(c => c) >= TechnicalLoss.FewestDays ? clean : [.. Enumerable.Range(0, balance.Days).Select(d => balance.Usable(d))];
    }

    /// <summary>Squared load of each day; where no curve exists, the day's energy squared takes its place at the area's own ratio.</summary>
    private static double[] Squares(AreaInput input, BalanceDays balance)
    {
        var ratio = Robust.Median(balance.In.Select((supply, d) => input.LoadSquare[d] / (supply * supply)));
        // Without any curve the shape of the day is constant by assumption: a flat day has Σ P² = S²/6 (96 quarters of S/24 kW).
        if (double.IsNaN(ratio)) ratio = 1.0 / 6;
        var squares = new double[balance.Days];
        for (var d = 0; d < squares.Length; d++)
        {
            squares[d] = float.IsNaN(input.LoadSquare[d]) ? ratio * balance.In[d] * balance.In[d] : input.LoadSquare[d];
        }

        return squares;
    }
}

/// <summary>Load loss of an ordinary area among peers, as a share of the supply, and the spread of its logarithm.</summary>
public readonly record struct PeerShare(double Share, double Spread)
{
    private const int FewestPeers = 8;
    private const double Alarm = 3;

    /// <summary>From the areas' own fits; the fixed prior when there are too few.</summary>
    public static PeerShare Of(IEnumerable<double> shares)
    {
        var logs = shares.Where(s => s > 0).Select(s => Math.Log(s)).ToArray();
        if (logs.Length < FewestPeers) return new PeerShare(0.025, 0.7);
        var middle = Robust.Median(logs);
        return new PeerShare(Math.Exp(middle), Math.Clamp(Robust.Spread(logs, middle), 0.15, 1));
    }

    /// <summary>Whether a fit lies further above its peers than chance explains.</summary>
    public bool Doubts(double share) => share > 0 && Math.Log(share / Share) > Alarm * Spread;
}
