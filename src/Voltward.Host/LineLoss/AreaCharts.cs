using Voltward.App.LineLoss;
using Voltward.Host.Shared;

namespace Voltward.Host.LineLoss;

/// <summary>The charts of one area: loss with its interval, the two sides of the balance, the cumulated deviation.</summary>
internal static class AreaCharts
{
    private const string Group = "area";

    /// <summary>
    /// What the axis of a loss must hold, kWh a day: every complete day with its interval. A day with gaps has an interval so wide that
    /// it would flatten all others; it may run out of the picture.
    /// </summary>
    public static (double Low, double High)? Span(IEnumerable<AreaQueries.Day> days)
    {
        var whole = days.Where(d => d.State == "ok").ToList();
        if (whole.Count < 2) return null;
        var low = whole.Min(d => Math.Min(d.LowWh ?? 0, d.LossWh ?? 0)) / 1000.0;
        var high = whole.Max(d => Math.Max(d.HighWh ?? 0, d.LossWh ?? 0)) / 1000.0;
        return (Math.Min(0, low), Math.Max(high, 0));
    }

    public static IEnumerable<Chart> Of(AreaQueries.Area area, Texts t)
    {
        if (area.Loss is not { } loss) yield break;
        var x = Chart.DaysOf(loss.WindowFrom, loss.WindowTo);
        var byDay = area.Days.ToDictionary(d => Figures.Day(d.Date));
        IReadOnlyList<Mark> marks = loss.Onset is { } onset ? [new Mark(Figures.Day(onset), t["突变 {0}", Figures.Day(onset)[5..]], "abnormal")] : [];

        yield return new Chart(t["损耗电量"], t["kWh/日"], x,
        [
            new(t["数据不全"], "shade", "expected", Of(d => d.State == "ok" ? 0 : 1)),
            new(t["技术线损区间"], "band", "expected", Kwh(d => d.TechnicalLowWh)) { Upper = Kwh(d => d.TechnicalHighWh) },
            new(t["95 % 区间"], "band", "abnormal", Kwh(d => d.LowWh)) { Upper = Kwh(d => d.HighWh) },
            new(t["技术线损"], "line", "technical", Kwh(d => d.TechnicalWh)),
            new("", "line", "expected", Kwh(d => d.LossWh)),
            new(t["损耗"], "line", "measured", Kwh(d => d.State == "ok" ? d.LossWh : null)),
        ])
        { Group = Group, Marks = marks, Height = 280, Span = Span(area.Days) };

        yield return new Chart(t["供电与售电"], t["kWh/日"], x,
        [
            new(t["售电"], "line", "technical", Kwh(d => d.SoldWh)),
            new(t["供电"], "line", "measured", Kwh(d => d.SuppliedWh)),
        ])
        { Group = Group, Marks = marks, Zero = false, Height = 180 };

        yield return new Chart(t["累计偏离 CUSUM"], "σ", x, [new("CUSUM", "bridged", "measured", Of(d => d.Cusum))]) { Group = Group, Marks = marks, Height = 120 };

        List<double?> Of(Func<AreaQueries.Day, double?> value) => [.. x.Select(day => byDay.TryGetValue(day, out var d) ? value(d) : null)];

        List<double?> Kwh(Func<AreaQueries.Day, long?> value) => Of(d => value(d) / 1000.0);
    }
}
