using System.Buffers;
using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Where a customer's consumption moved most against its peers.</summary>
/// <param name="Day">First day of the new level.</param>
/// <param name="T">Fall over its standard error; negative for a rise.</param>
/// <param name="FallKwhPerDay">Fall of the level, kWh on an ordinary day.</param>
/// <param name="Ratio">New level over old level.</param>
public sealed record Change(int Day, double T, double FallKwhPerDay, double Ratio);

/// <summary>Finds the day at which the mean of a customer's readings, freed of the peers' course, moved most.</summary>
public static class ChangePoint
{
    /// <summary>Fewest valid days on either side.</summary>
    public const int Margin = 14;

    /// <summary>The strongest fall; null when the series is too short or empty.</summary>
    /// <param name="own">Daily readings, kWh, NaN = missing.</param>
    /// <param name="course">Course of the peers, 1 on an ordinary day.</param>
    public static Change? StrongestFall(ReadOnlySpan<float> own, ReadOnlySpan<double> course)
    {
        var (levels, values) = (ArrayPool<double>.Shared.Rent(own.Length), ArrayPool<double>.Shared.Rent(own.Length));
        var level = levels.AsSpan(0, own.Length);
        var n = 0;
        for (var d = 0; d < level.Length; d++)
        {
            level[d] = course[d] > 0.05 ? own[d] / course[d] : double.NaN;
            if (!double.IsNaN(level[d])) values[n++] = level[d];
        }

        if (n >= 2 * Margin) Winsorise(level, values.AsSpan(0, n));
        var change = n < 2 * Margin ? null : Best(level, n);
        ArrayPool<double>.Shared.Return(levels);
        ArrayPool<double>.Shared.Return(values);
        return change;
    }

    /// <summary>
    /// One pass over running sums: <c>dm²·n_left·n_right/n</c> is largest at the change, compared as products so that no day costs a division. Leaves
    /// the residuals in place of the levels.
    /// </summary>
    private static Change? Best(Span<double> level, int n)
    {
        double total = 0, square = 0;
        foreach (var value in level)
        {
            if (double.IsNaN(value)) continue;
            total += value;
            square += value * value;
        }

        double left = 0;
        var count = 0;
        var best = (Day: -1, Left: 0.0, Count: 1, Rise: 0.0, Pairs: 1.0);
        for (var d = 0; d < level.Length; d++)
        {
            if (double.IsNaN(level[d])) continue;
            if (count >= Margin && n - count >= Margin)
            {
                // n·n_left·(mean − mean on the left), negated: positive where the left side is higher.
                var (higher, pairs) = ((left * n) - (total * count), (double)count * (n - count));
                if (higher > 0 && higher * higher * best.Pairs > best.Rise * best.Rise * pairs) best = (d, left, count, higher, pairs);
            }

            left += level[d];
            count++;
        }

        if (best.Day < 0) return new Change(-1, 0, 0, 1);
        var (before, after) = (best.Left / best.Count, (total - best.Left) / (n - best.Count));
        var q = best.Rise * best.Rise / (best.Pairs * n);
        var variance = Math.Max((square - (total * total / n) - q) / Math.Max(1, n - 2), 1e-6);
        for (var d = 0; d < level.Length; d++) level[d] -= d < best.Day ? before : after;
        var rho = Math.Clamp(Robust.LagOne(level), 0, 0.8);
        return new Change(best.Day, Math.Sqrt(q / (variance * (1 + rho) / (1 - rho))), before - after, after / Math.Max(before, 1e-6));
    }

    /// <summary>One wild reading must not make a change.</summary>
    private static void Winsorise(Span<double> level, ReadOnlySpan<double> valid)
    {
        var high = Robust.Quantile(valid, 0.98, between: true);
        for (var d = 0; d < level.Length; d++)
        {
            if (level[d] > high) level[d] = high;
        }
    }
}
