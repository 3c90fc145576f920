using System.Buffers;
using System.Runtime.Intrinsics;
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
        var (levels, days) = (ArrayPool<double>.Shared.Rent(own.Length), ArrayPool<int>.Shared.Rent(own.Length));
        var n = 0;
        // Days without a value are left out at once, so that nothing after this asks for them again.
        for (var d = 0; d < own.Length; d++)
        {
            var level = course[d] > 0.05 ? own[d] / course[d] : double.NaN;
            (levels[n], days[n]) = (level, d);
            if (!double.IsNaN(level)) n++;
        }

        Change? change = null;
        if (n >= 2 * Margin)
        {
            Winsorise(levels.AsSpan(0, n));
            change = Best(levels.AsSpan(0, n), days.AsSpan(0, n));
        }

        ArrayPool<double>.Shared.Return(levels);
        ArrayPool<int>.Shared.Return(days);
        return change;
    }

    /// <summary>
    /// One pass over running sums: <c>dm²·n_left·n_right/n</c> is largest at the change, compared as products so that no day costs a division. Leaves
    /// the residuals in place of the levels.
    /// </summary>
    private static Change? Best(Span<double> level, ReadOnlySpan<int> days)
    {
        var n = level.Length;
        var square = Sums(level).Square;
        // In the order of the running sum below: whoever uses nothing after the change has a new level of nothing, not of a rounding error.
        double total = 0, left = 0;
        foreach (var value in level) total += value;
        for (var k = 0; k < Margin; k++) left += level[k];
        var best = (At: -1, Left: 0.0, Rise: 0.0, Pairs: 1.0);
        for (var k = Margin; k <= n - Margin; k++)
        {
            // n·n_left·(mean − mean on the left), negated: positive where the left side is higher.
            var (higher, pairs) = ((left * n) - (total * k), (double)k * (n - k));
            if (higher > 0 && higher * higher * best.Pairs > best.Rise * best.Rise * pairs) best = (k, left, higher, pairs);
            left += level[k];
        }

        if (best.At < 0) return new Change(-1, 0, 0, 1);
        var (before, after) = (best.Left / best.At, (total - best.Left) / (n - best.At));
        var q = best.Rise * best.Rise / (best.Pairs * n);
        var variance = Math.Max((square - (total * total / n) - q) / Math.Max(1, n - 2), 1e-6);
        for (var k = 0; k < n; k++) level[k] -= k < best.At ? before : after;
        var rho = Math.Clamp(LagOne(level, days), 0, 0.8);
        return new Change(days[best.At], Math.Sqrt(q / (variance * (1 + rho) / (1 - rho))), before - after, after / Math.Max(before, 1e-6));
    }

    private static (double Total, double Square) Sums(ReadOnlySpan<double> values)
    {
        var (total, square, k) = (Vector256<double>.Zero, Vector256<double>.Zero, 0);
        for (; k + Vector256<double>.Count <= values.Length; k += Vector256<double>.Count)
        {
            var part = Vector256.Create(values[k..]);
            total += part;
            square += part * part;
        }

        var (sum, squares) = (Vector256.Sum(total), Vector256.Sum(square));
        for (; k < values.Length; k++)
        {
            sum += values[k];
            squares += values[k] * values[k];
        }

        return (sum, squares);
    }

    /// <summary>As <see cref="Robust.LagOne"/>, of values that stand close together with the days they belong to.</summary>
    private static double LagOne(ReadOnlySpan<double> values, ReadOnlySpan<int> days)
    {
        var (total, square) = Sums(values);
        var mean = total / values.Length;
        var variance = square - (total * mean);
        var product = 0.0;
        var pairs = 0;
        for (var k = 1; k < values.Length; k++)
        {
            if (days[k] != days[k - 1] + 1) continue;
            product += (values[k] - mean) * (values[k - 1] - mean);
            pairs++;
        }

        return pairs < Robust.FewestPairs || variance <= 0 ? 0 : product / pairs / (variance / values.Length);
    }

    /// <summary>One wild reading must not make a change.</summary>
    private static void Winsorise(Span<double> level)
    {
        var high = Robust.Quantile(level, 0.98, between: true);
        for (var k = 0; k < level.Length; k++) level[k] = Math.Min(level[k], high);
    }
}
