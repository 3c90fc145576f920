using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Archive tests before accusation (户变、相别、倍率、时钟核查): is the booking merely wrong? What they find becomes a correction of the
/// file, never a suspicion of theft.
/// </summary>
public static class ArchiveTests
{
    private const double RatioOdds = 6;
    private const double RatioOff = 2;
    private const double SmallRatioOff = 3;
    private const int MostRatios = 3;
    private const int FewestDays = 21;

    /// <summary>Everybody's evening is alike: more is asked of quarter hours than of days.</summary>
    private const double LoadOdds = 8;

    private static readonly double[] RatioSteps = [1.0 / 4, 1.0 / 3, 2.0 / 5, 1.0 / 2, 3.0 / 5, 2.0 / 3, 3.0 / 4, 4.0 / 3, 3.0 / 2, 2];

    /// <summary>Whose ratio on record is wrong, by the daily loss of their area, of which the heat is doubted.</summary>
    /// <inheritdoc cref="WrongRatios(IReadOnlyList{PointSubject}, float[][], LossTrace?)"/>
    public static IReadOnlyList<(int Customer, double K, double T)> WrongRatios(AreaInput input, AreaLoss loss) =>
        input.Points.Any(p => p.Factor > 1) ? WrongRatios(input.Points, input.ImportKwh, LossTrace.OfDays(loss, doubtsHeat: true)) : [];

    /// <summary>
    /// Wrong ratios of customers: the loss is a constant simple multiple of the readings, <c>1/k − 1</c> with k a ratio step, so the slope is one of a
    /// few and the question is whether the loss is more probable with it. Of the customers behind transformers the one whom the loss follows best; the
    /// others are asked again when it has been put right.
    /// </summary>
    /// <returns>Who, k = recorded / true, and the slope over its standard error, the surest first.</returns>
    public static IReadOnlyList<(int Customer, double K, double T)> WrongRatios(IReadOnlyList<PointSubject> points, float[][] daily, LossTrace? loss)
    {
        var asked = Enumerable.Range(0, points.Count).Where(i => points[i].Factor > 1).Select(i => (Customer: i, Moves: LossTrace.DayMoves(daily[i]))).ToList();
        var found = new List<(int Customer, double K, double T)>();
        while (loss is not null && asked.Count > 0 && found.Count < MostRatios)
        {
            var (best, odds, asFitted) = (-1, RatioOdds, loss.AsFitted);
            var ratio = (K: 1.0, T: 0.0);
            for (var n = 0; n < asked.Count; n++)
            {
                // Only a ratio that is too small makes a loss that could have been taken for heat.
                var (small, large) = (loss.Fit(asked[n].Moves), asFitted.Fit(asked[n].Moves));
                TraceFit Of(double k) => k < 1 ? small : large;
                var step = RatioSteps.MaxBy(k => Of(k).Odds((1 / k) - 1));
                var (fit, slope) = (Of(step), (1 / step) - 1);
                if (fit.Odds(slope) < odds || fit.Off(slope) > (step < 1 ? SmallRatioOff : RatioOff)) continue;
                (best, odds, ratio) = (n, fit.Odds(slope), (step, Math.Abs(fit.T)));
            }

            if (best < 0) break;
            found.Add((asked[best].Customer, ratio.K, ratio.T));
            loss = loss.Without(asked[best].Moves, (1 / ratio.K) - 1);
            asked.RemoveAt(best);
        }

        return found;
    }

    /// <summary>
    /// The same by quarter hours: what a customer uses more or less from one to the next is seen by the supply meter 1/k times. Only ratios on record that are
    /// too small: they make the loss that looks like theft, and others who live alike push the slope up but not to a step.
    /// </summary>
    /// <param name="points">Of the area.</param>
    /// <param name="quarters">Quarter hours of a customer, or null.</param>
    /// <param name="supply">Quarter hours of the supply, or null; asked for only when somebody has transformers.</param>
    /// <returns>Who, k = recorded / true, and the slope beside one over its standard error; null when there is no such sign.</returns>
    public static (int Customer, double K, double T)? RatioByLoad(IReadOnlyList<PointSubject> points, Func<int, float[]?> quarters, Func<LossTrace?> supply)
    {
        var (best, odds, trace) = (((int Customer, double K, double T)?)null, LoadOdds, new Lazy<LossTrace?>(supply));
        for (var i = 0; i < points.Count; i++)
        {
            if (!(points[i].Factor > 1) || quarters(i) is not { } own || trace.Value is not { } seen) continue;
            var fit = seen.Fit(LossTrace.QuarterMoves(own));
            double Odds(double k) => LossTrace.QuarterShare * (fit.Odds(1 / k) - fit.Odds(1));
            var step = RatioSteps.Where(k => k < 1).MaxBy(Odds);
            if (!(Odds(step) >= odds) || !(fit.Off(1 / step) <= RatioOff)) continue;
            (best, odds) = ((i, step, fit.Off(1)), Odds(step));
        }

        return best;
    }

    /// <summary>
    /// Wrong multiplier of the supply meter: <c>l' = 1 − k(1 − l)</c>, the same offset at every load; k = true ratio / archive ratio.
    /// </summary>
    /// <param name="loss">The area.</param>
    /// <param name="peerShare">Ordinary loss rate of its peers.</param>
    /// <returns>The ratio step; NaN when the loss rate does not ask for one.</returns>
    public static double SupplyRatio(AreaLoss loss, double peerShare)
    {
        var rates = Enumerable.Range(0, loss.Days).Where(loss.Balance.Usable).Select(d => loss.Balance.Loss[d] / loss.Balance.In[d]).ToArray();
        if (rates.Length < FewestDays) return double.NaN;
        var rate = Robust.Median(rates);
        var k = (1 - rate) / (1 - peerShare);
        var isSteady = Robust.Spread(rates, rate) < 0.02;
        var step = RatioSteps.MinBy(s => Math.Abs(s - k));
        return isSteady && Math.Abs(k - 1) > 0.15 && Math.Abs((k / step) - 1) < 0.04 ? step : double.NaN;
    }

    /// <summary>Clock: a meter that runs early or late leaves the rise of its own curve in the area's loss.</summary>
    /// <returns>Offset in minutes, positive when the meter's clock is behind; NaN when there is no such sign.</returns>
    public static double ClockMinutes(AreaGrid fine, int customer)
    {
        var readings = fine.Readings[customer];
        var rise = new float[readings.Length];
        Array.Fill(rise, float.NaN);
        for (var t = 1; t + 1 < rise.Length; t++) rise[t] = (readings[t + 1] - readings[t - 1]) / 2;
        var sums = PairSums.Of(rise, fine.Ntl);
        if (sums.N < 200) return double.NaN;
        var r = sums.Correlation;
        var t2 = r * Math.Sqrt((sums.N - 2) / Math.Max(1 - (r * r), 1e-9));
        // The slope is the offset in intervals: ntl = m(t) − m(t − δ) ≈ δ·m'(t).
        return Math.Abs(t2) < 15 || Math.Abs(r) < 0.25 ? double.NaN : sums.Slope * 24 * 60 / fine.Slots;
    }
}
