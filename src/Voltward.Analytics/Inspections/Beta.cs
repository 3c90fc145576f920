namespace Voltward.Analytics.Inspections;

/// <summary>The beta distribution: regularised incomplete beta function by continued fraction (Lentz), logarithm of gamma by Lanczos.</summary>
public static class Beta
{
    private static readonly double[] Lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
        -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>Natural logarithm of the gamma function, x &gt; 0.</summary>
    public static double LogGamma(double x)
    {
        if (x < 0.5) return Math.Log(Math.PI / Math.Sin(Math.PI * x)) - LogGamma(1 - x);
        x -= 1;
        var sum = Lanczos[0];
        for (var i = 1; i < Lanczos.Length; i++) sum += Lanczos[i] / (x + i);
        var t = x + 7.5;
        return (0.5 * Math.Log(2 * Math.PI)) + ((x + 0.5) * Math.Log(t)) - t + Math.Log(sum);
    }

    /// <summary>Share of Beta(a, b) below x; x from 0 to 1, a and b &gt; 0.</summary>
    public static double Share(double x, double a, double b)
    {
        if (x <= 0) return 0;
        if (x >= 1) return 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(x, a, b) / a : 1 - (front * Fraction(1 - x, b, a) / b);
    }

    /// <summary>The x below which a share of Beta(a, b) lies; by halving, to twelve digits.</summary>
    public static double Quantile(double share, double a, double b)
    {
        double low = 0, high = 1;
        for (var i = 0; i < 60 && high - low > 1e-13; i++)
        {
            var middle = (low + high) / 2;
            if (Share(middle, a, b) < share) low = middle;
            else high = middle;
        }

        return (low + high) / 2;
    }

    private static double Fraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        double c = 1, d = 1 / Away(1 - ((a + b) * x / (a + 1)), Tiny), h = d;
        for (var m = 1; m <= 400; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Away(1 + (even * d), Tiny);
            c = Away(1 + (even / c), Tiny);
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Away(1 + (odd * d), Tiny);
            c = Away(1 + (odd / c), Tiny);
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-14) break;
        }

        return h;
    }

    private static double Away(double value, double tiny) => Math.Abs(value) < tiny ? tiny : value;
}
