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
public readonly record struct HiddenLoss(double Nothing, double Hidden, double File, double MeanShare, double FileShare)
{
    /// <summary>Logarithm of the density of a measured excess.</summary>
    /// <param name="excess">Loss above heat, share of the supply.</param>
    /// <param name="variance">Of its measurement: days' noise and the meters' common error, &gt; 0.</param>
    public double LogDensity(double excess, double variance)
    {
        var (a, b, c) = LogParts(excess, variance);
        var top = Math.Max(a, Math.Max(b, c));
        return top + Math.Log(Math.Exp(a - top) + Math.Exp(b - top) + Math.Exp(c - top));
    }

    /// <summary>Logarithms of weight times density of the three beliefs.</summary>
    internal (double Nothing, double Hidden, double File) LogParts(double excess, double variance) =>
        (Math.Log(Nothing) + Gauss(excess, variance),
            Math.Log(Hidden) + Shifted(excess, variance, 1 / MeanShare),
            Math.Log(File) + Gauss(excess, variance + (FileShare * FileShare)));

    private static double Gauss(double x, double variance) => -0.5 * ((x * x / variance) + Math.Log(2 * Math.PI * variance));

    /// <summary>Sum of a normal and an exponential value with this rate.</summary>
    private static double Shifted(double x, double variance, double rate) =>
        Math.Log(rate) + (rate * ((rate * variance / 2) - x)) + NormalTail.LogCdf((x - (rate * variance)) / Math.Sqrt(variance));
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
