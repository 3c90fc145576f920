namespace Voltward.Analytics.Detection;

/// <summary>
/// Is there anybody? The loss is shifted in a circle by every whole number of days; the chance is the share of shifts whose best
/// customer fits at least as well as with the true loss. A gate for the area, never the score of a customer: a step in the loss
/// survives shifting. With D days the chance cannot fall below 1/D.
/// </summary>
public static class ShiftGate
{
    private const int MostShifts = 199;

    /// <param name="series">Shortfalls or readings, <c>float[N][T]</c>.</param>
    /// <param name="window">The area; supplies loss, days and slots.</param>
    public static double Chance(float[][] series, AreaGrid window)
    {
        if (window.Days < 14) return double.NaN;
        var loss = Centred(window.Ntl);
        if (loss is null) return double.NaN;
        var unit = series.Select(Centred).Where(s => s is not null).ToArray();
        var twice = new float[2 * loss.Length];
        loss.CopyTo(twice, 0);
        loss.CopyTo(twice, loss.Length);

        var observed = Best(unit!, loss);
        var shifts = Math.Min(window.Days - 1, MostShifts);
        var asGood = 0;
        for (var k = 1; k <= shifts; k++)
        {
            // Spread over the circle when there are more days than shifts.
            var days = 1 + (int)((long)(k - 1) * (window.Days - 1) / shifts);
            if (Best(unit!, twice.AsSpan(days * window.Slots, loss.Length)) >= observed) asGood++;
        }

        return (1.0 + asGood) / (shifts + 1);
    }

    private static double Best(float[][] unit, ReadOnlySpan<float> loss)
    {
        var best = double.NegativeInfinity;
        foreach (var series in unit) best = Math.Max(best, PairSums.Dot(series, loss));
        return best;
    }

    /// <summary>Mean removed, length one, missing set to zero; null when nothing varies.</summary>
    private static float[]? Centred(float[] series)
    {
        double sum = 0, square = 0;
        var n = 0;
        foreach (var value in series)
        {
            if (float.IsNaN(value)) continue;
            sum += value;
            square += (double)value * value;
            n++;
        }

        var variance = square - (sum * sum / Math.Max(1, n));
        if (n < 14 || variance <= 1e-9 * square) return null;
        var (mean, scale) = (sum / n, 1 / Math.Sqrt(variance));
        return [.. series.Select(v => float.IsNaN(v) ? 0 : (float)((v - mean) * scale))];
    }
}
