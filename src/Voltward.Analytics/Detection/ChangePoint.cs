using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
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

    private const int Lanes = 4;
    private const double LeastCourse = 0.05;

    /// <summary>The strongest fall; null when the series is too short or empty.</summary>
    /// <param name="own">Daily readings, kWh, NaN = missing.</param>
    /// <param name="course">Course of the peers, 1 on an ordinary day.</param>
    public static Change? StrongestFall(ReadOnlySpan<float> own, ReadOnlySpan<double> course)
    {
        var (levels, before) = (ArrayPool<double>.Shared.Rent(own.Length), ArrayPool<double>.Shared.Rent(own.Length));
        var level = levels.AsSpan(0, own.Length);
        var n = Levels(own, course, level);
        Change? change = null;
        if (n >= 2 * Margin)
        {
            Winsorise(level);
            change = Best(level, n, before);
        }

        ArrayPool<double>.Shared.Return(levels);
        ArrayPool<double>.Shared.Return(before);
        return change;
    }

    /// <summary>Readings freed of the course, four at once; a day on which the peers hardly used anything says nothing.</summary>
    /// <returns>How many are known.</returns>
    private static int Levels(ReadOnlySpan<float> own, ReadOnlySpan<double> course, Span<double> level)
    {
        var (n, d) = (0, 0);
        ref var from = ref MemoryMarshal.GetReference(own);
        ref var by = ref MemoryMarshal.GetReference(course);
        ref var to = ref MemoryMarshal.GetReference(level);
        for (; d + (2 * Lanes) <= level.Length; d += 2 * Lanes)
        {
            var (low, high) = Vector256.Widen(Vector256.LoadUnsafe(ref from, (nuint)d));
            n += Store(low, ref by, ref to, d) + Store(high, ref by, ref to, d + Lanes);
        }

        for (; d < level.Length; d++)
        {
            level[d] = course[d] > LeastCourse ? own[d] / course[d] : double.NaN;
            n += double.IsNaN(level[d]) ? 0 : 1;
        }

        return n;
    }

    private static int Store(Vector256<double> own, ref double course, ref double level, int day)
    {
        var by = Vector256.LoadUnsafe(ref course, (nuint)day);
        var value = Vector256.ConditionalSelect(Vector256.GreaterThan(by, Vector256.Create(LeastCourse)), own / by, Vector256.Create(double.NaN));
        value.StoreUnsafe(ref level, (nuint)day);
        return BitOperations.PopCount(Vector256.ExtractMostSignificantBits(Vector256.Equals(value, value)));
    }

    /// <summary>
    /// <c>dm²·n_left·n_right/n</c> is largest at the change, compared as products so that no day costs a division. Leaves the residuals in place of the
    /// levels.
    /// </summary>
    /// <param name="level">By day, NaN = missing.</param>
    /// <param name="n">Known days.</param>
    /// <param name="before">Room for as many numbers.</param>
    private static Change? Best(Span<double> level, int n, double[] before)
    {
        double total = 0, square = 0;
        for (var d = 0; d < level.Length; d++)
        {
            before[d] = total;
            if (double.IsNaN(level[d])) continue;
            total += level[d];
            square += level[d] * level[d];
        }

        var best = n == level.Length ? Complete(before, n, total) : Patchy(level, n, total);
        if (best.Day < 0) return new Change(-1, 0, 0, 1);
        var (old, after) = (best.Left / best.Count, (total - best.Left) / (n - best.Count));
        var q = best.Rise * best.Rise / (best.Pairs * n);
        var variance = Math.Max((square - (total * total / n) - q) / Math.Max(1, n - 2), 1e-6);
        for (var d = 0; d < level.Length; d++) level[d] -= d < best.Day ? old : after;
        var rho = Math.Clamp(Robust.LagOne(level), 0, 0.8);
        return new Change(best.Day, Math.Sqrt(q / (variance * (1 + rho) / (1 - rho))), old - after, after / Math.Max(old, 1e-6));
    }

    /// <summary>A series without gaps: four days are weighed at once; of equal ones the first counts.</summary>
    internal static Split Complete(double[] before, int n, double total)
    {
        var (best, d) = (new Split(-1, 0, 1, 0, 1), Margin);
        for (; d + Lanes <= n - Margin + 1; d += Lanes)
        {
            var count = Vector256.Create((double)d) + Vector256.Create(0.0, 1, 2, 3);
            var higher = (Vector256.LoadUnsafe(ref before[d]) * n) - (count * total);
            var pairs = count * (Vector256.Create((double)n) - count);
            var ahead = Vector256.GreaterThan(higher, Vector256<double>.Zero) & Vector256.GreaterThan(higher * higher * best.Pairs, Vector256.Create(best.Rise * best.Rise) * pairs);
            // Hardly ever is one of them ahead: then they are looked at one by one.
            if (ahead == Vector256<double>.Zero) continue;
            for (var k = d; k < d + Lanes; k++) best = Better(best, (k, before[k], k), n, total);
        }

        for (; d <= n - Margin; d++) best = Better(best, (d, before[d], d), n, total);
        return best;
    }

    /// <summary>A series with gaps, and the slow twin of the other.</summary>
    internal static Split Patchy(ReadOnlySpan<double> level, int n, double total)
    {
        var (best, left, count) = (new Split(-1, 0, 1, 0, 1), 0.0, 0);
        for (var d = 0; d < level.Length; d++)
        {
            if (double.IsNaN(level[d])) continue;
            if (count >= Margin && n - count >= Margin) best = Better(best, (d, left, count), n, total);
            left += level[d];
            count++;
        }

        return best;
    }

    private static Split Better(Split best, (int Day, double Left, int Count) at, int n, double total)
    {
        // n·n_left·(mean − mean on the left), negated: positive where the left side is higher.
        var (higher, pairs) = ((at.Left * n) - (total * at.Count), (double)at.Count * (n - at.Count));
        return higher > 0 && higher * higher * best.Pairs > best.Rise * best.Rise * pairs ? new Split(at.Day, at.Left, at.Count, higher, pairs) : best;
    }

    /// <summary>Where the level is parted: sum and number of days before it, and how far the left side is higher.</summary>
    internal readonly record struct Split(int Day, double Left, int Count, double Rise, double Pairs);

    /// <summary>One wild reading must not make a change.</summary>
    private static void Winsorise(Span<double> level)
    {
        var high = Robust.Quantile(level, 0.98, between: true);
        for (var d = 0; d < level.Length; d++)
        {
            if (level[d] > high) level[d] = high;
        }
    }
}
