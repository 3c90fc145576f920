using Voltward.Analytics.Detection;
using Voltward.App.Detection;
using Voltward.App.LineLoss;
using Voltward.App.Readings;
using Voltward.Host.Shared;
using MeterEvent = Voltward.App.Readings.MeterEvent;

namespace Voltward.Host.Detection;

/// <summary>Evidence of a lead as small multiples on one time axis: the customer, its peers, the area's loss, the events.</summary>
internal sealed class LeadCharts(LeadQueries.Lead lead, Texts t)
{
    private const string Group = "lead";
    private readonly IReadOnlyList<string> _x = Chart.DaysOf(lead.Run.WindowFrom, lead.Run.WindowTo);

    private IReadOnlyList<Mark> Onset => lead.Row.Onset is { } onset ? [new Mark(Figures.Day(onset), t["突变 {0}", Figures.Day(onset)[5..]], "abnormal")] : [];

    /// <summary>What the customer would probably have used; null when nothing changed inside the window or too little came before.</summary>
    public Counterfactual? Expected(IReadOnlyList<DayEnergy> days, IReadOnlyList<DayEnergy> peers) =>
        lead.Row.Onset is { } onset && onset > lead.Run.WindowFrom && onset <= lead.Run.WindowTo
            ? Counterfactual.Of(Numbers(Values(days)), Numbers(Values(peers)), onset.DayNumber - lead.Run.WindowFrom.DayNumber)
            : null;

    /// <summary>The customer against what its peers' course leads to expect (E6).</summary>
    public Chart Customer(IReadOnlyList<DayEnergy> days, IReadOnlyList<DayEnergy> peers, IReadOnlyList<MeterEvent> events, Counterfactual? expected)
    {
        var own = Values(days);
        var typical = expected is null ? Scaled(own, Values(peers)) : [.. expected.ExpectedKwh.Select(Known)];
        var marks = EventMarks.Of(events, lead.Run.WindowFrom, lead.Run.WindowTo, t, most: 4);
        var series = new List<Series> { new(t["缺数"], "shade", "expected", [.. own.Select(v => v is null ? 1.0 : 0.0)]) };
        if (expected is not null)
        {
            series.Add(new(t["对照 95 % 区间"], "band", "expected", [.. typical.Select(v => v is null ? v : Math.Max(0, v.Value - expected.BandKwh))])
            {
                Upper = [.. typical.Select(v => v + expected.BandKwh)],
            });
        }

        series.Add(new(expected is null ? t["同类中位数"] : t["对照用电"], "line", "technical", typical));
        series.Add(new(t["本户计量"], "line", "measured", own));
        return new Chart(t["客户日用电量与对照"], t["kWh/日"], _x, series) { Group = Group, Marks = [.. marks, .. Onset] };
    }

    /// <summary>What the customer metered too little beside what the area lost too much (E2): do they come on the same days?</summary>
    public Chart? Together(IReadOnlyList<DayEnergy> days, Counterfactual? expected, AreaQueries.Area area)
    {
        if (area.Loss is null || expected is null) return null;
        var own = Values(days);
        var byDay = area.Days.Where(d => d.State == "ok").ToDictionary(d => Figures.Day(d.Date));
        return new Chart(t["本户少计与台区异常损耗"], t["kWh/日"], _x,
        [
            new(t["台区异常损耗"], "line", "technical", [.. _x.Select(x => byDay.TryGetValue(x, out var d) ? (d.LossWh - d.TechnicalWh) / 1000.0 : null)]),
            new(t["本户少计"], "line", "abnormal", [.. own.Select((v, i) => v is null ? null : Known(expected.ExpectedKwh[i] - v.Value))]),
        ])
        { Group = Group, Marks = Onset, Height = 180 };
    }

    /// <summary>The loss of the area on the same axis (E1).</summary>
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

    /// <summary>Voltages and currents by phase (E3, E4); nothing where there are no curves.</summary>
    public IEnumerable<Chart> Phases(IReadOnlyList<PhaseDay> days)
    {
        foreach (var (title, unit, of) in new (string, string, Func<PhaseDay, double?>)[] { (t["分相电压（日均）"], "V", d => d.VoltageV), (t["分相电流（日均）"], "A", d => d.CurrentA) })
        {
            var phases = days.Where(d => of(d) is not null).GroupBy(d => d.Phase).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            if (phases.Count == 0) continue;
            string[] inks = ["measured", "technical", "abnormal"];
            yield return new Chart(title, unit, _x, [.. phases.Select((phase, n) =>
            {
                var byDay = phase.ToDictionary(d => Figures.Day(d.Day), of);
                return new Series(t["{0} 相", phase.Key], "line", inks[n % inks.Length], [.. _x.Select(x => byDay.GetValueOrDefault(x))]);
            })])
            { Group = Group, Marks = Onset, Height = 150, Zero = unit == "A" };
        }
    }

    /// <summary>How the customer's level moved beside everybody else in the area.</summary>
    public Chart? Peers(IReadOnlyList<Levels> levels, IReadOnlyDictionary<string, string> customers)
    {
        var known = levels.Where(l => double.IsFinite(l.Ratio)).OrderBy(l => l.Ratio).ThenBy(l => l.Point, StringComparer.Ordinal).ToList();
        if (known.Count < 3 || !known.Exists(l => l.Point == lead.Row.UsagePointNo)) return null;
        return new Chart(t["突变后用电为突变前的几成"], "%", [.. known.Select(l => customers.GetValueOrDefault(l.Point, l.Point))],
        [
            new(t["台区其他用户"], "points", "expected", [.. known.Select(l => l.Point == lead.Row.UsagePointNo ? null : (double?)(100 * l.Ratio))]),
            new(t["本户"], "points", "abnormal", [.. known.Select(l => l.Point == lead.Row.UsagePointNo ? (double?)(100 * l.Ratio) : null)]),
        ])
        { Height = 150, Span = (0, Math.Max(150, Math.Min(300, known[(int)(0.95 * (known.Count - 1))].Ratio * 100))) };
    }

    private List<double?> Values(IReadOnlyList<DayEnergy> days)
    {
        var byDay = days.ToDictionary(d => Figures.Day(d.Date), d => d.ImportWh / 1000.0);
        return [.. _x.Select(x => byDay.GetValueOrDefault(x))];
    }

    private static double[] Numbers(List<double?> values) => [.. values.Select(v => v ?? double.NaN)];

    private static double? Known(double value) => double.IsFinite(value) ? value : null;

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
