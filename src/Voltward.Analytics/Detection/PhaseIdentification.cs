using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Voltage of one phase of one transformer, to which a meter may belong.</summary>
/// <param name="AreaNo">Area of the transformer.</param>
/// <param name="Phase">A, B or C.</param>
/// <param name="VoltageV">Bus voltage, or the median of its confirmed meters, <c>float[days × 96]</c>.</param>
public sealed record PhaseBus(string AreaNo, char Phase, float[] VoltageV);

/// <summary>To which bus a meter belongs by its voltage.</summary>
/// <param name="Bus">The bus, or null when unresolved.</param>
/// <param name="Correlation">Mean correlation with the best bus.</param>
/// <param name="Margin">Distance to the second best.</param>
public sealed record PhaseVerdict(PhaseBus? Bus, double Correlation, double Margin);

/// <summary>
/// Phase and transformer identification by the changes of voltage, at low own load only: the drop on the own service line hides
/// the bus.
/// </summary>
public static class PhaseIdentification
{
    private const int Windows = 4;
    private const double LeastMargin = 0.05;
    private const int FewestSamples = 48;

    /// <summary>Identifies a one-phase meter.</summary>
    public static PhaseVerdict Identify(float[] voltageV, float[] currentA, IReadOnlyList<PhaseBus> buses)
    {
        if (buses.Count < 2) return new PhaseVerdict(null, double.NaN, double.NaN);
        var byWindow = Correlations(voltageV, currentA, buses);
        var mean = byWindow.Select(r => r.Average()).ToArray();
        var order = Enumerable.Range(0, buses.Count).OrderByDescending(b => double.IsNaN(mean[b]) ? double.NegativeInfinity : mean[b]).ToArray();
        var (best, second) = (order[0], order[1]);
        var margin = mean[best] - (double.IsNaN(mean[second]) ? 0 : mean[second]);
        var agree = Enumerable.Range(0, Windows).All(w => Enumerable.Range(0, buses.Count).All(b => b == best || !(byWindow[b][w] > byWindow[best][w])));
        return margin > LeastMargin && agree
            ? new PhaseVerdict(buses[best], mean[best], margin)
            : new PhaseVerdict(null, mean[best], margin);
    }

    /// <summary>Identifies the phases of a three-phase meter: the best of the six permutations on one transformer.</summary>
    /// <returns>The phase of the bus for each of the meter's phases A, B, C; empty when unresolved.</returns>
    public static string IdentifyThree(IReadOnlyList<float[]> voltageV, IReadOnlyList<float[]> currentA, IReadOnlyList<PhaseBus> threeBuses)
    {
        if (voltageV.Count != 3 || threeBuses.Count != 3) return "";
        var r = voltageV.Select((v, k) => Correlations(v, currentA[k], threeBuses).Select(w => w.Average()).ToArray()).ToArray();
        var orders = new[] { (0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0) }
            .Select(o => (Order: o, Sum: r[0][o.Item1] + r[1][o.Item2] + r[2][o.Item3])).Where(o => !double.IsNaN(o.Sum)).OrderByDescending(o => o.Sum).ToArray();
        if (orders.Length < 2 || orders[0].Sum - orders[1].Sum < LeastMargin) return "";
        var (a, b, c) = orders[0].Order;
        return string.Concat(threeBuses[a].Phase, threeBuses[b].Phase, threeBuses[c].Phase);
    }

    /// <summary>Correlation of voltage changes with each bus in each of four windows.</summary>
    private static double[][] Correlations(float[] voltageV, float[] currentA, IReadOnlyList<PhaseBus> buses)
    {
        var low = (float)Robust.Median(currentA.Select(i => (double)i));
        var own = Changes(voltageV);
        for (var t = 0; t < own.Length; t++)
        {
            var quiet = t > 0 && currentA[t] <= low && currentA[t - 1] <= low;
            if (!quiet) own[t] = float.NaN;
        }

        var window = own.Length / Windows;
        return [.. buses.Select(bus =>
        {
            var changes = Changes(bus.VoltageV);
            return Enumerable.Range(0, Windows).Select(w =>
            {
                var sums = PairSums.Of(own.AsSpan(w * window, window), changes.AsSpan(w * window, window));
                return sums.N < FewestSamples ? double.NaN : sums.Correlation;
            }).ToArray();
        })];
    }

    private static float[] Changes(float[] series)
    {
        var changes = new float[series.Length];
        changes[0] = float.NaN;
        for (var t = 1; t < series.Length; t++) changes[t] = series[t] - series[t - 1];
        return changes;
    }
}
