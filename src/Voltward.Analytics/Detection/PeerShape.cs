using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>
/// How a customer's shape differs from the customers of its class: each statistic as a robust z inside the class, because a shop is
/// not odd for closing at night. NaN where a customer has no such readings or the class is too small.
/// </summary>
public static class PeerShape
{
    private const int FewestPeers = 12;
    private const double MostZ = 8;

    /// <summary>Robust z of a statistic inside each class.</summary>
    public static double[] Standardise(IReadOnlyList<string> classes, IReadOnlyList<double> statistic)
    {
        var z = new double[statistic.Count];
        Array.Fill(z, double.NaN);
        foreach (var group in classes.Select((c, i) => (c, i)).GroupBy(p => p.c, p => p.i))
        {
            int[] members = [.. group.Where(i => !double.IsNaN(statistic[i]))];
            if (members.Length < FewestPeers) continue;
            var inside = Robust.Standardise(members.Select(i => statistic[i]).ToArray(), 1e-4);
            for (var k = 0; k < members.Length; k++) z[members[k]] = Math.Clamp(inside[k], -MostZ, MostZ);
        }

        return z;
    }

    /// <summary>Correlation of each customer's day with the mean day of its class, and with that day turned round.</summary>
    public static (double[] Same, double[] Reversed) Likeness(IReadOnlyList<string> classes, IReadOnlyList<DayProfile?> profiles)
    {
        var (same, reversed) = (new double[profiles.Count], new double[profiles.Count]);
        Array.Fill(same, double.NaN);
        Array.Fill(reversed, double.NaN);
        foreach (var group in classes.Select((c, i) => (c, i)).GroupBy(p => p.c, p => p.i))
        {
            int[] members = [.. group.Where(i => profiles[i] is not null)];
            if (members.Length < FewestPeers) continue;
            var mean = new float[24];
            for (var h = 0; h < mean.Length; h++) mean[h] = (float)Robust.Median(members.Select(i => (double)profiles[i]!.Hours[h]));
            float[] turned = [.. mean.Reverse()];
            foreach (var i in members)
            {
                same[i] = PairSums.Of(profiles[i]!.Hours, mean).Correlation;
                reversed[i] = PairSums.Of(profiles[i]!.Hours, turned).Correlation;
            }
        }

        return (same, reversed);
    }
}
