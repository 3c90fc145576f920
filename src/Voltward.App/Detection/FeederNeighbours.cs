using System.Collections.Concurrent;
using Voltward.Analytics.Detection;
using Voltward.Analytics.LineLoss;

namespace Voltward.App.Detection;

/// <summary>The areas of each feeder as the test of wrong bookings sees them. Quarter hours of a supply are read when somebody may be fed from it.</summary>
internal sealed class FeederNeighbours
{
    private readonly Dictionary<string, AreaTrace[]> _byFeeder;
    private readonly Dictionary<string, AnalyseBucket> _places;
    private readonly ConcurrentDictionary<string, Lazy<LossTrace?>> _supplies = new(StringComparer.Ordinal);

    /// <param name="losses">Of all areas.</param>
    /// <param name="parts">Buckets that hold their readings.</param>
    public FeederNeighbours(IEnumerable<AreaLoss> losses, IEnumerable<AnalyseBucket> parts)
    {
        _byFeeder = losses.Where(l => l.Area.FeederNo is not null).GroupBy(l => l.Area.FeederNo!).Where(g => g.Count() > 1)
            .ToDictionary(g => g.Key, g => g.OrderBy(l => l.Area.AreaNo, StringComparer.Ordinal).Select(l => new AreaTrace(l.Area.AreaNo, LossTrace.OfDays(l))).ToArray());
        _places = parts.SelectMany(p => p.Areas.Select(a => (Area: a, Part: p))).ToDictionary(p => p.Area, p => p.Part, StringComparer.Ordinal);
    }

    /// <summary>An area, the others of its feeder, and how to read their supplies; nobody when it is alone.</summary>
    public (AreaTrace Own, IReadOnlyList<AreaTrace> Others, Func<string, LossTrace?> Supply) Of(AreaSubject area) =>
        area.FeederNo is { } feeder && _byFeeder.TryGetValue(feeder, out var all)
            ? (all.Single(a => a.AreaNo == area.AreaNo), [.. all.Where(a => a.AreaNo != area.AreaNo)], Supply)
            : (new AreaTrace(area.AreaNo, null), [], Supply);

    private LossTrace? Supply(string areaNo) =>
        _supplies.GetOrAdd(areaNo, a => new Lazy<LossTrace?>(() => _places[a].SupplyQuarters(a) is { } quarters ? LossTrace.OfQuarters(quarters) : null)).Value;
}
