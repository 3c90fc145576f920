namespace Voltward.Analytics.Detection;

/// <summary>
/// Scatter of an area's loss by interval of the day. Meters err by a share of what they measure, so the scatter grows with the load: a
/// constant and a part that grows with the load, fitted over all intervals, are surer than what thirty days tell of each interval alone.
/// </summary>
internal static class SlotScatter
{
    private const int Parts = 40;
    private const double LeastOfAll = 0.2;

    /// <summary>Standard deviation of each interval: the square root of a + b·load², neither negative.</summary>
    /// <param name="own">Scatter of each interval by its own days.</param>
    /// <param name="load">Load of the area in each interval, any unit.</param>
    /// <param name="all">Scatter of all intervals together, of which a fifth is the least given.</param>
    public static double[] Of(double[] own, double[] load, double all)
    {
        var square = Mean(Array.ConvertAll(load, v => v * v));
        var best = (Error: double.PositiveInfinity, Squares: Array.ConvertAll(own, _ => all * all));
        for (var part = 0; part <= Parts && square > 0 && all > 0; part++)
        {
            var growing = part / (double)Parts;
            double[] shape = [.. load.Select(v => 1 - growing + (growing * v * v / square))];
            var level = Mean([.. own.Select((v, k) => v * v / Math.Max(shape[k], 1e-6))]);
            var squares = Array.ConvertAll(shape, s => level * s);
            var error = own.Select((v, k) => Math.Log(Math.Max(v * v, 1e-6 * all * all) / Math.Max(squares[k], 1e-6 * all * all))).Sum(e => e * e);
            if (error < best.Error) best = (error, squares);
        }

        return Array.ConvertAll(best.Squares, s => Math.Max(Math.Sqrt(s), LeastOfAll * all));
    }

    private static double Mean(double[] values) => values.Average();
}
