namespace Voltward.Analytics.Inspections;

/// <summary>How many defects there are, found or not (残留缺陷).</summary>
/// <param name="Total">Estimated defects with interval; its lower end is never below what was found.</param>
/// <param name="Found">Distinct defects found by anybody.</param>
/// <param name="Hidden">Estimated defects that nobody found, with interval.</param>
public sealed record DefectCount(Estimate Total, int Found, Estimate Hidden);

/// <summary>
/// Two looks at the same sites, neither taken as infallible. Assumes that the second look does not depend on the first (it is blind), that
/// nothing was put right in between, and that all defects of the group are equally easy to see: easy and hard ones mixed hide more than is said here.
/// </summary>
public static class CaptureRecapture
{
    /// <summary>Lincoln and Petersen: first × second / both; infinite when no defect was found twice.</summary>
    public static double LincolnPetersen(int first, int second, int both) => both == 0 ? double.PositiveInfinity : (double)first * second / both;

    /// <summary>Chapman 1951, nearly unbiased, with a log-normal interval of the hidden part (Seber 1982, Chao 1989).</summary>
    /// <param name="first">Defects found by the first look.</param>
    /// <param name="second">Defects found by the second look.</param>
    /// <param name="both">Found by both, at most the smaller of the two.</param>
    public static DefectCount Chapman(int first, int second, int both)
    {
        double m = both;
        var found = first + second - both;
        var total = ((first + 1) * (second + 1) / (m + 1)) - 1;
        var variance = (first + 1.0) * (second + 1) * (first - m) * (second - m) / ((m + 1) * (m + 1) * (m + 2));
        var hidden = Math.Max(0, total - found);
        if (hidden <= 0 || variance <= 0)
        {
            return new(new(found, found, found, both, found, found), found, new(0, 0, 0, both, found, found));
        }

        var spread = Math.Exp(1.959963984540054 * Math.Sqrt(Math.Log(1 + (variance / (hidden * hidden)))));
        var (low, high) = (hidden / spread, hidden * spread);
        return new(new(found + hidden, found + low, found + high, both, found, found), found, new(hidden, low, high, both, found, found));
    }
}
