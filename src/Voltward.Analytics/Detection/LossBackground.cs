namespace Voltward.Analytics.Detection;

/// <summary>
/// The loss of an area without what its load explains: a constant, the registered load and its square. A technical loss that is wrong by a
/// tenth is larger than a small theft; left in, it would make every part of the loss look rough.
/// </summary>
internal static class LossBackground
{
    /// <summary>What is left, kWh per interval; NaN where the loss is not valid.</summary>
    public static float[] Without(AreaGrid grid)
    {
        var valid = Enumerable.Range(0, grid.Times).Where(t => !float.IsNaN(grid.Ntl[t])).ToArray();
        var load = new double[valid.Length];
        foreach (var readings in grid.Readings)
        {
            for (var k = 0; k < valid.Length; k++) load[k] += float.IsNaN(readings[valid[k]]) ? 0 : readings[valid[k]];
        }

        var left = Array.ConvertAll(valid, t => (double)grid.Ntl[t]);
        var units = new List<double[]>();
        foreach (var column in (double[][])[Array.ConvertAll(load, _ => 1.0), load, Array.ConvertAll(load, s => s * s)])
        {
            foreach (var unit in units) TakeOut(column, unit);
            var norm = Math.Sqrt(Dot(column, column));
            if (!(norm > 1e-9)) continue;
            units.Add(Array.ConvertAll(column, v => v / norm));
            TakeOut(left, units[^1]);
        }

        var loss = new float[grid.Times];
        Array.Fill(loss, float.NaN);
        for (var k = 0; k < valid.Length; k++) loss[valid[k]] = (float)left[k];
        return loss;
    }

    private static void TakeOut(double[] series, double[] unit)
    {
        var dot = Dot(series, unit);
        for (var k = 0; k < series.Length; k++) series[k] -= dot * unit[k];
    }

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var k = 0; k < a.Length; k++) sum += a[k] * b[k];
        return sum;
    }
}
