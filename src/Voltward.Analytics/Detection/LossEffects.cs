namespace Voltward.Analytics.Detection;

/// <summary>
/// Who explains the loss of an area that is read within the day: the loss is a sum of a few thefts, and of each it is not known who, since
/// when, along which course and how much. Each is held as a distribution over all of that and is judged on what the others leave, in turn,
/// until they agree (iterative Bayesian stepwise selection, Wang, Sarkar, Carbonetto and Stephens 2020). A customer's odds are summed over
/// its courses and days, so that nobody wins because one of forty days fits by chance.
/// </summary>
internal sealed class LossEffects
{
    private const int Fewest = 3;
    private const int Most = 8;
    private const int Sweeps = 4;
    private const int Leading = 25;
    private const double Real = 0.5;
    private const double Negligible = 0.01;

    /// <summary>Logarithm by which any other kind of theft is rarer than a share of the readings, its price aside.</summary>
    private const double Rarer = 2;

    /// <summary>Logarithm of the chance of an effect to be real, over that of one customer's odds of 1.</summary>
    private const double Likely = 2;

    /// <summary>Scatter is looked at closely where honesty is not the more probable by far.</summary>
    private const double Close = -3;

    /// <summary>No course is exact to better than a fiftieth of itself: registers step, clocks drift, hours are missing. Nobody stands above fifty deviations.</summary>
    private const double Inexact = 0.02;
    private const double Beside = 4;

    private readonly List<LossCandidate>[] _candidates;
    private readonly double[][] _prior;
    private readonly double[][] _logs;
    private readonly double[][] _factors;
    private readonly double[] _falls;
    private readonly LossWhitening _whitening;
    private readonly float[] _loss;
    private readonly List<List<Part>> _effects = [];

    /// <param name="candidates">Courses of every customer.</param>
    /// <param name="starts">Logarithm of the probability of each day as the beginning.</param>
    /// <param name="falls">Strength of every customer's fall at a step of the loss.</param>
    /// <param name="whitening">Whitening.</param>
    /// <param name="loss">Whitened loss.</param>
    public LossEffects(List<LossCandidate>[] candidates, IReadOnlyDictionary<int, double> starts, double[] falls, LossWhitening whitening, float[] loss)
    {
        (_candidates, _falls, _whitening, _loss) = (candidates, falls, whitening, loss);
        _prior = [.. candidates.Select(cs => cs.Select(c => c.Start >= 0 ? starts[c.Start] : -Rarer - (LossPursuit.Price(c.Course) / 2)).ToArray())];
        _logs = [.. candidates.Select(cs => new double[cs.Count])];
        _factors = [.. candidates.Select(cs => new double[cs.Count])];
    }

