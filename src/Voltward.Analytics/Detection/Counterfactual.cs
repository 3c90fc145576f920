namespace Voltward.Analytics.Detection;

/// <summary>What a customer would probably have used had nothing changed (对照用电): the peers' course at the customer's own earlier level.</summary>
/// <param name="ExpectedKwh">By day, <c>double[D]</c>, kWh, NaN = no peer was read.</param>
/// <param name="BandKwh">Half the width of the 95 % interval of a single day, kWh.</param>
/// <param name="ShortfallKwh">Expected less metered over the days since the onset that were read, kWh; negative when more was used.</param>
/// <param name="LowKwh">95 % limit of the shortfall.</param>
/// <param name="HighKwh">95 % limit of the shortfall.</param>
/// <param name="Days">Days since the onset that were read.</param>
public sealed record Counterfactual(double[] ExpectedKwh, double BandKwh, double ShortfallKwh, double LowKwh, double HighKwh, int Days)
{
    private const int FewestDays = 14;
    private const double Z = 1.96;
    private const double MostMemory = 0.9;

    /// <summary>Null when fewer than 14 days before the onset can be compared.</summary>
    /// <param name="ownKwh">Metered, <c>double[D]</c>, kWh, NaN = missing.</param>
    /// <param name="peersKwh">Middle customer of the same kind, <c>double[D]</c>, kWh, NaN = missing.</param>
    /// <param name="onset">First day that may be affected, 0 to D.</param>
    public static Counterfactual? Of(ReadOnlySpan<double> ownKwh, ReadOnlySpan<double> peersKwh, int onset)
    {
        double own = 0, peers = 0;
        var before = 0;
        for (var d = 0; d < onset; d++)
        {
            if (!IsPair(ownKwh[d], peersKwh[d])) continue;
            (own, peers, before) = (own + ownKwh[d], peers + peersKwh[d], before + 1);
        }

        if (before < FewestDays || !(peers > 0)) return null;
        var level = own / peers;
        var expected = new double[ownKwh.Length];
        for (var d = 0; d < expected.Length; d++) expected[d] = peersKwh[d] * level;
        var (variance, memory) = Scatter(ownKwh[..onset], expected, before);
        double shortfall = 0;
        var days = 0;
        for (var d = onset; d < expected.Length; d++)
        {
            if (IsPair(ownKwh[d], expected[d])) (shortfall, days) = (shortfall + expected[d] - ownKwh[d], days + 1);
        }

        // A sum of days that remember each other scatters more, and the level itself is known from the days before only.
        var longRun = variance * (1 + memory) / (1 - memory);
        var half = Z * Math.Sqrt(longRun * (days + ((double)days * days / before)));
        return new Counterfactual(expected, Z * Math.Sqrt(variance * (1 + (1.0 / before))), shortfall, shortfall - half, shortfall + half, days);
    }

    /// <summary>Variance of a day around what was expected, and how much of a deviation is left on the next day.</summary>
    private static (double Variance, double Memory) Scatter(ReadOnlySpan<double> own, double[] expected, int n)
    {
        double squares = 0, products = 0, last = double.NaN;
        for (var d = 0; d < own.Length; d++)
        {
            var deviation = own[d] - expected[d];
            if (!double.IsNaN(deviation)) squares += deviation * deviation;
            if (!double.IsNaN(deviation) && !double.IsNaN(last)) products += deviation * last;
            last = deviation;
        }

        return (squares / (n - 1), squares > 0 ? Math.Clamp(products / squares, 0, MostMemory) : 0);
    }

    private static bool IsPair(double own, double peer) => !double.IsNaN(own) && !double.IsNaN(peer);
}
