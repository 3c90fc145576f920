namespace Voltward.Analytics.Detection;

/// <summary>Middle and limits of the logarithm of the energy hidden, kWh a day, from the evidence vector.</summary>
internal sealed class EnergyModel(string middle, (string Low, string High) limits)
{
    /// <summary>Less than this a day is no theft worth a number: where the lower limit would be less, it is nothing.</summary>
    public const double LeastKwh = 0.05;

    /// <summary>What the limits aim at before the margin, 10 % and 90 % of the thefts they are fitted on: further out, trees know too few to part easy cases from hard ones.</summary>
    private const double Tail = 0.1;

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

    /// <summary>Trees on all thefts, and the margins of thefts that trees of other towns and other kinds had to judge.</summary>
    public static (string Middle, (string Low, string High) Limits, (double Low, double High) Margins) Fit(IReadOnlyList<KnownTheft> thefts)
    {
        var (middle, limits) = Trees(thefts);
        return (middle, limits, EnergyMargins.Of(thefts, rest =>
        {
            var (m, l) = Trees(rest);
            return new EnergyModel(m, l);
        }));
    }

    /// <summary>What is fitted: tiny thefts count as the least one, so that the limits learn where there is nothing to steal.</summary>
    public static double Target(double kwh) => Math.Log(Math.Max(kwh, LeastKwh));

    private static (string Middle, (string Low, string High) Limits) Trees(IReadOnlyList<KnownTheft> thefts)
    {
        double[] rows = [.. thefts.SelectMany(k => k.Features)];
        float[] target = [.. thefts.Select(k => (float)Target(k.Kwh))];
        string Of(FormattableString objective) => BoostingTrainer.Fit(rows, FeatureNames.Count, target, Options with { Objective = FormattableString.Invariant(objective) });
        return (Of($"regression"), (Of($"quantile alpha={Tail}"), Of($"quantile alpha={1 - Tail}")));
    }
}

/// <summary>A theft of which it is known how much was hidden.</summary>
/// <param name="Town">Which town, counted from 0.</param>
/// <param name="Kind">Kind of theft; empty when it is not known.</param>
/// <param name="Features">The evidence vector.</param>
/// <param name="Kwh">Hidden, kWh a day, more than 0.</param>
/// <param name="IsListed">Whether a ranker that had not seen its town would have made a lead of it.</param>
internal sealed record KnownTheft(int Town, string Kind, double[] Features, double Kwh, bool IsListed);
