namespace Voltward.Analytics.Detection;

/// <summary>How the coefficients of a fusion are fitted.</summary>
/// <param name="Lasso">Penalty that drops weak terms, 0 or more.</param>
/// <param name="Ridge">Penalty that keeps weights small, &gt; 0.</param>
public readonly record struct FusionFitOptions(double Lasso, double Ridge)
{
    public int Sweeps { get; init; } = 60;
}

/// <summary>
/// Fits the weights of given terms by penalised logistic regression under sign constraints: a term that was put in as suspicious
/// can only raise the odds, one put in as innocent only lower them. Coordinate descent; deterministic.
/// </summary>
public static class FusionFit
{
    private const double Smallest = 1e-4;

    /// <summary>Terms whose weight has the sign of the candidate's weight (+1 or −1); dropped terms are left out.</summary>
    /// <param name="rows">Evidence vectors.</param>
    /// <param name="hits">Whether a visit would have found something.</param>
    /// <param name="candidates">Terms with weight +1 (suspicious) or −1 (innocent).</param>
    /// <param name="options">Penalties.</param>
    public static (double Intercept, IReadOnlyList<Fusion.Term> Terms) Fit(
        IReadOnlyList<double[]> rows, bool[] hits, IReadOnlyList<Fusion.Term> candidates, FusionFitOptions options)
    {
        var columns = candidates.Select(c => Column(rows, c)).ToArray();
        var weights = new double[candidates.Count];
        var share = hits.Count(h => h) / (double)hits.Length;
        var intercept = Math.Log(share / (1 - share));
        var logit = new double[hits.Length];
        Array.Fill(logit, intercept);
        for (var sweep = 0; sweep < options.Sweeps; sweep++)
        {
            var moved = MoveIntercept(logit, hits, ref intercept);
            for (var k = 0; k < columns.Length; k++) moved = Math.Max(moved, Move(columns[k], logit, hits, ref weights[k], options));
            if (moved < Smallest) break;
        }

        var kept = candidates.Select((c, k) => c with { Weight = c.Weight * weights[k], WhenMissing = 0 }).Where((_, k) => weights[k] > 0.02).ToList();
        return (intercept, kept);
    }

    private static (int[] At, double[] Values) Column(IReadOnlyList<double[]> rows, Fusion.Term term)
    {
        var at = new List<int>();
        var values = new List<double>();
        for (var i = 0; i < rows.Count; i++)
        {
            var value = Fusion.Part(term, rows[i]);
            if (value == 0) continue;
            at.Add(i);
            values.Add(value);
        }

        return ([.. at], [.. values]);
    }

    /// <summary>One Newton step of one weight, kept at zero or above.</summary>
    private static double Move((int[] At, double[] Values) column, double[] logit, bool[] hits, ref double weight, FusionFitOptions options)
    {
        double gradient = (options.Ridge * weight) + options.Lasso, curvature = options.Ridge;
        for (var n = 0; n < column.At.Length; n++)
        {
            var i = column.At[n];
            var p = 1 / (1 + Math.Exp(-logit[i]));
            gradient += column.Values[n] * (p - (hits[i] ? 1 : 0)) / hits.Length;
            curvature += column.Values[n] * column.Values[n] * Math.Max(p * (1 - p), 1e-6) / hits.Length;
        }

        var next = Math.Max(0, weight - Math.Clamp(gradient / curvature, -1, 1));
        var step = next - weight;
        if (step == 0) return 0;
        weight = next;
        for (var n = 0; n < column.At.Length; n++) logit[column.At[n]] += step * column.Values[n];
        return Math.Abs(step);
    }

    private static double MoveIntercept(double[] logit, bool[] hits, ref double intercept)
    {
        double gradient = 0, curvature = 1e-9;
        for (var i = 0; i < logit.Length; i++)
        {
            var p = 1 / (1 + Math.Exp(-logit[i]));
            gradient += p - (hits[i] ? 1 : 0);
            curvature += p * (1 - p);
        }

        var step = -Math.Clamp(gradient / curvature, -1, 1);
        intercept += step;
        for (var i = 0; i < logit.Length; i++) logit[i] += step;
        return Math.Abs(step);
    }
}
