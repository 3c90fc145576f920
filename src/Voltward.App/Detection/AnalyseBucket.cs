using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>
/// Analysis of one bucket, in steps with a small merge between them: losses by themselves; losses with the peers of the whole
/// utility; wrong bookings against the neighbours on the feeder; evidence. Reads the mapped cache and the archive, writes nothing;
/// areas run in parallel and the result does not depend on it.
/// </summary>
internal sealed class AnalyseBucket
{
    private readonly BucketFacts _facts;
    private readonly BucketReadings _readings;
    private readonly AreaPart[] _areas;
    private readonly PeerCourses _courses;

    public AnalyseBucket(Archive archive, BucketReadings readings, PointContext context, IReadOnlyList<(string AreaNo, Archive.PointEntry[] Points)> areas)
    {
        (_facts, _readings) = (new BucketFacts(readings, context), readings);
        var parts = new AreaPart[areas.Count];
        Parallel.For(0, parts.Length, a =>
        {
            var input = _facts.Area(archive.Areas[areas[a].AreaNo].Subject, areas[a].Points);
            parts[a] = new AreaPart(areas[a].Points, input, AreaLossEngine.Alone(input));
        });
        _areas = parts;
        var members = parts.SelectMany(p => p.Input.Points.Select((point, i) => (point, p.Input.ImportKwh[i]))).ToArray();
        string[] classes = [.. members.Select(m => m.point.CustomerClass)];
        _courses = new PeerCourses(
            PeerCourse.Of([.. members.Select(m => m.Item2)], classes, readings.Days),
            PeerCourse.Of([.. members.Select(m => _facts.Bills(m.point.Customer))], classes, MonthlyBills.Months));
    }

    /// <summary>What each area says by itself, for the merge.</summary>
    public IEnumerable<AreaFit> Fits => _areas.Select(a => a.Fit);

    /// <summary>Losses of the bucket's areas with the peers' prior.</summary>
    public AreaLoss[] Losses(PeerModel peers)
    {
        var losses = new AreaLoss[_areas.Length];
        Parallel.For(0, losses.Length, a => losses[a] = AreaLossEngine.Compute(_areas[a].Input, _areas[a].Fit, peers));
        return losses;
    }

    /// <summary>Customers booked in this bucket that are probably fed from another area of their feeder.</summary>
    public IReadOnlyList<FoundBooking> Misbooked(AreaLoss[] losses, FeederNeighbours neighbours)
    {
        var found = new IReadOnlyList<Misbooking>[_areas.Length];
        Parallel.For(0, found.Length, a => found[a] = ArchiveTests.WrongArea(_areas[a].Input, losses[a], neighbours.Of(losses[a].Area)));
        return [.. found.SelectMany((list, a) => list.Select(m => new FoundBooking(_areas[a].Input.Area.AreaNo, m, _areas[a].Input.ImportKwh[m.Point])))];
    }

    /// <summary>EngineEvidence about every customer of the bucket's areas, on losses from which wrong bookings have been taken out.</summary>
    public AreaAssessment[] Detect(AreaLoss[] losses, UtilityFacts utility)
    {
        var found = new AreaAssessment[_areas.Length];
        Parallel.For(0, found.Length, a =>
        {
            var part = _areas[a];
            var loss = Corrected(part, losses[a], utility);
            var points = _facts.Points(part.Input, part.Points, _courses);
            found[a] = AreaDetection.Run(_facts.Facts(part.Input, loss, points, utility.Rules) with
            {
                Misbooked = [.. utility.Bookings.Where(b => b.BookedIn == part.Input.Area.AreaNo).Select(b => b.Booking)],
                PeerLossRate = utility.PeerLossRate,
                CheckArchive = utility.CheckArchive,
                ComparedAreas = utility.AreasOnFeeder.GetValueOrDefault(part.Input.Area.FeederNo ?? "", 1) - 1,
            });
        });
        NoveltyEvidence.Add(found, _readings);
        return found;
    }

    /// <summary>The loss as it would be if the wrong bookings of and into this area were put right.</summary>
    private static AreaLoss Corrected(AreaPart part, AreaLoss loss, UtilityFacts utility)
    {
        var area = part.Input.Area.AreaNo;
        var bookings = utility.Bookings.Where(b => b.BookedIn == area || b.Booking.FedFrom == area).ToArray();
        if (bookings.Length == 0) return loss;
        var sold = part.Fit.Balance.Out.ToArray();
        foreach (var booking in bookings)
        {
            var sign = booking.BookedIn == area ? -1 : 1;
            for (var d = 0; d < sold.Length; d++) sold[d] += sign * (float.IsNaN(booking.DailyKwh[d]) ? 0 : booking.DailyKwh[d]);
        }

        var balance = part.Fit.Balance with { Out = sold, Loss = [.. part.Fit.Balance.In.Select((supplied, d) => supplied - sold[d])] };
        return AreaLossEngine.Compute(part.Input, AreaFit.Of(part.Input, balance), utility.Peers);
    }

    private sealed record AreaPart(Archive.PointEntry[] Points, AreaInput Input, AreaFit Fit);
}

/// <summary>A wrong booking with the readings that move.</summary>
internal sealed record FoundBooking(string BookedIn, Misbooking Booking, float[] DailyKwh);

/// <summary>What a bucket must know of the rest of the utility.</summary>
internal sealed record UtilityFacts(PeerModel Peers, double PeerLossRate, IReadOnlyList<FoundBooking> Bookings, RuleBook Rules)
{
    /// <summary>Whether the archive is tested before anybody is suspected; false only to measure what the test is worth.</summary>
    public bool CheckArchive { get; init; } = true;

    /// <summary>Areas by feeder.</summary>
    public IReadOnlyDictionary<string, int> AreasOnFeeder { get; init; } = new Dictionary<string, int>();
}

/// <summary>Losses of the areas on each feeder.</summary>
internal sealed class FeederNeighbours(IEnumerable<AreaLoss> losses)
{
    private readonly Dictionary<string, NeighbourLoss[]> _byFeeder = losses.Where(l => l.Area.FeederNo is not null).GroupBy(l => l.Area.FeederNo!)
        .ToDictionary(g => g.Key, g => g.Select(l => new NeighbourLoss(l.Area.AreaNo, [.. l.NonTechnical().Select(v => (float)v)], l.Z)).OrderBy(n => n.AreaNo, StringComparer.Ordinal).ToArray());

    public IReadOnlyList<NeighbourLoss> Of(AreaSubject area) => area.FeederNo is { } feeder && _byFeeder.TryGetValue(feeder, out var all)
        ? [.. all.Where(n => n.AreaNo != area.AreaNo)]
        : [];
}
