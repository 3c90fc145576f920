namespace Voltward.Analytics.Detection;

/// <summary>
/// One course that a customer's hidden energy may have taken, weighted. Hundreds are weighed and a handful is looked at closely: the
/// whitened unit vector is made only when it is asked for, products with a loss go by the loss whitened once more.
/// </summary>
internal sealed class LossCandidate
{
    private readonly float[] _weighted;
    private readonly LossStrata _strata;
    private readonly LossWhitening _whitening;
    private float[]? _unit;

    /// <param name="course">Which course.</param>
    /// <param name="weighted">The whole weighted series; shared, never changed.</param>
    /// <param name="since">First day that counts, days only; −1: everything.</param>
    /// <param name="norm">Length of what counts after whitening.</param>
    /// <param name="of">What it was weighted and is whitened with.</param>
    public LossCandidate(LossCourse course, float[] weighted, int since, double norm, (LossStrata Strata, LossWhitening Whitening) of)
    {
        (Course, Since, Norm) = (course, since, norm);
        (_weighted, _strata, _whitening) = (weighted, of.Strata, of.Whitening);
    }

    public LossCourse Course { get; }

    public int Since { get; }

    public double Norm { get; }

    public double KwhPerDay { get; init; }

    /// <summary>What the customer's own readings did when the course began; null when it always ran or nothing is known.</summary>
    public OwnFall? Began { get; init; }

    /// <summary>First day of a share of the readings, 0: it always ran; −1: another course.</summary>
    public int Start { get; init; } = -1;

    /// <summary>Product with the loss as it was measured last.</summary>
    public double Product { get; private set; }

    /// <summary>Whether the course fills the whole window: theft that ran before the window began.</summary>
    public bool Always => Course is LossCourse.Reading or LossCourse.Peers or LossCourse.Ceiling or LossCourse.ReadingBand or LossCourse.Absent or LossCourse.Present;

    /// <summary>Whitened, of length 1.</summary>
    public float[] Unit => _unit ??= Made();

    /// <summary>Measures the product of the unit vector with a whitened loss.</summary>
    /// <param name="twice">That loss, whitened once more.</param>
    public double Measure(float[] twice)
    {
        if (Since < 0) return Product = PairSums.Dot(_weighted, twice) / Norm;
        var (inside, days) = _strata.PartsSince(Since);
        var sum = PairSums.Dot(_weighted.AsSpan(days.Start, days.Length), twice.AsSpan(days.Start, days.Length));
        if (inside.Length > 0) sum += PairSums.Dot(_weighted.AsSpan(inside.Start, inside.Length), twice.AsSpan(inside.Start, inside.Length));
        return Product = sum / Norm;
    }

    /// <summary>
    /// Scatter of what this candidate leaves of the loss it was measured on, where it has its weight (White 1980): a loss that is rough in the
    /// evening makes evening courses fit by chance.
    /// </summary>
    public double Scatter(float[] rest)
    {
        var (unit, sum) = (Unit, 0.0);
        for (var t = 0; t < unit.Length; t++)
        {
            var product = unit[t] * (rest[t] - (Product * unit[t]));
            sum += product * product;
        }

        return Math.Sqrt(sum);
    }

    private float[] Made()
    {
        var unit = Since < 0 ? _weighted.ToArray() : _strata.Since(_weighted, Since);
        if (Since >= 0) _strata.Centre(unit);
        _whitening.Apply(unit);
        for (var t = 0; t < unit.Length; t++) unit[t] = (float)(unit[t] / Norm);
        return unit;
    }
}
