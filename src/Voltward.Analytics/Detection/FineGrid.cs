using Voltward.Analytics.LineLoss;

namespace Voltward.Analytics.Detection;

/// <summary>Quarter-hour readings of an area over its last days; series are <c>float[days × 96]</c>, kWh, NaN = missing.</summary>
/// <param name="FirstDay">Day index (of the daily readings) of the first quarter.</param>
/// <param name="SupplyKwh">Import of the supply meter.</param>
/// <param name="SupplyExportKwh">Reverse flow; NaN counts as none.</param>
/// <param name="ImportKwh">By point.</param>
/// <param name="ExportKwh">By point; NaN counts as none.</param>
/// <param name="Minutes">Coarsest interval in which any of them was read: 15, 30 or 60.</param>
public sealed record QuarterReadings(
    int FirstDay, float[] SupplyKwh, float[] SupplyExportKwh, float[][] ImportKwh, float[][] ExportKwh, int Minutes);

/// <summary>Puts quarter hours of customers and supply together into the grid that the localiser takes.</summary>
public static class FineGrid
{
    private const int Quarters = 96;
    private const double FilledShare = 0.02;
    private const double EnoughReadings = 0.7;

    /// <summary>The grid; null when a customer of the area has no curves, for then the balance has a hole at every interval.</summary>
    public static AreaGrid? Build(QuarterReadings readings, AreaInput input, AreaLoss loss, double[][] courses)
    {
        var days = readings.SupplyKwh.Length / Quarters;
        var members = Enumerable.Range(0, input.Points.Length).Where(i => input.Member[i][^1]).ToArray();
        if (members.Length < 3 || members.Any(i => Share(readings.ImportKwh[i]) < EnoughReadings) || Share(readings.SupplyKwh) < EnoughReadings) return null;
        var fill = readings.ImportKwh.Select(SlotMedians).ToArray();
        var ntl = new float[days * Quarters];
        for (var d = 0; d < days; d++)
        {
            var day = readings.FirstDay + d;
            var square = 0.0;
            for (var q = 0; q < Quarters; q++) square += Squared(readings.SupplyKwh[(d * Quarters) + q]);
            for (var q = 0; q < Quarters; q++)
            {
                var t = (d * Quarters) + q;
                var technical = (loss.Model.ConstantKwh / Quarters) + ((loss.Technical[day] - loss.Model.ConstantKwh) * Squared(readings.SupplyKwh[t]) / square);
                ntl[t] = (float)(Loss(readings, members, fill, t) - technical);
            }
        }

        var slots = Quarters * 15 / readings.Minutes;
        return new AreaGrid(
            days, slots, [.. readings.ImportKwh.Select(r => Coarser(r, slots))], Coarser(ntl, slots),
            [.. Enumerable.Range(0, days).Select(d => HistoryFill.IsRestDay(input.First.AddDays(readings.FirstDay + d)))],
            [.. courses.Select(c => c[readings.FirstDay..(readings.FirstDay + days)])]);
    }

    /// <summary>Loss of one quarter; NaN when the supply is missing or too much had to be filled.</summary>
    private static double Loss(QuarterReadings readings, int[] members, float[][] fill, int t)
    {
        double fed = 0, sold = 0, filled = 0;
        foreach (var i in members)
        {
            if (!float.IsNaN(readings.ExportKwh[i][t])) fed += readings.ExportKwh[i][t];
            var reading = readings.ImportKwh[i][t];
            if (float.IsNaN(reading))
            {
                reading = fill[i][t % Quarters];
                filled += reading;
            }

            sold += reading;
        }

        var supply = readings.SupplyKwh[t] + fed;
        var reverse = float.IsNaN(readings.SupplyExportKwh[t]) ? 0 : readings.SupplyExportKwh[t];
        return filled > FilledShare * supply ? double.NaN : supply - sold - reverse;
    }

    private static float[] SlotMedians(float[] series)
    {
        var medians = new float[Quarters];
        var values = new double[series.Length / Quarters];
        for (var q = 0; q < Quarters; q++)
        {
            for (var d = 0; d < values.Length; d++) values[d] = series[(d * Quarters) + q];
            var middle = Robust.Median(values);
            medians[q] = double.IsNaN(middle) ? 0 : (float)middle;
        }

        return medians;
    }

    private static float[] Coarser(float[] quarters, int slots)
    {
        var per = Quarters / slots;
        return per == 1 ? quarters : AreaGrid.DaySums(quarters, per);
    }

    private static double Share(float[] series) => series.Length == 0 ? 0 : series.Count(v => !float.IsNaN(v)) / (double)series.Length;

    private static double Squared(float value) => float.IsNaN(value) ? 0 : (double)value * value;
}
