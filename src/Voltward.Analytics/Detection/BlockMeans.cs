namespace Voltward.Analytics.Detection;

/// <summary>
/// Mean and scatter of what resampled weeks of one side would say of the mean reading and the mean loss of a day, worked out instead of drawn: a
/// resample is a sum of blocks drawn independently, so that its moments are sums of the moments of one block (moving blocks, Künsch 1989).
/// </summary>
/// <param name="Own">Mean of the readings, kWh a day.</param>
/// <param name="Loss">Mean of the loss, kWh a day.</param>
/// <param name="OwnVariance">Variance of the first, kWh² a day².</param>
/// <param name="LossVariance">Variance of the second.</param>
/// <param name="Covariance">Of both.</param>
internal readonly record struct BlockMeans(double Own, double Loss, double OwnVariance, double LossVariance, double Covariance)
{
    private const int BlockDays = 7;

    /// <summary>As many days as there are, in blocks of a week, the last one cut.</summary>
    /// <param name="days">Valid days in order, at least one.</param>
    /// <param name="own">Readings by day, kWh.</param>
    /// <param name="loss">Loss by day, kWh.</param>
    public static BlockMeans Of(ReadOnlySpan<int> days, ReadOnlySpan<double> own, ReadOnlySpan<double> loss)
    {
        var block = Math.Min(BlockDays, days.Length);
        var (whole, cut) = (days.Length / block, days.Length % block);
        var starts = days.Length - block + 1;
        var (a, b) = (Block(days, own, loss, (starts, block)), Block(days, own, loss, (starts, cut)));
        double n = days.Length, square = n * n;
        return new BlockMeans(
            ((whole * a.Own) + b.Own) / n,
            ((whole * a.Loss) + b.Loss) / n,
            ((whole * a.OwnVariance) + b.OwnVariance) / square,
            ((whole * a.LossVariance) + b.LossVariance) / square,
            ((whole * a.Covariance) + b.Covariance) / square);
    }

    /// <summary>Moments of the sum over one block of some days, its start drawn evenly.</summary>
    private static BlockMeans Block(ReadOnlySpan<int> days, ReadOnlySpan<double> own, ReadOnlySpan<double> loss, (int Starts, int Length) of)
    {
        if (of.Length == 0) return default;
        double x = 0, y = 0;
        for (var k = 0; k < of.Length; k++) (x, y) = (x + own[days[k]], y + loss[days[k]]);
        // Sums are taken against those of the first block, so that their squares stay small.
        double sx = 0, sy = 0, xx = 0, yy = 0, xy = 0, dx = 0, dy = 0;
        for (var s = 1; s < of.Starts; s++)
        {
            dx += own[days[s + of.Length - 1]] - own[days[s - 1]];
            dy += loss[days[s + of.Length - 1]] - loss[days[s - 1]];
            (sx, sy, xx, yy, xy) = (sx + dx, sy + dy, xx + (dx * dx), yy + (dy * dy), xy + (dx * dy));
        }

        var (mx, my) = (sx / of.Starts, sy / of.Starts);
        return new BlockMeans(
            x + mx, y + my, Math.Max(0, (xx / of.Starts) - (mx * mx)), Math.Max(0, (yy / of.Starts) - (my * my)), (xy / of.Starts) - (mx * my));
    }
}
