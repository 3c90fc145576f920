namespace Voltward.Analytics.Detection;

/// <summary>Cluster bootstrap: whole groups are drawn with replacement, so that rows that hang together stay together.</summary>
public sealed class MetricsBootstrap
{
    /// <summary>Resamples of every published interval.</summary>
    public const int Resamples = 2000;

    private readonly int[][] _weights;

    /// <param name="groups">Group of each row, any numbers.</param>
    /// <param name="resamples">How often to draw, at least 2.</param>
    /// <param name="seed">Chance.</param>
    public MetricsBootstrap(ReadOnlySpan<int> groups, int resamples = Resamples, int seed = 1)
    {
        var numbers = new Dictionary<int, int>();
        var group = new int[groups.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            if (!numbers.TryGetValue(groups[i], out group[i])) numbers[groups[i]] = group[i] = numbers.Count;
        }

        var random = new Random(seed);
        _weights = new int[resamples][];
        for (var draw = 0; draw < resamples; draw++)
        {
            var times = new int[numbers.Count];
            for (var i = 0; i < times.Length; i++) times[random.Next(times.Length)]++;
            var weights = new int[group.Length];
            for (var i = 0; i < weights.Length; i++) weights[i] = times[group[i]];
            _weights[draw] = weights;
        }
    }

    /// <summary>A statistic of weighted rows, such as an AUC.</summary>
    public delegate double Statistic(ReadOnlySpan<int> weights);

    /// <summary>The value on the rows themselves with its percentile interval.</summary>
    public MetricsInterval Of(Statistic statistic)
    {
        var values = new double[_weights.Length];
        Parallel.For(0, _weights.Length, i => values[i] = statistic(_weights[i]));
        var finite = values.Where(double.IsFinite).Order().ToArray();
        if (finite.Length == 0) return new(statistic(default), double.NaN, double.NaN);
        return new(statistic(default), Quantile(finite, 0.025), Quantile(finite, 0.975));
    }

    /// <summary>The difference of two statistics on the same draws.</summary>
    public MetricsInterval Difference(Statistic first, Statistic second) => Of(weights => first(weights) - second(weights));

    private static double Quantile(double[] ascending, double share)
    {
        var place = share * (ascending.Length - 1);
        var low = (int)place;
        var high = Math.Min(low + 1, ascending.Length - 1);
        return ascending[low] + ((ascending[high] - ascending[low]) * (place - low));
    }
}
