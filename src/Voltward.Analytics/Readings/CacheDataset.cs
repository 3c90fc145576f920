namespace Voltward.Analytics.Readings;

/// <summary>A dataset of the readings cache: its folder name and how many values a point has per day.</summary>
/// <param name="Name">Folder name.</param>
/// <param name="Width">1 for a day's energy, 96 for quarter hours.</param>
public sealed record CacheDataset(string Name, int Width)
{
    /// <summary>Energy of the day, kWh, import; estimated and suspect readings are NaN like missing ones.</summary>
    public static CacheDataset Energy { get; } = new("energy", 1);

    /// <summary>Feed-in of the day, kWh, for the points that have any.</summary>
    public static CacheDataset EnergyExport { get; } = new("energy-export", 1);

    /// <summary>Estimated or suspect energy of the day, kWh: only for supplies without a meter, never as if measured.</summary>
    public static CacheDataset EnergyEstimated { get; } = new("energy-estimated", 1);

    /// <summary>Energy of each quarter hour, kWh, import. Readings of 30 or 60 minutes are spread evenly; see <see cref="IntervalMinutes"/>.</summary>
    public static CacheDataset Interval { get; } = new("interval", 96);

    /// <summary>Feed-in of each quarter hour, kWh, for the points that have any.</summary>
    public static CacheDataset IntervalExport { get; } = new("interval-export", 96);

    /// <summary>The interval in which the readings of the day were taken, minutes: 15 (or finer), 30 or 60.</summary>
    public static CacheDataset IntervalMinutes { get; } = new("interval-minutes", 1);

    /// <summary>Phase voltage, V, quarter-hour means; the point's key is point + '|' + phase, as for the other curves.</summary>
    public static CacheDataset CurveU { get; } = new("curve-u", 96);

    /// <summary>Phase current, A, primary.</summary>
    public static CacheDataset CurveI { get; } = new("curve-i", 96);

    /// <summary>Active power of a phase, kW, import positive.</summary>
    public static CacheDataset CurveP { get; } = new("curve-p", 96);

    /// <summary>Reactive power of a phase, kvar, inductive positive.</summary>
    public static CacheDataset CurveQ { get; } = new("curve-q", 96);

    public static IReadOnlyList<CacheDataset> All { get; } =
        [Energy, EnergyExport, EnergyEstimated, Interval, IntervalExport, IntervalMinutes, CurveU, CurveI, CurveP, CurveQ];

    /// <summary>Key of one phase of a point in the curve datasets.</summary>
    public static string PhaseKey(string point, string phase) => point + "|" + phase;
}
