namespace Voltward.Analytics.Detection;

/// <summary>Middle and limits of the logarithm of the energy hidden, kWh a day, from the evidence vector.</summary>
internal sealed class EnergyModel(string middle, (string Low, string High) limits)
{
    /// <summary>What the limits aim at before the margin: 5 % and 95 % of the thefts they are fitted on.</summary>
    private const double Tail = 0.05;

    /// <summary>Less than this a day is no theft worth a number.</summary>
    private const double LeastKwh = 0.05;

    /// <summary>Share of unseen thefts that the margin is to hold: above the 95 % stated, because other towns and unknown kinds of theft err more.</summary>
    private const double Held = 1 - (0.03 / 2);

    private const int Parts = 4;

    private static readonly BoostingOptions Options = new()
    {
        Trees = 120,
        Leaves = 6,
        Rate = 0.05,
        LeafRows = 12,
        FeatureShare = 0.5,
        RowShare = 0.8,
        Ridge = 5,
        Seed = 7,
    };

    private readonly TreeModel _middle = TreeModel.Parse(middle);
    private readonly TreeModel _low = TreeModel.Parse(limits.Low);
    private readonly TreeModel _high = TreeModel.Parse(limits.High);

    /// <summary>Low ≤ middle ≤ high.</summary>
    public (double Low, double Mid, double High) Of(ReadOnlySpan<double> features)
    {
        var mid = _middle.Score(features);
        return (Math.Min(mid, _low.Score(features)), mid, Math.Max(mid, _high.Score(features)));
    }

    /// <summary>Fits on all towns; the margin comes from towns left out in turn, and from the calibration towns.</summary>
    public static (string Middle, (string Low, string High) Limits, double Margin) Fit(IReadOnlyList<EvidenceTown> train, IReadOnlyList<EvidenceTown> calibration)
    {
        var (middle, limits) = Trees(train);
        var misses = Misses(new EnergyModel(middle, limits), calibration).ToList();
        for (var part = 0; part < Math.Min(Parts, train.Count); part++)
        {
            EvidenceTown[] left = [.. train.Where((_, n) => n % Parts == part)], rest = [.. train.Where((_, n) => n % Parts != part)];
            if (rest.Sum(t => Known(t).Count()) < 40) continue;
            var (m, l) = Trees(rest);
            misses.AddRange(Misses(new EnergyModel(m, l), left));
        }

        return (middle, limits, Margin([.. misses.Order()]));
    }

    /// <summary>The quantile of the misses with the finite sample allowed for; wide when hardly anything is known.</summary>
    private static double Margin(double[] misses)
    {
        const double unknown = 3;
        if (misses.Length < 40) return unknown;
        return Math.Max(0, misses[Math.Min(misses.Length - 1, (int)Math.Ceiling(Held * (misses.Length + 1)) - 1)]);
    }

    private static (string Middle, (string Low, string High) Limits) Trees(IReadOnlyList<EvidenceTown> towns)
    {
        var known = towns.SelectMany(Known).ToArray();
        double[] rows = [.. known.SelectMany(k => k.Features)];
        float[] target = [.. known.Select(k => (float)Math.Log(k.Kwh))];
        string Of(FormattableString objective) => BoostingTrainer.Fit(rows, FeatureNames.Count, target, Options with { Objective = FormattableString.Invariant(objective) });
        return (Of($"regression"), (Of($"quantile alpha={Tail}"), Of($"quantile alpha={1 - Tail}")));
    }

    /// <summary>By how much the logarithm lies outside the limits; negative inside.</summary>
    private static IEnumerable<double> Misses(EnergyModel model, IReadOnlyList<EvidenceTown> towns)
    {
        foreach (var (features, kwh) in towns.SelectMany(Known))
        {
            var (low, _, high) = model.Of(features);
            yield return Math.Max(low - Math.Log(kwh), Math.Log(kwh) - high);
        }
    }

    private static IEnumerable<(double[] Features, double Kwh)> Known(EvidenceTown town) => town.Rows.Zip(town.Stolen).Where(p => p.Second > LeastKwh);
}
