using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>
/// Analysis of one bucket, in steps with a small merge between them: losses by themselves; losses with the peers of the whole
/// utility; wrong bookings against the neighbours on the feeder; evidence. Each step takes the bucket's mapped readings and gives them back:
/// nobody holds copies of them between steps. Reads the cache and the archive, writes nothing; areas run in parallel and the result
/// does not depend on it.
/// </summary>
internal sealed class AnalyseBucket
{
    private readonly Archive _archive;
    private readonly PointContext _context;
    private readonly IReadOnlyList<(string AreaNo, Archive.PointEntry[] Points)> _areas;
    private readonly Func<OpenBuckets.Lease> _open;
    private readonly AreaFit[] _fits;
    private readonly PeerCourses _courses;

    /// <summary>By area, so that later steps neither look for its points nor check again what was found without fault.</summary>
    private readonly KnownArea[] _known;

    /// <param name="archive">The archive of the analysis.</param>
    /// <param name="context">Events and bills.</param>
    /// <param name="areas">Areas of the bucket with their points.</param>
    /// <param name="open">Takes the bucket's readings.</param>
    /// <param name="store">Lends the series of the whole bucket, which this first step needs at once.</param>
    public AnalyseBucket(Archive archive, PointContext context, IReadOnlyList<(string AreaNo, Archive.PointEntry[] Points)> areas, Func<OpenBuckets.Lease> open, SeriesStore store)
    {
        (_archive, _context, _areas, _open, _known) = (archive, context, areas, open, new KnownArea[areas.Count]);
        using var lease = open();
        using var loan = store.Lend();
        var readings = lease.Readings;
        var facts = new BucketFacts(readings, context, loan);
        var (fits, inputs) = (new AreaFit[areas.Count], new AreaInput[areas.Count]);
        Parallel.For(0, fits.Length, a =>
        {
            _known[a] = facts.Known(areas[a].Points);
            var input = inputs[a] = Input(facts, a);
            if (input.SupplyFlags.Count == 0 && input.Flags.All(f => f.Count == 0)) _known[a] = _known[a] with { Faultless = input.LevelKwh };
            fits[a] = AreaLossEngine.Alone(input).With(facts.Voltages(input));
        });
        _fits = fits;
        var members = inputs.SelectMany(input => input.Points.Select((point, i) => (point, input.ImportKwh[i], input.LevelKwh![i]))).ToArray();
        string[] classes = [.. members.Select(m => m.point.CustomerClass)];
        _courses = new PeerCourses(
            PeerCourse.Of([.. members.Select(m => m.Item2)], [.. members.Select(m => m.Item3)], classes, readings.Days),
            PeerCourse.Of([.. members.Select(m => facts.Bills(m.point.Customer))], null, classes, MonthlyBills.Months));
        foreach (var feeder in readings.Points(CacheDataset.Energy).Points.Where(p => p.StartsWith(FeederSums.Meter, StringComparison.Ordinal)))
        {
            FeederMeters[feeder[FeederSums.Meter.Length..]] = (facts.Series(CacheDataset.Energy, feeder), facts.Series(CacheDataset.EnergyExport, feeder));
        }
    }

    /// <summary>What each area says by itself, for the merge.</summary>
    public IEnumerable<AreaFit> Fits => _fits;

    /// <summary>Meters at the head of feeders that lie in this bucket, both directions, kWh a day, by feeder.</summary>
    public Dictionary<string, (float[] Import, float[] Export)> FeederMeters { get; } = new(StringComparer.Ordinal);

    /// <summary>Losses of the bucket's areas with the peers' prior.</summary>
    public AreaLoss[] Losses(PeerModel peers)
    {
        var losses = new AreaLoss[_areas.Count];
        Parallel.For(0, losses.Length, a => losses[a] = AreaLossEngine.Compute(_fits[a], peers));
        return losses;
    }

    /// <summary>Customers booked in this bucket that are probably fed from another area of their feeder, and how the test went for all.</summary>
    /// <param name="neighbours">Areas by feeder.</param>
    /// <param name="kept">How the test went on the nights before; null: everybody is tested.</param>
    public IReadOnlyList<AreaBookings> Misbooked(FeederNeighbours neighbours, KeptFindings? kept)
    {
        using var lease = _open();
        var readings = lease.Readings;
        var facts = new BucketFacts(readings, _context);
        var found = new AreaBookings?[_areas.Count];
        Parallel.For(0, found.Length, a =>
        {
            var (areaNo, points) = _areas[a];
            var around = neighbours.Of(_archive.Areas[areaNo].Subject);
            if (around.Others.Count == 0) return;
            var members = Members(points, around.Others);
            var earlier = kept?.Bookings(areaNo, members);
            var answers = earlier?.Answers;
            // Most areas book nobody wrongly: what is kept of them needs no readings.
            var input = answers is null || answers.Found.Count > 0 ? Input(facts, a) : null;
            if (answers is null)
            {
                answers = new BookingTest(around.Own, around.Others, around.Supply).Run(input!.ImportKwh, i => facts.QuarterHours(points[i].Subject.Point));
                kept?.Keep(areaNo, members, answers);
            }

            found[a] = new AreaBookings(areaNo, answers, [.. answers.Found.Select(m => new FoundBooking(areaNo, m, input!.ImportKwh[m.Point]))], earlier?.TestedOn);
        });
        return [.. found.OfType<AreaBookings>()];
    }

    /// <summary>The area's supply by quarter hours, for those who may be fed from it; null when it is not read so.</summary>
    public float[]? SupplyQuarters(string areaNo)
    {
        using var lease = _open();
        return new BucketFacts(lease.Readings, _context).QuarterHours("A:" + areaNo);
    }

