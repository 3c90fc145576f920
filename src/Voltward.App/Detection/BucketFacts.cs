using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>Puts archive and mapped readings of one bucket together into what the engines take.</summary>
/// <param name="readings">Mapped readings of the bucket.</param>
/// <param name="context">Events and bills.</param>
/// <param name="loan">Where daily series come from; null: they are new and stay whose they are.</param>
internal sealed class BucketFacts(BucketReadings readings, PointContext context, SeriesStore.Loan? loan = null)
{
    private const int Quarters = 96;
    private const double EnoughDays = 0.6;
    private static readonly float[] NoBills = [.. Enumerable.Repeat(float.NaN, MonthlyBills.Months)];
    private readonly CurveFacts _curves = new(readings);

    /// <summary>Of points that never moved; shared, never written.</summary>
    private readonly bool[] _always = [.. Enumerable.Repeat(true, readings.Days)];

    public int Days => readings.Days;

    /// <summary>What is known of an area before its readings are looked at.</summary>
    public KnownArea Known(IReadOnlyList<Archive.PointEntry> points)
    {
        string[] names = [.. points.Select(p => p.Subject.Point)];
        return new KnownArea(readings.Places(CacheDataset.Energy, names), readings.Places(CacheDataset.EnergyExport, names), readings.Places(CacheDataset.EnergyEstimated, names), null);
    }

    /// <summary>Readings of one area; points in order of number.</summary>
    /// <param name="area">The area.</param>
    /// <param name="points">Its points.</param>
    /// <param name="known">What steps before this one have found.</param>
    public AreaInput Area(AreaSubject area, IReadOnlyList<Archive.PointEntry> points, KnownArea known)
    {
        var raw = new AreaInput
        {
            Area = area,
            First = readings.First,
            Points = [.. points.Select(p => p.Subject)],
            Member = [.. points.Select(p => Member(area.AreaNo, p))],
            SupplyKwh = Series(CacheDataset.Energy, "A:" + area.AreaNo),
            SupplyExportKwh = Series(CacheDataset.EnergyExport, "A:" + area.AreaNo),
            ImportKwh = readings.Series(CacheDataset.Energy, known.Energy, loan),
            ExportKwh = readings.Series(CacheDataset.EnergyExport, known.Export, loan),
            EstimatedKwh = readings.Series(CacheDataset.EnergyEstimated, known.Estimated, loan),
            Head = Head(area.AreaNo),
        };
        if (known.Faultless is { } faultless) return raw with { LevelKwh = faultless, Flags = [.. faultless.Select(_ => (IReadOnlyList<ReadingFlag>)[])] };
        var input = CheckedInput.Of(raw);
        _curves.Mend(input);
        return input;
    }

    /// <summary>What an area's voltages say of its load loss; null where nobody, or not the head, has curves.</summary>
    public VoltageLoss? Voltages(AreaInput input) => _curves.Voltages(input);

    /// <summary>Facts of every point of an area, for the engines that look at one customer.</summary>
    public PointFacts[] Points(AreaInput input, IReadOnlyList<Archive.PointEntry> points, PeerCourses courses)
    {
        var bills = input.Points.Select(p => Fall(p, courses)).ToArray();
        var events = input.Points.Select(p => context.EventsOf(p.Point)).ToArray();
        var curves = input.Points.Select(p => _curves.Of(p.Point)).ToArray();
        var neighbours = new Lazy<Dictionary<char, double[]>>(() => CurveFacts.PhaseMedians(curves));
        double Share(string code, int day) => events.Count(e => e.Any(x => x.Code == code && Math.Abs(x.Day - day) <= 1)) / (double)Math.Max(1, events.Length);
        return [.. input.Points.Select((point, i) => new PointFacts
        {
            Point = point,
            First = readings.First,
            DailyKwh = input.ImportKwh[i],
            DailyExportKwh = input.ExportKwh[i],
            Course = courses.Daily(point.CustomerClass),
            Bills = bills[i],
            BillsOnset = bills[i] is { Month: >= 0 } change ? context.Bills.First.AddMonths(change.Month) : null,
            Events = events[i],
            OrderDays = [.. points[i].Orders.Select(o => o.DayNumber - readings.First.DayNumber)],
            SameEventInArea = Share,
            Curves = curves[i],
            Quarters = _curves.Quarters(CacheDataset.Interval, point.Point),
            NeighbourVoltage = (phase, t) => neighbours.Value.TryGetValue(phase, out var median) ? median[t] : double.NaN,
        })];
    }

