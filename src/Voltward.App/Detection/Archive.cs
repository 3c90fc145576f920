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
        var stays = await ArchiveQueries.StaysAsync(session, first, asOf);
        var (customers, meters) = await customersAndMeters;

        var points = new List<PointEntry>(stays.Count);
        for (var (from, to) = (0, 0); from < stays.Count; from = to)
        {
            while (to < stays.Count && stays[to].Point == stays[from].Point) to++;
            var last = stays[to - 1];
            points.Add(new PointEntry(
                Subject(last, customers.GetValueOrDefault(last.Customer), meters.GetValueOrDefault(last.Point)),
                last.OrgPath,
                [.. Enumerable.Range(from, to - from).Select(s => new Stay(stays[s].AreaNo, stays[s].ValidFrom, stays[s].ValidTo))],
                orders.Contains(last.Point) ? [.. orders[last.Point].Select(o => o.DoneOn)] : []));
        }

        return new Archive { Areas = areas, Points = points };
    }

    private static async Task<(Dictionary<string, ArchiveQueries.CustomerRow> Customers, Dictionary<string, ArchiveQueries.MeterRow> Meters)> CustomersAndMetersAsync(
        Session session, DateOnly asOf)
    {
        var customers = new Dictionary<string, ArchiveQueries.CustomerRow>(StringComparer.Ordinal);
        foreach (var row in await ArchiveQueries.CustomersAsync(session, asOf)) customers[row.Customer] = row;
        var meters = new Dictionary<string, ArchiveQueries.MeterRow>(StringComparer.Ordinal);
        foreach (var row in await ArchiveQueries.MetersAsync(session, asOf)) meters[row.Point] = row;
        return (customers, meters);
    }

    private static AreaEntry Entry(ArchiveQueries.AreaRow row) => new(
        new AreaSubject(
            row.AreaNo, row.FeederNo, row.Side == "MV", (row.NoLoadLossW ?? 0) / 1000.0, Percent(row.Class, 0.5),
            row.CapacityVa is { } va ? va / 1000.0 : double.NaN, row.LoadLossW is { } pk ? pk / 1000.0 : double.NaN),
        row.OrgPath);

    private static PointSubject Subject(ArchiveQueries.StayRow stay, ArchiveQueries.CustomerRow? customer, ArchiveQueries.MeterRow? meter)
    {
        var factor = (meter?.FactorMilli ?? 1000) / 1000.0;
        return new PointSubject(stay.Point, stay.Customer, customer?.Class ?? "other", stay.Phase ?? "", Percent(meter?.Class, 1), factor)
        {
            MeterBox = stay.MeterBox,
            ServiceDropM = stay.ServiceDropM ?? double.NaN,
            Wiring = meter?.Wiring ?? "1P2W",
            RatedVoltageV = meter?.RatedMv / 1000.0 ?? double.NaN,
            CalibratedCurrentA = meter?.CalibratedMa / 1000.0 * factor ?? double.NaN,
            MaximumCurrentA = meter?.MaximumMa / 1000.0 * factor ?? double.NaN,
            ContractedKva = customer?.ContractedVa / 1000.0 ?? double.NaN,
            FeedIn = customer?.FeedIn == 1,
            Tariff = customer?.Tariff ?? "",
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
    internal sealed record Stay(string AreaNo, DateOnly From, DateOnly To);
}