    /// <summary>Hash over who belongs to the area when, and which areas they might be fed from instead.</summary>
    private static ulong Members(Archive.PointEntry[] points, IReadOnlyList<AreaTrace> others)
    {
        var hash = new InputHash.Running();
        foreach (var point in points)
        {
            hash.Add(point.Subject.Point);
            foreach (var stay in point.Stays)
            {
                hash.Add(stay.AreaNo);
                hash.Add((uint)stay.From.DayNumber);
                hash.Add((uint)stay.To.DayNumber);
            }
        }

        foreach (var other in others) hash.Add(other.AreaNo);
        return hash.Value;
    }

    /// <summary>Numbers of the bucket's areas.</summary>
    public IEnumerable<string> Areas => _areas.Select(a => a.AreaNo);

    /// <summary>EngineEvidence about every customer of the bucket's areas, on losses from which wrong bookings have been taken out.</summary>
    public AreaAssessment[] Detect(AreaLoss[] losses, UtilityFacts utility)
    {
        using var lease = _open();
        var readings = lease.Readings;
        var facts = new BucketFacts(readings, _context);
        var found = new AreaAssessment[_areas.Count];
        Parallel.For(0, found.Length, a =>
        {
            var input = Input(facts, a);
            var loss = Corrected(input, _fits[a], losses[a], utility);
            var tested = utility.Tests.GetValueOrDefault(input.Area.AreaNo);
            var known = facts.Facts(input, loss, facts.Points(input, _areas[a].Points, _courses), utility.Rules) with
            {
                Misbooked = [.. utility.BookingsOf(input.Area.AreaNo).Where(b => b.BookedIn == input.Area.AreaNo).Select(b => b.Booking)],
                PeerLossRate = utility.PeerLossRate,
                CheckArchive = utility.CheckArchive,
                BookingLogOdds = tested?.Answers.LogOdds,
                Doubtful = tested?.Answers.Doubtful ?? [],
                RatioByLoad = ArchiveTests.RatioByLoad(
                    input.Points, i => facts.QuarterHours(input.Points[i].Point), () => facts.QuarterHours("A:" + input.Area.AreaNo) is { } supply ? LossTrace.OfQuarters(supply) : null),
            };
            var (pursuit, askedOn) = utility.Kept?.Pursuit(known) ?? (AreaPursuit.Of(known), null);
            found[a] = AreaDetection.Run(known, pursuit) with { AskedOn = askedOn, TestedOn = utility.TestedOn(input.Area.AreaNo) };
        });
        NoveltyEvidence.Add(found, readings);
        return found;
    }

    private AreaInput Input(BucketFacts facts, int area) => facts.Area(_archive.Areas[_areas[area].AreaNo].Subject, _areas[area].Points, _known[area]);

    /// <summary>The loss as it would be if the wrong bookings of and into this area were put right.</summary>
    private static AreaLoss Corrected(AreaInput input, AreaFit fit, AreaLoss loss, UtilityFacts utility)
    {
        var area = input.Area.AreaNo;
        var bookings = utility.BookingsOf(area);
        if (bookings.Count == 0) return loss;
        var sold = fit.Balance.Out.ToArray();
        foreach (var booking in bookings)
        {
            var sign = booking.BookedIn == area ? -1 : 1;
            for (var d = 0; d < sold.Length; d++) sold[d] += sign * (float.IsNaN(booking.DailyKwh[d]) ? 0 : booking.DailyKwh[d]);
        }

        var balance = fit.Balance with { Out = sold, Loss = [.. fit.Balance.In.Select((supplied, d) => supplied - sold[d])] };
        return AreaLossEngine.Compute(AreaFit.Of(input, balance).With(fit.Voltage), utility.Peers);
    }
}

/// <summary>A wrong booking with the readings that move.</summary>
internal sealed record FoundBooking(string BookedIn, Misbooking Booking, float[] DailyKwh);

/// <summary>How the test of wrong bookings went in an area.</summary>
/// <param name="AreaNo">The area.</param>
/// <param name="Answers">By point.</param>
/// <param name="Found">Who is booked here and fed from elsewhere, with the readings that move.</param>
/// <param name="TestedOn">The night of the test when it was an earlier one.</param>
internal sealed record AreaBookings(string AreaNo, BookingAnswers Answers, IReadOnlyList<FoundBooking> Found, DateOnly? TestedOn);

/// <summary>What a bucket must know of the rest of the utility.</summary>
internal sealed record UtilityFacts(PeerModel Peers, double PeerLossRate, IReadOnlyList<FoundBooking> Bookings, RuleBook Rules)
{
    private readonly ILookup<string, FoundBooking> _byArea =
        Bookings.SelectMany(b => (string[])[b.BookedIn, b.Booking.FedFrom], (b, area) => (b, area)).Distinct().ToLookup(p => p.area, p => p.b, StringComparer.Ordinal);

    /// <summary>Wrong bookings of an area or into it, in the order in which they were found.</summary>
    public IReadOnlyList<FoundBooking> BookingsOf(string area) => [.. _byArea[area]];

    /// <summary>Whether the archive is tested before anybody is suspected; false only to measure what the test is worth.</summary>
    public bool CheckArchive { get; init; } = true;

    /// <summary>Findings of the nights before; null: everybody is asked.</summary>
    public KeptFindings? Kept { get; init; }

    /// <summary>How the test of bookings went, by area; empty when nobody was tested.</summary>
    public IReadOnlyDictionary<string, AreaBookings> Tests { get; init; } = new Dictionary<string, AreaBookings>();

    /// <summary>The night of an area's test when it was an earlier one.</summary>
    public DateOnly? TestedOn(string area) => Tests.GetValueOrDefault(area)?.TestedOn;
}
