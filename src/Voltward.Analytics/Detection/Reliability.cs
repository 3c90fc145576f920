namespace Voltward.Analytics.Detection;

/// <summary>Visits of like stated chance.</summary>
/// <param name="Stated">Mean stated chance, 0 to 1.</param>
/// <param name="Visits">How many.</param>
/// <param name="Found">Of them with a finding.</param>
/// <param name="Observed">Share with a finding, with Wilson's 95 % interval.</param>
public sealed record ReliabilityBin(double Stated, int Visits, int Found, MetricsInterval Observed)
{
    /// <summary>Whether the visits speak against the stated chance.</summary>
    public bool IsOff => Stated < Observed.Low || Stated > Observed.High;
}

/// <summary>What a list of some length is worth by the stated chances, and what visits to it found.</summary>
/// <param name="Length">Customers from the top of the list.</param>
/// <param name="Expected">Mean stated chance among them.</param>
/// <param name="Lift">The same over the mean of all customers.</param>
/// <param name="Visited">Of them visited.</param>
/// <param name="Observed">Share of those visits with a finding, with interval.</param>
public sealed record ListGain(int Length, double Expected, double Lift, int Visited, MetricsInterval Observed);

/// <summary>Do stated chances come true (校准), and what is a list worth at the length that crews can work off?</summary>
public static class Reliability
{
    private const int MostBins = 10;
    private const int FewestVisits = 5;

    /// <summary>Bins of equal count in order of the stated chance; at most ten, at least five visits each.</summary>
    public static IReadOnlyList<ReliabilityBin> Bins(IReadOnlyList<(double Stated, bool Found)> visits)
    {
        var sorted = visits.OrderBy(v => v.Stated).ThenBy(v => v.Found).ToArray();
        var bins = Math.Min(MostBins, sorted.Length / FewestVisits);
        return [.. Enumerable.Range(0, Math.Max(bins, sorted.Length > 0 ? 1 : 0)).Select(b =>
        {
            var count = Math.Max(bins, 1);
            var part = sorted[(int)((long)sorted.Length * b / count)..(int)((long)sorted.Length * (b + 1) / count)];
            var found = part.Count(v => v.Found);
            return new ReliabilityBin(part.Average(v => v.Stated), part.Length, found, Metrics.Wilson(found, part.Length));
        })];
    }

    /// <summary>Gains at some lengths.</summary>
    /// <param name="ranked">Stated chance of every customer in order of rank, and what a visit found; null when not visited.</param>
    /// <param name="lengths">Lengths asked for; longer ones than there are customers are cut.</param>
    public static IReadOnlyList<ListGain> Gains(IReadOnlyList<(double Stated, bool? Found)> ranked, IEnumerable<int> lengths)
    {
        if (ranked.Count == 0) return [];
        var mean = ranked.Average(r => r.Stated);
        return [.. lengths.Select(n => Math.Min(n, ranked.Count)).Where(n => n > 0).Distinct().Select(n =>
        {
            var first = ranked.Take(n).ToArray();
            var visited = first.Where(r => r.Found is not null).ToArray();
            var expected = first.Average(r => r.Stated);
            return new ListGain(n, expected, mean > 0 ? expected / mean : double.NaN, visited.Length, Metrics.Wilson(visited.Count(r => r.Found == true), visited.Length));
        })];
    }
}

/// <summary>Whether the world a model sees has moved (漂移).</summary>
public static class Drift
{
    private const int Bins = 10;

    /// <summary>A tenth of a row on either side keeps an empty bin from being infinitely surprising.</summary>
    private const double Floor = 0.1;

    /// <summary>
    /// Population stability index over tenths of the reference, missing values as a bin of their own: <c>Σ (q − p)·ln(q / p)</c>. By custom below 0.1
    /// nothing moved, above 0.25 something did. NaN when either side is empty.
    /// </summary>
    public static double Index(ReadOnlySpan<float> reference, ReadOnlySpan<float> now)
    {
        if (reference.Length == 0 || now.Length == 0) return double.NaN;
        var known = reference.ToArray().Where(v => !float.IsNaN(v)).Order().ToArray();
        var edges = known.Length == 0 ? [] : Enumerable.Range(1, Bins - 1).Select(b => known[known.Length * b / Bins]).Distinct().ToArray();
        var (before, after) = (Counts(reference, edges), Counts(now, edges));
        var sum = 0.0;
        for (var b = 0; b < before.Length; b++)
        {
            var p = Math.Max(before[b], Floor) / reference.Length;
            var q = Math.Max(after[b], Floor) / now.Length;
            sum += (q - p) * Math.Log(q / p);
        }

        return sum;
    }

    private static double[] Counts(ReadOnlySpan<float> values, float[] edges)
    {
        var counts = new double[edges.Length + 2];
        foreach (var value in values)
        {
            if (float.IsNaN(value))
            {
                counts[^1]++;
                continue;
            }

            var place = Array.BinarySearch(edges, value);
            counts[place >= 0 ? place + 1 : ~place]++;
        }

        return counts;
    }
}
