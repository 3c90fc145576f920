using System.Globalization;
using Voltward.Analytics.LineLoss;
using Voltward.App.Storage;

namespace Voltward.App.Detection;

/// <summary>The archive of one analysis: who belongs to which area on which day, and what stands at each point.</summary>
internal sealed class Archive
{
    /// <summary>Areas by number, in order.</summary>
    public required IReadOnlyDictionary<string, AreaEntry> Areas { get; init; }

    /// <summary>Points in order of number; a point without an area has an area number of empty text.</summary>
    public required IReadOnlyList<PointEntry> Points { get; init; }

    /// <summary>Customers with several points, or with one that moved between areas: their score is the highest of those.</summary>
    public IReadOnlySet<string> InSeveralPlaces => _severalPlaces ??= Several();

    private IReadOnlySet<string>? _severalPlaces;

    private HashSet<string> Several()
    {
        var (seen, several) = (new HashSet<string>(Points.Count, StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var point in Points)
        {
            if (!seen.Add(point.Subject.Customer) || point.Stays.Any(s => s.AreaNo != point.Stays[0].AreaNo)) several.Add(point.Subject.Customer);
        }

        return several;
    }

    /// <summary>Loads the archive with two readers at once, for a million points take a while.</summary>
    /// <param name="session">Reads areas, orders and points.</param>
    /// <param name="beside">Another session, begun at the same time; reads customers and meters.</param>
    /// <param name="first">First day.</param>
    /// <param name="asOf">Decision day.</param>
    public static async Task<Archive> LoadAsync(Session session, Session beside, DateOnly first, DateOnly asOf)
    {
        var customersAndMeters = Task.Run(() => CustomersAndMetersAsync(beside, asOf));
        var areas = new SortedDictionary<string, AreaEntry>(StringComparer.Ordinal);
        foreach (var row in await ArchiveQueries.AreasAsync(session, first, asOf)) areas[row.AreaNo] = Entry(row);
        var orders = (await ArchiveQueries.OrdersAsync(session, first.AddDays(-14), asOf)).Where(o => o.Point is not null).ToLookup(o => o.Point!);
        var (shared, rows) = (new Shared(), new List<ArchiveQueries.StayRow>());
        await ArchiveQueries.StaysAsync(session, (first, asOf), row => rows.Add(shared.Of(row)));
        var (customers, meters) = await customersAndMeters;
        var (points, stays) = (new List<PointEntry>(customers.Count), new List<ArchiveQueries.StayRow>());
        foreach (var stay in rows)
        {
            if (stays.Count > 0 && stays[0].Point != stay.Point) points.Add(Point());
            stays.Add(stay);
        }

        if (stays.Count > 0) points.Add(Point());
        return new Archive { Areas = areas, Points = points };

        PointEntry Point()
        {
            var last = stays[^1];
            var entry = new PointEntry(
                Subject(last, customers.GetValueOrDefault(last.Customer), meters.GetValueOrDefault(last.Point), shared),
                last.OrgPath,
                shared.Stays([.. stays.Select(s => new Stay(s.AreaNo, shared.Day(s.ValidFrom), shared.Day(s.ValidTo)))]),
                orders.Contains(last.Point) ? [.. orders[last.Point].Select(o => o.DoneOn)] : []);
            stays.Clear();
            return entry;
        }
    }

    private static async Task<(Dictionary<string, ArchiveQueries.CustomerRow> Customers, Dictionary<string, ArchiveQueries.MeterRow> Meters)> CustomersAndMetersAsync(Session session, DateOnly asOf)
    {
        var (customers, shared) = (new Dictionary<string, ArchiveQueries.CustomerRow>(StringComparer.Ordinal), new Shared());
        await ArchiveQueries.CustomersAsync(session, asOf, row => customers[row.Customer] = row with { Class = shared.Word(row.Class), Tariff = shared.Word(row.Tariff ?? "") });
        var meters = new Dictionary<string, ArchiveQueries.MeterRow>(StringComparer.Ordinal);
        foreach (var row in await ArchiveQueries.MetersAsync(session, asOf)) meters[row.Point] = row;
        return (customers, meters);
    }

    private static AreaEntry Entry(ArchiveQueries.AreaRow row) => new(
        new AreaSubject(
            row.AreaNo, row.FeederNo, row.Side == "MV", (row.NoLoadLossW ?? 0) / 1000.0, Percent(row.Class, 0.5),
            row.CapacityVa is { } va ? va / 1000.0 : double.NaN, row.LoadLossW is { } pk ? pk / 1000.0 : double.NaN),
        row.OrgPath);

    private static PointSubject Subject(ArchiveQueries.StayRow stay, ArchiveQueries.CustomerRow customer, ArchiveQueries.MeterRow? meter, Shared shared)
    {
        var factor = (meter?.FactorMilli ?? 1000) / 1000.0;
        var isKnown = customer.Customer is not null;
        return new PointSubject(stay.Point, customer.Customer ?? stay.Customer, isKnown ? customer.Class : "other", stay.Phase ?? "", Percent(meter?.Class, 1), factor)
        {
            MeterBox = stay.MeterBox,
            ServiceDropM = stay.ServiceDropM,
            Wiring = shared.Word(meter?.Wiring ?? "1P2W"),
            RatedVoltageV = meter?.RatedMv / 1000.0 ?? double.NaN,
            CalibratedCurrentA = meter?.CalibratedMa / 1000.0 * factor ?? double.NaN,
            MaximumCurrentA = meter?.MaximumMa / 1000.0 * factor ?? double.NaN,
            ContractedKva = isKnown ? customer.ContractedKva : double.NaN,
            FeedIn = customer.FeedIn,
            Tariff = customer.Tariff ?? "",
        };
    }

    /// <summary>Limit of error of an accuracy class, per cent.</summary>
    private static double Percent(string? accuracyClass, double otherwise) =>
        double.TryParse(accuracyClass?.TrimEnd('S'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) ? percent : otherwise;

    /// <summary>An area and where it belongs in the organisation.</summary>
    internal sealed record AreaEntry(AreaSubject Subject, string OrgPath);

    /// <summary>A usage point, its stays in areas, and the days of our own work there.</summary>
    internal sealed record PointEntry(PointSubject Subject, string OrgPath, IReadOnlyList<Stay> Stays, IReadOnlyList<DateOnly> Orders);

    /// <summary>One stay in one area, <paramref name="To"/> exclusive.</summary>
    internal readonly record struct Stay(string AreaNo, DateOnly From, DateOnly To);

    /// <summary>Words and stays that a million points have in common are kept once: the collector goes over all of them again and again.</summary>
    private sealed class Shared
    {
        private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
        private readonly Dictionary<string, DateOnly> _days = new(StringComparer.Ordinal);
        private readonly Dictionary<Stay, Stay[]> _stays = [];

        public string Word(string text)
        {
            if (_words.TryGetValue(text, out var known)) return known;
            return _words[text] = text;
        }

        /// <summary>A stay whose words are kept once, but for the numbers of point and customer.</summary>
        public ArchiveQueries.StayRow Of(ArchiveQueries.StayRow row) => row with
        {
            AreaNo = Word(row.AreaNo),
            Phase = row.Phase is { } phase ? Word(phase) : null,
            MeterBox = row.MeterBox is { } box ? Word(box) : null,
            OrgPath = Word(row.OrgPath),
            ValidFrom = Word(row.ValidFrom),
            ValidTo = Word(row.ValidTo),
        };

        public DateOnly Day(string text)
        {
            if (_days.TryGetValue(text, out var known)) return known;
            return _days[text] = DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        /// <summary>Nearly everybody has stayed in one area for as long as a neighbour.</summary>
        public Stay[] Stays(Stay[] stays)
        {
            if (stays.Length != 1) return stays;
            if (_stays.TryGetValue(stays[0], out var known)) return known;
            return _stays[stays[0]] = stays;
        }
    }
}
