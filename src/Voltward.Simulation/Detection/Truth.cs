using System.Text.Json;
using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Detection;

/// <summary>Everything that only the generator knows; written apart from the files.</summary>
internal sealed class Truth(Town town)
{
    private readonly AreaTruth[] _areas = new AreaTruth[town.Areas.Count];

    public void Keep(AreaTrace trace) => _areas[trace.Area.Index] = AreaTruth.Of(trace);

    public void Write(string path)
    {
        using var stream = File.Create(path);
        JsonSerializer.Serialize(stream, new
        {
            seed = town.Seed,
            from = town.Season.Start,
            days = town.Season.Days,
            areas = _areas.Select(a => a.View),
            thefts = _areas.SelectMany(a => a.Thefts),
        });
    }

    public SimulationSummary Summary(string folder, IReadOnlyList<string> files) => new(
        folder, town.Customers.Count, town.Areas.Count, town.Feeders.Count, town.Season.Days, _areas.Sum(a => a.SuppliedKwh), _areas.Sum(a => a.TechnicalKwh), _areas.Sum(a => a.StolenKwh),
        new SortedDictionary<string, int>(), new SortedDictionary<string, int>(), files);
}

internal sealed record AreaTruth(object View, double SuppliedKwh, double TechnicalKwh, double StolenKwh, List<object> Thefts)
{
    public static AreaTruth Of(AreaTrace trace)
    {
        var supplied = trace.Supply.Sum(v => (double)v);
        var technical = trace.TechnicalKwh.Sum() + (trace.Area.MediumSide ? trace.TransformerKwh.Sum() : 0);
        var stolen = trace.StolenKwh.Sum(s => s.Sum());
        return new AreaTruth(new { area = trace.Area.No, suppliedKwh = supplied, technicalKwh = technical, stolenKwh = stolen }, supplied, technical, stolen, []);
    }
}
