using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Voltward.Simulation.Customers;
using Voltward.Simulation.Inspections;
using Voltward.Simulation.LineLoss;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Detection;

/// <summary>Everything that only the generator knows; written apart from the files.</summary>
internal sealed class Truth(Town town, PastInspections past)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly AreaTruth[] _areas = new AreaTruth[town.Areas.Count];

    public void Keep(AreaTrace trace) => _areas[trace.Area.Index] = new AreaTruth(town, trace);

    public void Write(string path, MediumFlow medium)
    {
        var view = new
        {
            town.Options.Seed,
            town.Season.Start,
            town.Season.Days,
            heldOut = town.Options.HeldOut.Select(k => Kebab.Of(k)),
            heldOutTwins = town.Options.HeldOutTwins.Select(k => Kebab.Of(k)),
            areas = _areas.Select(a => a.View()),
            feeders = town.Feeders.Select(f => Feeder(f, medium)),
            thefts = _areas.SelectMany(a => a.Thefts()),
            twins = _areas.SelectMany(a => a.Twins()),
            archiveErrors = town.Customers.SelectMany(Errors),
            customers = town.Customers.OrderBy(c => c.CustomerNo, StringComparer.Ordinal).Select(c => Place(c, _areas[c.Area.Index].UsedKwhPerDay(c))),
            inspections = past.Visits.Select(v => new { order = v.OrderNo, customer = v.Customer.CustomerNo, day = town.Season.Date(v.Day), v.Outcome, v.Conduct }),
            inspectors = past.Staff.Select(s => new { s.Name, station = s.Station.Code, s.Overlook, s.Invent, s.Leak }),
        };
        using var stream = File.Create(path);
        JsonSerializer.Serialize(stream, view, Json);
    }

    public SimulationSummary Summary(string folder, IReadOnlyList<string> files)
    {
        var thefts = _areas.SelectMany(a => a.Active).GroupBy(k => k).ToDictionary(g => Kebab.Of(g.Key), g => g.Count());
        var twins = town.Customers.Select(c => c.Twin).OfType<Twin>().GroupBy(t => t.Kind).ToDictionary(g => Kebab.Of(g.Key), g => g.Count());
        return new SimulationSummary(
            folder,
            town.Customers.Count,
            town.Areas.Count,
            town.Feeders.Count,
            town.Season.Days,
            Math.Round(_areas.Sum(a => a.SuppliedKwh), 1),
            Math.Round(_areas.Sum(a => a.TechnicalKwh), 1),
            Math.Round(_areas.Sum(a => a.StolenKwh), 1),
            new SortedDictionary<string, int>(thefts, StringComparer.Ordinal),
            new SortedDictionary<string, int>(twins, StringComparer.Ordinal),
            files);
    }

    private static object Feeder(MediumFeeder feeder, MediumFlow medium)
    {
        var (kwh, line) = medium.Days(feeder);
        return new { feeder = feeder.No, suppliedKwh = kwh.Select(v => Math.Round(v, 2)), lineKwh = line.Select(v => Math.Round(v, 3)) };
    }

    private static object Place(Customer customer, double usedKwhPerDay) => new
    {
        customer = customer.CustomerNo,
        usagePoint = customer.UsagePointNo,
        area = customer.Area.No,
        phase = customer.ThreePhase ? "ABC" : "ABC"[customer.Phase].ToString(),
        life = Kebab.Of(customer.Model.Life),
        meterBias = Math.Round(customer.Meter.Bias, 5),
        usedKwhPerDay = Math.Round(usedKwhPerDay, 3),
    };

    private static IEnumerable<object> Errors(Customer c)
    {
        if (c.BookedArea is { } area) yield return new { customer = c.CustomerNo, field = "area", booked = area.No, real = c.Area.No };
        if (c.BookedPhase is { } phase) yield return new { customer = c.CustomerNo, field = "phase", booked = "ABC"[phase].ToString(), real = "ABC"[c.Phase].ToString() };
        if (c.BookedFactor is { } factor) yield return new { customer = c.CustomerNo, field = "multiplying_factor", booked = factor, real = c.Factor };
        if (c.BookedKva is { } kva) yield return new { customer = c.CustomerNo, field = "contracted_kva", booked = kva, real = c.ContractKva };
        if (c.Twin is { Kind: TwinKind.CrossedMeters, Partner: { } partner }) yield return new { customer = c.CustomerNo, field = "meter", booked = c.CustomerNo, real = partner.CustomerNo };
    }
}