    /// <summary>A match for each customer.</summary>
    public LossMatch[] Run()
    {
        int[] leading = [.. Enumerable.Range(0, _candidates.Length)];
        for (var k = 0; k < Math.Min(Fewest, Math.Max(1, _candidates.Length / 3)); k++) _effects.Add([]);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var k = 0; k < _effects.Count; k++) leading = Renew(k, leading);
            if (sweep < Sweeps - 1 || _effects.Count >= Math.Min(Most, _candidates.Length / 3) || _effects[^1].Sum(p => p.Weight) < Real) continue;
            // The last one is real too: there may be one more.
            _effects.Add([]);
            sweep -= 2;
        }

        return Matches();
    }

    /// <summary>Judges one effect on what the others leave; the customers that lead go on.</summary>
    private int[] Renew(int effect, int[] customers)
    {
        _effects[effect] = [];
        var rest = Rest(_effects.SelectMany(e => e));
        var (scale, twice) = (LossPursuit.Scale(rest), _whitening.Apply(rest.ToArray()));
        var prior = Likely + Math.Log(Real / _candidates.Length);
        var logs = Array.ConvertAll(customers, i => Weigh(i, rest, twice, scale) + prior);
        var most = Math.Max(0, logs.Max());
        var sum = ((1 - Real) * Math.Exp(-most)) + logs.Sum(v => Math.Exp(v - most));
        foreach (var i in customers)
        {
            for (var c = 0; c < _logs[i].Length; c++)
            {
                var weight = Math.Exp(_logs[i][c] + prior - most) / sum;
                if (weight >= Negligible) _effects[effect].Add(new Part(i, c, weight, weight * _factors[i][c]));
            }
        }

        return customers.Length <= Leading ? customers : [.. customers.Zip(logs).OrderByDescending(p => p.Second).ThenBy(p => p.First).Take(Leading).Select(p => p.First)];
    }

    /// <summary>What parts of effects leave of the loss.</summary>
    private float[] Rest(IEnumerable<Part> parts)
    {
        var rest = _loss.ToArray();
        foreach (var part in parts)
        {
            var candidate = _candidates[part.Customer][part.Candidate];
            PairSums.Add(rest, (float)(-part.Factor * candidate.Norm), candidate.Unit);
        }

        return rest;
    }

    /// <summary>Logarithm of the odds of one customer, all courses and days together.</summary>
    private double Weigh(int customer, float[] rest, float[] twice, double scale)
    {
        var (candidates, logs) = (_candidates[customer], _logs[customer]);
        if (logs.Length == 0) return double.NegativeInfinity;
        for (var c = 0; c < logs.Length; c++)
        {
            candidates[c].Measure(twice);
            Set(customer, c, scale);
        }

        // The local scatter mostly lowers the odds: looked at are those that lead, until none leads unseen.
        var seen = new bool[logs.Length];
        for (var c = Next(logs, seen); c >= 0; c = Next(logs, seen))
        {
            seen[c] = true;
            var (local, own) = (Math.Max(scale, candidates[c].Scatter(rest)), Inexact * candidates[c].Product);
            Set(customer, c, Math.Sqrt((local * local) + (own * own)));
        }

        return LogSum(logs);
    }

    /// <summary>The highest that is near the highest of all and was not looked at; −1 when there is none.</summary>
    private static int Next(double[] logs, bool[] seen)
    {
        var (at, limit) = (-1, Math.Max(Close, logs.Max() - Beside));
        for (var c = 0; c < logs.Length; c++)
        {
            if (!seen[c] && logs[c] > limit && (at < 0 || logs[c] > logs[at])) at = c;
        }

        return at;
    }

    private void Set(int customer, int at, double scale)
    {
        var candidate = _candidates[customer][at];
        var (z, precision) = (candidate.Product / scale, candidate.Norm / scale);
        var (log, factor) = candidate.Course switch
        {
            _ when LossPursuit.IsShare(candidate.Course) => ShareOdds.OfShare(z, precision, candidate.Began),
            _ when LossPursuit.Falls(candidate.Course) => ShareOdds.OfMissing(z, precision, candidate.Began, candidate.Course == LossCourse.Fall),
            _ => (z * Math.Abs(z) / 2, Math.Max(0, candidate.Product / candidate.Norm)),
        };
        // A course that does not know of the step yet hears of the customer's fall at it.
        if (z > 0 && LossPursuit.HearsOfSteps(candidate.Course)) log += _falls[customer] * _falls[customer] / 2;
        (_logs[customer][at], _factors[customer][at]) = (_prior[customer][at] + log, factor);
    }

    private LossMatch[] Matches()
    {
        var matches = new LossMatch[_candidates.Length];
        var rest = Rest(_effects.SelectMany(e => e));
        var (scale, twice) = (LossPursuit.Scale(rest), _whitening.Apply(rest.ToArray()));
        var suspects = _effects.SelectMany(e => e.Select(p => p.Customer)).ToHashSet();
        for (var i = 0; i < matches.Length; i++)
        {
            // A suspect is judged on what all others leave; everybody else on what is left by all suspects.
            if (!suspects.Contains(i))
            {
                matches[i] = Match(i, Weigh(i, rest, twice, scale), scale);
                continue;
            }

            var others = Rest(_effects.SelectMany(e => e.Where(p => p.Customer != i)));
            matches[i] = Match(i, Weigh(i, others, _whitening.Apply(others.ToArray()), scale), scale);
        }

        return matches;
    }

    /// <summary>The most probable course, its days together, and of these the most probable.</summary>
    private LossMatch Match(int customer, double log, double scale)
    {
        var (candidates, logs) = (_candidates[customer], _logs[customer]);
        if (logs.Length == 0) return LossPursuit.Nothing;
        var course = Enumerable.Range(0, logs.Length).GroupBy(c => candidates[c].Course).MaxBy(g => LogSum([.. g.Select(c => logs[c])]))!;
        var best = candidates[course.MaxBy(c => logs[c])];
        var factor = Math.Max(0, best.Product / best.Norm);
        return new LossMatch(ShareOdds.Deviations(log), LossPursuit.Code(best.Course), factor, factor * best.KwhPerDay, scale / best.Norm * best.KwhPerDay, best.Always);
    }

    /// <summary>Logarithm of the sum of what these are the logarithms of.</summary>
    private static double LogSum(ReadOnlySpan<double> logs)
    {
        var (most, sum) = (double.NegativeInfinity, 0.0);
        foreach (var log in logs) most = Math.Max(most, log);
        foreach (var log in logs) sum += Math.Exp(log - most);
        return most + Math.Log(sum);
    }

    /// <summary>One candidate within an effect.</summary>
    /// <param name="Customer">Whose.</param>
    /// <param name="Candidate">Which of its candidates.</param>
    /// <param name="Weight">Probability that the effect is this one.</param>
    /// <param name="Factor">That times what the factor then is in the mean.</param>
    private readonly record struct Part(int Customer, int Candidate, double Weight, double Factor);
}
