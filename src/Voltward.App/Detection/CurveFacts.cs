using System.Collections.Concurrent;
using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>Quarter-hour readings of the last days of a bucket, in the shape the engines take.</summary>
internal sealed class CurveFacts(BucketReadings readings)
{
    private const int MostDays = 60;
    private const int FewestMeters = 3;

    /// <summary>What quarter hours are multiplied by, for points whose unit was found wrong.</summary>
    private readonly ConcurrentDictionary<string, float> _scales = new(StringComparer.Ordinal);

    private int Days => Math.Min(MostDays, readings.Days);

    private int FirstDay => readings.Days - Days;

    /// <summary>Phase curves of a point; null when it has none.</summary>
    public PointCurves? Of(string point)
    {
        if (readings.Points(CacheDataset.CurveU).Count == 0) return null;
        var phases = new List<(char, ElementCurve)>();
        foreach (var phase in "ABC")
        {
            var key = CacheDataset.PhaseKey(point, phase.ToString());
            if (!readings.Has(CacheDataset.CurveU, key)) continue;
            phases.Add((phase, new ElementCurve(
                Values(CacheDataset.CurveU, key), Values(CacheDataset.CurveI, key), Values(CacheDataset.CurveP, key), Values(CacheDataset.CurveQ, key))));
        }

        return phases.Count == 0 ? null : new PointCurves(FirstDay, Days, phases);
    }

    /// <summary>Puts the quarter hours of an area right as its daily readings were: another unit by its factor.</summary>
    public void Mend(AreaInput input)
    {
        for (var i = 0; i < input.Flags.Count; i++)
        {
            foreach (var flag in input.Flags[i])
            {
                if (flag.Rule == ReadingChecks.WrongUnit) _scales[input.Points[i].Point] = (float)flag.Scale;
            }
        }
    }

    /// <summary>Energy by quarter hour; null when the point has none.</summary>
    public float[]? Quarters(CacheDataset dataset, string point) => readings.Has(dataset, point) ? Values(dataset, point) : null;

    /// <summary>Quarter hours of an area and its points.</summary>
    public QuarterReadings Area(AreaInput input)
    {
        var supply = "A:" + input.Area.AreaNo;
        var keys = input.Points.Select(p => p.Point).Append(supply).ToArray();
        return new QuarterReadings(
            FirstDay, Values(CacheDataset.Interval, supply), Values(CacheDataset.IntervalExport, supply),
            [.. input.Points.Select(p => Values(CacheDataset.Interval, p.Point))], [.. input.Points.Select(p => Values(CacheDataset.IntervalExport, p.Point))],
            keys.Max(Minutes));
    }

    /// <summary>Voltages of the transformer's phases: its own meter's, else the middle of the meters booked there.</summary>
    public IReadOnlyList<PhaseBus> Buses(string areaNo, PointFacts[] points)
    {
        var own = Of("A:" + areaNo);
        if (own is { Phases.Count: 3 }) return [.. own.Phases.Select(p => new PhaseBus(areaNo, p.Phase, p.Curve.VoltageV))];
        var medians = PhaseMedians([.. points.Select(p => p.Curves)]);
        return [.. medians.OrderBy(m => m.Key).Select(m => new PhaseBus(areaNo, m.Key, [.. m.Value.Select(v => (float)v)]))];
    }

    /// <summary>What the voltages of an area's customers against its head say of its load loss; null without them.</summary>
    public VoltageLoss? Voltages(AreaInput input)
    {
        var head = "A:" + input.Area.AreaNo;
        if (!readings.Has(CacheDataset.CurveU, CacheDataset.PhaseKey(head, "A"))) return null;
        var metered = Enumerable.Range(0, input.Points.Length).Where(i => input.Member[i][^1] && input.ImportKwh[i].Any(v => !float.IsNaN(v))).ToArray();
        // Three wires have no voltage to neutral.
        var curves = metered.Where(i => input.Points[i].Wiring != "3P3W").Select(i => Of(input.Points[i].Point)).OfType<PointCurves>().Where(c => c.Phases.Count is 1 or 3).ToArray();
        return curves.Length == 0 ? null : VoltageLoss.Of(input.Area, Of(head), curves, metered.Length);
    }

    /// <summary>Middle voltage of each phase over the points that have curves; phases with fewer than three meters are left out.</summary>
    public static Dictionary<char, double[]> PhaseMedians(IReadOnlyList<PointCurves?> curves)
    {
        var medians = new Dictionary<char, double[]>();
        foreach (var phase in "ABC")
        {
            var meters = curves.Select(c => c?.Of(phase)?.VoltageV).OfType<float[]>().ToArray();
            if (meters.Length < FewestMeters) continue;
            var values = new double[meters.Length];
            var middle = new double[meters[0].Length];
            for (var t = 0; t < middle.Length; t++)
            {
                for (var k = 0; k < meters.Length; k++) values[k] = meters[k][t];
                middle[t] = Robust.Median(values);
            }

            medians.Add(phase, middle);
        }

        return medians;
    }

    private int Minutes(string point)
    {
        var minutes = new float[Days];
        readings.CopyTo(CacheDataset.IntervalMinutes, point, FirstDay, minutes);
        var coarsest = minutes.Where(m => !float.IsNaN(m)).DefaultIfEmpty(15).Max();
        return coarsest <= 15 ? 15 : coarsest <= 30 ? 30 : 60;
    }

    private float[] Values(CacheDataset dataset, string point)
    {
        var values = new float[Days * dataset.Width];
        readings.CopyTo(dataset, point, FirstDay, values);
        if (dataset == CacheDataset.Interval && _scales.TryGetValue(point, out var scale))
        {
            for (var t = 0; t < values.Length; t++) values[t] *= scale;
        }

        return values;
    }
}
