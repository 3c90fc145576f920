namespace Voltward.Analytics.Detection;

/// <summary>
/// On which day the thefts of an area may have begun, before anybody's readings are looked at: the day is one for the area, and the loss
/// itself tells of it. A loss that rises for good makes its day likely for every customer alike; one that does not leaves what always ran
/// as likely as all days together.
/// </summary>
internal static class LossStarts
{
    private const double Always = 0.5;
    private const double MostLag = 0.8;
    private const double Least = -20;
    private const double Certain = 30;

    /// <summary>Logarithm of what a rise of unknown height costs beside none.</summary>
    private const double Unknown = 1.5;

    /// <summary>Logarithm of the probability of each day; day 0 stands for what always ran.</summary>
    /// <param name="daily">Loss by day without what the load explains, NaN = not usable.</param>
    /// <param name="starts">Days that are laid out, each above 0.</param>
    public static IReadOnlyDictionary<int, double> Logs(float[] daily, IReadOnlyCollection<int> starts)
    {
        // Days that follow one another tell less than as many that do not: how much less is one number for the area, by its clearest rise.
        var splits = starts.ToDictionary(d => d, d => Split(daily, d));
        var lag = splits.Values.MaxBy(s => s.Gain).Lag;
        var logs = splits.ToDictionary(s => s.Key, s => Math.Log((1 - Always) / starts.Count) + Rise(s.Value with { Lag = lag }));
        logs[0] = Math.Log(Always);
        var most = logs.Values.Max();
        var sum = most + Math.Log(logs.Values.Sum(v => Math.Exp(v - most)));
        return logs.ToDictionary(o => o.Key, o => Math.Max(o.Value - sum, Least));
    }

    /// <summary>Logarithm of how much more probable the loss is with a rise at a day than without any.</summary>
    public static double Rise(float[] daily, int day) => Rise(Split(daily, day));

    private static double Rise((double Gain, double Lag) split) =>
        split.Gain <= 0 ? -Unknown : split.Gain == double.MaxValue ? Certain : (split.Gain * (1 - split.Lag) / (1 + split.Lag)) - Unknown;

    /// <summary>Gain of two means over one, as if days were independent, 0 when the loss does not rise; and how much a day resembles the one before it.</summary>
    private static (double Gain, double Lag) Split(float[] daily, int day)
    {
        var before = daily.Take(day).Where(v => !float.IsNaN(v)).Select(v => (double)v).ToArray();
        var after = daily.Skip(day).Where(v => !float.IsNaN(v)).Select(v => (double)v).ToArray();
        if (before.Length < 2 || after.Length < 2) return (0, 0);
        var (low, high, n) = (before.Average(), after.Average(), before.Length + after.Length);
        if (high <= low) return (0, 0);
        double[] rest = [.. before.Select(v => v - low), .. after.Select(v => v - high)];
        var inside = rest.Sum(v => v * v);
        var between = (high - low) * (high - low) * before.Length * after.Length / n;
        if (!(inside > 0)) return (double.MaxValue, 0);
        return ((n - 2) / 2.0 * Math.Log(1 + (between / inside)), Math.Clamp(rest.Skip(1).Zip(rest, (a, b) => a * b).Sum() / inside, 0, MostLag));
    }
}
