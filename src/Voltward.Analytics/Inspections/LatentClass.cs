namespace Voltward.Analytics.Inspections;

/// <summary>Counts of answer patterns in one group of checks, such as one item of the list.</summary>
/// <param name="Group">Which.</param>
/// <param name="Counts">How often each pattern occurred, <c>long[2^K]</c>: bit k is set when look k called it a defect.</param>
public sealed record PatternCounts(string Group, IReadOnlyList<long> Counts);

/// <summary>A latent-class model: how well each look sees, how often each group has a defect, how many nobody saw.</summary>
/// <param name="Sensitivity">Per look: share of defects seen.</param>
/// <param name="FalseCall">Per look: share of sound items called a defect; 0 where the counts cannot tell it (see <see cref="FalseCallFitted"/>).</param>
/// <param name="Prevalence">Per group: share of checks with a defect.</param>
/// <param name="FalseCallFitted">Whether false calls were estimated; else they are taken as none.</param>
/// <param name="Defects">True defects among the checks, with interval.</param>
/// <param name="Hidden">Those that no look called, with interval.</param>
public sealed record LatentFit(
    IReadOnlyList<Estimate> Sensitivity,
    IReadOnlyList<double> FalseCall,
    IReadOnlyDictionary<string, double> Prevalence,
    bool FalseCallFitted,
    Estimate Defects,
    Estimate Hidden);

/// <summary>
/// Latent-class analysis of two or more blind looks (Hui and Walter 1980; Dawid and Skene 1979), by expectation and maximisation. Looks are
/// independent given the truth and see equally well in every group; with two looks it takes at least two groups of different prevalence to
/// tell false calls from misses, so with fewer the false calls are fixed at none. Intervals by bootstrap of the checks.
/// </summary>
public static class LatentClass
{
    private const int Rounds = 400;

    /// <param name="groups">Counts; all with the same number of looks, 2 to 8.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <param name="resamples">Bootstrap samples; 200 is enough for an interval.</param>
    public static LatentFit Fit(IReadOnlyList<PatternCounts> groups, int seed, int resamples = 200)
    {
        var patterns = groups[0].Counts.Count;
        var looks = int.Log2(patterns);
        if (1 << looks != patterns || looks is < 2 or > 8) throw new ArgumentException("patterns must be 2^K, K from 2 to 8", nameof(groups));
        var counts = groups.Select(g => g.Counts.Select(c => (double)c).ToArray()).ToArray();
        var fitted = (groups.Count * (patterns - 1)) >= groups.Count + (2 * looks) && (looks > 2 || groups.Count > 1);
        var point = Maximise(counts, looks, fitted);

        var random = new Random(seed);
        var sampled = Enumerable.Range(0, resamples).Select(_ => Maximise([.. counts.Select(c => Resample(c, random))], looks, fitted)).ToList();
        return new(
            [.. Enumerable.Range(0, looks).Select(k => Between(point.Sensitivity[k], sampled.Select(s => s.Sensitivity[k]), point.Defects))],
            point.FalseCall,
            groups.Select((g, i) => (g.Group, point.Prevalence[i])).ToDictionary(p => p.Group, p => p.Item2),
            fitted,
            Between(point.Defects, sampled.Select(s => s.Defects), counts.Sum(c => c.Sum())),
            Between(point.Hidden, sampled.Select(s => s.Hidden), counts.Sum(c => c.Sum())));
    }

    private static Estimate Between(double value, IEnumerable<double> sampled, double of)
    {
        var sorted = sampled.Order().ToArray();
        double At(double share) => sorted[(int)Math.Round(share * (sorted.Length - 1))];
        return sorted.Length == 0 ? new(value, value, value, value, of, of) : new(value, Math.Min(value, At(0.025)), Math.Max(value, At(0.975)), value, of, of);
    }

    private static double[] Resample(double[] counts, Random random)
    {
        var total = counts.Sum();
        var drawn = new double[counts.Length];
        for (var i = 0; i < total; i++)
        {
            var at = random.NextDouble() * total;
            var k = 0;
            while (k < counts.Length - 1 && (at -= counts[k]) >= 0) k++;
            drawn[k]++;
        }

        return drawn;
    }

    private static Model Maximise(double[][] counts, int looks, bool fitted)
    {
        var model = new Model(counts, looks);
        for (var round = 0; round < Rounds; round++)
        {
            if (model.Step(fitted) < 1e-8) break;
        }

        return model;
    }

    private sealed class Model(double[][] counts, int looks)
    {
        public double[] Sensitivity { get; } = [.. Enumerable.Repeat(0.8, looks)];

        public double[] FalseCall { get; } = [.. Enumerable.Repeat(0.01, looks)];

        public double[] Prevalence { get; } = [.. counts.Select(c => Math.Clamp(1.2 * (1 - (c[0] / Math.Max(1, c.Sum()))), 0.001, 0.9))];

        public double Defects { get; private set; }

        public double Hidden { get; private set; }

        /// <summary>One round of expectation and maximisation; the largest change of a parameter.</summary>
        public double Step(bool fitted)
        {
            var seen = new double[looks];
            var called = new double[looks];
            double change = 0, sound = 0;
            (Defects, Hidden) = (0, 0);
            if (!fitted) Array.Clear(FalseCall);
            for (var g = 0; g < counts.Length; g++)
            {
                var defects = 0.0;
                for (var pattern = 0; pattern < counts[g].Length; pattern++)
                {
                    var share = counts[g][pattern] * Posterior(g, pattern);
                    defects += share;
                    if (pattern == 0) Hidden += share;
                    sound += counts[g][pattern] - share;
                    for (var k = 0; k < looks; k++)
                    {
                        if ((pattern >> k & 1) == 0) continue;
                        seen[k] += share;
                        called[k] += counts[g][pattern] - share;
                    }
                }

                Defects += defects;
                change = Math.Max(change, Move(Prevalence, g, defects / Math.Max(1, counts[g].Sum())));
            }

            for (var k = 0; k < looks; k++)
            {
                change = Math.Max(change, Move(Sensitivity, k, seen[k] / Math.Max(1e-9, Defects)));
                if (fitted) change = Math.Max(change, Move(FalseCall, k, Math.Min(0.5, called[k] / Math.Max(1e-9, sound))));
            }

            return change;
        }

        private static double Move(double[] values, int at, double to)
        {
            var change = Math.Abs(values[at] - to);
            values[at] = to;
            return change;
        }

        /// <summary>Chance that a check with this pattern has a defect.</summary>
        private double Posterior(int group, int pattern)
        {
            double defect = Prevalence[group], sound = 1 - Prevalence[group];
            for (var k = 0; k < looks; k++)
            {
                var yes = (pattern >> k & 1) == 1;
                defect *= yes ? Sensitivity[k] : 1 - Sensitivity[k];
                sound *= yes ? FalseCall[k] : 1 - FalseCall[k];
            }

            return defect + sound <= 0 ? 0 : defect / (defect + sound);
        }
    }
}
