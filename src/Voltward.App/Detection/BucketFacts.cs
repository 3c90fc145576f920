using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>Puts archive and mapped readings of one bucket together into what the engines take.</summary>
internal sealed class BucketFacts(BucketReadings readings, PointContext context)
{
    private const int Quarters = 96;
    private const double EnoughDays = 0.6;

    public int Days => readings.Days;

    /// <summary>Readings of one area; points in order of number.</summary>
    public AreaInput Area(AreaSubject area, IReadOnlyList<Archive.PointEntry> points)
    {
        var supply = Series(CacheDataset.Energy, "A:" + area.AreaNo);
        return new AreaInput
        {
            Area = area,
            First = readings.First,
            Points = [.. points.Select(p => p.Subject)],
            Member = [.. points.Select(p => Member(area.AreaNo, p))],
            SupplyKwh = supply,
            SupplyExportKwh = Series(CacheDataset.EnergyExport, "A:" + area.AreaNo),
            ImportKwh = [.. points.Select(p => Series(CacheDataset.Energy, p.Subject.Point))],
            ExportKwh = [.. points.Select(p => Series(CacheDataset.EnergyExport, p.Subject.Point))],
            LoadSquare = LoadSquare(area.AreaNo),
        };
    }

    /// <summary>Facts of every point of an area, for the engines that look at one customer.</summary>
    public PointFacts[] Points(AreaInput input, IReadOnlyList<Archive.PointEntry> points, IReadOnlyDictionary<string, double[]> courses)
    {
        var events = input.Points.Select(p => context.EventsOf(p.Point)).ToArray();
        double Share(string code, int day) => events.Count(e => e.Any(x => x.Code == code && Math.Abs(x.Day - day) <= 1)) / (double)Math.Max(1, events.Length);
        return [.. input.Points.Select((point, i) => new PointFacts
        {
            Point = point,
            First = readings.First,
            DailyKwh = input.ImportKwh[i],
            DailyExportKwh = input.ExportKwh[i],
            Course = courses.GetValueOrDefault(point.CustomerClass) ?? courses[""],
            Events = events[i],
            OrderDays = [.. points[i].Orders.Select(o => o.DayNumber - readings.First.DayNumber)],
            SameEventInArea = Share,
        })];
    }

    public AreaFacts Facts(AreaInput input, AreaLoss loss, PointFacts[] points, IReadOnlyList<NeighbourLoss> neighbours) => new()
    {
        Input = input,
        Loss = loss,
        Points = points,
        Neighbours = neighbours,
        Seed = CacheLayout.Hash(input.Area.AreaNo),
        Daily = new AreaGrid(
            Days, 1, input.ImportKwh, [.. loss.NonTechnical().Select(v => (float)v)],
            [.. Enumerable.Range(0, Days).Select(d => HistoryFill.IsRestDay(input.First.AddDays(d)))],
            [.. points.Select(p => p.Course)]),
    };

    public float[] Series(CacheDataset dataset, string point)
    {
        var values = new float[Days * dataset.Width];
        readings.CopyTo(dataset, point, values);
        return values;
    }

    private bool[] Member(string areaNo, Archive.PointEntry point)
    {
        var member = new bool[Days];
        foreach (var stay in point.Stays)
        {
            if (stay.AreaNo != areaNo) continue;
            var from = Math.Max(0, stay.From.DayNumber - readings.First.DayNumber);
            var to = Math.Min(Days, stay.To.DayNumber - readings.First.DayNumber);
            for (var d = from; d < to; d++) member[d] = true;
        }

        return member;
    }

    /// <summary>Σ (Ia + Ib + Ic)² at the head where the supply meter gives currents, else Σ P² from its quarter hours; one source per area.</summary>
    private float[] LoadSquare(string areaNo)
    {
        var phases = ((string[])["A", "B", "C"]).Select(p => Series(CacheDataset.CurveI, CacheDataset.PhaseKey("A:" + areaNo, p))).ToArray();
        var current = new float[Days * Quarters];
        for (var t = 0; t < current.Length; t++) current[t] = phases[0][t] + phases[1][t] + phases[2][t];
        var byCurrent = Squares(current);
        if (byCurrent.Count(v => !float.IsNaN(v)) >= EnoughDays * Days) return byCurrent;
        return Squares([.. Series(CacheDataset.Interval, "A:" + areaNo).Select(v => v * 4)]);
    }

    private float[] Squares(float[] quarters)
    {
        var days = new float[Days];
        for (var d = 0; d < Days; d++)
        {
            var sum = 0.0;
            for (var q = 0; q < Quarters; q++) sum += (double)quarters[(d * Quarters) + q] * quarters[(d * Quarters) + q];
            days[d] = (float)sum;
        }

        return days;
    }
}
