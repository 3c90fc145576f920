using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>A customer that seems to be booked in one area and fed from another.</summary>
/// <param name="Point">Index of the point in the area where it is booked.</param>
/// <param name="FedFrom">Area whose loss it explains.</param>
/// <param name="OwnSlope">Slope of the own area's loss on the readings, about −1.</param>
/// <param name="OtherSlope">Slope of the other area's loss on the readings, about +1.</param>
/// <param name="T">The weaker of both slopes over its standard error.</param>
public sealed record Misbooking(int Point, string FedFrom, double OwnSlope, double OtherSlope, double T);

/// <summary>
/// Archive tests before accusation (户变、相别、倍率、时钟核查): is the booking merely wrong? What they find becomes a correction of the
/// file, never a suspicion of theft.
/// </summary>
public static class ArchiveTests
{
    private const double SlopeTolerance = 0.3;
    private const double LeastT = 5;
    private const int FewestDays = 21;

    private static readonly double[] RatioSteps = [1.0 / 4, 1.0 / 3, 2.0 / 5, 1.0 / 2, 3.0 / 5, 2.0 / 3, 3.0 / 4, 4.0 / 3, 3.0 / 2, 2];

    /// <summary>Wrong area: the own area's loss falls by what the customer uses and a neighbour's rises by the same; both signs are required.</summary>
    public static IReadOnlyList<Misbooking> WrongArea(AreaInput input, AreaLoss loss, IReadOnlyList<NeighbourLoss> neighbours)
    {
        var own = loss.NonTechnical().Select(v => (float)v).ToArray();
        var found = new List<Misbooking>();
        if (neighbours.Count == 0) return found;
        for (var i = 0; i < input.Points.Length; i++)
        {
            var here = Slope(input.ImportKwh[i], own);
            if (!(Math.Abs(here.Slope + 1) < SlopeTolerance) || here.T < LeastT) continue;
            foreach (var neighbour in neighbours)
            {
                var there = Slope(input.ImportKwh[i], neighbour.Ntl);
                if (!(Math.Abs(there.Slope - 1) < SlopeTolerance) || there.T < LeastT) continue;
                found.Add(new Misbooking(i, neighbour.AreaNo, here.Slope, there.Slope, Math.Min(here.T, there.T)));
            }
        }

        // Two customers with alike curves point at the same loss; the better fit is the booking to look at.
        return [.. found.GroupBy(f => f.FedFrom).Select(g => g.MaxBy(f => f.T)!).OrderBy(f => f.Point)];
    }

    /// <summary>Wrong ratio of a customer: the loss is a constant simple multiple of its readings, <c>1/k − 1</c> with k a ratio step.</summary>
    /// <returns>k = recorded / true; NaN when there is no such sign.</returns>
    public static (double K, double T) WrongRatio(PointSubject point, float[] daily, AreaLoss loss)
    {
        if (!(point.Factor > 1)) return (double.NaN, 0);
        var fit = Slope(daily, [.. loss.NonTechnical().Select(v => (float)v)]);
        if (double.IsNaN(fit.Slope) || fit.T < LeastT + 1) return (double.NaN, 0);
        var k = 1 / (1 + fit.Slope);
        var step = RatioSteps.MinBy(s => Math.Abs(Math.Log(s / Math.Max(k, 0.01))));
        return Math.Abs((step / k) - 1) < 0.08 ? (step, fit.T) : (double.NaN, 0);
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

    private static (double Slope, double T) Slope(float[] x, float[] y)
    {
        // First differences: a common course of weeks must not pass for a booking.
        var (dx, dy) = (Differences(x), Differences(y));
        var level = PairSums.Of(x, y);
        var sums = PairSums.Of(dx, dy);
        if (sums.N < FewestDays || double.IsNaN(sums.Correlation) || double.IsNaN(level.Correlation)) return (double.NaN, 0);
        var r = sums.Correlation;
        return (level.Slope, Math.Abs(r) * Math.Sqrt((sums.N - 2) / Math.Max(1 - (r * r), 1e-9)));
    }

    private static float[] Differences(float[] series)
    {
        var differences = new float[series.Length];
        differences[0] = float.NaN;
        for (var d = 1; d < series.Length; d++) differences[d] = series[d] - series[d - 1];
        return differences;
    }
}
