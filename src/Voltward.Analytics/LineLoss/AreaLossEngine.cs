namespace Voltward.Analytics.LineLoss;

/// <summary>Computes the loss of an area in two steps, because the technical loss borrows strength from its peers.</summary>
public static class AreaLossEngine
{
    /// <summary>How far above its peers a load loss lies before it is believed to hide something, in their standard deviations.</summary>
    private const double Doubt = 3;

    /// <summary>First step: what this area says by itself.</summary>
    public static AreaFit Alone(AreaInput input) => AreaFit.Of(input, AreaBalance.Compute(input, new HistoryFill(input)));

    /// <summary>Second step: with what the peers teach.</summary>
    public static AreaLoss Compute(AreaFit fit, PeerModel peers)
    {
        var expected = peers.LogShare(fit.Traits);
        var prior = LoadShare.OfPrior(expected, peers.Spread, fit.VoltageShare);
        var share = fit.Sums is null ? prior : LoadShare.Of(fit.Sums, peers.HiddenIn(fit.Sums), expected, peers.Spread);
        return Judge(fit, Model(fit, share)) with
        {
            Expected = prior,
            // Theft that runs through all days looks like physics to the area alone: only its peers can tell.
            VoltagePoints = fit.VoltageShare is null ? 0 : fit.Voltage!.Points,
            CalibrationDoubted = fit.OwnShare > 0 && Math.Log(fit.OwnShare) - expected > Doubt * peers.Spread,
        };
    }

    private static TechnicalLoss Model(AreaFit fit, LoadShare share)
    {
        var calm = Enumerable.Range(0, fit.Balance.Days).Where(d => fit.Clean[d]).ToArray();
        var model = new TechnicalLoss(
            fit.ConstantKwh, share, fit.MeanInKwh, 0, calm.Length == 0 ? 1 : calm.Average(d => fit.Index[d]), fit.Clean, fit.DaySdKwh, fit.LagOne, fit.Sums is null);
        // The middle and not the mean: a wild day says nothing of what goes on every day.
        return calm.Length == 0 ? model : model with { HiddenKwh = Robust.Median(calm.Select(d => fit.Balance.Loss[d] - model.Of(1, fit.Index[d]))) };
    }

    private static AreaLoss Judge(AreaFit fit, TechnicalLoss model)
    {
        var balance = fit.Balance;
        var days = balance.Days;
        var (technical, low, high) = (new double[days], new double[days], new double[days]);
        var residual = new double[days];
        for (var d = 0; d < days; d++)
        {
            technical[d] = model.Of(1, fit.Index[d]);
            (low[d], high[d]) = model.Between(1, fit.Index[d]);
            residual[d] = balance.Usable(d) ? (balance.Loss[d] - technical[d]) / balance.In[d] : double.NaN;
        }

        var (abnormal, level, rise) = LossExcess.Of(fit, model);
        var z = double.IsNaN(level) ? double.NaN : level < 0 ? level : Math.Max(level, rise);
        return new AreaLoss
        {
            Area = fit.Area,
            First = fit.First,
            Balance = balance,
            Model = model,
            Technical = technical,
            TechnicalLow = low,
            TechnicalHigh = high,
            Budget = fit.Budget,
            Chart = LossCusum.Run(residual, model.LagOne),
            Z = z,
            RiseZ = rise,
            AbnormalKwhPerDay = abnormal,
            State = StateOf(balance, fit.Recent, abnormal, z),
            Customers = fit.Customers,
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
}
