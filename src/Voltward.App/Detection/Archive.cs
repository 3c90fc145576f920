using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Voltward.Analytics.LineLoss;
using Voltward.App.Storage;

namespace Voltward.App.Detection;

/// <summary>The archive of one analysis: who belongs to which area on which day, and what stands at each point.</summary>
internal sealed class Archive
{
    /// <summary>How many sessions it takes to load it.</summary>
    public const int Sessions = 4;

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

    /// <summary>Loads the archive with several readers at once, for a million points take a while.</summary>
    /// <param name="sessions"><see cref="Sessions"/> of them that see the same state.</param>
    /// <param name="first">First day.</param>
    /// <param name="asOf">Decision day.</param>
    public static async Task<Archive> LoadAsync(IReadOnlyList<Session> sessions, DateOnly first, DateOnly asOf)
    {
        var (point, customer) = (await ArchiveQueries.MiddlePointAsync(sessions[0]), await ArchiveQueries.MiddleCustomerAsync(sessions[1]));
        var stays = Both(upper => StaysAsync(sessions[upper ? 1 : 0], new(point, upper), (first, asOf)));
        var customers = Both(upper => CustomersAsync(sessions[upper ? 3 : 2], new(customer, upper), asOf));
        await Task.WhenAll([.. stays, .. customers]);
        var areas = new SortedDictionary<string, AreaEntry>(StringComparer.Ordinal);
        foreach (var row in await ArchiveQueries.AreasAsync(sessions[0], first, asOf)) areas[row.AreaNo] = Entry(row);
        var facts = new Facts(
            [await customers[0], await customers[1]],
            (await ArchiveQueries.MetersAsync(sessions[2], asOf)).GroupBy(m => m.Point, StringComparer.Ordinal).ToDictionary(m => m.Key, m => m.Last(), StringComparer.Ordinal),
            (await ArchiveQueries.OrdersAsync(sessions[3], first.AddDays(-14), asOf)).Where(o => o.Point is not null).ToLookup(o => o.Point!, o => o.DoneOn));
        var points = Both(async upper => Entries(await stays[upper ? 1 : 0], facts));
        return new Archive { Areas = areas, Points = [.. await points[0], .. await points[1]] };
    }

    /// <summary>The lower and the upper half, each on a processor of its own.</summary>
    private static Task<T>[] Both<T>(Func<bool, Task<T>> half) => [Task.Run(() => half(false)), Task.Run(() => half(true))];

    private static async Task<(List<ArchiveQueries.StayRow> Rows, Shared Shared)> StaysAsync(Session session, ArchiveQueries.Half half, (DateOnly, DateOnly) days)
    {
        var (shared, rows) = (new Shared(), new List<ArchiveQueries.StayRow>());
        await ArchiveQueries.StaysAsync(session, days, half, row => rows.Add(shared.Of(row)));
        return (rows, shared);
    }

    private static async Task<Dictionary<string, ArchiveQueries.CustomerRow>> CustomersAsync(Session session, ArchiveQueries.Half half, DateOnly asOf)
    {
        var (customers, shared) = (new Dictionary<string, ArchiveQueries.CustomerRow>(StringComparer.Ordinal), new Shared());
        await ArchiveQueries.CustomersAsync(session, asOf, half, row => customers[row.Customer] = row with { Class = shared.Word(row.Class) });
        await ArchiveQueries.AgreementsAsync(session, asOf, half, row =>
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(customers, row.Customer);
            if (!Unsafe.IsNullRef(ref known)) known = known with { ContractedKva = row.ContractedKva, FeedIn = row.FeedIn, Tariff = shared.Word(row.Tariff) };
        });
        return customers;
    }

    /// <summary>Points from their stays, which follow each other.</summary>
    private static List<PointEntry> Entries((List<ArchiveQueries.StayRow> Rows, Shared Shared) read, Facts facts)
    {
        var (points, stays) = (new List<PointEntry>(read.Rows.Count), new List<ArchiveQueries.StayRow>());
        foreach (var stay in read.Rows)
        {
            if (stays.Count > 0 && stays[0].Point != stay.Point) points.Add(Point());
            stays.Add(stay);
        }

        if (stays.Count > 0) points.Add(Point());
        return points;

        PointEntry Point()
        {
            var last = stays[^1];
            var entry = new PointEntry(
                Subject(last, facts.Customer(last.Customer), facts.Meters.GetValueOrDefault(last.Point), read.Shared),
                last.OrgPath,
                read.Shared.Stays([.. stays.Select(s => new Stay(s.AreaNo, read.Shared.Day(s.ValidFrom), read.Shared.Day(s.ValidTo)))]),
                // A million points without orders share one empty list.
                facts.Orders.Contains(last.Point) ? [.. facts.Orders[last.Point]] : []);
            stays.Clear();
            return entry;
        }
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
        return new PointSubject(stay.Point, customer.Customer ?? stay.Customer, isKnown ? customer.Class : "other", stay.Phase, Percent(meter?.Class, 1), factor)
        {
            MeterBox = stay.MeterBox.Length == 0 ? null : stay.MeterBox,
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

    /// <summary>What points are looked up in.</summary>
    /// <param name="Customers">By number, the lower and the upper half.</param>
    /// <param name="Meters">By point, the latest.</param>
    /// <param name="Orders">Days of our own work, by point.</param>
    private sealed record Facts(Dictionary<string, ArchiveQueries.CustomerRow>[] Customers, Dictionary<string, ArchiveQueries.MeterRow> Meters, ILookup<string, DateOnly> Orders)
    {
        public ArchiveQueries.CustomerRow Customer(string number) => Customers[0].TryGetValue(number, out var row) || Customers[1].TryGetValue(number, out row) ? row : default;
    }

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
            Phase = Word(row.Phase),
            MeterBox = Word(row.MeterBox),
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
