namespace Voltward.Analytics.LineLoss;

/// <summary>
/// What is believed, before an area is looked at, of the loss on its calmest days that is neither heat nor within the meters' limits:
/// nothing; something hidden, which can only add to the loss (theft that never stopped, faults, supply without a meter); or an error
/// of the file, which may have either sign. Shares of the supply.
/// </summary>
/// <param name="Nothing">Chance of none, 0 to 1.</param>
/// <param name="Hidden">Chance of hidden energy.</param>
/// <param name="File">Chance of an error of the file.</param>
/// <param name="MeanShare">Mean hidden energy where there is some, exponentially distributed.</param>
/// <param name="FileShare">Standard deviation of the error where there is one.</param>
public readonly record struct HiddenLoss(double Nothing, double Hidden, double File, double MeanShare, double FileShare);

/// <summary>Density of a measured excess under a belief, for one variance of measuring it: what does not hang on the excess is worked out once.</summary>
internal readonly struct ExcessDensity
{
    private readonly double _nothing, _hidden, _file, _half, _fileHalf, _rate, _shift, _perSd;

    /// <param name="belief">Chances and sizes.</param>
    /// <param name="variance">Of the measurement, &gt; 0.</param>
    public ExcessDensity(HiddenLoss belief, double variance)
    {
        var fileVariance = variance + (belief.FileShare * belief.FileShare);
        (_half, _fileHalf, _rate) = (0.5 / variance, 0.5 / fileVariance, 1 / belief.MeanShare);
        _nothing = Math.Log(belief.Nothing) - (0.5 * Math.Log(2 * Math.PI * variance));
        // Sum of a normal and an exponential value.
        _hidden = Math.Log(belief.Hidden) + Math.Log(_rate) + (_rate * _rate * variance / 2);
        _file = Math.Log(belief.File) - (0.5 * Math.Log(2 * Math.PI * fileVariance));
        (_shift, _perSd) = (_rate * variance, 1 / Math.Sqrt(variance));
    }

    /// <summary>Logarithms of weight times density of the three beliefs.</summary>
    public (double Nothing, double Hidden, double File) Parts(double excess) => (
        _nothing - (_half * excess * excess),
        _hidden - (_rate * excess) + NormalTail.QuickLogCdf((excess - _shift) * _perSd),
        _file - (_fileHalf * excess * excess));

    /// <summary>Logarithm of the whole density.</summary>
    public double Log(double excess)
    {
        var (a, b, c) = Parts(excess);
        var top = Math.Max(a, Math.Max(b, c));
        return top + Math.Log(Math.Exp(a - top) + Math.Exp(b - top) + Math.Exp(c - top));
    }
}

/// <summary>
/// How often energy is hidden among the customers of a company. An area of n customers has none with chance <c>exp(−rate·n)</c>: the
/// larger an area, the rarer is one where nobody hides anything.
/// </summary>
/// <param name="Rate">Hidden sources per customer.</param>
/// <param name="Use">What one takes, in uses of an ordinary customer of its area.</param>
/// <param name="File">Chance that an error of the file disturbs the balance of an area.</param>
/// <param name="FileShare">Standard deviation of that error, share of the supply.</param>
public readonly record struct HiddenRate(double Rate, double Use, double File, double FileShare)
{
    /// <summary>Before any area is known: field campaigns find one to four customers in a hundred.</summary>
    public static HiddenRate Unknown { get; } = new(0.02, 0.7, 0.1, 0.02);

    /// <summary>What the areas say, with the belief beforehand counted as ten areas of a hundred customers.</summary>
    /// <param name="areas">Customers, weights of the three beliefs, and the hidden share times its weight.</param>
    internal HiddenRate Next((double Customers, double Nothing, double Hidden, double File, double Share)[] areas)
    {
        const double Worth = 10;
        // Each area with hidden energy has rate·n / (1 − exp(−rate·n)) sources in the mean.
        double sources = Worth * 100 * Unknown.Rate, customers = Worth * 100, energy = Worth * 100 * Unknown.Rate * Unknown.Use, file = Worth * Unknown.File;
        foreach (var (n, nothing, hidden, wrong, share) in areas)
        {
            var known = nothing + hidden;
            sources += hidden * Rate * n / (1 - Math.Exp(-Rate * n));
            customers += known * n;
            energy += share * n;
            file += wrong;
        }

        return this with { Rate = Math.Clamp(sources / customers, 1e-4, 0.2), Use = Math.Clamp(energy / sources, 0.05, 5), File = file / (areas.Length + Worth) };
    }

    /// <summary>Belief about an area of so many customers.</summary>
    public HiddenLoss Of(double customers)
    {
        var none = Math.Exp(-Rate * Math.Max(customers, 1));
        return new HiddenLoss((1 - File) * none, (1 - File) * (1 - none), File, Rate * Use / (1 - none), FileShare);
    }
}

/// <summary>The normal distribution's own sum, also far out where it underflows.</summary>
public static class NormalTail
{
    private const int Terms = 40;

    /// <summary>Half of the square of the logarithm of what a double still tells apart, 20.</summary>
    private const double MillsReach = 200;

    /// <summary>Between −Reach and Reach the logarithm is read from a table; further up it is 0 to the last bit that counts.</summary>
    private const int Reach = 9;

    private const int PerUnit = 128;

    /// <summary>Logarithm and slope at every step of the table, for Hermite's cubic: off by less than 1e-11.</summary>
    private static readonly (double Value, double Slope)[] Table = [.. Enumerable.Range(0, (2 * Reach * PerUnit) + 1).Select(k =>
    {
        var z = ((double)k / PerUnit) - Reach;
        var log = LogCdf(z);
        return (log, Math.Exp(Density(z) - log) / PerUnit);
    })];

    /// <summary><see cref="LogCdf"/> at a tenth of its cost, off by less than 1e-10.</summary>
    public static double QuickLogCdf(double z)
    {
        if (!(z > -Reach)) return LogCdf(z);
        if (z >= Reach) return 0;
        var place = (z + Reach) * PerUnit;
        var k = (int)place;
        var t = place - k;
        var (a, b) = (Table[k], Table[k + 1]);
        var (u, rise) = (1 - t, b.Value - a.Value);
        return a.Value + (t * rise) + (t * u * ((u * (a.Slope - rise)) - (t * (b.Slope - rise))));
    }

    /// <summary>Logarithm of the share of a standard normal below z.</summary>
    public static double LogCdf(double z)
    {
        if (z < -3) return Density(z) + Math.Log(Mills(-z));
        if (z > 3) return Math.Log(1 - (Math.Exp(Density(z)) * Mills(z)));
        // Φ(z) = 1/2 + φ(z)·(z + z³/3 + z⁵/15 + …), to the last bit that counts.
        double term = z, sum = z, last = double.NaN;
        for (var k = 1; k < Terms && sum != last; k++)
        {
            term *= z * z / ((2 * k) + 1);
            last = sum;
            sum += term;
        }

        return Math.Log(0.5 + (Math.Exp(Density(z)) * sum));
    }

    private static double Density(double z) => -0.5 * ((z * z) + Math.Log(2 * Math.PI));

    /// <summary>Mills' ratio by its continued fraction, for z of 3 and more.</summary>
    private static double Mills(double z)
    {
        var fraction = z;
        // The further out, the fewer terms: what is left out shrinks as exp(−2·z·√(2n)).
        for (var k = Math.Min(Terms, 5 + (int)(MillsReach / (z * z))); k > 0; k--) fraction = z + (k / fraction);
        return 1 / fraction;
    }
}
