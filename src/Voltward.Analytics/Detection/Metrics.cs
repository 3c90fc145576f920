namespace Voltward.Analytics.Detection;

/// <summary>A value with its 95 % interval.</summary>
public readonly record struct MetricsInterval(double Value, double Low, double High);

/// <summary>
/// Metrics of a ranking, each defined once (detection reference, section 12). Weights are whole multiplicities, so that a bootstrap
/// needs no second sort.
/// </summary>
public sealed class MetricsRanking
{
    /// <summary>Seeded orders over which ties are averaged.</summary>
    public const int TieOrders = 20;

    private readonly int[] _ascending;
    private readonly int[][] _descending;
    private readonly double[] _scores;
    private readonly bool[] _hits;

    /// <param name="scores">Higher is more suspicious; NaN counts as the lowest.</param>
    /// <param name="hits">True where the suspicion was right.</param>
    public MetricsRanking(ReadOnlySpan<double> scores, ReadOnlySpan<bool> hits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(scores.Length, hits.Length);
        _scores = new double[scores.Length];
        for (var i = 0; i < scores.Length; i++) _scores[i] = double.IsNaN(scores[i]) ? double.NegativeInfinity : scores[i];
        _hits = hits.ToArray();
        _ascending = Sorted(null);
        var tied = false;
        for (var i = 1; i < _ascending.Length; i++) tied |= _scores[_ascending[i]] == _scores[_ascending[i - 1]];
        _descending = [.. Enumerable.Range(0, tied ? TieOrders : 1).Select(order => Descending(tied ? order : null))];
    }

    /// <summary>Number of rows.</summary>
    public int Count => _hits.Length;

    /// <summary>Number of hits.</summary>
    public int Positives => _hits.Count(h => h);

    /// <summary>Area under the ROC curve by ranks, ties at one half; NaN without both classes.</summary>
    public double Auc(ReadOnlySpan<int> weights = default)
    {
        double positives = 0, negatives = 0, pairs = 0;
        for (var i = 0; i < _ascending.Length;)
        {
            double hit = 0, miss = 0;
            var score = _scores[_ascending[i]];
            for (; i < _ascending.Length && _scores[_ascending[i]] == score; i++)
            {
                var row = _ascending[i];
                var weight = weights.IsEmpty ? 1 : weights[row];
                if (_hits[row]) hit += weight;
                else miss += weight;
            }

            pairs += hit * (negatives + (miss / 2));
            positives += hit;
            negatives += miss;
        }

        return positives == 0 || negatives == 0 ? double.NaN : pairs / (positives * negatives);
    }

    /// <summary>Average precision: mean over the hits of the precision at their rank; ties averaged over seeded random orders.</summary>
    public double AveragePrecision(ReadOnlySpan<int> weights = default)
    {
        var sum = 0.0;
        foreach (var order in _descending) sum += AveragePrecision(order, weights);
        return sum / _descending.Length;
    }

    /// <summary>Share of hits among the first <paramref name="k"/>; all rows when there are fewer.</summary>
    public double PrecisionAt(int k, ReadOnlySpan<int> weights = default)
    {
        var sum = 0.0;
        foreach (var order in _descending) sum += PrecisionAt(order, k, weights);
        return sum / _descending.Length;
    }

    private double AveragePrecision(int[] order, ReadOnlySpan<int> weights)
    {
        double seen = 0, hits = 0, sum = 0;
        foreach (var row in order)
        {
            for (var copy = weights.IsEmpty ? 1 : weights[row]; copy > 0; copy--)
            {
                seen++;
                if (!_hits[row]) continue;
                hits++;
                sum += hits / seen;
            }
        }

        return hits == 0 ? double.NaN : sum / hits;
    }

    private double PrecisionAt(int[] order, int k, ReadOnlySpan<int> weights)
    {
        double seen = 0, hits = 0;
        foreach (var row in order)
        {
            var take = Math.Min(weights.IsEmpty ? 1 : weights[row], k - seen);
            seen += take;
            if (_hits[row]) hits += take;
            if (seen >= k) break;
        }

        return seen == 0 ? double.NaN : hits / seen;
    }

    private int[] Descending(int? seed)
    {
        var order = Sorted(seed);
        Array.Reverse(order);
        return order;
    }

    /// <summary>Rows by ascending score; ties by row, or by a seeded shuffle.</summary>
    private int[] Sorted(int? seed)
    {
        var order = Enumerable.Range(0, _scores.Length).ToArray();
        if (seed is { } chance) new Random(chance).Shuffle(order);
        var place = new int[order.Length];
        for (var i = 0; i < order.Length; i++) place[order[i]] = i;
        Array.Sort(order, (a, b) => _scores[a] != _scores[b] ? _scores[a].CompareTo(_scores[b]) : place[a].CompareTo(place[b]));
        return order;
    }
}

/// <summary>Calibration and proportions.</summary>
public static class Metrics
{
    /// <summary>Standard normal quantile of a two-sided 95 % interval.</summary>
    private const double Z = 1.959963984540054;

    private const int Bins = 15;

    /// <summary>Expected calibration error over 15 bins of equal count: mean distance between stated and observed share.</summary>
    public static double CalibrationError(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> hits)
    {
        var keys = probabilities.ToArray();
        var order = Enumerable.Range(0, hits.Length).OrderBy(i => keys[i]).ThenBy(i => i).ToArray();
        var error = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            var (from, to) = ((int)((long)hits.Length * bin / Bins), (int)((long)hits.Length * (bin + 1) / Bins));
            double stated = 0, observed = 0;
            for (var i = from; i < to; i++)
            {
                stated += keys[order[i]];
                observed += hits[order[i]] ? 1 : 0;
            }

            error += Math.Abs(stated - observed);
        }

        return error / hits.Length;
    }

    /// <summary>Mean squared distance between probability and outcome.</summary>
    public static double Brier(ReadOnlySpan<double> probabilities, ReadOnlySpan<bool> hits)
    {
        var sum = 0.0;
        for (var i = 0; i < hits.Length; i++) sum += Math.Pow(probabilities[i] - (hits[i] ? 1 : 0), 2);
        return sum / hits.Length;
    }

    /// <summary>Wilson's 95 % interval of a proportion.</summary>
    public static MetricsInterval Wilson(int hits, int count)
    {
        if (count == 0) return new(double.NaN, 0, 1);
        var (share, z2) = (hits / (double)count, Z * Z);
        var centre = (share + (z2 / (2 * count))) / (1 + (z2 / count));
        var half = Z * Math.Sqrt((share * (1 - share) / count) + (z2 / (4.0 * count * count))) / (1 + (z2 / count));
        return new(share, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