    /// <summary>The facts that an area's engines take.</summary>
    public AreaFacts Facts(AreaInput input, AreaLoss loss, PointFacts[] points, RuleBook rules)
    {
        var courses = points.Select(p => p.Course).ToArray();
        var quarters = points.Any(p => p.Quarters is null) ? null : _curves.Area(input);
        return new AreaFacts
        {
            Input = input,
            Loss = loss,
            Points = points,
            Rules = rules,
            Buses = _curves.Buses(input.Area.AreaNo, points),
            Daily = new AreaGrid(
                Days, 1, input.ImportKwh, [.. loss.NonTechnical().Select(v => (float)v)],
                [.. Enumerable.Range(0, Days).Select(d => HistoryFill.IsRestDay(input.First.AddDays(d)))], courses),
            Fine = quarters is null ? null : FineGrid.Build(quarters, input, loss, courses),
            FineSupply = quarters?.SupplyKwh,
        };
    }

    /// <summary>Energy of a point by quarter hour, the last days; null when it is not read so.</summary>
    public float[]? QuarterHours(string point) => _curves.Quarters(CacheDataset.Interval, point);

    /// <summary>Billed months of the customers of some points, for the peers.</summary>
    public float[] Bills(string customer) => context.Bills.Of(customer) ?? NoBills;

    public float[] Series(CacheDataset dataset, string point)
    {
        var values = new float[Days * dataset.Width];
        readings.CopyTo(dataset, point, values);
        return values;
    }

    private MonthlyChange? Fall(PointSubject point, PeerCourses courses) =>
        context.Bills.Of(point.Customer) is { } months ? MonthlyFall.Strongest(months, courses.Monthly(point.CustomerClass)) : null;

    private bool[] Member(string areaNo, Archive.PointEntry point)
    {
        if (point.Stays.Count == 1 && point.Stays[0] is var only && only.AreaNo == areaNo && only.From <= readings.First && only.To.DayNumber >= readings.First.DayNumber + Days) return _always;
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

    /// <summary>Squared load from the supply meter's phase currents where it gives them, else from its quarter hours; one source per area.</summary>
    private HeadLoad Head(string areaNo)
    {
        string[] keys = [.. ((string[])["A", "B", "C"]).Select(p => CacheDataset.PhaseKey("A:" + areaNo, p))];
        var unknown = new double[Days];
        Array.Fill(unknown, double.NaN);
        if (!keys.All(k => readings.Has(CacheDataset.CurveI, k))) return new HeadLoad(readings.Has(CacheDataset.Interval, "A:" + areaNo) ? FromEnergy("A:" + areaNo) : unknown, unknown);
        var phases = keys.Select(k => Series(CacheDataset.CurveI, k)).ToArray();
        var (square, neutral) = (new double[Days], new double[Days]);
        for (var d = 0; d < Days; d++)
        {
            for (var t = d * Quarters; t < (d + 1) * Quarters; t++)
            {
                double a = phases[0][t], b = phases[1][t], c = phases[2][t];
                square[d] += (a + b + c) * (a + b + c);
                neutral[d] += (a * a) + (b * b) + (c * c) - (a * b) - (b * c) - (c * a);
            }
        }

        if (square.Count(v => !double.IsNaN(v)) >= EnoughDays * Days) return new HeadLoad(square, neutral);
        return new HeadLoad(FromEnergy("A:" + areaNo), unknown);
    }

    private double[] FromEnergy(string supply)
    {
        var quarters = Series(CacheDataset.Interval, supply);
        var square = new double[Days];
        for (var t = 0; t < quarters.Length; t++) square[t / Quarters] += 16.0 * quarters[t] * quarters[t];
        return square;
    }
}

/// <summary>What one step finds of an area and the next need not find again.</summary>
/// <param name="Energy">Ordinals of its points among the daily readings.</param>
/// <param name="Export">The same among what customers feed in.</param>
/// <param name="Estimated">The same among agreed estimates.</param>
/// <param name="Faultless">Middles of the readings where the checks found nothing; else null.</param>
internal sealed record KnownArea(int[] Energy, int[] Export, int[] Estimated, double[]? Faultless);

/// <summary>Courses of the peer groups of a bucket, by day and by billed month.</summary>
internal sealed record PeerCourses(IReadOnlyDictionary<string, double[]> Days, IReadOnlyDictionary<string, double[]> Months)
{
    public double[] Daily(string customerClass) => Days.TryGetValue(customerClass, out var course) ? course : Days[""];

    public double[] Monthly(string customerClass) => Months.TryGetValue(customerClass, out var course) ? course : Months[""];
}
