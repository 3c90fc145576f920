using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;
using Voltward.Analytics.Readings;

namespace Voltward.App.Detection;

/// <summary>
/// Analysis of one bucket, in two steps with a small merge between them: losses by themselves, then (once the peers of the whole
/// utility are known) calibrated losses and evidence. Pure: reads the mapped cache and the archive, writes nothing; areas run in
/// parallel and the result does not depend on it.
/// </summary>
internal sealed class AnalyseBucket
{
    private readonly BucketFacts _facts;
    private readonly AreaPart[] _areas;
    private readonly IReadOnlyDictionary<string, double[]> _courses;

    public AnalyseBucket(Archive archive, BucketReadings readings, PointContext context, IReadOnlyList<(string AreaNo, Archive.PointEntry[] Points)> areas)
    {
        _facts = new BucketFacts(readings, context);
        var parts = new AreaPart[areas.Count];
        Parallel.For(0, parts.Length, a =>
        {
            var input = _facts.Area(archive.Areas[areas[a].AreaNo].Subject, areas[a].Points);
            var (balance, square, _, alone) = AreaLossEngine.Alone(input, new HistoryFill(input), new TechnicalLossOptions());
            parts[a] = new AreaPart(areas[a].Points, input, balance, square, alone.FitShare);
        });
        _areas = parts;
        var members = parts.SelectMany(p => p.Input.Points.Select((point, i) => (point, p.Input.ImportKwh[i]))).ToArray();
        _courses = PeerCourse.Of([.. members.Select(m => m.Item2)], [.. members.Select(m => m.point.CustomerClass)], readings.Days);
    }

    /// <summary>Load loss share of each area by its own fit, for the merge.</summary>
    public IEnumerable<double> Shares => _areas.Select(a => a.FitShare);

    /// <summary>Losses of the bucket's areas with the peers' prior.</summary>
    public IReadOnlyList<AreaLoss> Losses(PeerShare peers)
    {
        var losses = new AreaLoss[_areas.Length];
        Parallel.For(0, losses.Length, a =>
        {
            var part = _areas[a];
            losses[a] = AreaLossEngine.Compute(
                part.Input, part.Balance, part.Square, peers, new TechnicalLossOptions { Seed = CacheLayout.Hash(part.Input.Area.AreaNo) });
        });
        return losses;
    }

    /// <summary>EngineEvidence about every customer of the bucket's areas.</summary>
    /// <param name="losses">As <see cref="Losses"/> gave them.</param>
    /// <param name="neighbours">Areas of a feeder, by feeder number.</param>
    public IReadOnlyList<AreaAssessment> Detect(IReadOnlyList<AreaLoss> losses, IReadOnlyDictionary<string, IReadOnlyList<NeighbourLoss>> neighbours)
    {
        var found = new AreaAssessment[_areas.Length];
        Parallel.For(0, found.Length, a =>
        {
            var part = _areas[a];
            var feeder = part.Input.Area.FeederNo;
            var near = feeder is not null && neighbours.TryGetValue(feeder, out var others)
                ? others.Where(n => n.AreaNo != part.Input.Area.AreaNo).ToArray()
                : [];
            var points = _facts.Points(part.Input, part.Points, _courses);
            found[a] = AreaDetection.Run(_facts.Facts(part.Input, losses[a], points, near));
        });
        return found;
    }

    private sealed record AreaPart(Archive.PointEntry[] Points, AreaInput Input, BalanceDays Balance, double[] Square, double FitShare);
}
