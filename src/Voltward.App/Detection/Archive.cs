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

    public static async Task<Archive> LoadAsync(Session session, DateOnly first, DateOnly asOf)
    {
        var areas = new SortedDictionary<string, AreaEntry>(StringComparer.Ordinal);
        foreach (var row in await ArchiveQueries.AreasAsync(session, first, asOf)) areas[row.AreaNo] = Entry(row);

        var customers = new Dictionary<string, ArchiveQueries.CustomerRow>(StringComparer.Ordinal);
        foreach (var row in await ArchiveQueries.CustomersAsync(session, asOf)) customers[row.Customer] = row;
        var meters = new Dictionary<string, ArchiveQueries.MeterRow>(StringComparer.Ordinal);
        foreach (var row in await ArchiveQueries.MetersAsync(session, asOf)) meters[row.Point] = row;
        var orders = (await ArchiveQueries.OrdersAsync(session, first.AddDays(-14), asOf)).Where(o => o.Point is not null).ToLookup(o => o.Point!);

        var points = (await ArchiveQueries.StaysAsync(session, first, asOf)).GroupBy(s => s.Point)
            .Select(g => new PointEntry(
                Subject(g.Last(), customers.GetValueOrDefault(g.Last().Customer), meters.GetValueOrDefault(g.Key)),
                g.Last().OrgPath,
                [.. g.Select(s => new Stay(s.AreaNo, s.ValidFrom, s.ValidTo))],
                [.. orders[g.Key].Select(o => o.DoneOn)]))
            .ToList();
        return new Archive { Areas = areas, Points = points };
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
