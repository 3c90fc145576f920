namespace Voltward.Analytics.Detection;

/// <summary>
/// A list with a stated share of false orders: each candidate's score is set against the scores of honest customers, and as many
/// are listed as keep the expected false share at or below the level (Benjamini and Hochberg over conformal p-values; Jin and
/// Candès). Holds as far as the honest customers it was calibrated on resemble those at hand.
/// </summary>
public static class ConformalList
{
    /// <summary>How many of the highest scores may be listed.</summary>
    /// <param name="scores">Scores of the candidates.</param>
    /// <param name="honest">Scores of honest customers, ascending.</param>
    /// <param name="level">Share of false orders that is accepted, 0 to 1.</param>
    public static int Length(ReadOnlySpan<double> scores, IReadOnlyList<double> honest, double level)
    {
        var sorted = scores.ToArray();
        Array.Sort(sorted);
        Array.Reverse(sorted);
        var (length, above) = (0, 0);
        for (var k = 1; k <= sorted.Length; k++)
        {
            while (above < honest.Count && honest[honest.Count - 1 - above] >= sorted[k - 1]) above++;
            var p = (1.0 + above) / (honest.Count + 1);
            if (p <= level * k / sorted.Length) length = k;
        }

        return length;
    }
}
