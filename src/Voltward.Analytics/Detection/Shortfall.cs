namespace Voltward.Analytics.Detection;

/// <summary>
/// What a customer should have reported and did not: its own upper quartile of the same interval and kind of day, minus the
/// reading, never below zero. A loss is a sum of shortfalls whatever the attack, as long as the expectation remembers honest days.
/// </summary>
public static class Shortfall
{
    private const double Quartile = 0.75;
    private const int FewestReferenceDays = 28;

    /// <summary>Shortfalls of one customer over the window.</summary>
    /// <param name="grid">The area.</param>
    /// <param name="customer">Which customer.</param>
    /// <param name="windowFrom">First day of the window; earlier days are the reference history.</param>
    /// <returns><c>float[(Days − windowFrom) × Slots]</c>, kWh, NaN where the reading is missing: a missing reading clears nobody.</returns>
    public static float[] Of(AreaGrid grid, int customer, int windowFrom)
    {
        var readings = grid.Readings[customer];
        var (from, to) = Reference(grid, readings, windowFrom);
        var expected = Expected(grid, customer, from, to);
        var shortfall = new float[(grid.Days - windowFrom) * grid.Slots];
        for (var d = windowFrom; d < grid.Days; d++)
        {
            var kind = grid.RestDay[d] ? 1 : 0;
            for (var k = 0; k < grid.Slots; k++)
            {
                var reading = readings[(d * grid.Slots) + k];
                var want = expected[kind][k] * grid.Course[customer][d];
                shortfall[((d - windowFrom) * grid.Slots) + k] = (float)Math.Max(0, want - reading);
                if (float.IsNaN(reading) || double.IsNaN(want)) shortfall[((d - windowFrom) * grid.Slots) + k] = float.NaN;
            }
        }

        return shortfall;
    }

    /// <summary>The history before the window when there is enough of it, else the window itself.</summary>
    private static (int From, int To) Reference(AreaGrid grid, float[] readings, int windowFrom)
    {
        var valid = 0;
        for (var d = 0; d < windowFrom; d++)
        {
            if (!float.IsNaN(readings[d * grid.Slots])) valid++;
        }

        return valid >= FewestReferenceDays ? (0, windowFrom) : (windowFrom, grid.Days);
    }

    /// <summary>Sorted valid readings of the slot and kind of day, at place <c>floor(0.75·(n − 1))</c>: exactly this rule.</summary>
    private static double[][] Expected(AreaGrid grid, int customer, int from, int to)
    {
        var (readings, course) = (grid.Readings[customer], grid.Course[customer]);
        double[][] expected = [new double[grid.Slots], new double[grid.Slots]];
        var values = new double[to - from];
        for (var kind = 0; kind < 2; kind++)
        {
            for (var k = 0; k < grid.Slots; k++)
            {
                var n = 0;
                for (var d = from; d < to; d++)
                {
                    var reading = readings[(d * grid.Slots) + k];
                    if (grid.RestDay[d] == (kind == 1) && !float.IsNaN(reading) && course[d] > 0) values[n++] = reading / course[d];
                }

                expected[kind][k] = LineLoss.Robust.Quantile(values.AsSpan(0, n), Quartile, between: false);
            }
        }

        // A kind of day that the reference never saw borrows from the other kind.
        for (var k = 0; k < grid.Slots; k++)
        {
            if (double.IsNaN(expected[0][k])) expected[0][k] = expected[1][k];
            if (double.IsNaN(expected[1][k])) expected[1][k] = expected[0][k];
        }

        return expected;
    }
}
