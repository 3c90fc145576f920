using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Voltward.Analytics.LineLoss;

/// <summary>
/// The value of a rank among values with gaps, and its follower, without putting them in order: the interval that holds the rank is halved
/// by counting, a whole vector at a time, until few values are left in it. The same value as after sorting, to the bit.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static class OrderStatistic<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>So few are sorted at once.</summary>
    private const int Few = 16;

    /// <summary>Halvings at most; values that lie closer together than this tells apart are sorted.</summary>
    private const int MostHalvings = 48;

    private static readonly T Half = T.CreateChecked(0.5);

    /// <summary>How many of the values are known (not NaN).</summary>
    public static int Known(ReadOnlySpan<T> values) => CountUpTo(values, T.PositiveInfinity);

    /// <summary>The known value of a rank and the one that follows it; the follower of the last is NaN.</summary>
    /// <param name="values">NaN left out.</param>
    /// <param name="rank">0 to the number of known values less one.</param>
    /// <param name="known">Number of known values.</param>
    public static (T At, T Next) Of(ReadOnlySpan<T> values, int rank, int known)
    {
        if (known <= Few || values.Length < Vector512<T>.Count) return Sorted(values, T.NaN, T.PositiveInfinity, (known, rank));
        var (low, high) = Limits(values);
        var (below, upTo) = (CountUpTo(values, low), known);
        if (rank < below) return (low, rank + 1 < below ? low : Above(values, low));
        for (var step = 0; step < MostHalvings && upTo - below > Few; step++)
        {
            var middle = low + ((high - low) * Half);
            if (!(middle > low && middle < high)) break;
            var count = CountUpTo(values, middle);
            if (rank < count) (high, upTo) = (middle, count);
            else (low, below) = (middle, count);
        }

        var (at, next) = Sorted(values, low, high, (upTo - below, rank - below));
        return (at, T.IsNaN(next) ? Above(values, high) : next);
    }

    /// <summary>The rank among the values above one limit and up to another, by sorting them; NaN as lower limit is none.</summary>
    private static (T At, T Next) Sorted(ReadOnlySpan<T> values, T low, T high, (int Count, int Rank) part)
    {
        T[]? rented = null;
        var found = part.Count <= Few ? stackalloc T[Few] : (rented = ArrayPool<T>.Shared.Rent(part.Count));
        found = found[..part.Count];
        Gather(values, low, high, found);
        if (rented is null) Insert(found);
        else found.Sort();
        var result = (found[part.Rank], part.Rank + 1 < part.Count ? found[part.Rank + 1] : T.NaN);
        if (rented is not null) ArrayPool<T>.Shared.Return(rented);
        return result;
    }

    private static void Gather(ReadOnlySpan<T> values, T low, T high, Span<T> found)
    {
        var (n, t, width) = (0, 0, Vector512<T>.Count);
        var (lows, highs) = (Vector512.Create(low), Vector512.Create(high));
        for (; t + width <= values.Length; t += width)
        {
            var part = Vector512.Create(values[t..]);
            var inside = Vector512.AndNot(Vector512.LessThanOrEqual(part, highs), Vector512.LessThanOrEqual(part, lows)).ExtractMostSignificantBits();
            for (; inside != 0; inside &= inside - 1) found[n++] = values[t + BitOperations.TrailingZeroCount(inside)];
        }

        for (; t < values.Length; t++)
        {
            if (values[t] <= high && !(values[t] <= low)) found[n++] = values[t];
        }
    }

    private static void Insert(Span<T> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            var value = values[i];
            var k = i - 1;
            for (; k >= 0 && values[k] > value; k--) values[k + 1] = values[k];
            values[k + 1] = value;
        }
    }

    private static int CountUpTo(ReadOnlySpan<T> values, T limit)
    {
        var (count, t, width) = (0, 0, Vector512<T>.Count);
        var limits = Vector512.Create(limit);
        ref var first = ref MemoryMarshal.GetReference(values);
        for (; t + width <= values.Length; t += width) count += BitOperations.PopCount(Vector512.LessThanOrEqual(Vector512.LoadUnsafe(ref first, (nuint)t), limits).ExtractMostSignificantBits());
        for (; t < values.Length; t++) count += values[t] <= limit ? 1 : 0;
        return count;
    }

    private static (T Low, T High) Limits(ReadOnlySpan<T> values)
    {
        var (low, high) = (Vector512.Create(T.PositiveInfinity), Vector512.Create(T.NegativeInfinity));
        var width = Vector512<T>.Count;
        for (var t = 0; t < values.Length; t += width)
        {
            // The last vector may overlap the one before: a limit does not mind.
            var part = Vector512.Create(values[Math.Min(t, values.Length - width)..]);
            low = Vector512.MinNumber(low, part);
            high = Vector512.MaxNumber(high, part);
        }

        var (least, most) = (low[0], high[0]);
        for (var k = 1; k < width; k++) (least, most) = (T.MinNumber(least, low[k]), T.MaxNumber(most, high[k]));
        return (least, most);
    }

    /// <summary>Smallest value above a limit; NaN when there is none.</summary>
    private static T Above(ReadOnlySpan<T> values, T limit)
    {
        var next = T.NaN;
        foreach (var value in values)
        {
            if (value > limit && !(value >= next)) next = value;
        }

        return next;
    }
}
