using Voltward.App.Detection;
using Voltward.App.LineLoss;
using Voltward.App.Readings;
using Voltward.Host.Shared;

namespace Voltward.Host.Detection;

/// <summary>Evidence of a lead as small multiples on one time axis: the customer, its peers, the area's loss, the events.</summary>
internal sealed class LeadCharts(LeadQueries.Lead lead, Texts t)
{
    private const string Group = "lead";
    private readonly IReadOnlyList<string> _x = Chart.DaysOf(lead.Run.WindowFrom, lead.Run.WindowTo);

    private IReadOnlyList<Mark> Onset => lead.Row.Onset is { } onset ? [new Mark(Figures.Day(onset), t["突变 {0}", Figures.Day(onset)[5..]], "abnormal")] : [];

    /// <summary>The customer against the typical customer of the same kind in the same area.</summary>
    public Chart Customer(IReadOnlyList<DayEnergy> days, IReadOnlyList<DayEnergy> peers, IReadOnlyList<MeterEvent> events)
    {
        var own = Values(days);
        var typical = Scaled(own, Values(peers));
        var marks = EventMarks.Of(events, lead.Run.WindowFrom, lead.Run.WindowTo, t, most: 4);
        return new Chart(t["客户日用电量"], t["kWh/日"], _x,
        [
            new(t["缺数"], "shade", "expected", [.. own.Select(v => v is null ? 1.0 : 0.0)]),
            new(t["同类中位数"], "line", "technical", typical),
            new(t["本户计量"], "line", "measured", own),
        ])
        { Group = Group, Marks = [.. marks, .. Onset] };
    }

    /// <summary>The loss of the area on the same axis.</summary>
    public Chart? Area(AreaQueries.Area area)
    {
        if (area.Days.Count == 0) return null;
        var byDay = area.Days.ToDictionary(d => Figures.Day(d.Date));
        return new Chart(t["台区损耗电量"], t["kWh/日"], _x,
        [
            new(t["数据不全"], "shade", "expected", [.. _x.Select(x => byDay.TryGetValue(x, out var d) && d.State == "ok" ? 0.0 : 1.0)]),
            new(t["技术线损区间"], "band", "expected", Of(d => d.TechnicalLowWh)) { Upper = Of(d => d.TechnicalHighWh) },
            new(t["95 % 区间"], "band", "abnormal", Of(d => d.LowWh)) { Upper = Of(d => d.HighWh) },
            new("", "line", "expected", Of(d => d.LossWh)),
            new(t["损耗"], "line", "measured", Of(d => d.State == "ok" ? d.LossWh : null)),
        ])
        { Group = Group, Marks = Onset, Height = 180, Span = LineLoss.AreaCharts.Span(area.Days) };

        List<double?> Of(Func<AreaQueries.Day, long?> value) => [.. _x.Select(x => byDay.TryGetValue(x, out var d) ? value(d) / 1000.0 : null)];
    }

    private List<double?> Values(IReadOnlyList<DayEnergy> days)
    {
        var byDay = days.ToDictionary(d => Figures.Day(d.Date), d => d.ImportWh / 1000.0);
        return [.. _x.Select(x => byDay.GetValueOrDefault(x))];
    }

    // Peers are brought to the customer's own level before the onset, so that only the course is compared.
    private List<double?> Scaled(List<double?> own, List<double?> peers)
    {
        var until = lead.Row.Onset is { } onset && onset > lead.Run.WindowFrom ? onset.DayNumber - lead.Run.WindowFrom.DayNumber : _x.Count;
        var pairs = Enumerable.Range(0, Math.Min(until, _x.Count)).Where(i => own[i] is not null && peers[i] > 0).ToList();
        if (pairs.Count == 0) return peers;
        var factor = pairs.Average(i => own[i]!.Value) / pairs.Average(i => peers[i]!.Value);
        return [.. peers.Select(v => v * factor)];
    }
}
