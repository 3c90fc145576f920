using System.Globalization;
using Voltward.App.Customers;
using Voltward.App.Detection;
using Voltward.App.Readings;
using Voltward.Host.Shared;

namespace Voltward.Host.Customers;

/// <summary>The charts of one customer: daily energy, one day in quarter hours, bills.</summary>
internal static class CustomerCharts
{
    /// <summary>Daily energy with what happened to the customer's metering on the axis; a click opens the day.</summary>
    public static Chart? Daily(CustomerQueries.Archive archive, Voltward.App.Readings.Readings readings, IReadOnlyList<LeadList.Row> leads, Texts t)
    {
        if (readings.Days.Count == 0) return null;
        var (from, to) = (readings.Days[0].Date, readings.Days[^1].Date);
        var x = Chart.DaysOf(from, to);
        var byDay = readings.Days.ToDictionary(d => Figures.Day(d.Date));
        var measured = Of(d => d.Quality == 0 ? d.ImportWh / 1000.0 : null);
        var replaced = Of(d => d.Quality > 0 ? d.ImportWh / 1000.0 : null);
        var series = new List<Series>
        {
            new(t["缺数"], "shade", "expected", [.. x.Select(day => byDay.TryGetValue(day, out var d) && d.ImportWh is not null ? 0.0 : 1.0)]),
            new(t["日用电量"], "line", "measured", measured),
        };
        if (replaced.Any(v => v is not null)) series.Add(new(t["估算或更正"], "points", "technical", replaced));
        if (readings.Days.Any(d => d.ExportWh is not null)) series.Insert(1, new(t["上网电量"], "line", "expected", Of(d => d.ExportWh / 1000.0)));

        var marks = EventMarks.Of(readings.Events, from, to, t, most: 6).ToList();
        marks.AddRange(archive.Meters.Where(m => m.ValidFrom > from && m.ValidFrom <= to).Select(m => new Mark(Figures.Day(m.ValidFrom), t["换表"], "own")));
        marks.AddRange(archive.PastOrders.Where(o => o.DoneOn >= from && o.DoneOn <= to && o.Kind == "inspection").Select(o => new Mark(Figures.Day(o.DoneOn), t["检查"], "own")));
        if (leads.Count > 0 && leads[0].Onset is { } onset && onset >= from && onset <= to) marks.Add(new Mark(Figures.Day(onset), t["突变"], "abnormal"));
        return new Chart(t["日用电量"], t["kWh/日"], x, series)
        {
            Marks = [.. marks.OrderBy(m => m.X, StringComparer.Ordinal)],
            Height = 280,
            Click = $"/customers/{archive.Versions[0].CustomerNo}?view={{x}}#day",
        };

        List<double?> Of(Func<DayEnergy, double?> value) => [.. x.Select(day => byDay.TryGetValue(day, out var d) ? value(d) : null)];
    }

    /// <summary>Mean power of each interval of one day, against the same weekday before.</summary>
    public static Chart Day(QuarterHours curve, Texts t)
    {
        var before = curve.Before.TakeLast(4).Select((d, i) => new Series(
            i == Math.Min(4, curve.Before.Count) - 1 ? t["此前同星期"] : "", "line", "expected", Power(d.ImportWh, curve.Minutes)));
        return new Chart(
            t["负荷 {0}", Figures.Day(curve.Day)], "kW", Chart.TimesOf(curve.Minutes),
            [.. before, new(Figures.Day(curve.Day)[5..], "line", "measured", Power(curve.ImportWh, curve.Minutes))])
        { Decimals = 2 };
    }

    /// <summary>Energy of each billing period, by its last month.</summary>
    public static Chart? Bills(IReadOnlyList<BillLine> bills, Texts t)
    {
        var periods = bills.Where(b => b.PeriodTo is not null || b.BilledOn is not null)
            .GroupBy(b => (b.PeriodTo?.AddDays(-1) ?? b.BilledOn!.Value).ToString("yyyy-MM", CultureInfo.InvariantCulture))
            .OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        return periods.Count < 2
            ? null
            : new Chart(t["账单电量"], "kWh", [.. periods.Select(p => p.Key)], [new(t["账单电量"], "bar", "technical", [.. periods.Select(p => (double?)(p.Sum(b => b.EnergyWh) / 1000.0))])]) { Height = 180, Decimals = 0 };
    }

    private static List<double?> Power(IReadOnlyList<long?> wh, int minutes) => [.. wh.Select(v => v * 60.0 / minutes / 1000.0)];
}
