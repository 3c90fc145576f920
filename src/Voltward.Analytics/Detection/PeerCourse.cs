using System.Buffers;
using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>
/// Course of a peer group over the days: the median over its customers of reading over own median, 1 on an ordinary day. It holds
/// weather, working week and festivals without a model of them.
/// </summary>
public static class PeerCourse
{
    /// <summary>Customers that make a group worth following.</summary>
    public const int FewestPeers = 12;

    /// <summary>Customers of a group that are looked at, evenly spread over it; up to twice as many where they are fewer than that.</summary>
    private const int MostPeers = 5000;

    private const double LeastLevelKwh = 0.1;
    private const int DaysAtOnce = 16;

    /// <summary>Course of each class; a class with too few customers follows everybody.</summary>
    /// <param name="daily">Daily readings by customer, <c>float[N][D]</c>, kWh.</param>
    /// <param name="classes">Class of each customer.</param>
    /// <param name="days">D.</param>
    public static IReadOnlyDictionary<string, double[]> Of(IReadOnlyList<float[]> daily, IReadOnlyList<string> classes, int days) => Of(daily, null, classes, days);

    /// <inheritdoc cref="Of(IReadOnlyList{float[]}, IReadOnlyList{string}, int)"/>
    /// <param name="daily">Daily readings by customer.</param>
    /// <param name="levels">Middle of each customer's readings where it is known already.</param>
    /// <param name="classes">Class of each customer.</param>
    /// <param name="days">D.</param>
    public static IReadOnlyDictionary<string, double[]> Of(IReadOnlyList<float[]> daily, double[]? levels, IReadOnlyList<string> classes, int days)
    {
        var level = levels ?? new double[daily.Count];
        if (levels is null) Parallel.For(0, daily.Count, i => level[i] = Robust.Median(daily[i]));
        var everybody = Course(daily, level, [.. Enumerable.Range(0, daily.Count)], days);
        var courses = new SortedDictionary<string, double[]>(StringComparer.Ordinal) { [""] = everybody };
        foreach (var group in classes.Select((c, i) => (c, i)).GroupBy(p => p.c, p => p.i))
        {
            var size = group.Count();
            courses[group.Key] = size < FewestPeers || size == daily.Count ? everybody : Course(daily, level, [.. group], days);
        }

        return courses;
    }

    private static double[] Course(IReadOnlyList<float[]> daily, double[] level, int[] members, int days)
    {
        var known = members.Where(i => level[i] > LeastLevelKwh).ToArray();
        // So many tell the middle of a day to a hundredth; more would only take longer.
        var every = Math.Max(1, known.Length / MostPeers);
        if (every > 1) known = [.. known.Where((_, k) => k % every == 0)];
        var course = new double[days];
        // Readings of a customer lie side by side: some days are taken at once, so that a customer is visited once for all of them.
        Parallel.For(0, (days + DaysAtOnce - 1) / DaysAtOnce, block =>
        {
            var (from, count) = (block * DaysAtOnce, Math.Min(DaysAtOnce, days - (block * DaysAtOnce)));
            var ratios = ArrayPool<double>.Shared.Rent(known.Length * count);
            for (var k = 0; k < known.Length; k++)
            {
                var own = daily[known[k]].AsSpan(from, count);
                for (var d = 0; d < count; d++) ratios[(d * known.Length) + k] = own[d] / level[known[k]];
            }

            for (var d = 0; d < count; d++)
            {
                var middle = Robust.Median(ratios.AsSpan(d * known.Length, known.Length));
                // A day on which nobody was read says nothing: an ordinary day by assumption.
                course[from + d] = middle > 0 ? middle : 1;
            }

            ArrayPool<double>.Shared.Return(ratios);
        });
        return course;
    }
}
