using System.Data.Common;
using System.Globalization;
using DuckDB.NET.Data;
using Voltward.Analytics.Detection;

namespace Voltward.App.Detection;

/// <summary>Events of the meters from the lake, by point, up to the decision day.</summary>
internal sealed class PointContext
{
    private readonly Dictionary<string, List<MeterEvent>> _events = new(StringComparer.Ordinal);

    /// <summary>Billed months of the customers.</summary>
    public required MonthlyBills Bills { get; init; }

    public IReadOnlyList<MeterEvent> EventsOf(string point) => _events.TryGetValue(point, out var events) ? events : [];

    public static PointContext Load(DuckDBConnection lake, DateOnly first, DateOnly asOf)
    {
        var context = new PointContext { Bills = MonthlyBills.Load(lake, asOf) };
        using var command = lake.CreateCommand();
        // Instants are UTC in the lake; the company's day begins eight hours earlier.
        command.CommandText = string.Create(CultureInfo.InvariantCulture,
            $"""
            select point, code, cast("at" + interval 8 hour as date) - date '{first:yyyy-MM-dd}', coalesce(epoch(until) - epoch("at"), 0) / 3600.0, coalesce(phase, '')
            from event where cast("at" + interval 8 hour as date) <= date '{asOf:yyyy-MM-dd}' order by point, "at", code, phase
            """);
        using DbDataReader reader = command.ExecuteReader();
        while (reader.Read())
        {
            var point = reader.GetString(0);
            if (!context._events.TryGetValue(point, out var events)) context._events.Add(point, events = []);
            events.Add(new MeterEvent(reader.GetString(1), (int)reader.GetInt64(2), reader.GetDouble(3), reader.GetString(4)));
        }

        return context;
    }
}
