namespace Voltward.Analytics.Inspections;

/// <summary>
/// Last digits of hand-written values (末位数字检验). An instrument's last digit is nearly uniform; an inventor favours 0 and 5 or repeats
/// himself. It speaks about a crew's values together, never about one value.
/// </summary>
public static class DigitTest
{
    private const int Least = 60;

    /// <summary>Chance of digits at least so uneven if all ten were equally likely; 1 when fewer than 60 values can be judged.</summary>
    /// <param name="series">Values of one quantity and instrument each; judged at the finest step its values use, at most hundredths.</param>
    public static double Evenness(IEnumerable<IReadOnlyList<double>> series)
    {
        var counts = new int[10];
        foreach (var values in series)
        {
            var step = Step(values);
            // A quantity that moves over less than twenty steps has no free last digit.
            if (values.Count == 0 || (values.Max() - values.Min()) / step < 20) continue;
            foreach (var value in values) counts[(int)(Math.Round(Math.Abs(value) / step) % 10)]++;
        }

        var n = counts.Sum();
        if (n < Least) return 1;
        var expected = n / 10.0;
        return ChiSquareAbove(counts.Sum(c => (c - expected) * (c - expected) / expected), 9);
    }

    private static double Step(IReadOnlyList<double> values)
    {
        foreach (var step in (double[])[1, 0.1])
        {
            // One typing slip in twenty does not change the instrument's resolution.
            if (values.Count(v => Math.Abs((v / step) - Math.Round(v / step)) < 1e-6) >= 0.95 * values.Count) return step;
        }

        return 0.01;
    }

    /// <summary>Share of the chi-square distribution above a value (Wilson and Hilferty 1931; good to about 0.002 for nine degrees).</summary>
    private static double ChiSquareAbove(double value, double degrees)
    {
        var spread = 2 / (9 * degrees);
        return Normal.Above((Math.Cbrt(value / degrees) - (1 - spread)) / Math.Sqrt(spread));
    }
}
