namespace Voltward.Analytics.LineLoss;

/// <summary>Computes the loss of an area in two steps, because the technical loss borrows strength from its peers.</summary>
public static class AreaLossEngine
{
    /// <summary>First step: balance, squared load, and what this area says by itself.</summary>
    public static (BalanceDays Balance, HeadLoad Load, TechnicalLoss Alone) Alone(AreaInput input, TechnicalLossOptions options)
    {
        var balance = AreaBalance.Compute(input, new HistoryFill(input));
        var load = Filled(input, balance);
        var prior = TechnicalPrior.Of(input.Area, input.Points.Length, PeerShare.Unknown);
        return (balance, load, TechnicalLoss.FitArea(balance, load, Usable(input, balance), prior, options with { Resamples = 2 }));
    }

    /// <summary>Second step: with the peers' load loss as the prior.</summary>
    public static AreaLoss Compute(AreaInput input, BalanceDays balance, HeadLoad load, PeerShare peers, TechnicalLossOptions options)
    {
        var prior = TechnicalPrior.Of(input.Area, input.Points.Length, peers);
        var model = TechnicalLoss.FitArea(balance, load, Usable(input, balance), prior, options);
        var doubted = peers.Doubts(model.Fit.Load + model.Fit.Neutral);
        if (doubted)
        {
            // Long-running theft may have been fitted as physics: believe the peers, with the peers' own spread as the doubt.
            model = TechnicalLoss.OfPeers(balance, load, prior) with { DaySdKwh = model.DaySdKwh, LagOne = model.LagOne };
        }

        return Judge(input, balance, load, model) with { CalibrationDoubted = doubted };
    }

    private static AreaLoss Judge(AreaInput input, BalanceDays balance, HeadLoad load, TechnicalLoss model)
    {
        var days = balance.Days;
        var (technical, technicalSd, lossSd, residual) = (new double[days], new double[days], new double[days], new double[days]);
        for (var d = 0; d < days; d++)
        {
            var terms = load.At(d);
            var budget = ErrorBudget.Of(input, balance, [d]);
            technical[d] = model.Of(terms);
            technicalSd[d] = Math.Sqrt(model.Variance(terms) + budget.Bias);
            lossSd[d] = budget.Sd;
            residual[d] = balance.Usable(d) ? (balance.Loss[d] - technical[d]) / balance.In[d] : double.NaN;
        }

        var recent = Recent(balance, new LossBands().RecentDays);
        var (abnormal, level, rise) = LossExcess.Of(input, balance, load, model, recent);
        var z = double.IsNaN(level) ? double.NaN : level < 0 ? level : Math.Max(level, rise);
        return new AreaLoss
        {
            Area = input.Area,
            First = input.First,
            Balance = balance,
            Load = load,
            Model = model,
            Technical = technical,
            TechnicalSd = technicalSd,
            LossSd = lossSd,
            Chart = LossCusum.Run(residual, model.LagOne),
            Z = z,
            RiseZ = rise,
            AbnormalKwhPerDay = abnormal,
            State = StateOf(balance, recent, abnormal, z),
            Customers = input.Member.Count(m => m[^1]),
        };
    }

    private static LossState StateOf(BalanceDays balance, int[] recent, double abnormal, double z)
    {
        var bands = new LossBands();
        var last = Enumerable.Range(Math.Max(0, balance.Days - bands.RecentDays), Math.Min(balance.Days, bands.RecentDays)).ToArray();
        if (last.All(d => balance.State[d] == DayState.NoSupply)) return LossState.NoSupply;
        if (recent.Length < LossExcess.FewestDays || double.IsNaN(z)) return LossState.Incomplete;
        var supply = recent.Sum(d => balance.In[d]);
        var percent = recent.Sum(d => balance.Loss[d]) / supply * 100;
        var abnormalPercent = abnormal * recent.Length / supply * 100;
        if (percent < bands.NegativePercent || z < -bands.AlarmZ) return LossState.Negative;
        if (z <= bands.AlarmZ) return LossState.Normal;
        return percent > bands.SeriousPercent || abnormalPercent > bands.SeriousAbnormalPercent ? LossState.Serious : LossState.High;
    }

    /// <summary>Usable days among the last ones.</summary>
    private static int[] Recent(BalanceDays balance, int days) =>
        [.. Enumerable.Range(Math.Max(0, balance.Days - days), Math.Min(balance.Days, days)).Where(d => balance.Usable(d))];

    private static bool[] Usable(AreaInput input, BalanceDays balance)
    {
        var clean = Enumerable.Range(0, balance.Days).Select(d => balance.Usable(d) && !(input.SupplyExportKwh[d] > 0)).ToArray();
        // An area that feeds back every sunny day has no days without reverse flow: then those have to do.
        return clean.Count(c => c) >= TechnicalLoss.FewestDays ? clean : [.. Enumerable.Range(0, balance.Days).Select(d => balance.Usable(d))];
    }

    /// <summary>Squared load of each day; where no curve exists, the day's energy squared takes its place at the area's own ratio.</summary>
    private static HeadLoad Filled(AreaInput input, BalanceDays balance)
    {
        // Without any curve the shape of the day is constant by assumption: a flat day has Σ P² = S²/6 (96 quarters of S/24 kW).
        return new HeadLoad(Fill(input.Head.Square, balance, 1.0 / 6), Fill(input.Head.Neutral, balance, double.NaN));
    }

    private static double[] Fill(double[] known, BalanceDays balance, double otherwise)
    {
        var ratio = Robust.Median(balance.In.Select((supply, d) => known[d] / (supply * supply)));
        if (double.IsNaN(ratio)) ratio = otherwise;
        return [.. known.Select((v, d) => double.IsNaN(v) ? ratio * balance.In[d] * balance.In[d] : v)];
    }
}
