using Voltward.Simulation.Customers;
using Voltward.Simulation.Readings;

namespace Voltward.Simulation.Detection;

/// <summary>The truth of one area, kept small: daily sums instead of quarter hours.</summary>
internal sealed class AreaTruth
{
    private readonly Town _town;
    private readonly Area _area;
    private readonly double[][] _unregistered;
    private readonly double[][] _hooked;
    private readonly double[] _lines;
    private readonly double[] _transformer;
    private readonly double[] _supplied = [];
    private readonly double[] _back = [];
    private readonly double[] _used;

    public AreaTruth(Town town, AreaTrace trace)
    {
        (_town, _area) = (town, trace.Area);
        (_unregistered, _hooked) = (trace.UnregisteredKwh, trace.HiddenKwh);
        (_lines, _transformer, _used) = (trace.TechnicalKwh, trace.TransformerKwh, trace.TrueKwh);
        _supplied = Daily(trace.Supply, trace.Days);
        _back = Daily(trace.SupplyBack, trace.Days);
        SuppliedKwh = _supplied.Sum();
        TechnicalKwh = _lines.Sum() + (_area.MediumSide ? _transformer.Sum() : 0);
        StolenKwh = _hooked.Sum(h => h.Sum()) + Thieves().Sum(c => _unregistered[c.Number].Sum());
    }

    public double SuppliedKwh { get; }

    /// <summary>Heat inside the balance: lines, and the transformer where the supply meter stands before it.</summary>
    public double TechnicalKwh { get; }

    public double StolenKwh { get; }

    /// <summary>What a customer really used, kWh a day.</summary>
    public double UsedKwhPerDay(Customer customer) => _used[customer.Number] / _town.Season.Days;

    /// <summary>Kinds of theft that were going on in the window.</summary>
    public IEnumerable<TheftKind> Active =>
        Thieves().Select(c => c.Theft!).Concat(_area.Hidden.Select(h => h.Theft)).Where(t => t.End > _town.Season.History).Select(t => t.Kind);

    public object View()
    {
        var stolen = new double[_town.Season.Days];
        var faulty = new double[_town.Season.Days];
        foreach (var customer in _area.Customers) Add(_unregistered[customer.Number], customer.Theft is null ? faulty : stolen);
        foreach (var hook in _hooked) Add(hook, stolen);
        return new
        {
            area = _area.No,
            feeder = _area.Feeder.No,
            customers = _area.Customers.Count,
            supplyMeterBias = Math.Round(_area.SupplyBias, 5),
            suppliedKwh = Round(_supplied),
            exportedKwh = Round(_back),
            technicalKwh = Round(_lines),
            transformerKwh = Round(_transformer),
            stolenKwh = Round(stolen),
            faultKwh = Round(faulty),
            usedKwh = Math.Round(_used.Sum(), 2),
            unmeteredKwh = Math.Round(_area.Customers.Where(c => c.AgreedKwh is not null).Sum(c => _used[c.Number]), 2),
            outages = _area.Outages.Select(o => new { day = _town.Season.Start.AddDays(o.Day), fromSlot = o.From, toSlot = o.To }),
        };
    }

    public IEnumerable<object> Thefts()
    {
        foreach (var customer in Thieves()) yield return Story(customer.CustomerNo, customer.Box, customer.Theft!, _unregistered[customer.Number]);
        for (var h = 0; h < _area.Hidden.Count; h++) yield return Story(null, _area.Hidden[h].Box, _area.Hidden[h].Theft, _hooked[h]);
    }

    public IEnumerable<object> Twins() => _area.Customers.Where(c => c.Twin is not null).OrderBy(c => c.CustomerNo, StringComparer.Ordinal).Select(c => new
    {
        customer = c.CustomerNo,
        area = _area.No,
        kind = Kebab.Of(c.Twin!.Kind),
        onset = Date(c.Twin.Onset),
        end = c.Twin.End >= _town.Season.Total ? null : Date(c.Twin.End),
        faultKwh = Math.Round(_unregistered[c.Number].Sum(), 2),
    });

    private IEnumerable<Customer> Thieves() => _area.Customers.Where(c => c.Theft is not null).OrderBy(c => c.CustomerNo, StringComparer.Ordinal);

    private object Story(string? customer, int box, Theft theft, double[] kwh) => new
    {
        customer,
        area = _area.No,
        meterBox = FormattableString.Invariant($"{_area.No}-{box + 1:D2}"),
        kind = Kebab.Of(theft.Kind),
        onset = Date(theft.Onset),
        end = theft.End >= _town.Season.Total ? null : Date(theft.End),
        inWindow = theft.End > _town.Season.History,
        theft.Share,
        theft.Kw,
        stolenKwh = Math.Round(kwh.Sum(), 2),
        kwhPerDay = theft.End > _town.Season.History ? Round(kwh) : [],
        pauses = theft.Pauses.Select(p => new { from = Date(p.From), to = Date(p.To) }),
        twins = TwinTable.Of(theft.Kind).Select(k => Kebab.Of(k)),
    };

    private string Date(int day) => _town.Season.Date(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static double[] Round(double[] values) => [.. values.Select(v => Math.Round(v, 3))];

    private static void Add(double[] from, double[] to)
    {
        for (var d = 0; d < from.Length; d++) to[d] += from[d];
    }

    private static double[] Daily(float[] slots, int days)
    {
        var sums = new double[days];
        for (var t = 0; t < slots.Length; t++) sums[t / LoadModel.Slots] += slots[t];
        return sums;
    }
}
