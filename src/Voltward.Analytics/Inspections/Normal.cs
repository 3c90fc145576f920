namespace Voltward.Analytics.Inspections;

/// <summary>The standard normal distribution.</summary>
public static class Normal
{
    /// <summary>Share above z (complementary error function Chebyshev fit of Numerical Recipes 6.2, relative error below 2e-7).</summary>
    public static double Above(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + (0.5 * x));
        var tail = t * Math.Exp((-x * x) - 1.26551223 + (t * (1.00002368 + (t * (0.37409196 + (t * (0.09678418 + (t * (-0.18628806
            + (t * (0.27886807 + (t * (-1.13520398 + (t * (1.48851587 + (t * (-0.82215223 + (t * 0.17087277)))))))))))))))))) / 2;
        return z >= 0 ? tail : 1 - tail;
    }
}
